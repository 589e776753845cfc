"""The service of one yuan drawn, without rounding: what a linear programme multiplies with what it draws."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from jiugai.finance.debt.amortise import Coupon, amortise
from jiugai.finance.debt.terms import Terms


def unit_schedule(terms: Terms) -> list[Coupon[Fraction]]:
    """`coupon_schedule` of one yuan in exact fractions: nothing rounded, the last payment repays the rest.

    >>> [(c.principal, c.interest) for c in unit_schedule(Terms(Fraction(1, 10), 2, repayment="equal_principal"))]
    [(Fraction(1, 2), Fraction(1, 10)), (Fraction(1, 2), Fraction(1, 20))]
    """
    one = Fraction(1)
    due = terms.due(one / (terms.count - terms.spared), terms.level(one), Fraction(0))
    return amortise(one, terms.count, lambda number, balance: terms.rate_of(number) * balance, due)


def service_factors(
    rate: Fraction, term: int, grace: int, repayment: str, coupons: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(payment, closing balance) per unit drawn, years 0 … term after the draw: the linear form of `new_schedule`.

    Shapes (term + 1,), (term + 1,); unit: yuan per yuan drawn. Several coupons of a year are one payment.

    >>> payment, closing = service_factors(Fraction(1, 25), 2, 0, "bullet", coupons=2)
    >>> payment.tolist(), closing.tolist()
    ([0.0, 0.04, 1.04], [1.0, 1.0, 0.0])
    """
    terms = Terms(rate, term, grace, repayment, coupons)
    r = float(rate) / coupons
    due = terms.due(1.0 / (terms.count - terms.spared), float(terms.level(Fraction(1))), 0.0)
    paid = amortise(1.0, terms.count, lambda _, balance: r * balance, due)
    by_year = np.array([c.interest + c.principal for c in paid]).reshape(term, coupons).sum(axis=1)
    payment = np.array([0.0, *by_year])
    closing = np.array([1.0, *(c.closing for c in paid[coupons - 1 :: coupons])])
    return payment, closing
