"""How a value is written in a report: money, counts, areas, shares, years."""

from __future__ import annotations

import math
from fractions import Fraction

from jiugai.labels import label
from jiugai.money import round_half_up, wan_text

#: formats whose columns are added up; `stock` is money at a date, which is not
SUMMED = ("wan", "int", "area")
#: formats set to the right; of the others `date` is a day (or what stands for one), the rest are words
NUMERIC = ("wan", "stock", "int", "area", "percent", "number", "value")
DASH = "–"
#: units with a word for one of them
_COUNTED = ("community", "household", "building")

Value = str | int | Fraction | None


def share_text(part: int, whole: int) -> str:
    """A share in percent, one decimal, half up.

    >>> share_text(1, 8)
    '12.5%'
    """
    return DASH if whole == 0 else percent_text(Fraction(part, whole))


def percent_text(ratio: Fraction) -> str:
    tenths = round_half_up(ratio * 1000)
    return f"{tenths // 10}.{tenths % 10}%"


def cover_text(cover: Fraction | None) -> str:
    """A cover of debt service, two decimals, rounded down: 1.199 does not reach 1.20.

    >>> cover_text(Fraction(1199, 1000)), cover_text(None)
    ('1.19', '–')
    """
    if cover is None:
        return DASH
    hundredths = math.floor(cover * 100)
    return f"{'−' if hundredths < 0 else ''}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def area_text(area: Fraction) -> str:
    """Square metres, to two decimals where it is no whole number."""
    hundredths = round_half_up(area * 100)
    whole, rest = divmod(hundredths, 100)
    return f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"


def exact_text(value: Fraction) -> str:
    """An exact number as short as it can be told.

    >>> exact_text(Fraction(2, 3)), exact_text(Fraction(3, 10)), exact_text(Fraction(2000))
    ('2/3', '0.3', '2000')
    """
    if value.denominator == 1:
        return str(value.numerator)
    scaled = value * 10_000
    if scaled.denominator == 1:
        return f"{float(value):.4f}".rstrip("0")
    return f"{value.numerator}/{value.denominator}"


def parameter_text(value: Fraction | None, unit: str, lang: str) -> str:
    """The value of a policy parameter with its unit.

    >>> parameter_text(Fraction(3, 10), "ratio", "zh"), parameter_text(Fraction(2, 3), "ratio", "zh")
    ('30%', '2/3')
    """
    if value is None:
        return DASH
    if unit == "ratio":
        percent = value * 100
        return exact_text(percent) + "%" if (percent * 10).denominator == 1 else exact_text(value)
    word = "" if unit == "number" or (unit == "year" and value > 1000) else label(f"unit.{unit}", lang)
    return f"{exact_text(value)} {word}".strip()


def amount_text(value: Fraction | int, unit: str, lang: str) -> str:
    """An amount of a plan in its unit; money in 万元, its word left to the column or sentence.

    >>> amount_text(12_345_600, "yuan", "zh"), amount_text(1200, "household", "zh"), amount_text(1, "community", "zh")
    ('1,234.56', '1,200 户', '1 个小区')
    >>> amount_text(1, "community", "en"), amount_text(2, "community", "en")
    ('1 community', '2 communities')
    """
    if unit == "yuan":
        return wan_text(round_half_up(value))
    return f"{area_text(Fraction(value))} {unit_word(value, unit, lang)}"


def unit_word(value: Fraction | int, unit: str, lang: str) -> str:
    """The word of a unit beside a number: 1 household, 2 households."""
    return label(f"one.{unit}" if value == 1 and unit in _COUNTED else f"unit.{unit}", lang)


def exact(value: Value, shape: str) -> Fraction | None:
    """What a cell shows rounded, in the unit in which it is shown; None where the text itself is exact.

    >>> exact(12_345_678, "wan"), exact(12_345_600, "wan"), exact(Fraction(2, 3), "percent")
    (Fraction(6172839, 5000), None, Fraction(2, 3))
    """
    if value is None or isinstance(value, str):
        return None
    if shape in ("wan", "stock"):
        return Fraction(value, 10_000) if value % 100 else None
    if shape == "area":
        return Fraction(value) if (Fraction(value) * 100).denominator > 1 else None
    if shape == "percent":
        return Fraction(value) if (Fraction(value) * 1000).denominator > 1 else None
    return None


def show(value: Value, shape: str) -> str:
    """A table cell as text.

    >>> show(0, "wan"), show(12_345_600, "wan"), show(None, "int")
    ('–', '1,234.56', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if shape in ("wan", "stock"):
        return DASH if value == 0 else wan_text(int(value))
    if shape == "area":
        return area_text(Fraction(value))
    if shape == "percent":
        return percent_text(Fraction(value))
    if shape == "int":
        return f"{int(value):,}"
    return str(value)
