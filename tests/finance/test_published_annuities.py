"""Twelve printed values of level payments and their parts, to the last printed digit."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from jiugai.finance import Terms, level_payment, unit_schedule
from support.figures import published

ROWS = published("annuity_published.csv")


def exact(row: dict[str, str]) -> Fraction:
    """The value in exact fractions, negative: paid by the borrower. One period of the row is a year of `Terms`."""
    rate, *months = map(Fraction, row["rate"].split("/"))
    rate = rate / months[0] if months else rate
    count, loan, at_once = int(row["nper"]), Fraction(row["pv"]), row["when"] == "begin"
    if row["function"] == "pmt":
        return -level_payment(loan, rate, count, at_once)
    terms = Terms(rate, count, repayment="equal_instalment", beginning=at_once)
    coupon = unit_schedule(terms)[int(row["per"]) - 1]
    return -loan * (coupon.principal if row["function"] == "ppmt" else coupon.interest)


def test_every_row_is_tried() -> None:
    assert [row["function"] for row in ROWS] == ["pmt"] * 5 + ["ppmt"] * 5 + ["ipmt"] * 2


def units_off(row: dict[str, str], value: Fraction) -> Fraction:
    """Distance from the printed value in units of its last printed digit."""
    printed = Decimal(row["expected"])
    return abs(value - Fraction(printed)) / Fraction(Decimal(1).scaleb(printed.as_tuple().exponent))


#: printed with 28 digits after arithmetic with 28 digits: what rounding on the way has done to the last of them
ROUNDED_ON_THE_WAY = {"-304.1459143262052370338701494": 126, "-710.2541257864217612489830917": 362}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['function']}-{row['expected']}")
def test_printed_to_the_digit(row: dict[str, str]) -> None:
    off = units_off(row, exact(row))
    if row["expected"] in ROUNDED_ON_THE_WAY:
        assert int(off) == ROUNDED_ON_THE_WAY[row["expected"]]
    else:
        assert off <= Fraction(1, 2)


@pytest.mark.parametrize("printed", ROUNDED_ON_THE_WAY)
def test_arithmetic_with_28_digits_gives_the_rounded_ones_too(printed: str) -> None:
    """The same formula, every step rounded to 28 digits as where it was printed."""
    [row] = [row for row in ROWS if row["expected"] == printed]
    with localcontext(prec=28):
        yearly, months = map(Decimal, row["rate"].split("/"))
        rate, loan = yearly / months, Decimal(row["pv"])
        growth = (1 + rate) ** int(row["nper"])
        level = -(loan * growth) / ((growth - 1) / rate)
        value = level if row["function"] == "pmt" else level + loan * rate
    assert abs(value - Decimal(printed)) <= Decimal("1e-25")


def test_the_parts_of_every_payment_make_the_level_payment() -> None:
    """What the library states for all of its payments: ppmt + ipmt = pmt, at the end and at the beginning."""
    for beginning in (False, True):
        terms = Terms(Fraction("0.1") / 12, 60, repayment="equal_instalment", beginning=beginning)
        level = level_payment(Fraction(1), terms.rate, 60, beginning)
        assert {coupon.service for coupon in unit_schedule(terms)} == {level}
