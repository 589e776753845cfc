"""Routes: which one every place takes, what it costs a household to build and to heat, and the county to run.

Money in whole yuan; bills per household and heating season.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiugai.money import round_half_up
from jiugai.report.book import Book, Site
from jiugai.report.facts.payers import GROUPS, group


def _fall(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else before - after


@dataclass(frozen=True)
class Built:
    """The route of a chosen community. `runs_from`: the first year in which the county pays for running it."""

    site: Site
    route: str
    name: str
    bill_before: int | None
    bill_after: int | None
    payable: int | None
    months: int | None
    own: int
    running: int
    runs_from: int

    @property
    def saving(self) -> int | None:
        """By what the bill of a household falls; None where the case does not state it."""
        return _fall(self.bill_before, self.bill_after)


@dataclass(frozen=True)
class Choice:
    """All communities that take one route, added up; bills are means by household.

    `cost`: all works of these communities, common ones and what was paid before included. `payback`, `own_payback`:
    seasons until the saving has made up for the cost, and for what households pay of it; None where nothing is saved.
    """

    name: str
    communities: int
    households: int
    cost: int
    own: int
    bill_before: int | None
    bill_after: int | None
    running: int

    @property
    def saving(self) -> int | None:
        return _fall(self.bill_before, self.bill_after)

    @property
    def per_household(self) -> int:
        return round_half_up(Fraction(self.cost, self.households))

    @property
    def own_per_household(self) -> int:
        return round_half_up(Fraction(self.own, self.households))

    @property
    def payback(self) -> Fraction | None:
        return self._seasons(self.cost)

    @property
    def own_payback(self) -> Fraction | None:
        return self._seasons(self.own)

    def _seasons(self, yuan: int) -> Fraction | None:
        return Fraction(yuan, self.households * self.saving) if self.saving is not None and self.saving > 0 else None


def has_routes(book: Book) -> bool:
    return bool(book.case_rows("routes"))


def route_rows(book: Book) -> dict[tuple[str, str], dict[str, Any]]:
    """(community, route) → its row of the case."""
    return {(row["community_id"], row["route"]): row for row in book.case_rows("routes")}


def built(book: Book) -> list[Built]:
    """The routes taken, in the order of the communities of every table."""
    rows, taken = route_rows(book), {row["community_id"]: row["route"] for row in book.plan_rows("selection")}
    own: dict[str, int] = defaultdict(int)
    for payment in book.payments:
        own[payment.community] += payment.yuan if payment.kind == "resident" else 0
    last: dict[str, int] = {}
    for row in book.plan_rows("spending"):
        if book.works[row["work_id"]]["route"]:
            last[row["community_id"]] = max(last.get(row["community_id"], row["year"]), row["year"])
    found = []
    for site in book.chosen:
        known = rows.get((site.id, taken[site.id]))
        if known is not None:
            found.append(
                Built(
                    site=site, route=known["route"], name=known["name"], bill_before=known["bill_before"],
                    bill_after=known["bill_after"], payable=known["payable"], months=known["months"], own=own[site.id],
                    running=known["running_subsidy"] * site.households,
                    runs_from=last.get(site.id, book.first_year - 1) + 1,
                )
            )  # fmt: skip
    return found


def choices(book: Book) -> list[Choice]:
    """By name of the route, the most households first."""
    groups: dict[str, list[Built]] = defaultdict(list)
    for item in built(book):
        groups[item.name].append(item)
    found = [added(name, items) for name, items in groups.items()]
    return sorted(found, key=lambda choice: (-choice.households, choice.name))


def added(name: str, items: Sequence[Built]) -> Choice:
    """Routes taken, added up under a name."""
    return Choice(
        name=name,
        communities=len(items),
        households=sum(item.site.households for item in items),
        cost=sum(item.site.total for item in items),
        own=sum(item.own for item in items),
        bill_before=_mean((item.bill_before, item.site.households) for item in items),
        bill_after=_mean((item.bill_after, item.site.households) for item in items),
        running=sum(item.running for item in items),
    )


def _mean(bills: Iterable[tuple[int | None, int]]) -> int | None:
    """Mean by household, rounded half up; None where a bill is not stated."""
    known = list(bills)
    stated = [(bill, households) for bill, households in known if bill is not None]
    if not stated or len(stated) < len(known):
        return None
    households = sum(count for _, count in stated)
    return round_half_up(Fraction(sum(bill * count for bill, count in stated), households))


def by_payer(book: Book) -> dict[str, dict[str, int]]:
    """Name of the route → chart group of payers → yuan in plan years."""
    names = {item.site.id: item.name for item in built(book)}
    amounts: dict[str, dict[str, int]] = {name: dict.fromkeys(GROUPS, 0) for name in names.values()}
    for payment in book.payments:
        if payment.community in names:
            amounts[names[payment.community]][group(payment)] += payment.yuan
    return amounts


def running_by_year(book: Book, decision: str) -> dict[int, int]:
    """Plan year → running subsidies of the county for communities of the decision (formats.md 3.7)."""
    items = [item for item in built(book) if item.site.decision == decision]
    return {year: sum(item.running for item in items if item.runs_from <= year) for year in book.years}


def running_at_last(book: Book) -> int:
    """What the county pays each year once all that the plan builds is running."""
    return sum(item.running for item in built(book))


def latest_start(item: Built, book: Book) -> tuple[int, int] | None:
    """(year, month) by whose end a new start begins, to be ready before the season (H3); None where nothing asks."""
    start = item.site.start_year
    if item.site.decision != "new" or start is None or item.months is None or not book.study.in_force("H3"):
        return None
    ready = book.study.param("heating.ready_by", start)
    return None if ready is None else (start, int(ready) - item.months)


def refused(site: Site, book: Book) -> list[str]:
    """Names of the routes of a community that the bill test took off the menu (H2)."""
    rows = route_rows(book)
    routes = {
        part.removeprefix("route=")
        for row in book.removed.get(site.id, ())
        if row["rule"] == "H2"
        for part in row["values"].split(";")
        if part.startswith("route=")
    }
    return [rows[site.id, route]["name"] for route in sorted(routes)]


def designs(site: Site, book: Book) -> list[list[dict[str, Any]]]:
    """The works a community still lacks, once for each of its routes (one list where it has none)."""
    works = book.lacking.get(site.id, [])
    routes = sorted({work["route"] for work in works if work["route"]})
    if not routes or not book.study.in_force("H1"):
        return [works]
    return [[work for work in works if work["route"] in ("", route)] for route in routes]
