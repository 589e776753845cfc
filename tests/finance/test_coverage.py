"""Cover of debt service and capital of a project, and the cases in which there is no ratio."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiugai.finance import (
    Draw,
    Terms,
    borrowable,
    capital_ratio,
    carried,
    coverage_by_year,
    coverage_over_term,
    drawn_schedule,
)  # fmt: skip

# a bond of 1000 drawn in 2021 at 5 %, due in 2024; revenue from 2022
SERVICE = {p.year: p.service for p in drawn_schedule([Draw(2021, 1_000, Terms(Fraction(1, 20), 3))])}
REVENUE = {2022: 450, 2023: 450, 2024: 480, 2025: 9_999}


def test_by_year() -> None:
    assert SERVICE == {2021: 0, 2022: 50, 2023: 50, 2024: 1_050}
    assert coverage_by_year(REVENUE, SERVICE) == {2021: None, 2022: 9, 2023: 9, 2024: Fraction(480, 1_050)}


def test_over_the_term_revenue_after_the_last_payment_does_not_count() -> None:
    assert coverage_over_term(REVENUE, SERVICE) == Fraction(1_380, 1_150) == Fraction(6, 5)


def test_revenue_before_the_first_payment_counts() -> None:
    assert coverage_over_term({2020: 230} | REVENUE, SERVICE) == Fraction(7, 5)


def test_trailing_years_without_service_do_not_lengthen_the_term() -> None:
    assert coverage_over_term(REVENUE, SERVICE | {2025: 0}) == Fraction(6, 5)


def test_carried_shows_whether_a_bullet_can_be_paid() -> None:
    assert carried(REVENUE, SERVICE) == {2021: 0, 2022: 400, 2023: 800, 2024: 230, 2025: 10_229}
    assert carried(dict.fromkeys(REVENUE, 400), SERVICE)[2024] == 50


def test_losses_count() -> None:
    assert coverage_by_year({2022: -10}, {2022: 50}) == {2022: Fraction(-1, 5)}


def test_no_service_has_no_cover() -> None:
    assert coverage_over_term(REVENUE, {}) is None
    assert coverage_over_term(REVENUE, {2022: 0}) is None
    assert coverage_by_year({}, {2022: 0}) == {2022: None}


@pytest.mark.parametrize("function", [coverage_by_year, coverage_over_term, carried])
def test_revenue_must_be_stated_where_service_is_due(function: object) -> None:
    with pytest.raises(ValueError, match="no net revenue stated, in 2023, 2024"):
        function({2022: 450}, SERVICE)


def test_capital() -> None:
    """1000: 600 loan, 300 bonds; 100 own, with a third of the bonds counting 200."""
    assert capital_ratio(1_000, 600, 300) == Fraction(1, 10)
    assert capital_ratio(1_000, 600, 300, bond_as_capital=100) == Fraction(1, 5)
    assert capital_ratio(1_000, 0, 0) == 1
    assert capital_ratio(0, 0, 0) is None


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ((1_000, 800, 300), "borrowed 800"),
        ((1_000, -1, 300), "borrowed -1"),
        ((1_000, 0, -1), "borrowed 0"),
        ((1_000, 600, 300, 301), "301 yuan of bonds count as capital, 300 were issued"),
        ((1_000, 600, 300, -1), "-1 yuan of bonds count as capital, 300 were issued"),
    ],
)
def test_capital_that_cannot_be(amounts: tuple[int, ...], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        capital_ratio(*amounts)


@pytest.mark.parametrize(("investment", "counted"), [(1, 0), (999, 0), (1_001, 0), (1_001, 100), (35_528, 7)])
def test_the_most_that_may_be_borrowed_is_the_most(investment: int, counted: int) -> None:
    least = Fraction(1, 5)
    loan = borrowable(investment, least, counted) - counted
    assert (
        capital_ratio(investment, loan, counted, counted)
        >= least
        > capital_ratio(investment, loan + 1, counted, counted)
    )


def test_no_more_is_borrowed_than_invested() -> None:
    assert borrowable(1_000, Fraction(1, 5), bond_as_capital=300) == 1_000
    assert borrowable(0, Fraction(1, 5)) == 0
