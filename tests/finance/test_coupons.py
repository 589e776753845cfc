"""Coupons within a year, payments at the beginning of a period, and the year a coupon falls in, against hand numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiugai.finance import Coupon, Terms, coupon_schedule, unit_schedule, yearly_schedule

TEN, THREE = Fraction(1, 10), Fraction(3, 100)


def paid(coupons: list[Coupon[int]]) -> list[tuple[int, int]]:
    """(principal, interest) of every coupon."""
    return [(c.principal, c.interest) for c in coupons]


def years(principal: int, terms: Terms, drawn_period: int | None = None) -> list[tuple[int, int, int]]:
    """(year, principal, interest) of a draw in 2021."""
    return [(p.year, p.principal, p.interest) for p in yearly_schedule(principal, terms, 2021, drawn_period)]


def test_half_yearly_bullet() -> None:
    """54,000,000 at 3.28 %: 885,600 every half-year."""
    coupons = coupon_schedule(54_000_000, Terms(Fraction("0.0328"), 20, coupons=2))
    assert paid(coupons) == [(0, 885_600)] * 39 + [(54_000_000, 885_600)]


def test_each_coupon_is_rounded_by_itself() -> None:
    """5 % of 60: 3 a year, but two halves of 1.50 are 2 and 2; of 50: 2.50 is 3 a year, two halves of 1.25 are 1 and 1."""
    interest = [
        [sum(c.interest for c in coupon_schedule(principal, Terms(Fraction(1, 20), 1, coupons=m))) for m in (1, 2)]
        for principal in (60, 50)
    ]
    assert interest == [[3, 4], [3, 2]]


def test_half_yearly_equal_principal_with_a_year_of_grace() -> None:
    terms = Terms(TEN, 2, grace=1, repayment="equal_principal", coupons=2)
    assert paid(coupon_schedule(1_001, terms)) == [(0, 50), (0, 50), (500, 50), (501, 25)]


def test_equal_instalments_at_the_beginning() -> None:
    """210 at 10 %, twice 110: nothing has accrued on the day of the draw, then 10 on the 100 left."""
    terms = Terms(TEN, 2, repayment="equal_instalment", beginning=True)
    assert paid(coupon_schedule(210, terms)) == [(110, 0), (100, 10)]
    assert years(210, terms) == [(2021, 110, 0), (2022, 100, 10)]


def test_grace_at_the_beginning_has_the_level_of_payments_at_the_end() -> None:
    """The first level payment bears a year's interest: 121 = 100 + 21, then 110 + 11."""
    terms = Terms(TEN, 3, grace=1, repayment="equal_instalment", beginning=True)
    assert paid(coupon_schedule(210, terms)) == [(0, 0), (100, 21), (110, 11)]


def test_equal_principal_and_bullet_at_the_beginning() -> None:
    assert paid(coupon_schedule(100, Terms(TEN, 2, repayment="equal_principal", beginning=True))) == [(50, 0), (50, 5)]
    assert paid(coupon_schedule(100, Terms(TEN, 3, beginning=True))) == [(0, 0), (0, 10), (100, 10)]


def test_drawn_at_the_end_of_the_year_pays_two_halves_in_every_year() -> None:
    assert years(1_000, Terms(THREE, 2, coupons=2)) == [(2021, 0, 0), (2022, 0, 30), (2023, 1_000, 30)]


def test_drawn_in_the_middle_of_the_year_pays_its_first_half_in_it() -> None:
    assert years(1_000, Terms(THREE, 2, coupons=2), drawn_period=1) == [(2021, 0, 15), (2022, 0, 30), (2023, 1_000, 15)]


def test_beginning_in_halves() -> None:
    """Payments on 30 June 2021 (the draw), 31 December 2021, 30 June and 31 December 2022."""
    terms = Terms(THREE, 2, repayment="equal_principal", coupons=2, beginning=True)
    assert paid(coupon_schedule(400, terms)) == [(100, 0), (100, 5), (100, 3), (100, 2)]
    assert years(400, terms, drawn_period=1) == [(2021, 200, 5), (2022, 200, 5)]


