"""The report of a finished plan: official tables, charts and page one, shown by a notebook, exported as one HTML file.

Reads contract files, never the model. A notebook calls `open_report`, or `report_of` where the plan may have to be made
first, and then one function a cell; which parts stand in which section, and every number of a section, table or figure,
is in `contents`.
"""

from jiugai.report.book import (
    Book,
    comparison_beside,
    frontier_beside,
    open_options,
    open_report,
    open_sensitivity,
    report_of,
)
from jiugai.report.html import render_frontier, render_html, render_options
from jiugai.report.parts import figure, heading, opening, page_one, statement, table

__all__ = [
    "Book",
    "comparison_beside",
    "figure",
    "frontier_beside",
    "heading",
    "open_options",
    "open_report",
    "open_sensitivity",
    "opening",
    "page_one",
    "render_frontier",
    "render_html",
    "render_options",
    "report_of",
    "statement",
    "table",
]
