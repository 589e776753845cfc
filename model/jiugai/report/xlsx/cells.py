"""A value of a table → a cell: text is never a formula, money is 万元 to the yuan, a date is a date."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import Any

from jiugai.money import YUAN_PER_WAN
from jiugai.report.formats import NUMERIC, Value
from jiugai.report.ties.marks import strip
from jiugai.report.xlsx.style import AREA, COUNT, DATE, PERCENT, PLAIN, WAN, Styles

MONEY = ("wan", "stock")
_NUMBERS = {"wan": WAN, "stock": WAN, "int": COUNT, "percent": PERCENT}
_LONGEST = 32_767  # characters that a cell holds
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_number(value: Value) -> bool:
    return isinstance(value, int | Fraction)


def number_of(value: int | Fraction, shape: str) -> float:
    """The number that a cell holds: 万元 for money, four decimals at most.

    >>> number_of(12_345_678, "wan"), number_of(Fraction(1, 8), "percent"), number_of(7, "int")
    (1234.5678, 0.125, 7)
    """
    if shape in MONEY:
        return int(value) / YUAN_PER_WAN
    return int(value) if value == int(value) else float(value)


def number_format(value: int | Fraction, shape: str) -> str:
    if shape == "area":
        return COUNT if value == int(value) else AREA
    return _NUMBERS.get(shape, PLAIN)


def put(
    sheet: Any, row: int, column: int, value: Value, shape: str, styles: Styles, role: str = "row", formula: str = ""
) -> None:
    """Write a value; with `formula`, a formula that gives it, the value being what a viewer that does not
    calculate shows."""
    if isinstance(value, int | Fraction):
        number, style = number_of(value, shape), styles.number(number_format(value, shape), role)
        if formula:
            sheet.write_formula(row, column, formula, style, number)
        else:
            sheet.write_number(row, column, number, style)
    elif not value:
        sheet.write_blank(row, column, None, styles.text("", role))
    elif shape == "date" and _DATE.fullmatch(value):
        day = datetime.datetime.fromisoformat(value)
        sheet.write_datetime(row, column, day, styles.number(DATE, role))
    else:
        put_text(sheet, row, column, value, styles.text(value, role, right=shape in NUMERIC, wrap=shape != "value"))


def put_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    """Write a text as text, without references. Raises ValueError for one that no cell can hold."""
    text = strip(text)
    if len(text) > _LONGEST:
        raise ValueError(f"a cell holds {_LONGEST} characters, not {len(text)}: {text[:40]}…")
    sheet.write_string(row, column, text, style)