def test_principal_is_never_below_zero() -> None:
    """6 yuan in ten instalments of 0.60, rounded to 1: after six nothing is left, and nothing is paid back."""
    payments = yearly_schedule(6, Terms(Fraction(1, 10_000), 10, repayment="equal_instalment"), 2021)
    assert [p.principal for p in payments] == [0, *[1] * 6, *[0] * 4]


def test_interest_above_the_level_takes_no_principal_back() -> None:
    """16 yuan at 10 % over 50 years from the beginning: 1.47 is rounded to 1, interest of 1.50 on the 15 left to 2."""
    coupons = coupon_schedule(16, Terms(TEN, 50, repayment="equal_instalment", beginning=True))
    assert paid(coupons) == [(1, 0), *[(0, 2)] * 48, (15, 2)]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"rate": Fraction(-1, 100)}, "need rate >= 0"),
        ({"years": 0}, "0 <= grace < years"),
        ({"grace": 3}, "0 <= grace < years"),
        ({"grace": -1}, "0 <= grace < years"),
        ({"coupons": 0}, "coupons >= 1"),
        ({"repayment": "balloon"}, "'balloon' is none of bullet, equal_principal, equal_instalment"),
    ],
)
def test_terms_that_make_no_schedule(changed: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Terms(**({"rate": THREE, "years": 3} | changed))


@pytest.mark.parametrize("period", [0, 3])
def test_a_period_the_year_has_not(period: int) -> None:
    with pytest.raises(ValueError, match=f"drawn_period {period} is not within 1 ... 2"):
        yearly_schedule(1_000, Terms(THREE, 2, coupons=2), 2021, period)


@st.composite
def some_terms(draw: st.DrawFn) -> Terms:
    length = draw(st.integers(1, 12))
    return Terms(
        rate=Fraction(draw(st.integers(0, 1_200)), 10_000),
        years=length,
        grace=draw(st.integers(0, length - 1)),
        repayment=draw(st.sampled_from(["bullet", "equal_principal", "equal_instalment"])),
        coupons=draw(st.sampled_from([1, 2, 4])),
        beginning=draw(st.booleans()),
    )


@given(some_terms(), st.integers(0, 10**10))
def test_principal_is_repaid_to_the_yuan_and_nothing_is_negative(terms: Terms, principal: int) -> None:
    coupons = coupon_schedule(principal, terms)
    assert len(coupons) == terms.count
    assert sum(c.principal for c in coupons) == principal == coupons[0].opening
    assert all(c.principal >= 0 and c.interest >= 0 and c.closing >= 0 for c in coupons)
    assert all(later.opening == earlier.closing for earlier, later in pairwise(coupons))


@given(some_terms(), st.integers(0, 10**10), st.data())
def test_years_hold_every_coupon_once(terms: Terms, principal: int, data: st.DataObject) -> None:
    period = data.draw(st.integers(1, terms.coupons))
    coupons = coupon_schedule(principal, terms)
    payments = yearly_schedule(principal, terms, 2021, period)
    assert [p.year for p in payments] == list(range(2021, 2021 + len(payments)))
    assert sum(p.principal for p in payments) == principal
    assert sum(p.interest for p in payments) == sum(c.interest for c in coupons)
    assert (payments[0].opening, payments[0].drawn, payments[-1].closing) == (0, principal, 0)
    assert all(later.opening == earlier.closing and not later.drawn for earlier, later in pairwise(payments))


@given(some_terms())
def test_one_yuan_is_worth_one_yuan(terms: Terms) -> None:
    """Discounted at its own rate of a period, the exact service of one yuan is one yuan, and to the last digit."""
    growth = 1 + terms.rate / terms.coupons
    assert sum(c.service / growth ** (c.number - terms.beginning) for c in unit_schedule(terms)) == 1


@given(some_terms(), st.integers(10_000, 10**10))
def test_whole_yuan_follow_the_exact_schedule(terms: Terms, principal: int) -> None:
    """Each coupon rounds by at most a yuan or so; what that shifts bears interest to the end."""
    drift = 2 * sum((1 + terms.rate / terms.coupons) ** k for k in range(terms.count + 1))
    for whole, exact in zip(coupon_schedule(principal, terms), unit_schedule(terms), strict=True):
        assert abs(whole.closing - principal * exact.closing) <= drift
        assert abs(whole.service - principal * exact.service) <= drift
