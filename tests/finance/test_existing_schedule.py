"""Inherited debt: what falls due within the table, what is refinanced, against hand numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from jiugai.finance import Payment, existing_schedule

NONE = Fraction(0)


def rows(payments: list[Payment]) -> list[tuple[int, int, int, int, int]]:
    assert all(p.drawn == 0 for p in payments)
    return [(p.year, p.opening, p.principal, p.interest, p.closing) for p in payments]


def test_bullet() -> None:
    payments = existing_schedule(1_000, Fraction(7, 200), 2021, 2024, 2023, "bullet", NONE)
    assert rows(payments) == [
        (2021, 1_000, 0, 35, 1_000), (2022, 1_000, 0, 35, 1_000), (2023, 1_000, 1_000, 35, 0), (2024, 0, 0, 0, 0),
    ]  # fmt: skip


def test_bullet_refinanced_stays_at_its_rate() -> None:
    """Nine tenths of the 1000 due are borrowed anew: 100 in cash, 900 in the balance for good."""
    payments = existing_schedule(1_000, Fraction(7, 200), 2021, 2023, 2022, "bullet", Fraction(9, 10))
    assert rows(payments) == [
        (2021, 1_000, 0, 35, 1_000), (2022, 1_000, 100, 35, 900), (2023, 900, 0, 32, 900),
    ]  # fmt: skip


def test_equal_principal() -> None:
    """The years from the first to the maturity share it: 333, 333 and the rest."""
    payments = existing_schedule(1_000, Fraction(1, 20), 2021, 2023, 2023, "equal_principal", NONE)
    assert rows(payments) == [(2021, 1_000, 333, 50, 667), (2022, 667, 333, 33, 334), (2023, 334, 334, 17, 0)]


def test_equal_principal_refinanced_by_half() -> None:
    """167 of 333 are refinanced (166.50 half up), 166 paid; in the last year half of the 334 still scheduled."""
    payments = existing_schedule(1_000, Fraction(1, 10), 2021, 2024, 2023, "equal_principal", Fraction(1, 2))
    assert rows(payments) == [
        (2021, 1_000, 166, 100, 834), (2022, 834, 166, 83, 668), (2023, 668, 167, 67, 501), (2024, 501, 0, 50, 501),
    ]  # fmt: skip


def test_wholly_refinanced_pays_interest_alone() -> None:
    payments = existing_schedule(1_000, Fraction(1, 10), 2021, 2023, 2022, "bullet", Fraction(1))
    assert rows(payments) == [(year, 1_000, 0, 100, 1_000) for year in (2021, 2022, 2023)]


def test_due_in_the_first_year() -> None:
    for repayment in ("bullet", "equal_principal"):
        payments = existing_schedule(500, Fraction(1, 50), 2021, 2022, 2021, repayment, NONE)
        assert rows(payments) == [(2021, 500, 500, 10, 0), (2022, 0, 0, 0, 0)]


def test_zero_rate() -> None:
    payments = existing_schedule(10, NONE, 2021, 2024, 2023, "equal_principal", NONE)
    assert rows(payments) == [(2021, 10, 3, 0, 7), (2022, 7, 3, 0, 4), (2023, 4, 4, 0, 0), (2024, 0, 0, 0, 0)]


def test_table_may_end_before_maturity() -> None:
    payments = existing_schedule(1_000, Fraction(1, 20), 2021, 2022, 2030, "equal_principal", NONE)
    assert rows(payments) == [(2021, 1_000, 100, 50, 900), (2022, 900, 100, 45, 800)]


@pytest.mark.parametrize("repayment", ["bullet", "equal_principal"])
@pytest.mark.parametrize("share", ["0", "0.37", "0.9", "1"])
@pytest.mark.parametrize("opening", [0, 1, 7, 999_983])
def test_cash_and_refinanced_make_up_the_balance(repayment: str, share: str, opening: int) -> None:
    payments = existing_schedule(opening, Fraction(1, 30), 2021, 2030, 2027, repayment, Fraction(share))
    assert sum(p.principal for p in payments) + payments[-1].closing == opening
    assert all(later.opening == earlier.closing for earlier, later in pairwise(payments))
    assert all(p.principal >= 0 and p.closing >= 0 for p in payments)
    if share == "0":
        assert payments[-1].closing == 0
