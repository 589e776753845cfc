"""The report of a finished plan: official tables, charts and page one, shown by a notebook, exported as one HTML file.

Reads contract files, never the model. A notebook calls `open_report` and then one function a cell; which parts stand in
which section, and every number of a section, table or figure, is in `contents`.
"""

from jiugai.report.book import Book, open_report
from jiugai.report.html import render_html
from jiugai.report.parts import figure, heading, page_one, statement, table

__all__ = ["Book", "figure", "heading", "open_report", "page_one", "render_html", "statement", "table"]
