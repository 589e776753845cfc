"""Debt schedules in whole yuan, and the service of one yuan drawn for the linear programme."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from jiugai.money import round_half_up


@dataclass(frozen=True)
class Payment:
    """One year of an instrument, whole yuan. `principal` is paid in cash; opening + drawn − principal = closing."""

    year: int
    opening: int
    drawn: int
    principal: int
    interest: int

    @property
    def closing(self) -> int:
        return self.opening + self.drawn - self.principal


def _instalment(principal: Fraction, rate: Fraction, periods: int) -> Fraction:
    """Level payment of an annuity: P·r / (1 − (1+r)^−n); P/n where r = 0."""
    if rate == 0:
        return principal / periods
    return principal * rate / (1 - (1 + rate) ** -periods)


def new_schedule(
    principal: int, rate: Fraction, drawn_year: int, term: int, grace: int, repayment: str
) -> list[Payment]:
    """Payments of `principal` yuan drawn at the end of `drawn_year`, to maturity (docs/formats.md 3.5).

    Interest is r × opening balance, rounded half up; the last year repays the rest.

    >>> [(p.year, p.principal, p.interest) for p in new_schedule(100, Fraction(1, 20), 2021, 3, 1, "equal_principal")]
    [(2021, 0, 0), (2022, 0, 5), (2023, 50, 5), (2024, 50, 3)]
    """
    periods = term - grace
    level = _instalment(Fraction(principal), rate, periods)
    instalment = round_half_up(level) if rate else int(level)
    payments = [Payment(drawn_year, 0, principal, 0, 0)]
    balance = principal
    for j in range(1, term + 1):
        interest = round_half_up(rate * balance)
        if j == term:
            due = balance
        elif repayment == "bullet" or j <= grace:
            due = 0
        elif repayment == "equal_principal":
            due = principal // periods
        else:
            due = instalment - interest
        payments.append(Payment(drawn_year + j, balance, 0, due, interest))
        balance -= due
    return payments


def existing_schedule(
    opening: int,
    rate: Fraction,
    first_year: int,
    last_year: int,
    maturity_year: int,
    repayment: str,
    refinance_share: Fraction,
) -> list[Payment]:
    """Payments of a debt inherited with balance `opening`, `first_year` … `last_year`.

    The part `refinance_share` of each maturing principal stays in the balance at the same rate.

    >>> [p.principal for p in existing_schedule(100, Fraction(0), 2021, 2023, 2022, "equal_principal", Fraction(9, 10))]
    [5, 5, 0]
    """
    periods = maturity_year - first_year + 1
    unmatured = balance = opening
    payments = []
    for year in range(first_year, last_year + 1):
        interest = round_half_up(rate * balance)
        if year > maturity_year:
            maturing = 0
        elif year == maturity_year:
            maturing = unmatured
        else:
            maturing = opening // periods if repayment == "equal_principal" else 0
        cash = maturing - round_half_up(refinance_share * maturing)
        payments.append(Payment(year, balance, 0, cash, interest))
        unmatured -= maturing
        balance -= cash
    return payments


def service_factors(
    rate: Fraction, term: int, grace: int, repayment: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(payment, closing balance) per unit drawn, years 0 … term after the draw: the linear form of `new_schedule`.

    Shapes (term + 1,), (term + 1,); unit: yuan per yuan drawn.
    """
    periods = term - grace
    r = float(rate)
    level = float(_instalment(Fraction(1), rate, periods))
    payment = np.zeros(term + 1)
    closing = np.zeros(term + 1)
    closing[0] = balance = 1.0
    for j in range(1, term + 1):
        interest = r * balance
        if j == term:
            due = balance
        elif repayment == "bullet" or j <= grace:
            due = 0.0
        elif repayment == "equal_principal":
            due = 1.0 / periods
        else:
            due = level - interest
        payment[j] = interest + due
        balance -= due
        closing[j] = balance
    closing[term] = 0.0
    return payment, closing
