"""The works that a community of the plan gets, and what each costs: from works.csv, spending.csv, selection.csv."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from jiugai.inputs.case import TIERS
from jiugai.report.book import Book, Site


def works_of(site: Site, book: Book) -> list[dict[str, Any]]:
    """The works of a chosen community: all it lacks where it is in progress, else those of its scope.

    A work that costs nothing leaves no line in spending.csv: it is in the scope by its tier.
    """
    lacking = book.lacking.get(site.id, [])
    if site.decision == "continuing":
        return lacking
    tiers = TIERS[: TIERS.index(site.tier) + 1] if site.tier else ()
    spent = spent_on(book)
    return [work for work in lacking if work["work_id"] in spent or (not work["cost"] and work["tier"] in tiers)]


def spent_on(book: Book) -> dict[str, dict[int, int]]:
    """work → plan year → cost, whole yuan."""
    cost: dict[str, dict[int, int]] = defaultdict(dict)
    for row in book.plan_rows("spending"):
        cost[row["work_id"]][row["year"]] = row["cost_yuan"]
    return dict(cost)


def value_of(work: dict[str, Any], site: Site, spent: dict[str, dict[int, int]]) -> int:
    """What a work costs in all: of a community in progress with what was paid before the plan. Whole yuan."""
    if site.decision == "continuing":
        return int(work["cost"])
    return sum(spent.get(work["work_id"], {}).values())
