"""What a renewal leaves behind to be handed over (实物工程量与资产移交): kinds of assets and their value."""

from __future__ import annotations

from dataclasses import dataclass

from jiugai.inputs.actuals import ACCEPTED, happened
from jiugai.report.book import Book
from jiugai.report.facts.scope import spent_on, value_of, works_of

PIPELINES = ("water", "drainage", "power", "telecom", "gas", "heat")
_CARE = ("elderly_care", "childcare")


@dataclass(frozen=True)
class Assets:
    """A community of the plan. `has_…`: it gets such an asset. `lifts`: how many, None where the case does not say.

    Values in whole yuan: works in full, what was paid before the plan included.
    """

    name: str
    households: int
    value: int
    pipelines: int
    has_pipelines: bool
    has_roads: bool
    has_parking: bool
    has_charging: bool
    has_lifts: bool
    has_care: bool
    lifts: int | None
    accepted: str


def assets(book: Book) -> list[Assets]:
    """A line for every community of the plan, in the order of T1."""
    accepted = happened(book.study.case.table("ledger"), ACCEPTED)
    spent = spent_on(book)
    found = []
    for site in book.chosen:
        works = works_of(site, book)
        trades = {work["trade"] for work in works}
        lifts = [work["units"] for work in works if work["trade"] == "elevator"]
        found.append(
            Assets(
                name=site.name,
                households=site.households,
                value=site.total,
                pipelines=sum(value_of(work, site, spent) for work in works if work["trade"] in PIPELINES),
                has_pipelines=not trades.isdisjoint(PIPELINES),
                has_roads="road" in trades,
                has_parking="parking" in trades,
                has_charging="charging" in trades,
                has_lifts="elevator" in trades,
                has_care=not trades.isdisjoint(_CARE),
                lifts=None if not lifts or None in lifts else sum(lifts),
                accepted=accepted.get(site.id, ""),
            )
        )
    return found
