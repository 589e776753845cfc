"""What becomes of the cover of a project if it earns less, costs more, or borrows at a higher rate. Whole yuan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiugai.finance import coverage_by_year, coverage_over_term
from jiugai.money import round_half_up
from jiugai.report.conventions import shift
from jiugai.report.facts.pledged import LOAN, SPECIAL, Pledged

#: the variations in the order of the tables, each on its own
CASES = ("base", "revenue", "cost", "rate")


@dataclass(frozen=True)
class Stressed:
    """A project under one variation. Revenue up to the last payment; `over_term` and `lowest` are covers.

    `short`: Σ over the years of what the revenue of the year does not pay; `short_years`: in how many. `further`: own
    money wanted besides, where building costs more.
    """

    name: str
    case: str
    revenue: int
    service: int
    over_term: Fraction | None
    lowest: Fraction | None
    lowest_year: int | None
    short: int
    short_years: int
    further: int


def stressed(project: Pledged) -> list[Stressed]:
    """Every variation of `CASES`.

    revenue: net revenue × (1 + shift), year by year, half up. cost: whoever pays for the works pays the same share
    more, bonds and loans too, on their terms. rate: all draws dearer by the shift.
    """
    return [_stressed(project, case) for case in CASES]


def _stressed(project: Pledged, case: str) -> Stressed:
    none = Fraction(0)
    more = shift("cost") if case == "cost" else none
    earned = project.earned(shift("revenue") if case == "revenue" else none)
    due = project.due(SPECIAL, LOAN, more=more, dearer=shift("rate") if case == "rate" else none)
    last = max(year for year, yuan in due.items() if yuan)
    covers = {year: cover for year, cover in coverage_by_year(earned, due).items() if cover is not None}
    worst = min(covers, key=lambda year: (covers[year], year))
    short = [due[year] - earned[year] for year in due if due[year] > earned[year]]
    return Stressed(
        name=project.name,
        case=case,
        revenue=sum(yuan for year, yuan in earned.items() if year <= last),
        service=sum(due.values()),
        over_term=coverage_over_term(earned, due),
        lowest=covers[worst],
        lowest_year=worst,
        short=sum(short),
        short_years=len(short),
        further=round_half_up(more * sum(project.own.values())),
    )
