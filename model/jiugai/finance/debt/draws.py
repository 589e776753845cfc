"""Money drawn in several years: draws with a term each, or with one maturity; tranches of a bond at their own rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from jiugai.finance.debt.payment import Payment, total
from jiugai.finance.debt.schedule import yearly_schedule
from jiugai.finance.debt.terms import Terms


@dataclass(frozen=True)
class Draw:
    """One draw of a loan, or one tranche (期) of a bond: whole yuan at the end of `year`, on its own terms."""

    year: int
    yuan: int
    terms: Terms

    def payments(self) -> list[Payment]:
        return yearly_schedule(self.yuan, self.terms, self.year)


def draws_to_one_maturity(amounts: Mapping[int, int], terms: Terms) -> list[Draw]:
    """Draws (year → yuan) of one loan that ends at one date: `terms` run from the first draw.

    A draw j years later has years − j, and grace − j where that is left. Raises `ValueError` for a draw at or after the
    maturity, and where nothing is drawn.

    >>> from fractions import Fraction
    >>> loan = Terms(Fraction(1, 20), years=5, grace=1)
    >>> [(d.terms.years, d.terms.grace) for d in draws_to_one_maturity({2021: 100, 2023: 50}, loan)]
    [(5, 1), (3, 0)]
    """
    if not amounts:
        raise ValueError("nothing is drawn")
    first = min(amounts)
    return [
        Draw(year, yuan, replace(terms, years=terms.years - (year - first), grace=max(0, terms.grace - (year - first))))
        for year, yuan in sorted(amounts.items())
    ]


def draws_of_equal_term(amounts: Mapping[int, int], terms: Terms) -> list[Draw]:
    """Draws (year → yuan) that each run the whole of `terms` from their own year."""
    return [Draw(year, yuan, terms) for year, yuan in sorted(amounts.items())]


def drawn_schedule(draws: Iterable[Draw]) -> list[Payment]:
    """All draws together, year by year; interest is rounded draw by draw, as each is an instrument of its own.

    >>> from fractions import Fraction
    >>> bond = [Draw(2021, 1_000, Terms(Fraction(3, 100), 2)), Draw(2022, 500, Terms(Fraction(2, 100), 2))]
    >>> [(p.year, p.drawn, p.principal, p.interest) for p in drawn_schedule(bond)]
    [(2021, 1000, 0, 0), (2022, 500, 0, 30), (2023, 0, 1000, 40), (2024, 0, 500, 10)]
    """
    return total(draw.payments() for draw in draws)
