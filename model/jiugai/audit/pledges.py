"""Revenue of projects and what is claimed of it, recomputed (3.7): what is pledged once, and what the county adds."""

from __future__ import annotations

import math
from collections import defaultdict
from fractions import Fraction

from jiugai.audit.force import applies
from jiugai.audit.ledger import Ledger


def earned(ledger: Ledger, project: str, first: int, last: int) -> int:
    """Revenue of the project's chosen works in the years first … last, yuan."""
    return sum(yuan * max(0, last - max(first, begins) + 1) for begins, yuan in _revenues(ledger).get(project, ()))


def claimed(ledger: Ledger, project: str, year: int) -> Fraction:
    """What is taken of a year's revenue before special bonds: loans at their cover, the return of private capital."""
    return lent(ledger, project, year) + returned(ledger, project, year)


def returned(ledger: Ledger, project: str, year: int) -> Fraction:
    """The return of private capital (F13 in force) in a year, exact: level over the years after the grace.

    P yuan paid in t, rate r, term N, grace G: P · (1 + r)^G · r / (1 − (1 + r)^−(N − G)) in t + G + 1 … t + N.
    """
    total = Fraction(0)
    for cell in ledger.cells if applies(ledger.facts.study, "F13") else ():
        fund = ledger.facts.funds[cell.fund_id]
        if fund.channel != "social_capital" or ledger.project(cell.community_id) != project:
            continue
        if fund.rate is None or fund.term_years is None:
            continue
        years = fund.term_years - fund.grace_years
        if fund.grace_years < year - cell.cash_year <= fund.term_years:
            growth = 1 + fund.rate
            level = Fraction(1, years) if growth == 1 else growth**fund.grace_years * fund.rate / (1 - growth**-years)
            total += level * cell.yuan
    return total


def lent(ledger: Ledger, project: str, year: int) -> Fraction:
    """Service of loans (D6 in force) in a year, at their cover."""
    facts = ledger.facts
    if not applies(facts.study, "D6"):
        return Fraction(0)
    loans = [fund.fund_id for fund in facts.funds.values() if fund.channel == "loan"]
    return facts.ratio("loan.coverage", facts.first, 1) * ledger.debts.due(year, loans, project)


def left_to_county(ledger: Ledger, year: int) -> int:
    """Service of special bonds beyond what is free of their project's revenue in the year, whole yuan."""
    due: defaultdict[str, int] = defaultdict(int)
    for (fund_id, project, at), yuan in ledger.debts.service.items():
        if at == year and ledger.facts.funds[fund_id].channel == "special_bond":
            due[project] += yuan
    total = 0
    for project, service in due.items():
        free = math.floor(earned(ledger, project, year, year) - claimed(ledger, project, year))
        total += max(0, service - max(0, free))
    return total


def _revenues(ledger: Ledger) -> dict[str, list[tuple[int, int]]]:
    """Project → (first year of revenue, yuan a year) of the chosen works whose revenue may be pledged."""
    revenue: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for community_id, pick in ledger.scheme.picks.items():
        before = ledger.facts.first - 1 if pick.continuing else pick.start
        for work in pick.works:
            if work.pledgeable:
                begins = ledger.scheme.done.get(work.work_id, before) + 1
                revenue[ledger.project(community_id)].append((begins, work.net_revenue_per_year))
    return revenue
