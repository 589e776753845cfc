"""Schedules of inherited debt, with the part of maturing principal that is borrowed anew."""

from __future__ import annotations

from fractions import Fraction

from jiugai.finance.debt.payment import Payment
from jiugai.finance.debt.terms import EQUAL_PRINCIPAL
from jiugai.money import round_half_up


def existing_schedule(
    opening: int,
    rate: Fraction,
    first_year: int,
    last_year: int,
    maturity_year: int,
    repayment: str,
    refinance_share: Fraction,
) -> list[Payment]:
    """Payments of a debt inherited with balance `opening`, `first_year` … `last_year` (docs/formats.md 3.5).

    The part `refinance_share` of each maturing principal (再融资) stays in the balance at the same rate.

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
            maturing = opening // periods if repayment == EQUAL_PRINCIPAL else 0
        cash = maturing - round_half_up(refinance_share * maturing)
        payments.append(Payment(year, balance, 0, cash, interest))
        unmatured -= maturing
        balance -= cash
    return payments
