"""A cell below a heading → a value of its column: labels, flags, dates, and numbers in the unit of the heading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any

from jiugai.inputs.book.headings import Heading, unit_kind
from jiugai.inputs.cells import date_text, is_given, split_number, text_of, year_text
from jiugai.inputs.dictionary import Column, Unreadable
from jiugai.inputs.sheets import Cell
from jiugai.inputs.units import unit_size
from jiugai.inputs.vocabulary import choice_of, flag_of, no_such_choice

_DIGITS = 15  # a spreadsheet keeps no more
_EXACT = Context(prec=1000)


def reader(heading: Heading) -> Callable[[Cell], Any]:
    """Reads the cells below a heading; None for a blank one; raises `Unreadable`."""
    read = {"text": _text, "id": _id, "choice": _choice, "bool": _flag, "year": _year, "date": _date}.get(
        heading.column.base_type
    )
    if read is not None:
        return lambda cell: read(heading.column, cell)
    return lambda cell: _number(heading, cell)


def _text(_column: Column, cell: Cell) -> str | None:
    if isinstance(cell, float) and abs(cell) >= 10**_DIGITS:
        raise Unreadable(
            f"超过{_DIGITS}位的数字，末位已丢失：请把单元格设为文本后重填",
            f"a number of more than {_DIGITS} digits has lost its last ones: format the cell as text and type it again",
        )
    return text_of(cell) or None


def _id(column: Column, cell: Cell) -> Any:
    if not is_given(cell):
        return None
    whole = isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer()
    if not isinstance(cell, str) and not whole:
        raise Unreadable(
            "编号应为文本：请把单元格设为文本后重填", "an id must be text: format the cell as text and type it again"
        )
    text = _text(column, cell)
    return None if text is None else column.read(text, "yuan")


def _choice(column: Column, cell: Cell) -> str | None:
    text = text_of(cell)
    found = choice_of(column, text) if text else None
    if found is None and is_given(cell):
        raise no_such_choice(column, text)
    return found


def _flag(_column: Column, cell: Cell) -> bool | None:
    text = text_of(cell)
    found = flag_of(text)
    if found is None and is_given(cell):
        raise Unreadable("应为 是 或 否", "must be yes or no")
    return None if found is None else found == "yes"


def _year(column: Column, cell: Cell) -> Any:
    return column.read(year_text(cell), "yuan") if is_given(cell) else None


def _date(column: Column, cell: Cell) -> Any:
    return column.read(date_text(cell), "yuan") if is_given(cell) else None


def _number(heading: Heading, cell: Cell) -> Any:
    """A number in the unit of the heading, exactly scaled to the unit of the dictionary."""
    if not is_given(cell):
        return None
    text, size = number_and_size(heading, cell)
    return heading.column.read(f"{_EXACT.multiply(Decimal(text), size):f}", "yuan")


def number_and_size(heading: Heading, cell: Cell) -> tuple[str, Decimal]:
    """(plain decimal text, size of its unit) of a number below a heading. Raises `Unreadable`."""
    kind = unit_kind(heading.column)
    text, unit = split_number(cell)
    size = Decimal(1) if heading.size is None else heading.size
    if unit:
        written = unit_size(kind, unit)
        if written is None or (unit != "%" and written != size):
            raise Unreadable(
                f"单元格里的单位“{unit}”与本列的单位不符", f"unit {unit!r} of the cell is not that of the column"
            )
        return text, written
    if kind == "ratio" and size == 1 and Decimal(text) > 1:
        raise Unreadable("大于1：百分数请写成 85% 或 0.85", "above 1: write a percentage as 85% or 0.85")
    return text, size
