"""The one recurrence of every debt: interest on the balance, then principal, until nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

N = TypeVar("N", int, float, Fraction)  # whole yuan; yuan per yuan drawn, as the solver sees it; exact


@dataclass(frozen=True)
class Coupon(Generic[N]):
    """One payment of an instrument. `number` counts from 1; opening − principal = closing."""

    number: int
    opening: N
    principal: N
    interest: N

    @property
    def closing(self) -> N:
        return self.opening - self.principal

    @property
    def service(self) -> N:
        """Principal and interest together (还本付息)."""
        return self.principal + self.interest


def amortise(
    principal: N, count: int, interest: Callable[[int, N], N], due: Callable[[int, N, N], N]
) -> list[Coupon[N]]:
    """`count` payments that take `principal` to zero; the last repays the rest, whatever `due` says.

    interest_k = interest(k, balance),  principal_k = due(k, balance, interest_k),  balance ← balance − principal_k.

    >>> [(c.principal, c.interest) for c in amortise(100, 3, lambda k, b: b // 20, lambda k, b, i: 33)]
    [(33, 5), (33, 3), (34, 1)]
    """
    coupons = []
    balance = principal
    for number in range(1, count + 1):
        paid = interest(number, balance)
        coupon = Coupon(number, balance, balance if number == count else due(number, balance, paid), paid)
        coupons.append(coupon)
        balance = coupon.closing
    return coupons
