"""Several draws of one loan, tranches of one bond, and what schedules are together."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiugai.finance import (
    Draw,
    Payment,
    Terms,
    drawn_schedule,
    draws_of_equal_term,
    draws_to_one_maturity,
    existing_schedule,
    total,
)  # fmt: skip

FIVE = Fraction(1, 20)


def rows(payments: list[Payment]) -> list[tuple[int, int, int, int, int, int]]:
    return [(p.year, p.opening, p.drawn, p.principal, p.interest, p.closing) for p in payments]


def test_one_maturity() -> None:
    """1000 and 500 a year later, grace to 2023, in equal parts to 2025: 500 and 250 a year, interest on what is out."""
    terms = Terms(FIVE, 4, grace=2, repayment="equal_principal")
    draws = draws_to_one_maturity({2022: 500, 2021: 1_000}, terms)
    assert [(d.year, d.terms.years, d.terms.grace) for d in draws] == [(2021, 4, 2), (2022, 3, 1)]
    assert rows(drawn_schedule(draws)) == [
        (2021, 0, 1_000, 0, 0, 1_000), (2022, 1_000, 500, 0, 50, 1_500), (2023, 1_500, 0, 0, 75, 1_500),
        (2024, 1_500, 0, 750, 75, 750), (2025, 750, 0, 750, 38, 0),
    ]  # fmt: skip


def test_interest_is_rounded_draw_by_draw() -> None:
    """5 % of 10 is 0.50, half up 1, twice; of the 20 together it would be 1."""
    two = drawn_schedule([Draw(2021, 10, Terms(FIVE, 1)), Draw(2021, 10, Terms(FIVE, 1))])
    assert [p.interest for p in two] == [0, 2]


def test_equal_term() -> None:
    draws = draws_of_equal_term({2023: 500, 2021: 1_000}, Terms(FIVE, 2))
    assert rows(drawn_schedule(draws)) == [
        (2021, 0, 1_000, 0, 0, 1_000), (2022, 1_000, 0, 0, 50, 1_000), (2023, 1_000, 500, 1_000, 50, 500),
        (2024, 500, 0, 0, 25, 500), (2025, 500, 0, 500, 25, 0),
    ]  # fmt: skip


def test_tranches_of_a_bond_at_their_own_rates() -> None:
    """旌阳区 (第四批), issued so far: 2,700 万元 at 3.11 % in 2023 and 2,100 at 2.35 % in 2024, 30 years, half-yearly."""
    bond = drawn_schedule(
        [
            Draw(2023, 27_000_000, Terms(Fraction("0.0311"), 30, coupons=2)),
            Draw(2024, 21_000_000, Terms(Fraction("0.0235"), 30, coupons=2)),
        ]
    )
    by_year = {p.year: p for p in bond}
    assert (bond[0].year, bond[-1].year) == (2023, 2054)
    assert (by_year[2024].interest, by_year[2025].interest) == (839_700, 839_700 + 493_500)
    assert (by_year[2053].principal, by_year[2054].principal, by_year[2054].interest) == (
        27_000_000,
        21_000_000,
        493_500,
    )


def test_a_draw_after_the_maturity() -> None:
    with pytest.raises(ValueError, match="grace < years"):
        draws_to_one_maturity({2021: 100, 2024: 50}, Terms(FIVE, 3))


def test_no_draw() -> None:
    with pytest.raises(ValueError, match="nothing is drawn"):
        draws_to_one_maturity({}, Terms(FIVE, 3))
    assert total([]) == drawn_schedule([]) == []


def test_a_balance_does_not_vanish_or_come_from_nowhere() -> None:
    """Inherited debt that is refinanced runs on at the end of its table; it can be added only to tables as long."""
    refinanced = existing_schedule(100, FIVE, 2021, 2022, 2022, "bullet", Fraction(1))
    with pytest.raises(ValueError, match="2021 to 2022 begins or ends with a balance"):
        total([refinanced, Draw(2021, 50, Terms(FIVE, 3)).payments()])
    with pytest.raises(ValueError, match="2021 to 2022 begins or ends with a balance"):
        total([refinanced, Draw(2020, 50, Terms(FIVE, 2)).payments()])
    both = total([refinanced, Draw(2021, 50, Terms(FIVE, 1)).payments()])
    assert rows(both) == [(2021, 100, 50, 0, 5, 150), (2022, 150, 0, 50, 8, 100)]
