"""The charts of the report."""

from __future__ import annotations

from jiugai.report.book import Book
from jiugai.report.figures import county, payers, schedule, sources
from jiugai.report.figures.style import drawing, figure_html
from jiugai.report.grid import Html
from jiugai.report.wording import say

CHARTS = {"payers": payers, "sources": sources, "schedule": schedule, "county": county}


def figure(name: str, book: Book) -> Html:
    """A chart of `CHARTS` with its title and one sentence on what to see."""
    chart = CHARTS[name]
    with drawing():
        return figure_html(name, chart.draw(book), say(f"figure.{name}", book.lang), chart.see(book))
