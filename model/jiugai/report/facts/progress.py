"""What the ledger (台账) says happened up to the day of the plan: the ledger of projects, and the bulletin by month."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from jiugai.inputs.actuals import ACCEPTED, ALLOTTED, DONE, PAID, RECALLED, STARTED, happened
from jiugai.report.book import Book, Site

#: the lists that are kept of projects, in the order of their life
LISTS = ("finished", "under_way", "starting", "planned", "waiting", "not_ready")


@dataclass(frozen=True)
class Project:
    """A community in the ledger of projects; days are ISO dates, "" where the ledger has none. Whole yuan."""

    site: Site
    kept_in: str
    investment: int
    paid: int
    started: str
    accepted: str


@dataclass(frozen=True)
class Month:
    """What happened in a month, and up to its end. `of_allotted`: paid from money that was allotted. Whole yuan."""

    month: str
    started: int
    accepted: int
    done: int
    paid: int
    done_so_far: int
    paid_so_far: int
    allotted_so_far: int
    of_allotted: int


def kept_in(site: Site, first_year: int, accepted: bool) -> str:
    """The list a community is in: those of the year to begin with, later starts as planned."""
    if site.decision == "completed" or accepted:
        return "finished"
    if site.decision == "continuing":
        return "under_way"
    if site.decision == "new":
        return "starting" if site.start_year == first_year else "planned"
    return "waiting" if site.decision == "later" else "not_ready"


def projects(book: Book) -> list[Project]:
    """Every community once, by list; of those left out the cost of what they lack."""
    ledger = book.study.case.table("ledger")
    started, accepted = happened(ledger, STARTED), happened(ledger, ACCEPTED)
    home = {work: row["community_id"] for work, row in book.works.items()}
    within: dict[str, int] = {}
    for row in book.case_rows("ledger"):
        if row["entry"] == PAID and int(row["date"][:4]) >= book.first_year:
            within[home[row["work_id"]]] = within.get(home[row["work_id"]], 0) + row["amount"]
    found = [
        Project(
            site=site,
            kept_in=kept_in(site, book.first_year, site.id in accepted),
            investment=site.total or sum(work["cost"] for work in book.lacking.get(site.id, ())),
            paid=site.before + within.get(site.id, 0),
            started=started.get(site.id, ""),
            accepted=accepted.get(site.id, ""),
        )
        for site in book.sites
    ]
    return sorted(found, key=lambda project: LISTS.index(project.kept_in))


def months(book: Book) -> list[Month]:
    """A line for every month in which something happened, oldest first; none without a ledger."""
    rows = sorted(book.case_rows("ledger"), key=lambda row: str(row["date"]))
    allotted_funds = {row["fund_id"] for row in rows if row["entry"] == ALLOTTED}
    done_so_far = paid_so_far = allotted = of_allotted = 0
    found = []
    for month, group in groupby(rows, key=lambda row: str(row["date"])[:7]):
        members = list(group)

        def total(*kinds: str, members: list[dict[str, object]] = members) -> int:
            return sum(int(str(row["amount"])) for row in members if row["entry"] in kinds)

        done, paid = total(DONE), total(PAID)
        done_so_far, paid_so_far = done_so_far + done, paid_so_far + paid
        allotted += total(ALLOTTED) - total(RECALLED)
        of_allotted += total(PAID, members=[row for row in members if row["fund_id"] in allotted_funds])
        kinds = [row["entry"] for row in members]
        found.append(
            Month(
                month, kinds.count(STARTED), kinds.count(ACCEPTED), done, paid, done_so_far, paid_so_far, allotted,
                of_allotted,
            )
        )  # fmt: skip
    return found
