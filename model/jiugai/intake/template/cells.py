"""A value of a case → a cell of the template; text is never a formula, a number never loses a digit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jiugai.inputs.cells import number_of
from jiugai.inputs.dictionary import Column
from jiugai.inputs.vocabulary import choice_label
from jiugai.intake.folder import decimal_text
from jiugai.money import YUAN_PER_WAN

_STYLES = {
    "id": "text", "text": "text", "date": "text", "choice": "choice", "bool": "choice", "year": "year", "int": "whole",
    "number": "area", "ratio": "general", "exact": "general",
}  # fmt: skip


def style_of(column: Column, money_unit: str) -> str:
    """The name of the format of a column's cells."""
    return money_unit if column.base_type == "money" else _STYLES[column.base_type]


def put(sheet: Any, row: int, place: int, column: Column, value: Any, money_unit: str, style: Any) -> None:
    """Write a value as a `Case` holds it; None leaves the cell blank.

    Raises ValueError where the file format cannot hold it (a text of more than 32,767 characters).
    """
    if value is None:
        sheet.write_blank(row, place, None, style)
        return
    kind = column.base_type
    if kind in ("choice", "bool"):
        choice = ("yes" if value else "no") if kind == "bool" else value
        refused = sheet.write_string(row, place, choice_label(column, choice), style)
    elif kind in ("id", "text", "date"):
        refused = sheet.write_string(row, place, value, style)
    else:
        if kind == "money" and money_unit == "wan_yuan":
            value = Fraction(value, YUAN_PER_WAN)
        text = number_of(value) if isinstance(value, float) else decimal_text(Fraction(value))
        if number_of(float(text)) == text:
            refused = sheet.write_number(row, place, float(text), style)
        else:  # more digits than a spreadsheet keeps of a number
            refused = sheet.write_string(row, place, text, style)
    if refused:
        raise ValueError(f"{column.table}.{column.name}: {refused}")
