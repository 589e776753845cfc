"""A finished report read back from its file, a page or a Word document."""

from __future__ import annotations

from pathlib import Path

from jiugai.errors import DataError, Locator, Problem, os_reason
from jiugai.report.ties.document import Document
from jiugai.report.ties.read_html import read_html
from jiugai.report.ties.read_word import read_word

_ZIP = b"PK"


def read_report(path: Path) -> Document:
    """The report in a file, of whatever name. Raises `DataError` where it cannot be read, or is no such report."""
    try:
        data = path.read_bytes()
    except OSError as failure:
        raise DataError(Problem(Locator(str(path)), *os_reason(failure))) from None
    try:
        document = read_word(data) if data.startswith(_ZIP) else read_html(data.decode("utf-8"))
        if not document.sentences:
            raise ValueError("not a report of jiugai")
    except (ValueError, KeyError, IndexError) as problem:
        found = Problem(Locator(path.name), f"读不出报告：{problem}", f"cannot be read as a report: {problem}")
        raise DataError(found) from None
    return document
