"""A table of the report on a sheet: headings in groups, rows, totals as formulas, the lines under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from jiugai.report.book import Book
from jiugai.report.grid import Column, Grid
from jiugai.report.ties.marks import strip
from jiugai.report.wording import drawn
from jiugai.report.xlsx.cells import MONEY, put, put_text
from jiugai.report.xlsx.formulas import Live, Place, formulas
from jiugai.report.xlsx.measures import LINE, column_widths, height, lines, row_height
from jiugai.report.xlsx.placed import Placed, address
from jiugai.report.xlsx.printing import set_print
from jiugai.report.xlsx.style import Styles

TITLE, BACK, HEAD = 0, 1, 2  # rows of a sheet, from 0
_FILTERED = 15  # rows from which a table has a filter
_NOTE_WIDTH = 130.0  # characters; a longer line is hard to read
_SMALL = 12.0  # points a line of small print takes


def write_table_sheet(
    sheet: Any, grid: Grid, front: str, book: Book, styles: Styles, given: Mapping[Place, Live] | None = None
) -> Placed:
    """A sheet with one table. `front`: the link back to the contents; `given`: formulas that it has besides."""
    widths = column_widths(grid)
    put_text(sheet, TITLE, 0, grid.title, styles.kind("title"))
    sheet.set_row(TITLE, 24)
    sheet.write_url(BACK, 0, front, styles.kind("link"), drawn("workbook.back", book.lang))
    if len(grid.columns) > 1 and any(column.shape in MONEY and not column.unit for column in grid.columns):
        put_text(sheet, BACK, len(grid.columns) - 1, drawn("workbook.unit", book.lang), styles.kind("unit"))
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    first = write_head(sheet, HEAD, grid.columns, widths, styles)
    placed = write_rows(sheet, grid, first, book, styles, given)
    for at, row in enumerate(grid.rows):
        high = None if row.role == "group" else row_height(grid, at, widths)
        if high is not None:
            sheet.set_row(first + at, high)
    last = write_notes(sheet, first + len(grid.rows), grid.notes, widths, styles)
    sheet.freeze_panes(first, min(grid.sticky, len(grid.columns) - 1))
    sheet.repeat_rows(HEAD, first - 1)
    set_filter(sheet, grid, first)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{address(last, len(grid.columns) - 1)}"})
    sheet.print_area(0, 0, last, len(grid.columns) - 1)
    set_print(sheet, book, sum(widths), wide=grid.wide)
    return placed


def first_row(grid: Grid) -> int:
    """The row, from 0, in which the rows of a table begin on a sheet of its own."""
    return HEAD + (2 if any(len(column.heading) > 1 for column in grid.columns) else 1)


def write_head(
    sheet: Any, row: int, columns: Sequence[Column], widths: Sequence[float], styles: Styles, reach: int = 0
) -> int:
    """One heading line, or two where columns stand in groups; the row after it. `reach`: how far the last one goes."""
    grouped = any(len(column.heading) > 1 for column in columns)
    style, last = styles.kind("head"), row + grouped
    for _, members in groupby(range(len(columns)), key=lambda place: _group(columns, place)):
        places = list(members)
        name = columns[places[0]].heading
        if len(name) > 1 and len(places) > 1:
            sheet.merge_range(row, places[0], row, places[-1], name[0], style)
        elif len(name) > 1:
            put_text(sheet, row, places[0], name[0], style)
        for place in places:
            text = _heading(columns[place])
            top = last if len(name) > 1 else row
            edge = max(place, reach) if place == len(columns) - 1 else place
            if (top, place) != (last, edge):
                sheet.merge_range(top, place, last, edge, "", style)
            put_text(sheet, top, place, text, style)
    tallest = max(
        lines(column.heading[-1], wide - 1) + bool(column.unit) for column, wide in zip(columns, widths, strict=True)
    )
    if grouped:
        sheet.set_row(row, LINE + 5)
    sheet.set_row(last, tallest * LINE + 5)
    return last + 1


def _group(columns: Sequence[Column], place: int) -> str | int:
    heading = columns[place].heading
    return heading[0] if len(heading) > 1 else place


def _heading(column: Column) -> str:
    return f"{column.heading[-1]}\n({column.unit})" if column.unit else column.heading[-1]


def write_rows(
    sheet: Any, grid: Grid, first: int, book: Book, styles: Styles, given: Mapping[Place, Live] | None = None
) -> Placed:
    live = formulas(grid, lambda row, place: address(first + row, place), book.first_year) | dict(given or {})
    end = len(grid.columns) - 1
    for at, row in enumerate(grid.rows):
        if row.role == "group":
            text = str(row.values[0])
            style = styles.text(text, "group", wrap=False)
            if end:
                sheet.merge_range(first + at, 0, first + at, end, "", style)
            put_text(sheet, first + at, 0, text, style)
            continue
        for place, (column, value) in enumerate(zip(grid.columns, row.values, strict=True)):
            formula, exact = live.get((at, place), ("", value))
            shape = "percent" if isinstance(value, str) and formula else column.shape
            put(sheet, first + at, place, exact, shape, styles, row.role, formula)
    return Placed(grid, sheet.get_name(), first)


def write_notes(sheet: Any, row: int, notes: Sequence[str], widths: Sequence[float], styles: Styles) -> int:
    """The lines under a table, over as many columns as a line of print has; the last row written."""
    style = styles.kind("note")
    across, end = 0.0, 0
    for place, wide in enumerate(widths):
        if across and across + wide > _NOTE_WIDTH:
            break
        across, end = across + wide, place
    for note in map(strip, notes):
        if end:
            sheet.merge_range(row, 0, row, end, "", style)
        put_text(sheet, row, 0, note, style)
        sheet.set_row(row, height([note], [across * 1.08], _SMALL))
        row += 1
    return row - 1


def set_filter(sheet: Any, grid: Grid, first: int) -> None:
    """A filter over a long table whose rows stand without headings or totals between them."""
    body = [row.role == "row" for row in grid.rows]
    count = body.index(False) if False in body else len(body)
    if count >= _FILTERED and not any(body[count:]):
        sheet.autofilter(first - 1, 0, first + count - 1, len(grid.columns) - 1)
