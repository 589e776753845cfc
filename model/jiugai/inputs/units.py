"""Units as people write them, in a heading or behind a number: `units.csv`. Their sizes are exact; none is guessed."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files

from jiugai.inputs.cells import folded


@cache
def unit_sizes(unit: str) -> dict[str, Decimal]:
    """Unit as written (folded) → its size in the dictionary's `unit`."""
    return {folded(row["written"]): Decimal(row["size"]) for row in _rows() if row["unit"] == unit}


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("jiugai.inputs").joinpath("units.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def written_units(unit: str) -> tuple[str, ...]:
    """How the unit may be written, the common ones first, for a message."""
    return tuple(row["written"] for row in _rows() if row["unit"] == unit)


def unit_size(unit: str, written: str) -> Decimal | None:
    """How many of the dictionary's `unit` one `written` is; None where it is not a unit of that kind.

    >>> unit_size("yuan", "万元"), unit_size("m2", "万平方米"), unit_size("yuan", "户")
    (Decimal('10000'), Decimal('10000'), None)
    """
    return unit_sizes(unit).get(folded(written))
