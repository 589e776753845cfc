"""The linear form of a schedule agrees with the schedule in whole yuan, coupon by coupon, within rounding."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from jiugai.finance import new_schedule, service_factors

REPAYMENTS = ["bullet", "equal_principal", "equal_instalment"]
TERMS = [("0.03", 5, 0), ("0.0325", 10, 3), ("0", 7, 2), ("0.05", 15, 0), ("0.3", 4, 3)]


@pytest.mark.parametrize("repayment", REPAYMENTS)
@pytest.mark.parametrize(("rate", "term", "grace"), TERMS)
def test_factors_follow_the_schedule(repayment: str, rate: str, term: int, grace: int) -> None:
    """Each coupon is rounded by at most a half; what rounding shifts, the rate carries on, up to the last year."""
    principal = 123_456_789
    payments = new_schedule(principal, Fraction(rate), 2021, term, grace, repayment)
    factors, closing = service_factors(Fraction(rate), term, grace, repayment)
    assert factors.shape == closing.shape == (term + 1,)
    drift = sum((1 + float(Fraction(rate))) ** year for year in range(term + 1))
    paid = np.array([p.principal + p.interest for p in payments])
    left = np.array([p.closing for p in payments])
    assert np.abs(factors * principal - paid).max() <= drift + 1e-6
    assert np.abs(closing * principal - left).max() <= drift + 1e-6


@pytest.mark.parametrize("repayment", REPAYMENTS)
@pytest.mark.parametrize(("rate", "term", "grace"), TERMS)
def test_payments_are_worth_the_loan(repayment: str, rate: str, term: int, grace: int) -> None:
    """Discounted at its own rate, the service of one yuan is one yuan."""
    factors, _ = service_factors(Fraction(rate), term, grace, repayment)
    years = np.arange(term + 1)
    assert (factors / (1 + float(Fraction(rate))) ** years).sum() == pytest.approx(1, abs=1e-12)


def test_bullet_by_hand() -> None:
    factors, closing = service_factors(Fraction(3, 100), 3, 0, "bullet")
    assert factors == pytest.approx([0, 0.03, 0.03, 1.03])
    assert closing == pytest.approx([1, 1, 1, 0])


def test_equal_principal_with_grace_by_hand() -> None:
    factors, closing = service_factors(Fraction(1, 10), 3, 1, "equal_principal")
    assert factors == pytest.approx([0, 0.1, 0.6, 0.55])
    assert closing == pytest.approx([1, 1, 0.5, 0])
