"""Tables under each other on one sheet: what is assumed, where the data come from, how to compute it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiugai.report.book import Book
from jiugai.report.formats import show
from jiugai.report.grid import Grid
from jiugai.report.ties.marks import strip
from jiugai.report.wording import drawn
from jiugai.report.xlsx.cells import put, put_text
from jiugai.report.xlsx.measures import column_widths, height
from jiugai.report.xlsx.placed import address
from jiugai.report.xlsx.printing import set_print
from jiugai.report.xlsx.style import Styles
from jiugai.report.xlsx.table_sheet import BACK, TITLE, write_head, write_notes

_WIDEST = 50.0  # of a column that tables share


def write_stack_sheet(
    sheet: Any, title: str, said: Sequence[str], grids: Sequence[Grid], front: str, book: Book, styles: Styles
) -> None:
    """The tables share columns; the last one of each reaches to the edge. `said`: lines above them."""
    widths = _shared(grids)
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    put_text(sheet, TITLE, 0, title, styles.kind("title"))
    sheet.set_row(TITLE, 24)
    sheet.write_url(BACK, 0, front, styles.kind("link"), drawn("workbook.back", book.lang))
    row, end = 2, len(widths) - 1
    for text in map(strip, said):
        sheet.merge_range(row, 0, row, end, "", styles.kind("said"))
        put_text(sheet, row, 0, text, styles.kind("said"))
        sheet.set_row(row, height([text], [sum(widths)]))
        row += 1
    for grid in grids:
        row = _block(sheet, row + 1, grid, widths, styles)
    sheet.freeze_panes(BACK + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{address(row, end)}"})
    sheet.print_area(0, 0, row, end)
    set_print(sheet, book, sum(widths), wide=True)


def _shared(grids: Sequence[Grid]) -> list[float]:
    """Widths that serve every table; last columns, which reach further, do not count."""
    count = max(len(grid.columns) for grid in grids)
    widths = [0.0] * count
    for grid in grids:
        own = column_widths(grid)
        for place, wide in enumerate(own if len(own) == count else own[:-1]):
            widths[place] = max(widths[place], min(wide, _WIDEST))
    return widths


def _block(sheet: Any, row: int, grid: Grid, widths: Sequence[float], styles: Styles) -> int:
    """One table with its title and lines; the row after it."""
    end, last = len(widths) - 1, len(grid.columns) - 1
    across = [*widths[:last], sum(widths[last:])]
    put_text(sheet, row, 0, grid.title, styles.kind("section"))
    sheet.set_row(row, 20)
    at = write_head(sheet, row + 1, grid.columns, across, styles, reach=end)
    for line in grid.rows:
        if last < end:
            sheet.merge_range(at, last, at, end, "", styles.text("", line.role))
        texts = [show(value, column.shape) for column, value in zip(grid.columns, line.values, strict=True)]
        for place, (column, value) in enumerate(zip(grid.columns, line.values, strict=True)):
            put(sheet, at, place, value, column.shape, styles, line.role)
        sheet.set_row(at, height(texts, [wide - 2 for wide in across]))
        at += 1
    return write_notes(sheet, at, grid.notes, widths, styles) + 1
