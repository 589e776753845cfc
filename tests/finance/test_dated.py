"""Given payment dates, a rate for every year, and three ways to count days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiugai.finance import actual_365, actual_actual, dated_schedule, dated_years, thirty_360

RATES = {2022: Fraction(1, 25), 2023: Fraction(1, 20), 2024: Fraction(6, 100)}
DRAWN = date(2021, 12, 31)


def test_rate_of_every_year_and_principal_in_the_middle() -> None:
    """Halves of 4 %, then of 5 %: 20 and 12 (on 600), 15 and 8 (7.50 on 300, half up)."""
    dues = [(date(2022, 6, 30), 400), (date(2022, 12, 31), 0), (date(2023, 6, 30), 300), (date(2023, 12, 31), 300)]
    schedule = dated_schedule(DRAWN, dues, RATES, thirty_360)
    assert [(c.opening, c.principal, c.interest) for _, c in schedule] == [
        (1_000, 400, 20), (600, 0, 12), (600, 300, 15), (300, 300, 8),
    ]  # fmt: skip
    assert [day for day, _ in schedule] == [day for day, _ in dues]
    assert [(p.year, p.opening, p.drawn, p.principal, p.interest) for p in dated_years(DRAWN, schedule)] == [
        (2021, 0, 1_000, 0, 0), (2022, 1_000, 0, 400, 32), (2023, 600, 0, 600, 23),
    ]  # fmt: skip


def test_a_coupon_across_the_year_takes_both_rates_and_is_rounded_once() -> None:
    """Half a year at 4 % and half at 5 % on 100: 4.50, half up; rounded piece by piece it would be 2 + 3."""
    one = dated_schedule(date(2022, 6, 30), [(date(2023, 6, 30), 100)], RATES, thirty_360)
    assert [c.interest for _, c in one] == [5]
    assert [c.interest for _, c in dated_schedule(date(2022, 6, 30), [(date(2023, 6, 30), 98)], RATES, thirty_360)] == [
        4
    ]


def test_years_without_a_payment_are_listed() -> None:
    schedule = dated_schedule(DRAWN, [(date(2024, 12, 31), 1_000)], RATES, thirty_360)
    assert [(p.year, p.closing, p.interest) for p in dated_years(DRAWN, schedule)] == [
        (2021, 1_000, 0), (2022, 1_000, 0), (2023, 1_000, 0), (2024, 0, 150),
    ]  # fmt: skip


@pytest.mark.parametrize(("count", "interest"), [(thirty_360, 36_000), (actual_365, 36_099), (actual_actual, 36_000)])
def test_a_leap_year(count: object, interest: int) -> None:
    """600,000 at 6 % in 2024: 366 days are 98.63 more by 365."""
    [(_, coupon)] = dated_schedule(date(2023, 12, 31), [(date(2024, 12, 31), 600_000)], RATES, count)
    assert coupon.interest == interest


@pytest.mark.parametrize(
    ("dues", "told"),
    [
        ([], "follow the draw"),
        ([(DRAWN, 100)], "follow the draw"),
        ([(date(2022, 6, 30), 1), (date(2022, 6, 30), 1)], "one another"),
        ([(date(2023, 6, 30), 1), (date(2022, 6, 30), 1)], "one another"),
        ([(date(2022, 6, 30), -1), (date(2022, 12, 30), 2)], "negative"),
        ([(date(2025, 6, 30), 1)], "no rate for 2025"),
    ],
)
def test_dates_and_rates_that_make_no_schedule(dues: list[tuple[date, int]], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        dated_schedule(DRAWN, dues, RATES, thirty_360)


@pytest.mark.parametrize(
    ("start", "end", "thirty", "by_365", "actual"),
    [
        ("2023-01-31", "2023-02-28", Fraction(28, 360), Fraction(28, 365), Fraction(28, 365)),
        ("2023-03-31", "2024-05-31", Fraction(14, 12), Fraction(427, 365), Fraction(275, 365) + Fraction(152, 366)),
        ("2023-12-30", "2023-12-31", Fraction(0), Fraction(1, 365), Fraction(1, 365)),
        ("2024-02-28", "2024-03-01", Fraction(3, 360), Fraction(2, 365), Fraction(2, 366)),
    ],
)
def test_days_by_hand(start: str, end: str, thirty: Fraction, by_365: Fraction, actual: Fraction) -> None:
    a, b = date.fromisoformat(start), date.fromisoformat(end)
    assert (thirty_360(a, b), actual_365(a, b), actual_actual(a, b)) == (thirty, by_365, actual)


@given(st.lists(st.dates(date(2019, 1, 1), date(2030, 12, 31)), min_size=3, max_size=3).map(sorted))
def test_parts_of_a_period_add_up(days: list[date]) -> None:
    a, b, c = days
    for count in (thirty_360, actual_365, actual_actual):
        assert count(a, b) + count(b, c) == count(a, c) >= 0
