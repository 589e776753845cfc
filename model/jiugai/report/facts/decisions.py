"""What page one says, as numbers: each is a sum over contract files, so that it ties to a table behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from jiugai.report.book import Book, Site, households
from jiugai.report.facts.assumptions import stated_on

UPPER = ("central", "provincial")


@dataclass(frozen=True)
class CountyYear:
    """County money of one year against the room for it (both budgets), whole yuan."""

    year: int
    value: int
    room: int


def first_starts(book: Book) -> list[Site]:
    return [site for site in book.chosen if site.decision == "new" and site.start_year == book.first_year]


def continuing(book: Book) -> list[Site]:
    return [site for site in book.chosen if site.decision == "continuing"]


def floor_area(book: Book) -> Fraction:
    return sum((site.floor_area for site in book.chosen), Fraction(0))


def reached(book: Book) -> dict[str, int]:
    """What the plan reaches of each published aim of a case (`targets`)."""
    return {
        "communities": len(book.chosen),
        "floor_area_m2": int(floor_area(book)),
        "households": chosen_households(book),
    }


def county_years(book: Book) -> list[CountyYear]:
    """indicators.csv: county money with the debt service of new bonds, and the room, per year."""
    value: dict[int, int] = defaultdict(int)
    room: dict[int, int] = defaultdict(int)
    for row in book.plan_rows("indicators"):
        if row["indicator"] in ("county_general", "county_fund"):
            value[row["year"]] += row["value"]
            room[row["year"]] += row["limit"] or 0
    return [CountyYear(year, value[year], room[year]) for year in sorted(value)]


def county_money(book: Book) -> int:
    """Money of the county's two budgets over the plan years, bonds apart."""
    return book.paid(lambda payment: payment.level == "county" and payment.instrument == "grant")


def channel_money(book: Book, channel: str) -> int:
    return book.paid(lambda payment: payment.channel == channel)


def hazard_sites(book: Book) -> tuple[list[Site], list[Site]]:
    """Communities with a hazard work, not yet completed: (in the plan, not in it)."""
    open_sites = [site for site in book.sites if site.hazard and site.decision != "completed"]
    return [site for site in open_sites if site.chosen], [site for site in open_sites if not site.chosen]


def status_money(book: Book, status: str) -> dict[str, int]:
    """channel → yuan of government money in this status."""
    money: dict[str, int] = defaultdict(int)
    for payment in book.payments:
        if payment.status == status and payment.kind in (*UPPER, "local"):
            money[payment.channel] += payment.yuan
    return dict(money)


def lapsing(book: Book) -> dict[int, int]:
    """year → central and provincial money that lapses at its end."""
    lapse: dict[int, int] = defaultdict(int)
    for row in book.plan_rows("funds"):
        if row["kind"] in UPPER and row["lapsed_yuan"]:
            lapse[row["year"]] += row["lapsed_yuan"]
    return dict(lapse)


def must_spend(book: Book) -> dict[int, int]:
    """year → central and provincial money carried into it: to be spent in time, or it is taken back."""
    carried: dict[int, int] = defaultdict(int)
    for row in book.plan_rows("funds"):
        if row["kind"] in UPPER and row["opening_yuan"]:
            carried[row["year"]] += row["opening_yuan"]
    return dict(carried)


def declared_tasks(book: Book) -> dict[int, Fraction]:
    """year → households of the task that the upper-level subsidies are computed from; none where they are assumed."""
    tasks: dict[int, Fraction] = {}
    if stated_on("fund_entitlements", book):
        return tasks
    for row in book.case_rows("fund_entitlements"):
        if row["basis"] == "household" and not row["binding"] and book.funds[row["fund_id"]]["kind"] in UPPER:
            tasks[row["year"]] = max(tasks.get(row["year"], Fraction(0)), Fraction(row["quantity"]))
    return tasks


def started_households(book: Book) -> dict[int, int]:
    started = dict.fromkeys(book.years, 0)
    for site in book.chosen:
        if site.decision == "new" and site.start_year is not None:
            started[site.start_year] += site.households
    return started


def broken_indicators(book: Book) -> dict[tuple[str, str], dict[int, int]]:
    """(warning, unit) → year → value, where it is not zero (the lapse apart)."""
    broken: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in book.plan_rows("indicators"):
        if not row["ok"] and row["kind"] == "warning" and row["indicator"] != "upper_lapse":
            broken[row["indicator"], row["unit"]][row["year"]] = row["value"]
    return dict(broken)


def unproven(book: Book) -> bool:
    return not all(objective["proven"] for objective in book.manifest["objectives"])


def chosen_households(book: Book) -> int:
    return households(book.chosen)
