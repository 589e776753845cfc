"""The charts of the report, one a file: `shows` (is there anything to see), `draw`, `see` (the sentence under it)."""

from __future__ import annotations

from typing import Protocol

from matplotlib.figure import Figure

from jiugai.report.book import Book
from jiugai.report.figures import (
    allotments,
    arrival,
    county,
    debt,
    flow,
    frontier,
    fullness,
    funnel,
    need,
    payers,
    proof,
    routes,
    schedule,
    sources,
    tornado,
    trade,
    yardsticks,
)


class Chart(Protocol):
    """What every module of this room offers."""

    def shows(self, book: Book) -> bool: ...

    def draw(self, book: Book) -> Figure: ...

    def see(self, book: Book) -> str: ...


CHARTS: dict[str, Chart] = {
    "flow": flow,
    "payers": payers,
    "schedule": schedule,
    "sources": sources,
    "allotments": allotments,
    "routes": routes,
    "fullness": fullness,
    "county": county,
    "debt": debt,
    "arrival": arrival,
    "trade": trade,
    "frontier": frontier,
    "tornado": tornado,
    "funnel": funnel,
    "need": need,
    "yardsticks": yardsticks,
    "proof": proof,
}
