"""Year fractions between two dates, after the first and up to the second, in three conventions."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction

DayCount = Callable[[date, date], Fraction]


def thirty_360(start: date, end: date) -> Fraction:
    """30E/360: every month has 30 days, the 31st counts as the 30th. Two halves of a year are equal, and parts add up.

    >>> thirty_360(date(2023, 12, 31), date(2024, 6, 30)), thirty_360(date(2024, 2, 15), date(2024, 3, 15))
    (Fraction(1, 2), Fraction(1, 12))
    """

    def serial(day: date) -> int:
        return 360 * day.year + 30 * day.month + min(day.day, 30)

    return Fraction(serial(end) - serial(start), 360)


def actual_365(start: date, end: date) -> Fraction:
    """Days / 365, in leap years too (实际天数/365).

    >>> actual_365(date(2023, 12, 31), date(2024, 12, 31))
    Fraction(366, 365)
    """
    return Fraction((end - start).days, 365)


def actual_actual(start: date, end: date) -> Fraction:
    """Days / days of the calendar year they lie in (实际天数/实际天数, by calendar year): a whole year is 1.

    >>> actual_actual(date(2023, 12, 31), date(2024, 12, 31))
    Fraction(1, 1)
    >>> actual_actual(date(2023, 12, 21), date(2024, 1, 10)) == Fraction(10, 365) + Fraction(10, 366)
    True
    """
    pieces = calendar_years(start, end)
    return sum((Fraction((b - a).days, 366 if isleap(b.year) else 365) for a, b in pieces), Fraction(0))


def calendar_years(start: date, end: date) -> Iterator[tuple[date, date]]:
    """The stretch after `start` up to `end`, cut at every 31 December: each piece (a, b] lies in the year of b."""
    while start < end:
        stop = min(end, date((start + timedelta(days=1)).year, 12, 31))
        yield start, stop
        start = stop
