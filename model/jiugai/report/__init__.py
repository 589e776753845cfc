"""The report of a finished plan: official tables, charts and page one, shown by a notebook, exported as one HTML file.

Reads contract files, never the model. A notebook calls `open_report` and then one function a cell.
"""

from jiugai.report.book import Book, open_report
from jiugai.report.export import render_html
from jiugai.report.figures import figure
from jiugai.report.page_one import page_one
from jiugai.report.parts import heading, table

__all__ = ["Book", "figure", "heading", "open_report", "page_one", "render_html", "table"]
