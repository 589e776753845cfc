"""Rows that sum others (合计, 小计): how they are called, and whether a printed total agrees with its rows."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from jiugai.inputs.cells import folded
from jiugai.inputs.dictionary import Unreadable
from jiugai.inputs.sheets import Cell

_TOTAL = re.compile(r"(合计|总计|小计|共计|累计|总和|total|subtotal|grandtotal|sum)\d*(个|项|处)?(小区|项目)?([:(].*)?")


def is_total(cell: Cell) -> bool:
    """Whether a cell names a row that sums others.

    >>> is_total("合　计"), is_total("合计（12个小区）"), is_total("合计小区家属院")
    (True, True, False)
    """
    return isinstance(cell, str) and _TOTAL.fullmatch(folded(cell)) is not None


def total_agrees(exact: Fraction, stated: str, *, partial: bool = False) -> bool:
    """Whether the exact sum, rounded half up to the decimals of the stated total, is that total.

    `partial`: some row does not say its part, so the rows may sum to less.

    >>> total_agrees(Fraction("12.346"), "12.35"), total_agrees(Fraction(12), "13"), total_agrees(Fraction(3), "3.0")
    (True, False, True)
    """
    total = Decimal(stated)
    sum_of_rows = Decimal(exact.numerator) / Decimal(exact.denominator)
    rounded = sum_of_rows.quantize(Decimal(1).scaleb(min(int(total.as_tuple().exponent), 0)), ROUND_HALF_UP)
    return rounded == total or (partial and rounded < total)


def wrong_total(exact: Fraction) -> Unreadable:
    """The problem of a stated total that is not the sum of its rows."""
    shown = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.0001")).normalize()
    return Unreadable(f"合计与各行之和 {shown:f} 不符", f"the total does not equal the sum of the rows, {shown:f}")
