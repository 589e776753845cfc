"""The sheet of charts, two beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiugai.report.book import Book
from jiugai.report.wording import drawn
from jiugai.report.xlsx.cells import put_text
from jiugai.report.xlsx.charts import HEIGHT, WIDTH
from jiugai.report.xlsx.printing import set_print
from jiugai.report.xlsx.style import Styles
from jiugai.report.xlsx.table_sheet import BACK, TITLE

_TOP, _GAP = 2, 12  # first row; pixels between charts
_ROW, _COLUMN, _WIDE = 20, 82, 11.0  # pixels of a row and a column; the column's width in characters
_BESIDE = 2


def write_charts_sheet(sheet: Any, made: Sequence[tuple[Any, str]], front: str, book: Book, styles: Styles) -> None:
    """`made`: (chart, title); a sentence where there is none."""
    put_text(sheet, TITLE, 0, drawn("workbook.charts", book.lang), styles.kind("title"))
    sheet.write_url(BACK, 0, front, styles.kind("link"), drawn("workbook.back", book.lang))
    if not made:
        put_text(sheet, _TOP, 0, drawn("workbook.charts.none", book.lang), styles.kind("basis"))
    for at, (chart, title) in enumerate(made):
        place = {
            "x_offset": at % _BESIDE * (WIDTH + _GAP), "y_offset": at // _BESIDE * (HEIGHT + _GAP),
            "description": title, "object_position": 3,
        }  # fmt: skip
        sheet.insert_chart(_TOP, 0, chart, place)
    last = _BESIDE * (WIDTH + _GAP) // _COLUMN
    bottom = _TOP + -(-len(made) // _BESIDE) * (HEIGHT + _GAP) // _ROW + 1
    sheet.set_column(0, last, _WIDE)
    sheet.hide_gridlines(2)
    sheet.print_area(0, 0, bottom, last)
    set_print(sheet, book, (last + 1) * _WIDE, wide=True, high=1)
