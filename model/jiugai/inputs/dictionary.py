"""The column dictionary: `columns.csv` says what every column of every table is, and drives reading and validation."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from jiugai.money import YUAN_PER_WAN

#: case tables that must be present; the others may be left out
REQUIRED_TABLES = ("communities", "works", "funds", "fund_years", "fiscal")

ANY = "*"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MOST = 10**12  # no count, area or amount of a county comes near it
#: types whose values are words, of whatever characters
TEXTS = ("id", "text")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.\-]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_LONGEST_ID, _LONGEST_TEXT = 100, 32_767  # the second is what a spreadsheet cell holds


class Unreadable(ValueError):
    """A cell that is not what its column asks for; carries the sentence in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True)
class Column:
    """One line of the dictionary."""

    table: str
    name: str
    type: str
    unit: str
    required: bool
    default: str
    choices: tuple[str, ...]
    min: Decimal | None
    max: Decimal | None
    ref: tuple[str, str] | None
    zh: str
    en: str

    @property
    def is_key(self) -> bool:
        return self.type.startswith("key")

    @property
    def base_type(self) -> str:
        """The value type: a key column is an id, a year or a choice."""
        return {"key": "id", "key_year": "year", "key_choice": "choice"}.get(self.type, self.type)

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column once read (docs/formats.md, section 1)."""
        kind = self.base_type
        known = bool(self.required or self.default)
        if kind in ("int", "year", "money"):
            return "int64" if known else "Int64"
        if kind == "bool":
            return "bool" if known else "boolean"
        return {"number": "float64", "ratio": "object", "exact": "object"}.get(kind, "str")

    def blank(self) -> Any:
        """What a cell left blank becomes when the column has no default."""
        kind = self.base_type
        if kind in ("int", "year", "money", "ratio", "exact", "number", "bool"):
            return None
        return ANY if self.type == "key_choice" and ANY in self.choices else ""

    def read(self, text: str, money_unit: str) -> Any:
        """The value of a non-blank cell; raises `Unreadable`."""
        return _READERS[self.base_type](self, text, money_unit)


def _number(column: Column, text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise Unreadable(
            "不是数字：只用半角数字和小数点，不带千分位、百分号、单位、指数或公式",
            "not a number: plain digits and a decimal point, no separators, percent sign, unit, exponent or formula",
        )
    value = Decimal(text)
    if abs(value) > _MOST:
        raise Unreadable("数值过大，请检查单位", "number too large: check the unit")
    if column.min is not None and value < column.min:
        raise Unreadable(f"不得小于{column.min}", f"must not be below {column.min}")
    if column.max is not None and value > column.max:
        raise Unreadable(f"不得大于{column.max}", f"must not be above {column.max}")
    return value


def _read_int(column: Column, text: str, _unit: str) -> int:
    value = _number(column, text)
    if value != value.to_integral_value():
        raise Unreadable("不是整数", "not a whole number")
    return int(value)


def _read_money(column: Column, text: str, unit: str) -> int:
    yuan = _number(column, text) * (YUAN_PER_WAN if unit == "wan_yuan" else 1)
    if yuan != yuan.to_integral_value():
        raise Unreadable("不是整元", "not a whole number of yuan")
    if yuan > 10**15:
        raise Unreadable("金额过大，请检查金额单位", "amount too large: check the money unit")
    return int(yuan)


def _read_choice(column: Column, text: str, _unit: str) -> str:
    if text not in column.choices:
        raise Unreadable(f"应为下列之一：{'、'.join(column.choices)}", f"must be one of: {', '.join(column.choices)}")
    return text


def _read_bool(_column: Column, text: str, _unit: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise Unreadable("应为 yes 或 no", "must be yes or no")
    return text.lower() == "yes"


def _read_text(_column: Column, text: str, _unit: str) -> str:
    if found := _CONTROL.search(text):
        raise Unreadable(
            f"含有看不见的字符（U+{ord(found[0]):04X}），请重新输入",
            f"holds a character that cannot be seen (U+{ord(found[0]):04X}): type it anew",
        )
    if len(text) > _LONGEST_TEXT:
        raise Unreadable(
            f"文字过长（{len(text)}字，至多{_LONGEST_TEXT}字）", f"too long: {len(text)} of {_LONGEST_TEXT} characters"
        )
    return text


def _read_id(_column: Column, text: str, _unit: str) -> str:
    if len(text) > _LONGEST_ID:
        raise Unreadable(f"编号过长（至多{_LONGEST_ID}字）", f"an id may have {_LONGEST_ID} characters at most")
    if not _IDENTIFIER.fullmatch(text):
        raise Unreadable("编号只能用英文字母、数字和 _ . -", "an id may hold only letters, digits and _ . -")
    return text


def _read_date(_column: Column, text: str, _unit: str) -> str:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unreadable("应为日期，如 2021-06-30", "must be a date such as 2021-06-30") from None


_READERS: dict[str, Callable[[Column, str, str], Any]] = {
    "id": _read_id,
    "text": _read_text,
    "date": _read_date,
    "int": _read_int,
    "year": _read_int,
    "money": _read_money,
    "number": lambda column, text, _unit: float(_number(column, text)),
    "ratio": lambda column, text, _unit: Fraction(_number(column, text)),
    "exact": lambda column, text, _unit: Fraction(_number(column, text)),
    "bool": _read_bool,
    "choice": _read_choice,
}


@cache
def dictionary() -> dict[str, dict[str, Column]]:
    """table → column name → `Column`, in the order of the file."""
    tables: dict[str, dict[str, Column]] = {}
    text = files("jiugai.inputs").joinpath("columns.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        ref = tuple(row["ref"].split(".")) if row["ref"] else None
        column = Column(
            table=row["table"],
            name=row["column"],
            type=row["type"],
            unit=row["unit"],
            required=row["required"] == "yes",
            default=row["default"],
            choices=tuple(row["choices"].split("|")) if row["choices"] else (),
            min=Decimal(row["min"]) if row["min"] else None,
            max=Decimal(row["max"]) if row["max"] else None,
            ref=(ref[0], ref[1]) if ref else None,
            zh=row["zh"],
            en=row["en"],
        )
        tables.setdefault(column.table, {})[column.name] = column
    return tables
