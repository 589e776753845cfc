"""A schedule whose payment dates are given, with a rate for every calendar year (rate curve)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from jiugai.finance.debt.amortise import Coupon, amortise
from jiugai.finance.debt.days import DayCount, calendar_years
from jiugai.finance.debt.payment import Payment
from jiugai.finance.debt.schedule import by_year
from jiugai.money import round_half_up


def dated_schedule(
    drawn: date, dues: Sequence[tuple[date, int]], rates: Mapping[int, Fraction], day_count: DayCount
) -> list[tuple[date, Coupon[int]]]:
    """Payments on given dates of a debt drawn on `drawn`; the amount drawn is the sum of the principals.

    `dues`: (date, principal in whole yuan), later than `drawn` and in order; 0 pays interest alone. `rates`: calendar
    year → nominal rate of the whole balance in that year. Interest of a payment = round half up(balance × Σ over the
    calendar years since the payment before: rate × year fraction), a payment day belonging to the period it ends.
    Raises `ValueError` for dates out of order, a negative principal, or a year without a rate.

    >>> from jiugai.finance.debt.days import thirty_360
    >>> paid = dated_schedule(date(2021, 12, 31), [(date(2022, 6, 30), 400), (date(2022, 12, 31), 600)],
    ...                       {2022: Fraction(1, 25)}, thirty_360)
    >>> [(day.isoformat(), c.principal, c.interest) for day, c in paid]
    [('2022-06-30', 400, 20), ('2022-12-31', 600, 12)]
    """
    days = [drawn, *(day for day, _ in dues)]
    if not dues or any(later <= earlier for earlier, later in pairwise(days)):
        raise ValueError("payment dates must follow the draw and one another")
    if any(principal < 0 for _, principal in dues):
        raise ValueError("a principal is negative")
    accrued = [_accrued(start, end, rates, day_count) for start, end in pairwise(days)]
    coupons = amortise(
        sum(principal for _, principal in dues),
        len(dues),
        lambda number, balance: round_half_up(accrued[number - 1] * balance),
        lambda number, _balance, _interest: dues[number - 1][1],
    )
    return list(zip(days[1:], coupons, strict=True))


def dated_years(drawn: date, schedule: Sequence[tuple[date, Coupon[int]]]) -> list[Payment]:
    """A dated schedule as one `Payment` a calendar year, from that of the draw."""
    return by_year(schedule[0][1].opening, drawn.year, ((day.year, coupon) for day, coupon in schedule))


def _accrued(start: date, end: date, rates: Mapping[int, Fraction], day_count: DayCount) -> Fraction:
    """Interest per yuan after `start` up to `end`: Σ over calendar years of rate × year fraction."""
    interest = Fraction(0)
    for a, b in calendar_years(start, end):
        if b.year not in rates:
            raise ValueError(f"no rate for {b.year}")
        interest += rates[b.year] * day_count(a, b)
    return interest
