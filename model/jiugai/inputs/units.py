"""Units as people write them, in a heading or behind a number: `units.csv`. Their sizes are exact; none is guessed."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from importlib.resources import files

from jiugai.inputs.cells import folded


@cache
def _sizes() -> dict[str, dict[str, Decimal]]:
    """unit of the dictionary → unit as written (folded) → its size in the former."""
    sizes: dict[str, dict[str, Decimal]] = {}
    text = files("jiugai.inputs").joinpath("units.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        sizes.setdefault(row["unit"], {})[folded(row["written"])] = Decimal(row["size"])
    return sizes


@cache
def written_units(unit: str) -> tuple[str, ...]:
    """How the unit may be written, for a message."""
    text = files("jiugai.inputs").joinpath("units.csv").read_text(encoding="utf-8")
    return tuple(row["written"] for row in csv.DictReader(text.splitlines()) if row["unit"] == unit)


def unit_size(unit: str, written: str) -> Decimal | None:
    """How many of the dictionary's `unit` one `written` is; None where it is not a unit of that kind.

    >>> unit_size("yuan", "万元"), unit_size("m2", "万平方米"), unit_size("yuan", "户")
    (Decimal('10000'), Decimal('10000'), None)
    """
    return _sizes().get(unit, {}).get(folded(written))
