"""Payments of new debt against hand numbers, and against annuities published with other libraries."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from jiugai.finance import Payment, new_schedule, service_factors

FIVE = Fraction(1, 20)


def rows(payments: list[Payment]) -> list[tuple[int, int, int, int]]:
    """(opening, principal, interest, closing) of the years after the draw."""
    return [(p.opening, p.principal, p.interest, p.closing) for p in payments[1:]]


def test_year_of_the_draw_pays_nothing() -> None:
    first = new_schedule(1_000, FIVE, 2021, 3, 0, "bullet")[0]
    assert first == Payment(year=2021, opening=0, drawn=1_000, principal=0, interest=0)
    assert first.closing == 1_000


def test_bullet() -> None:
    payments = new_schedule(1_000_000, Fraction(3, 100), 2021, 3, 0, "bullet")
    assert [p.year for p in payments] == [2021, 2022, 2023, 2024]
    assert rows(payments) == [
        (1_000_000, 0, 30_000, 1_000_000), (1_000_000, 0, 30_000, 1_000_000), (1_000_000, 1_000_000, 30_000, 0),
    ]  # fmt: skip


def test_bullet_does_not_mind_grace() -> None:
    assert new_schedule(999, FIVE, 2021, 4, 2, "bullet") == new_schedule(999, FIVE, 2021, 4, 0, "bullet")


def test_equal_principal() -> None:
    """100 over 3 years: 33, 33 and the rest; interest 5.00, 3.35 and 1.70, half up."""
    assert rows(new_schedule(100, FIVE, 2021, 3, 0, "equal_principal")) == [
        (100, 33, 5, 67), (67, 33, 3, 34), (34, 34, 2, 0),
    ]  # fmt: skip


def test_equal_principal_with_grace() -> None:
    assert rows(new_schedule(1_000, FIVE, 2021, 4, 2, "equal_principal")) == [
        (1_000, 0, 50, 1_000), (1_000, 0, 50, 1_000), (1_000, 500, 50, 500), (500, 500, 25, 0),
    ]  # fmt: skip


def test_equal_instalment() -> None:
    """1000 at 10 % over 3 years: 402.11 a year, in yuan 402; the last year repays the rest."""
    assert rows(new_schedule(1_000, Fraction(1, 10), 2021, 3, 0, "equal_instalment")) == [
        (1_000, 302, 100, 698), (698, 332, 70, 366), (366, 366, 37, 0),
    ]  # fmt: skip


def test_equal_instalment_with_grace() -> None:
    """Interest alone in the year of grace, then two instalments of 576.19."""
    assert rows(new_schedule(1_000, Fraction(1, 10), 2021, 3, 1, "equal_instalment")) == [
        (1_000, 0, 100, 1_000), (1_000, 476, 100, 524), (524, 524, 52, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("repayment", ["equal_principal", "equal_instalment"])
def test_zero_rate_repays_whole_parts_and_the_rest_at_the_end(repayment: str) -> None:
    assert rows(new_schedule(100, Fraction(0), 2021, 3, 0, repayment)) == [
        (100, 33, 0, 67), (67, 33, 0, 34), (34, 34, 0, 0),
    ]  # fmt: skip


def test_interest_is_rounded_half_up() -> None:
    """5 % of 50 is 2.50, of 49 is 2.45."""
    assert [new_schedule(principal, FIVE, 2021, 1, 0, "bullet")[1].interest for principal in (49, 50)] == [2, 3]


@pytest.mark.parametrize("repayment", ["bullet", "equal_principal", "equal_instalment"])
@pytest.mark.parametrize("rate", ["0", "0.0001", "0.0325", "0.3"])
@pytest.mark.parametrize(
    ("principal", "term", "grace"), [(1, 1, 0), (7, 10, 9), (999_983, 15, 3), (10**10 + 1, 50, 20)]
)
def test_principal_is_repaid_to_the_yuan(repayment: str, rate: str, principal: int, term: int, grace: int) -> None:
    payments = new_schedule(principal, Fraction(rate), 2021, term, grace, repayment)
    assert [p.year for p in payments] == list(range(2021, 2022 + term))
    assert sum(p.principal for p in payments) == principal
    assert payments[-1].closing == 0
    assert all(p.principal == 0 for p in payments[: 1 + grace])
    assert all(later.opening == earlier.closing for earlier, later in pairwise(payments))
    assert all(0 <= p.closing <= principal and p.interest >= 0 and p.principal >= 0 for p in payments[:-1])


# From the tests of numpy-financial 1.0 (pmt): rate, periods, principal, payment
ANNUITIES = [
    (Fraction("0.08") / 12, 60, 15_000, 304.145914),
    (Fraction("0.3"), 12, 2_000, 626.908141),
    (Fraction("0.8"), 3, 20_000, 19_311.258278),
    (Fraction(0), 60, 15_000, 250.0),
]


@pytest.mark.parametrize(("rate", "periods", "principal", "payment"), ANNUITIES)
def test_published_annuities_in_whole_yuan(rate: Fraction, periods: int, principal: int, payment: float) -> None:
    payments = new_schedule(principal, rate, 2021, periods, 0, "equal_instalment")[1:]
    assert {p.principal + p.interest for p in payments[:-1]} == {round(payment)}


@pytest.mark.parametrize(("rate", "periods", "principal", "payment"), ANNUITIES)
def test_published_annuities_in_the_linear_form(rate: Fraction, periods: int, principal: int, payment: float) -> None:
    factors, closing = service_factors(rate, periods, 0, "equal_instalment")
    assert factors[0] == 0
    assert factors[1:] * principal == pytest.approx([payment] * periods, abs=1e-6)
    assert closing[-1] == 0
