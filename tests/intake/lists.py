"""Lists for the tests: CSV text and workbooks, written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from jiugai.intake.plain import Listing, read_listing

PLAIN = """\
序号,小区名称,户数,楼栋数,建筑面积（㎡）,建成年份,计划年度,计划投资（万元）
1,甲小区,100,3,8000,1990,2021,250
2,乙小区,50,2,4000.5,1985,2021,120.5
"""


def write_list(folder: Path, text: str, encoding: str = "utf-8", name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def read_text(folder: Path, text: str) -> Listing:
    return read_listing(write_list(folder, text))


def write_book(
    path: Path, rows: Sequence[Sequence[Any]], touch: Callable[[Any, Any], None] | None = None, sheet: str = "清单"
) -> Path:
    """A workbook with one sheet of plain cells; `touch(book, sheet)` adds what cells alone do not show."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if touch is not None:
            touch(book, page)
    return path
