"""What an investor takes of a project's revenue: a level sum a year on what was put in (年金)."""

from __future__ import annotations

from fractions import Fraction


def return_factors(rate: Fraction, term: int, grace: int = 0) -> list[Fraction]:
    """Yearly return of one yuan put in at the end of year 0, by years since: shape (term + 1,), exact.

    Nothing in the `grace` years, in which what is owed grows at `rate`; then, over term − grace years, the level sum
    whose present value at `rate` is what was put in:

        (1 + r)^G · r / (1 − (1 + r)^−(N − G)),   r = 0: 1 / (N − G)

    Raises `ValueError` where no year is left to return anything.

    >>> return_factors(Fraction(1, 10), 2)
    [Fraction(0, 1), Fraction(121, 210), Fraction(121, 210)]
    >>> return_factors(Fraction(0), 3, 1)
    [Fraction(0, 1), Fraction(0, 1), Fraction(1, 2), Fraction(1, 2)]
    """
    years = term - grace
    if years < 1:
        raise ValueError("the grace must be shorter than the term")
    level = Fraction(1, years) if not rate else (1 + rate) ** grace * rate / (1 - (1 + rate) ** -years)
    return [Fraction(0)] * (grace + 1) + [level] * years
