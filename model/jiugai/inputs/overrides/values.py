"""The value of a cell after an override: as a CSV cell is read, or worked out from what stands there."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

from jiugai.inputs.dictionary import Column, Unreadable
from jiugai.inputs.override import TIMES, exact_text
from jiugai.inputs.overrides.targets import is_blank
from jiugai.money import YUAN_PER_WAN, round_half_up
from jiugai.policy.parameters import exact

_NUMBERS = ("int", "money", "number", "ratio", "exact")
_BLANK = Unreadable("不能为空", "must not be blank")


def written(column: Column, value: Any, money_unit: str) -> tuple[Any, bool]:
    """(value of a cell, whether it is the default of the dictionary); null leaves the cell blank.

    Raises `Unreadable` for what a CSV cell could not hold.
    """
    if value is None or value == "":
        if column.required:
            raise _BLANK
        return (column.read(column.default, "yuan"), True) if column.default else (column.blank(), False)
    return column.read(_text(value), money_unit), False


def _text(value: Any) -> str:
    """A value of YAML as the cell of a CSV file."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        raise Unreadable("小数请加引号", "quote decimals")
    if isinstance(value, list | dict):
        raise Unreadable(
            "应为一个值，或 {times: 倍数}、{plus: 增量}", "must be one value, or {times: factor}, {plus: amount}"
        )
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).strip()


def worked_out(column: Column, old: Any, operation: dict[str, Any], money_unit: str) -> Any:
    """`old` times a factor, or plus an amount in the unit of the column; what is blank stays blank.

    Money is rounded half up to a yuan, a whole number to a whole one. Raises `Unreadable`.
    """
    if column.base_type not in _NUMBERS:
        raise Unreadable("times 和 plus 只用于数值列", "times and plus are for columns of numbers")
    if len(operation) != 1:
        raise Unreadable("times 与 plus 只能写一个", "either times or plus, not both")
    ((name, text),) = operation.items()
    try:
        number = Fraction(text) if type(text) is int else exact(text)
    except (ValueError, ZeroDivisionError):
        raise Unreadable("应为数，小数请加引号", "must be a number; quote decimals") from None
    if is_blank(old):
        return old
    unit = _unit(column, money_unit)
    was = Fraction(str(old)) if isinstance(old, float) else Fraction(old)
    value = was * number if name == TIMES else was + number * unit
    low, high = (None if bound is None else Fraction(bound) * unit for bound in (column.min, column.max))
    if low is not None and value < low:
        result = exact_text(value / unit)
        raise Unreadable(f"得到 {result}，不得小于{column.min}", f"gives {result}, must not be below {column.min}")
    if high is not None and value > high:
        result = exact_text(value / unit)
        raise Unreadable(f"得到 {result}，不得大于{column.max}", f"gives {result}, must not be above {column.max}")
    if column.base_type in ("int", "money"):
        return round_half_up(value)
    return float(value) if column.base_type == "number" else value


def _unit(column: Column, money_unit: str) -> int:
    return YUAN_PER_WAN if column.base_type == "money" and money_unit == "wan_yuan" else 1


def in_case_unit(column: Column, value: Any, money_unit: str) -> Any:
    """A cell as it is written in the case."""
    unit = _unit(column, money_unit)
    return value if unit == 1 or is_blank(value) else Fraction(value, unit)


def told(value: Any) -> str:
    """A cell as text: money in whole yuan, "" where it states nothing."""
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    return exact_text(value) if isinstance(value, Fraction) else str(value)
