"""Schedules of money newly drawn, in whole yuan: coupon by coupon, and year by year."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from jiugai.finance.debt.amortise import Coupon, amortise
from jiugai.finance.debt.payment import Payment
from jiugai.finance.debt.terms import Terms
from jiugai.money import round_half_up


def coupon_schedule(principal: int, terms: Terms) -> list[Coupon[int]]:
    """Payments of `principal` yuan, n = years × coupons of them, the first g = grace × coupons of interest alone.

    interest_k = round half up(i × balance), i = rate / coupons. Principal: `bullet` all at n; `equal_principal`
    ⌊P / (n − g)⌋ at g+1 … n−1; `equal_instalment` A − interest_k there, A = the level payment rounded half up (rate 0:
    rounded down), at least 0 and at most the balance. The last payment repays the rest.

    >>> half_yearly = Terms(Fraction(3, 100), years=1, coupons=2)
    >>> [(c.principal, c.interest) for c in coupon_schedule(1_000, half_yearly)]
    [(0, 15), (1000, 15)]
    """
    level = terms.level(Fraction(principal))
    due = terms.due(principal // (terms.count - terms.spared), round_half_up(level) if terms.rate else int(level), 0)
    return amortise(principal, terms.count, lambda number, balance: round_half_up(terms.rate_of(number) * balance), due)


def yearly_schedule(principal: int, terms: Terms, drawn_year: int, drawn_period: int | None = None) -> list[Payment]:
    """The years of `coupon_schedule`, from that of the draw to that of the last payment.

    Drawn at the end of period d = `drawn_period` of its year, 1 … coupons; left out: at the end of the year. Payment k
    falls k periods later, k − 1 with payments at the beginning: at the end of period d + k, counted from the start of
    the year, thus in year drawn_year + ⌈(d + k) / coupons⌉ − 1. Raises `ValueError` for a period the year has not.

    >>> half_yearly = Terms(Fraction(3, 100), years=1, coupons=2)
    >>> [(p.year, p.principal, p.interest) for p in yearly_schedule(1_000, half_yearly, 2021, drawn_period=1)]
    [(2021, 0, 15), (2022, 1000, 15)]
    """
    period = terms.coupons if drawn_period is None else drawn_period
    if not 1 <= period <= terms.coupons:
        raise ValueError(f"drawn_period {period} is not within 1 ... {terms.coupons}")
    shift = period - terms.beginning
    coupons = coupon_schedule(principal, terms)
    return by_year(principal, drawn_year, ((drawn_year + (shift + c.number - 1) // terms.coupons, c) for c in coupons))


def by_year(principal: int, drawn_year: int, dated: Iterable[tuple[int, Coupon[int]]]) -> list[Payment]:
    """(year, coupon) pairs in order of time, as one `Payment` a year; years between them without one are listed too."""
    paid = {drawn_year: (0, 0)}
    for year, coupon in dated:
        repaid, interest = paid.get(year, (0, 0))
        paid[year] = (repaid + coupon.principal, interest + coupon.interest)
    payments = []
    balance = 0
    for year in range(drawn_year, max(paid) + 1):
        repaid, interest = paid.get(year, (0, 0))
        payment = Payment(year, balance, principal if year == drawn_year else 0, repaid, interest)
        payments.append(payment)
        balance = payment.closing
    return payments


def new_schedule(
    principal: int, rate: Fraction, drawn_year: int, term: int, grace: int, repayment: str, coupons: int = 1
) -> list[Payment]:
    """Years of `principal` yuan drawn at the end of `drawn_year`, `coupons` a year, to maturity (docs/formats.md 3.5).

    >>> [(p.year, p.principal, p.interest) for p in new_schedule(100, Fraction(1, 20), 2021, 3, 1, "equal_principal")]
    [(2021, 0, 0), (2022, 0, 5), (2023, 50, 5), (2024, 50, 3)]
    """
    return yearly_schedule(principal, Terms(rate, term, grace, repayment, coupons), drawn_year)
