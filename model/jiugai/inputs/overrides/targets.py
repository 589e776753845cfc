"""Paths into a table: `<key>.<column>` names cells, `<key>` rows.

A key of several columns is written in the order of the dictionary, with dots between; `*` stands for any characters.
Ids hold dots themselves, so a key is looked up among those of the table, not taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pandas as pd

from jiugai.inputs.dictionary import Column
from jiugai.inputs.override import PLUS, TIMES, Override
from jiugai.inputs.tables import Table
from jiugai.inputs.vocabulary import nearest

_NEAR = 3


@dataclass(frozen=True)
class Target:
    """What an override names in a table: `column` of the rows at `positions`; without a column the rows themselves,
    without positions a row of `key` that is not there yet."""

    key: str
    column: Column | None
    positions: tuple[int, ...]


def key_columns(table: Table) -> list[Column]:
    return [column for column in table.columns.values() if column.is_key]


def row_keys(table: Table) -> list[str]:
    """The key of every row as a path writes it."""
    names = [column.name for column in key_columns(table)]
    return [".".join(map(str, row)) for row in table.frame[names].itertuples(index=False)]


def is_operation(value: Any) -> bool:
    """Whether a value says what is done to cells ({times: …}, {plus: …}), and is no row."""
    return isinstance(value, dict) and bool(value) and set(value) <= {TIMES, PLUS}


def target(table: Table, tail: str, override: Override) -> Target:
    """What `tail`, the path behind `case.<table>.`, names. Raises `ScenarioError`."""
    keys = row_keys(table)
    key, _, name = tail.rpartition(".")
    column = table.columns.get(name) if key else None
    if isinstance(override.value, dict) and not is_operation(override.value):
        return Target(tail, None, tuple(position for position, other in enumerate(keys) if other == tail))
    cells = _rows(keys, key) if column is not None else []
    if override.value is None:
        rows = _rows(keys, tail)
        if rows and cells:
            zh = f"可以读作两处：{key} 的 {name}，或整行 {tail}；请改行的编号"
            raise override.wrong(zh, f"may be read as {name} of {key} or as the row {tail}: rename the row")
        if rows:
            return Target(tail, None, tuple(rows))
        if not cells and column is None:
            raise override.wrong(*_no_row(tail, keys))
    if column is None:
        raise override.wrong(*_no_column(name, tail, keys, table))
    if column.is_key:
        zh, en = (
            "是主键的一部分：删去这一行（null），另加一行",
            "is part of the key: remove the row (null) and add another",
        )
        raise override.wrong(zh, en)
    if not cells:
        raise override.wrong(*_no_row(key, keys))
    return Target(key, column, tuple(cells))


def _rows(keys: Sequence[str], pattern: str) -> list[int]:
    """The rows of a key. One that is the key of a row letter by letter means that row, whatever `*` may stand for."""
    same = [position for position, key in enumerate(keys) if key == pattern]
    if same or "*" not in pattern:
        return same
    shape = re.compile(".*".join(map(re.escape, pattern.split("*"))))
    return [position for position, key in enumerate(keys) if shape.fullmatch(key)]


def _no_row(key: str, keys: Sequence[str]) -> tuple[str, str]:
    near = get_close_matches(key, list(dict.fromkeys(keys)), _NEAR, 0.5) or list(dict.fromkeys(keys))[:_NEAR]
    if not near:
        return "此表没有任何行", "this table has no rows"
    return f"没有这样的行（{key}）；有：{'、'.join(near)} …", f"no such row ({key}); there are: {', '.join(near)} …"


def _no_column(name: str, tail: str, keys: Sequence[str], table: Table) -> tuple[str, str]:
    if _rows(keys, tail):
        zh = "指到了整行：后面应有列名；值为 null 时删去这一行"
        return zh, "names a whole row: a column must follow; null removes the row"
    near = nearest(name, table.columns)
    if near:
        return f"没有这一列（{name}），是否为 {near}", f"no such column ({name}); did you mean {near}?"
    known = [column.name for column in table.columns.values() if not column.is_key]
    return f"没有这一列（{name}）；有：{'、'.join(known)}", f"no such column ({name}); there are: {', '.join(known)}"


def key_of_new(table: Table, key: str, row: dict[str, Any]) -> dict[str, str] | None:
    """Key column → its text, for a row to be added; None where the parts of `key` are not certain.

    Years and choices hold no dots, so that what is left belongs to the one id; of two ids with dots the row itself
    must state the key columns.
    """
    columns = key_columns(table)
    stated = {column.name: str(row[column.name]) for column in columns if column.name in row}
    if stated:
        whole = ".".join(stated.get(column.name, "") for column in columns)
        return stated if len(stated) == len(columns) and whole == key else None
    parts = key.split(".")
    ids = [place for place, column in enumerate(columns) if column.base_type == "id"]
    more = len(parts) - len(columns)
    if more < 0 or (more and len(ids) != 1):
        return None
    if more:
        at = ids[0]
        parts = [*parts[:at], ".".join(parts[at : at + more + 1]), *parts[at + more + 1 :]]
    return {column.name: part for column, part in zip(columns, parts, strict=True)}


def is_blank(value: Any) -> bool:
    """Whether a cell of a typed table states nothing."""
    return value is None or value is pd.NA or value == "" or (isinstance(value, float) and value != value)
