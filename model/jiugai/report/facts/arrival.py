"""What the plan counts on and does not have: money promised or only applied for, by year and by community. Whole yuan.

Known without simulation: the status of every fund, the room that the county keeps, the dates of due.csv.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from jiugai.report.book import Book, Payment, Site
from jiugai.report.facts.fiscal import fiscal_years

STATUSES = ("issued", "committed", "applied")


@dataclass(frozen=True)
class ArrivalYear:
    """The money that comes in a year, by status. `outside`: of what is applied for, that of others than the county.

    `buffer`: room of both county budgets that the plan leaves in the year; None in a year whose budget is not known.
    """

    year: int
    issued: int
    committed: int
    applied: int
    outside: int
    buffer: int | None

    @property
    def total(self) -> int:
        return self.issued + self.committed + self.applied

    @property
    def beyond(self) -> int | None:
        """What the county could not stand in for if nothing applied for elsewhere came."""
        return None if self.buffer is None else max(0, self.outside - self.buffer)


@dataclass(frozen=True)
class Dependence:
    """The money of a community by status; `share`-less: of a cost of zero nothing depends."""

    site: Site
    issued: int
    committed: int
    applied: int

    @property
    def total(self) -> int:
        return self.issued + self.committed + self.applied

    @property
    def mostly(self) -> bool:
        """Whether more than half of its money is only applied for."""
        return 2 * self.applied > self.total


def arrival_years(book: Book) -> list[ArrivalYear]:
    """Every year in which money comes."""
    buffers = {it.year: max(0, it.balance) + max(0, it.fund_balance) for it in fiscal_years(book)}
    years: dict[int, list[Payment]] = defaultdict(list)
    for payment in book.payments:
        years[payment.cash_year].append(payment)
    return [
        ArrivalYear(
            year=year,
            outside=sum(it.yuan for it in payments if it.status == "applied" and it.level != "county"),
            buffer=buffers.get(year),
            **_by_status(payments),
        )
        for year, payments in sorted(years.items())
    ]


def dependences(book: Book) -> list[Dependence]:
    """The communities with money that is only applied for, the largest amount first."""
    sites: dict[str, list[Payment]] = defaultdict(list)
    for payment in book.payments:
        sites[payment.community].append(payment)
    found = [Dependence(site, **_by_status(sites[site.id])) for site in book.chosen if site.id in sites]
    return sorted((it for it in found if it.applied), key=lambda it: (-it.applied, it.site.id))


def _by_status(payments: Iterable[Payment]) -> dict[str, int]:
    amounts = dict.fromkeys(STATUSES, 0)
    for payment in payments:
        amounts[payment.status] += payment.yuan
    return amounts


def taken_back(book: Book) -> dict[int, int]:
    """year → upper-level money that this plan does not use and that lapses at its end (due.csv)."""
    money: dict[int, int] = defaultdict(int)
    for row in book.plan_rows("due"):
        if row["what"] == "lapse":
            money[row["due_year"]] += row["yuan"]
    return dict(sorted(money.items()))


def to_spend(book: Book) -> dict[int, int]:
    """year → upper-level money that the plan uses in the last year in which it may (due.csv)."""
    money: dict[int, int] = defaultdict(int)
    for row in book.plan_rows("due"):
        if row["what"] == "spend":
            money[row["due_year"]] += row["yuan"]
    return dict(sorted(money.items()))
