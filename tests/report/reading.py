"""A fragment of the report as it is read: without elements, without references."""

from __future__ import annotations

from bs4 import BeautifulSoup

from jiugai.report.ties.marks import strip


def plain(page: str) -> str:
    return strip(BeautifulSoup(page, "html.parser").get_text())
