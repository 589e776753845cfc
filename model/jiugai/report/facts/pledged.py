"""Projects that borrow on their own revenue, by special bonds or loans: what they build, earn, owe and repay.

Whole yuan. A project is a project_id, or a community that has none. Revenue is net of running cost, of the works that
may pledge it (docs/formats.md 3.3), from the year after a work is completed. Bonds and loans stand together: revenue is
pledged once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jiugai.finance import coverage_by_year, coverage_over_term, new_schedule, return_factors
from jiugai.money import round_half_up
from jiugai.report.book import Book, Site
from jiugai.report.facts.scope import spent_on, works_of

SPECIAL, LOAN = "special_bond", "loan"
_OTHER = "other"


@dataclass(frozen=True)
class Draw:
    """Money drawn at the end of a year on the revenue of a project, and what is agreed about it."""

    fund: str
    channel: str
    year: int
    yuan: int
    rate: Fraction
    term: int
    grace: int
    repayment: str
    coupons: int

    def service(self, more: Fraction = Fraction(0), dearer: Fraction = Fraction(0)) -> dict[int, tuple[int, int]]:
        """year → (principal, interest), of a share `more` drawn, at a rate `dearer` by so much."""
        yuan = self.yuan + round_half_up(self.yuan * more)
        schedule = new_schedule(
            yuan, self.rate + dearer, self.year, self.term, self.grace, self.repayment, self.coupons
        )
        return {payment.year: (payment.principal, payment.interest) for payment in schedule}


@dataclass(frozen=True, eq=False)
class Pledged:
    """A project with its draws. `cost` and `own`, what others than its lenders pay, by year of the works; `revenue` by
    kind and year up to the last service; `returned` is what private capital takes of it, rounded up.
    """

    project: str
    name: str
    sites: tuple[Site, ...]
    cost: dict[int, int]
    own: dict[int, int]
    draws: tuple[Draw, ...]
    revenue: dict[str, dict[int, int]]
    returned: dict[int, int]

    @property
    def years(self) -> range:
        """From the first money to the last maturity."""
        first = min((*self.cost, *(draw.year for draw in self.draws)))
        return range(first, max(draw.year + draw.term for draw in self.draws) + 1)

    def drawn(self, channel: str, year: int | None = None) -> int:
        return sum(it.yuan for it in self.draws if it.channel == channel and year in (None, it.year))

    def due(self, *channels: str, more: Fraction = Fraction(0), dearer: Fraction = Fraction(0)) -> dict[int, int]:
        """year → principal and interest of these channels, of every year of the project."""
        total = dict.fromkeys(self.years, 0)
        for draw in self.draws:
            if draw.channel in channels:
                for year, payment in draw.service(more, dearer).items():
                    total[year] += sum(payment)
        return total

    def earned(self, less: Fraction = Fraction(0)) -> dict[int, int]:
        """year → net revenue, shifted by a share (−1/10: a tenth less), less the return of private capital."""
        return {year: self._gross(year, less) - self.returned.get(year, 0) for year in self.years}

    def _gross(self, year: int, less: Fraction) -> int:
        return round_half_up(sum(of.get(year, 0) for of in self.revenue.values()) * (1 + less))

    @property
    def over_term(self) -> Fraction | None:
        """本息覆盖倍数: Σ net revenue to the last payment ÷ Σ principal and interest."""
        return coverage_over_term(self.earned(), self.due(SPECIAL, LOAN))

    @property
    def by_year(self) -> dict[int, Fraction | None]:
        return coverage_by_year(self.earned(), self.due(SPECIAL, LOAN))


@lru_cache(maxsize=16)
def pledged(book: Book) -> tuple[Pledged, ...]:
    """Every project that draws on its revenue, by id."""
    draws: dict[str, list[Draw]] = defaultdict(list)
    for row in book.plan_rows("debt"):
        fund = book.funds.get(row["fund_id"] or "", {"channel": ""})
        if fund["channel"] in (SPECIAL, LOAN) and row["drawn_yuan"]:
            project = row["instrument_id"].removeprefix(f"{row['fund_id']}.").rpartition(".")[0]
            draws[project].append(_draw(row, fund))
    return tuple(_project(project, tuple(found), book) for project, found in sorted(draws.items()))


def _draw(row: dict[str, Any], fund: dict[str, Any]) -> Draw:
    return Draw(
        fund=row["fund_id"], channel=fund["channel"], year=row["year"], yuan=row["drawn_yuan"],
        rate=Fraction(fund["rate"]), term=fund["term_years"], grace=fund["grace_years"] or 0,
        repayment=fund["repayment"], coupons=fund["coupons"] or 1,
    )  # fmt: skip


def _project(project: str, draws: tuple[Draw, ...], book: Book) -> Pledged:
    sites = tuple(site for site in book.chosen if (book.communities[site.id]["project_id"] or site.id) == project)
    members = {site.id for site in sites}
    cost: dict[int, int] = defaultdict(int)
    own: dict[int, int] = defaultdict(int)
    for payment in book.payments:
        if payment.community in members:
            cost[payment.cost_year] += payment.yuan
            own[payment.cost_year] += payment.yuan if payment.channel not in (SPECIAL, LOAN) else 0
    last = max(draw.year + draw.term for draw in draws)
    return Pledged(
        project, book.called(project), sites, dict(cost), dict(own), draws, _revenue(sites, last, book),
        _returned(members, last, book),
    )  # fmt: skip


def _revenue(sites: tuple[Site, ...], last: int, book: Book) -> dict[str, dict[int, int]]:
    """kind → year → net revenue of the works that may pledge it."""
    revenue: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    spent = spent_on(book)
    for site in sites:
        for work in works_of(site, book):
            yuan, kind = work["net_revenue_per_year"], work["revenue_kind"] or _OTHER
            if yuan <= 0 or not work["revenue_vote_passed"] or kind == "property_fee":
                continue
            for year in range(completed(site, spent.get(work["work_id"], {}), book) + 1, last + 1):
                revenue[kind][year] += yuan
    return {kind: dict(years) for kind, years in sorted(revenue.items())}


def completed(site: Site, cost: dict[int, int], book: Book) -> int:
    """The year in which a work of a chosen community is completed: the last of its cost, the retention apart.

    One without cost in plan years: in progress, before the plan; new, in the year of its start.
    """
    start = site.start_year or book.first_year
    if not cost:
        return book.first_year - 1 if site.decision == "continuing" else start
    *earlier, last = sorted(cost)
    held = book.study.param("works.retention_share", start) if book.study.in_force("S9") else None
    if site.decision == "new" and held and earlier and cost[last] <= round_half_up(held * sum(cost.values())):
        return earlier[-1]
    return last


def _returned(members: set[str], last: int, book: Book) -> dict[int, int]:
    """year → the return of private capital (F13), rounded up to a yuan."""
    exact: dict[int, Fraction] = defaultdict(Fraction)
    for payment in book.payments if book.study.in_force("F13") else ():
        fund = book.funds[payment.fund]
        if payment.community in members and payment.channel == "social_capital" and fund["rate"] is not None:
            factors = return_factors(Fraction(fund["rate"]), fund["term_years"], fund["grace_years"] or 0)
            for place, factor in enumerate(factors):
                exact[payment.cash_year + place] += factor * payment.yuan
    return {year: math.ceil(yuan) for year, yuan in exact.items() if yuan and year <= last}


def left_to_county(project: Pledged, book: Book) -> dict[int, int]:
    """year → what special bonds cost the county beyond the revenue of the year, claims of loans and capital first."""
    bonds, loans, earned = project.due(SPECIAL), project.due(LOAN), project.earned()
    cover = (book.study.param("loan.coverage", book.first_year) or 1) if book.study.in_force("D6") else 0
    return {
        year: max(0, bonds[year] - max(0, math.floor(earned[year] - cover * loans[year]))) for year in project.years
    }
