"""A printed bond schedule with a rate curve (Lawrence, Kansas): which convention gives its interest, and what is left over.

Printed rates are rounded to 0.01 %, so interest may miss by 0.005 % of the money it is charged on, and by no more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import accumulate

import pytest

from jiugai.finance import Payment, dated_schedule, dated_years, thirty_360
from support.figures import published

ROWS = [{key: Fraction(value) for key, value in row.items()} for row in published("lawrence_ks_bond_schedule.csv")]
ISSUED = 2_900_000
DRAWN = date(2009, 12, 31)
RATES = {int(row["year"]): row["interest_rate_pct"] / 100 for row in ROWS}
OPENING = [ISSUED - int(repaid) for repaid in accumulate((row["principal"] for row in ROWS), initial=Fraction(0))][:-1]
MAY_MISS = Fraction(5, 100_000)

Dues = Callable[[int, int], list[tuple[date, int]]]


def at_the_end(year: int, principal: int) -> list[tuple[date, int]]:
    return [(date(year, 12, 31), principal)]


def mid_year(year: int, principal: int) -> list[tuple[date, int]]:
    """The whole principal with the first of two coupons."""
    return [(date(year, 6, 30), principal), (date(year, 12, 31), 0)]


def in_halves(year: int, principal: int) -> list[tuple[date, int]]:
    return [(date(year, 6, 30), principal // 2), (date(year, 12, 31), principal - principal // 2)]


def quarterly(year: int, principal: int) -> list[tuple[date, int]]:
    part = principal // 4
    return [(date(year, 3 * k, 30), part if k < 4 else principal - 3 * part) for k in (1, 2, 3, 4)]


def at_the_beginning(year: int, principal: int) -> list[tuple[date, int]]:
    return [(date(year, 1, 1), principal), (date(year, 12, 31), 0)]


def schedule(dues: Dues) -> list[Payment]:
    due = [payment for row in ROWS for payment in dues(int(row["year"]), int(row["principal"]))]
    return dated_years(DRAWN, dated_schedule(DRAWN, due, RATES, thirty_360))[1:]


def misses(dues: Dues) -> list[int]:
    """Interest by the convention less interest as printed, dollars, every year."""
    return [p.interest - int(row["interest"]) for p, row in zip(schedule(dues), ROWS, strict=True)]


def test_the_printed_table_ties() -> None:
    assert sum(row["principal"] for row in ROWS) == ISSUED
    for row in ROWS:
        assert abs(row["principal"] + row["interest"] - row["total"]) <= 1  # 2027: a dollar off, as printed
        assert abs(row["city_share"] + row["county_share"] + row["ldcba_share"] - row["total"]) <= 1


def test_balances_run_to_zero() -> None:
    payments = schedule(mid_year)
    assert [p.opening for p in payments] == OPENING
    assert [p.principal for p in payments] == [row["principal"] for row in ROWS]
    assert payments[-1].closing == 0


def test_principal_in_the_middle_of_the_year_misses_by_the_rounding_of_the_rates_alone() -> None:
    missed = misses(mid_year)
    assert missed == [
        44, 132, 17, -120, -101,
        -13, -78, 13, 123, -66, 2, 87, -49, -62, 50, -48, -58, -63, 64, -6, 39, -10, -12, -8, -3,
    ]  # fmt: skip
    for miss, opening, row in zip(missed, OPENING, ROWS, strict=True):
        assert abs(miss) <= MAY_MISS * (opening - row["principal"] / 2) + 1  # each of two coupons is rounded


@pytest.mark.parametrize(
    ("dues", "largest", "explained"),
    [(at_the_end, 8_345, 5), (in_halves, 4_171, 5), (quarterly, 2_084, 5), (at_the_beginning, -8_304, 5)],
)
def test_other_conventions_miss_by_more_in_every_year_of_principal(dues: Dues, largest: int, explained: int) -> None:
    missed = misses(dues)
    assert max(missed, key=abs) == largest
    within = [abs(m) <= MAY_MISS * opening + 2 for m, opening in zip(missed, OPENING, strict=True)]
    assert within == [True] * explained + [False] * (len(ROWS) - explained)


def test_only_one_half_fits_every_year() -> None:
    """Interest = rate × (opening − θ × principal): the θ that rounded rates and dollars allow, all years together."""
    half = Fraction(1, 2)
    lows, highs = [], []
    for row, opening in zip(ROWS, OPENING, strict=True):
        if not row["principal"]:
            continue
        rate = row["interest_rate_pct"] / 100
        lows.append((opening - (row["interest"] + half) / (rate - MAY_MISS)) / row["principal"])
        highs.append((opening - (row["interest"] - half) / (rate + MAY_MISS)) / row["principal"])
    assert (round(float(max(lows)), 4), round(float(min(highs)), 4)) == (0.4998, 0.5002)
