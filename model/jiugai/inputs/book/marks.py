"""Signs of the template: what they mean to a reader, and that they are no data."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.inputs.sheets import Cell, is_blank

NOTE = "※"  # every cell of a row begins with it: a remark for the person who fills the sheet
REQUIRED = "*"  # behind a heading: must be filled
APART = "备注"  # a sheet whose name begins so is the user's own and is not read


def is_note(cells: Sequence[Cell]) -> bool:
    """Whether a row is a remark: each of its filled cells begins with `NOTE`."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and all(isinstance(cell, str) and cell.strip().startswith(NOTE) for cell in filled)


def is_empty(cells: Sequence[Cell]) -> bool:
    return all(is_blank(cell) for cell in cells)


def bare(heading: str) -> str:
    """A heading without the sign of a required column.

    >>> bare("造价(万元) *")
    '造价(万元)'
    """
    return heading.strip("*＊★ ")
