"""Walking over data frames; pandas cannot type the cells of a row, so they are `Any` here and here only."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows as named tuples: `row.fund_id`. Most tables are short: what `itertuples` spends on columns is saved."""
    return map(_row_type(tuple(frame.columns))._make, zip(*(frame[name].tolist() for name in frame), strict=True))


@lru_cache(maxsize=256)
def _row_type(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns, rename=True)


def each_item(series: pd.Series) -> Iterator[tuple[Any, Any]]:
    """(key, value) pairs; keys of a multi-level index are tuples."""
    return iter(series.items())


def each_group(frame: pd.DataFrame, column: str | list[str]) -> Iterator[tuple[Any, pd.DataFrame]]:
    """(value, rows with that value), in order of the value; values of several columns are tuples."""
    return iter(frame.groupby(column, sort=True))


def members(frame: pd.DataFrame, keys: str | list[str]) -> Iterator[tuple[Any, pd.Index]]:
    """(key, index of the rows with that key), in order of the key; keys of several columns are tuples."""
    return iter(frame.groupby(keys, sort=True).groups.items())
