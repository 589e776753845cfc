"""The cash flow of a project with special bonds over the life of its debt (资金平衡与现金流测算). Whole yuan."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiugai.report.book import Book
from jiugai.report.facts.pledged import LOAN, SPECIAL, Pledged, left_to_county, pledged


@dataclass(frozen=True)
class CashYear:
    """A year: opening + inflow − outflow = closing. Revenue by kind, net of running cost; `county`: what it adds."""

    year: int
    opening: int
    own: int
    bond: int
    loan: int
    revenue: dict[str, int]
    county: int
    build: int
    interest: int
    principal: int
    returned: int
    cover: Fraction | None

    @property
    def inflow(self) -> int:
        return self.own + self.bond + self.loan + sum(self.revenue.values()) + self.county

    @property
    def outflow(self) -> int:
        return self.build + self.interest + self.principal + self.returned

    @property
    def net(self) -> int:
        return self.inflow - self.outflow

    @property
    def closing(self) -> int:
        return self.opening + self.net


def bond_projects(book: Book) -> list[Pledged]:
    """The projects with special bonds."""
    return [project for project in pledged(book) if project.drawn(SPECIAL)]


def cash_years(project: Pledged, book: Book) -> list[CashYear]:
    """From the first money to the last maturity of bonds and loans."""
    county, covers = left_to_county(project, book), project.by_year
    payments = [draw.service() for draw in project.draws]
    years: list[CashYear] = []
    for year in project.years:
        years.append(
            CashYear(
                year=year,
                opening=years[-1].closing if years else 0,
                own=project.own.get(year, 0),
                bond=project.drawn(SPECIAL, year),
                loan=project.drawn(LOAN, year),
                revenue={kind: of.get(year, 0) for kind, of in project.revenue.items()},
                county=county[year],
                build=project.cost.get(year, 0),
                interest=sum(paid.get(year, (0, 0))[1] for paid in payments),
                principal=sum(paid.get(year, (0, 0))[0] for paid in payments),
                returned=project.returned.get(year, 0),
                cover=covers[year],
            )
        )
    return years
