"""The report as one HTML file: the notebook executed, exported, its fonts embedded."""

from jiugai.report.html.export import render_frontier, render_html, render_options

__all__ = ["render_frontier", "render_html", "render_options"]
