"""Terms of an instrument: rate, length, grace, way of repayment, coupons a year, end or beginning of a period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from jiugai.finance.debt.amortise import N

BULLET, EQUAL_PRINCIPAL, EQUAL_INSTALMENT = "bullet", "equal_principal", "equal_instalment"
REPAYMENTS = (BULLET, EQUAL_PRINCIPAL, EQUAL_INSTALMENT)


@dataclass(frozen=True)
class Terms:
    """What is agreed when money is drawn.

    rate        nominal, a year (年利率); each coupon bears rate / `coupons`, months and days are not counted
    years       from the draw to the last period's end
    grace       first years of interest alone (宽限期), < years; a bullet does not mind it
    repayment   bullet (到期一次还本), equal_principal (等额本金) or equal_instalment (等额本息)
    coupons     payments a year: 1 (按年付息), 2 (按半年付息), 4, 12
    beginning   every payment falls at the beginning of its period instead of the end (期初): the first on the day of
                the draw, when no interest has accrued, the last one period before `years` are over

    Raises `ValueError` for terms that make no schedule; files are checked where they are read.
    """

    rate: Fraction
    years: int
    grace: int = 0
    repayment: str = BULLET
    coupons: int = 1
    beginning: bool = False

    def __post_init__(self) -> None:
        if self.repayment not in REPAYMENTS:
            raise ValueError(f"repayment {self.repayment!r} is none of {', '.join(REPAYMENTS)}")
        if self.rate < 0 or self.coupons < 1 or not 0 <= self.grace < self.years:
            raise ValueError(f"need rate >= 0, coupons >= 1 and 0 <= grace < years: {self}")

    @property
    def count(self) -> int:
        """Payments in all, n."""
        return self.years * self.coupons

    @property
    def spared(self) -> int:
        """First payments of interest alone, g."""
        return self.grace * self.coupons

    def rate_of(self, number: int) -> Fraction:
        """Rate of one coupon: rate / coupons; 0 for a payment on the day of the draw."""
        return Fraction(0) if self.beginning and number == 1 else Fraction(self.rate) / self.coupons

    def level(self, principal: Fraction) -> Fraction:
        """Level payment of the n − g payments after grace (`level_payment`).

        The factor 1 / (1 + i) of payments at the beginning holds only where the first of them bears no interest, g = 0.
        """
        at_once = self.beginning and self.grace == 0
        return level_payment(principal, Fraction(self.rate) / self.coupons, self.count - self.spared, at_once)

    def due(self, share: N, level: N, nothing: N) -> Callable[[int, N, N], N]:
        """Principal due at a payment before the last, never below 0 or above the balance: 0 for a bullet and in grace;
        `share` in equal parts; `level` less interest in equal instalments. `nothing` is the 0 of the arithmetic in use.
        """

        def due(number: int, balance: N, interest: N) -> N:
            if self.repayment == BULLET or number <= self.spared:
                return nothing
            if self.repayment == EQUAL_PRINCIPAL:
                return share
            return max(nothing, min(level - interest, balance))

        return due


def level_payment(principal: Fraction, rate: Fraction, count: int, at_once: bool = False) -> Fraction:
    """Level payment of an annuity, exact: P·i / (1 − (1+i)^−n), P/n where i = 0; `at_once`: divided by 1 + i.

    `rate` is i, of one period; `at_once`: the first payment on the day of the draw (期初年金).

    >>> level_payment(Fraction(210), Fraction(1, 10), 2), level_payment(Fraction(210), Fraction(1, 10), 2, at_once=True)
    (Fraction(121, 1), Fraction(110, 1))
    """
    if rate == 0:
        return Fraction(principal) / count
    level = Fraction(principal) * rate / (1 - (1 + rate) ** -count)
    return level / (1 + rate) if at_once else level
