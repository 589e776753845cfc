"""One year of an instrument, and the years of several instruments together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain


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

    @property
    def service(self) -> int:
        """Principal and interest together (还本付息)."""
        return self.principal + self.interest


def total(schedules: Iterable[Sequence[Payment]]) -> list[Payment]:
    """Several schedules as one, year by year from the first year to the last; every column is a sum.

    Raises `ValueError` where a schedule ends with a balance, or begins with one, while others run: its debt would
    vanish from the sum, or come from nowhere.

    >>> a = [Payment(2021, 0, 100, 0, 0), Payment(2022, 100, 0, 100, 5)]
    >>> b = [Payment(2022, 0, 40, 0, 0), Payment(2023, 40, 0, 40, 2)]
    >>> [(p.year, p.opening, p.drawn, p.principal, p.interest) for p in total([a, b])]
    [(2021, 0, 100, 0, 0), (2022, 100, 40, 100, 5), (2023, 40, 0, 40, 2)]
    """
    listed = [schedule for schedule in schedules if schedule]
    if not listed:
        return []
    first = min(schedule[0].year for schedule in listed)
    last = max(schedule[-1].year for schedule in listed)
    for schedule in listed:
        begin, end = schedule[0], schedule[-1]
        if (begin.year > first and begin.opening) or (end.year < last and end.closing):
            raise ValueError(f"a schedule of {begin.year} to {end.year} begins or ends with a balance, others run on")
    sums = {year: Payment(year, 0, 0, 0, 0) for year in range(first, last + 1)}
    for p in chain.from_iterable(listed):
        s = sums[p.year]
        sums[p.year] = Payment(
            p.year, s.opening + p.opening, s.drawn + p.drawn, s.principal + p.principal, s.interest + p.interest
        )
    return list(sums.values())
