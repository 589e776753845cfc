"""Making `plan.xlsx`: same plan and versions, same bytes."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

from jiugai.inputs.study import Study
from jiugai.report.book import Book, open_report
from jiugai.report.front_page import title
from jiugai.report.ties.marks import strip
from jiugai.report.wording import drawn
from jiugai.report.xlsx.by_year import YEARS, line_sums
from jiugai.report.xlsx.charts import charts
from jiugai.report.xlsx.charts_sheet import write_charts_sheet
from jiugai.report.xlsx.front_sheet import Entry, write_front_sheet
from jiugai.report.xlsx.leaves import leaves, together
from jiugai.report.xlsx.lines_sheet import Lines, write_lines_sheet
from jiugai.report.xlsx.names import quoted, sheet_names
from jiugai.report.xlsx.placed import Placed
from jiugai.report.xlsx.stack_sheet import write_stack_sheet
from jiugai.report.xlsx.style import Styles
from jiugai.report.xlsx.table_sheet import first_row, write_table_sheet

WORKBOOK = "plan.xlsx"
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def render_xlsx(folder: Path, study: Study, comparison: Path | None = None, frontier: Path | None = None) -> None:
    """Write `plan.xlsx` into a plan folder, from its contract files, and the comparison and the frontier in folders.

    Raises `DataError` where they are not whole.
    """
    book = open_report(folder, study.scenario.path, study.scenario.lang, comparison, frontier)
    (folder / WORKBOOK).write_bytes(workbook_bytes(book))


def workbook_bytes(book: Book) -> bytes:
    """The workbook of a plan."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        created = datetime.datetime.combine(book.study.scenario.as_of, datetime.time())  # no clock reaches an output
        workbook.set_properties(
            {"title": strip(title(book)), "comments": drawn("disclaimer", book.lang), "created": created}
        )
        _write(workbook, book)
    return buffer.getvalue()


def _write(workbook: Any, book: Book) -> None:
    """The sheets stand in the order of the contents; the first two are written last, for they refer to the others."""
    lang, styles = book.lang, Styles(workbook, book.lang)
    shown, shared = leaves(book), together(book)
    ends = ["disclosure", "lines"] if book.payments else ["disclosure"]
    titles = [drawn("workbook.contents", lang), drawn("workbook.charts", lang)]
    titles += [f"{leaf.label} {leaf.called}" for leaf in shown] + [drawn(f"workbook.{end}", lang) for end in ends]
    names = sheet_names(titles)
    contents, pictures, *sheets = [workbook.add_worksheet(name) for name in names]
    front = f"internal:{quoted(names[0])}!A1"
    lines = Lines(names[-1], len(book.payments))
    tables: dict[str, list[Placed]] = {}
    for leaf, sheet in zip(shown, sheets, strict=False):
        given = line_sums(leaf.grid, first_row(leaf.grid), lines, book) if leaf.table == YEARS else None
        tables.setdefault(leaf.table, []).append(write_table_sheet(sheet, leaf.grid, front, book, styles, given))
    title = drawn("workbook.disclosure", lang)
    write_stack_sheet(sheets[len(shown)], title, shared.said, shared.grids, front, book, styles)
    if book.payments:
        write_lines_sheet(sheets[-1], front, book, styles)
    write_charts_sheet(pictures, charts(workbook, tables, book), front, book, styles)
    entries = [Entry(names[1], "", drawn("workbook.charts", lang))]
    entries += [Entry(name, leaf.label, leaf.grid.title) for leaf, name in zip(shown, names[2:], strict=False)]
    entries += [
        Entry(name, "", drawn(f"workbook.{end}", lang)) for end, name in zip(ends, names[-len(ends) :], strict=True)
    ]
    write_front_sheet(contents, entries, tables, lines.total if book.payments else "", book, styles)
