"""The independent reading of cells: what a text, or a cell of a workbook, says by the words of docs/formats.md."""

from __future__ import annotations

import datetime
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any

from support.workbook import Formula, Percent


class Nothing:
    """What no reading of a cell can be: equal to nothing."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return False

    def __lt__(self, other: object) -> bool:
        return True


#: unit as written → (what it measures, how many of yuan, m2, one); not `units.csv`, but what a clerk means
UNITS = {
    "元": ("yuan", 1), "千元": ("yuan", 1000), "万元": ("yuan", 10_000), "万": ("yuan", 10_000), "百万元": ("yuan", 10**6),
    "亿元": ("yuan", 10**8), "亿": ("yuan", 10**8), "㎡": ("m2", 1), "m2": ("m2", 1), "m²": ("m2", 1), "平方米": ("m2", 1),
    "平米": ("m2", 1), "平方": ("m2", 1), "万㎡": ("m2", 10_000), "万平方米": ("m2", 10_000), "户": ("household", 1),
    "栋": ("building", 1), "幢": ("building", 1), "座": ("building", 1), "楼": ("building", 1), "分": ("point", 1), "年": ("year", 1),
    "个": ("cell", 1), "%": ("ratio", Fraction(1, 100)),
}  # fmt: skip
GAPS = {"-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "不详", "未知", "待定", "n/a", "na", "null", "none"}
_NOT_SEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def shown(cell: Any) -> Any:
    """What a cell shows: text of one line, or the date or flag it is; `Nothing` for an error or no result."""
    if isinstance(cell, Formula):
        return Nothing() if cell.result is None or str(cell.result).startswith("#") else shown(cell.result)
    if isinstance(cell, Percent):
        return plain(Decimal(f"{cell.value:.15g}") * 100) + "%"
    if isinstance(cell, bool | datetime.date):
        return cell
    if isinstance(cell, int | float):
        return plain(Decimal(f"{cell:.15g}"))
    seen = "".join(sign for sign in str(cell or "") if sign.isspace() or unicodedata.category(sign) not in _NOT_SEEN)
    return " ".join(seen.split())


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def is_gap(cell: Any) -> bool:
    """Nothing, or a sign that nothing is given."""
    text = shown(cell)
    return isinstance(text, str) and half(text).replace(" ", "").lower() in GAPS | {""}


def half(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones, sign by sign; nothing else is changed."""
    signs = {"\u3000": " ", "￥": "¥", "\u2212": "-"}
    return "".join(signs.get(sign, chr(ord(sign) - 0xFEE0) if "\uff01" <= sign <= "\uff5e" else sign) for sign in text)


def number_and_unit(cell: Any) -> tuple[Fraction, str] | None:
    """(number, unit behind it as written or "") of a cell that is one certain number."""
    text = shown(cell)
    if not isinstance(text, str):
        return None
    text = half(text).strip().lstrip("¥ ").strip()
    unit = next((unit for unit in sorted(UNITS, key=len, reverse=True) if text.lower().endswith(unit)), "")
    number = text[: len(text) - len(unit)].strip()
    if number.startswith("(") and number.endswith(")"):
        if number[1:2] in "+-":
            return None
        number = "-" + number[1:-1].strip()
    sign = -1 if number.startswith("-") else 1
    whole, dot, part = number[number.startswith(("-", "+")) :].partition(".")
    groups = whole.split(",")
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])):
        return None
    digits = "".join(groups) + part
    if not whole or (dot and not part) or not all(digit.isdecimal() for digit in digits) or not all(groups):
        return None
    value = int("".join(str(unicodedata.decimal(digit)) for digit in digits))
    return sign * Fraction(value, 10 ** len(part)), unit


def year(cell: Any) -> int | None:
    """The year of a year, a month or a day: 1998, 1998.0, 1998年, 1998年底, 1998-05, 1998.5, 1998/5/1."""
    text = shown(cell)
    if isinstance(text, datetime.date):
        return text.year
    if not isinstance(text, str):
        return None
    text = "".join(half(text).split())
    for words in ("年底", "年末", "年建成", "年竣工", "年建", "年", "底", "末", "建成", "竣工", "建"):
        if text.endswith(words) and _digits(text[: -len(words)], 4, 4):
            return int(text[: -len(words)])
    if not text.partition(".")[2].strip("0"):
        text = text.partition(".")[0]
    text = text.removesuffix("00:00:00").removesuffix("00:00")
    for sign in "年月/.":
        text = text.replace(sign, "-")
    parts = text.removesuffix("日").removesuffix("-").split("-")
    good = _digits(parts[0], 4, 4) and len(parts) <= 3 and all(_digits(part, 1, 2) for part in parts[1:])
    if not good or any(not 1 <= int(part) <= most for part, most in zip(parts[1:], (12, 31), strict=False)):
        return None
    return int(parts[0])


def day(cell: Any) -> str | None:
    """The day of a date that there is, as 2021-06-30: 2021年6月30日, 2021/6/30, 2021.6.30; no time of day."""
    text = shown(cell)
    if isinstance(text, datetime.datetime) and text.time() != datetime.time():
        return None
    if isinstance(text, datetime.date):
        return text.strftime("%Y-%m-%d")
    if not isinstance(text, str):
        return None
    text = "".join(half(text).split()).removesuffix("00:00:00").removesuffix("00:00")
    for sign in "年月/.":
        text = text.replace(sign, "-")
    parts = text.removesuffix("日").split("-")
    if len(parts) != 3 or not _digits(parts[0], 4, 4) or not all(_digits(part, 1, 2) for part in parts[1:]):
        return None
    year_, month, number = map(int, parts)
    leap = year_ % 4 == 0 and (year_ % 100 != 0 or year_ % 400 == 0)
    most = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    good = year_ > 0 and 1 <= month <= 12 and 1 <= number <= most[month - 1]
    return f"{year_:04}-{month:02}-{number:02}" if good else None


def _digits(text: str, least: int, most: int) -> bool:
    return least <= len(text) <= most and text.isdecimal()


def is_total(cell: Any) -> bool:
    """合计, 小计, 总计, also with a remark in brackets."""
    text = shown(cell)
    words = half(text).replace(" ", "") if isinstance(text, str) else ""
    return any(words == word or words.startswith(f"{word}(") for word in ("合计", "小计", "总计"))


def agrees(total: Fraction, cell: Any, size: Fraction, kind: str) -> bool:
    """Whether a sum, rounded half up to the decimals of the cell that states it, is that cell."""
    found = number_and_unit(cell)
    if found is None:
        return False
    stated, unit = found
    if unit and UNITS[unit][0] != kind:
        return False
    text = half(str(shown(cell)))
    decimals = sum(sign.isdecimal() for sign in text.partition(".")[2])
    scaled = total / (Fraction(UNITS[unit][1]) if unit else size) * 10**decimals
    return (scaled + Fraction(1, 2)).__floor__() == stated * 10**decimals
