"""Making `plan.xlsx`: same plan and versions, same bytes."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

from jiugai.inputs.study import Study
from jiugai.report.book import Book, open_report
from jiugai.report.front_page import title
from jiugai.report.wording import drawn
from jiugai.report.xlsx.front_sheet import Entry, write_front_sheet
from jiugai.report.xlsx.leaves import leaves, together
from jiugai.report.xlsx.lines_sheet import write_lines_sheet
from jiugai.report.xlsx.names import quoted, sheet_names
from jiugai.report.xlsx.placed import Placed
from jiugai.report.xlsx.stack_sheet import write_stack_sheet
from jiugai.report.xlsx.style import Styles
from jiugai.report.xlsx.table_sheet import write_table_sheet

WORKBOOK = "plan.xlsx"
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def render_xlsx(folder: Path, study: Study) -> None:
    """Write `plan.xlsx` into a plan folder, from its contract files. Raises `DataError` where they are not whole."""
    book = open_report(folder, study.scenario.path, study.scenario.lang)
    (folder / WORKBOOK).write_bytes(workbook_bytes(book))


def workbook_bytes(book: Book) -> bytes:
    """The workbook of a plan."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as workbook:
        created = datetime.datetime.combine(book.study.scenario.as_of, datetime.time())  # no clock reaches an output
        workbook.set_properties({"title": title(book), "comments": drawn("disclaimer", book.lang), "created": created})
        _write(workbook, book)
    return buffer.getvalue()


def _write(workbook: Any, book: Book) -> None:
    """The sheets in the order in which they are made; the first one last, for it refers to the others."""
    lang, styles = book.lang, Styles(workbook, book.lang)
    shown, shared = leaves(book), together(book)
    titles = [drawn("workbook.contents", lang), *(f"{leaf.label} {leaf.called}" for leaf in shown)]
    titles.append(drawn("workbook.disclosure", lang))
    if book.payments:
        titles.append(drawn("workbook.lines", lang))
    names = sheet_names(titles)
    sheets = [workbook.add_worksheet(name) for name in names]
    front = f"internal:{quoted(names[0])}!A1"
    tables: dict[str, list[Placed]] = {}
    for leaf, sheet in zip(shown, sheets[1:], strict=False):
        placed = write_table_sheet(sheet, leaf.grid, front, book, styles)
        tables.setdefault(leaf.table, []).append(placed)
    entries = [Entry(name, leaf.label, leaf.grid.title) for leaf, name in zip(shown, names[1:], strict=False)]
    place = 1 + len(shown)
    write_stack_sheet(sheets[place], titles[place], shared.said, shared.grids, front, book, styles)
    entries.append(Entry(names[place], "", titles[place]))
    lines = ""
    if book.payments:
        lines = write_lines_sheet(sheets[-1], front, book, styles).total
        entries.append(Entry(names[-1], "", drawn("workbook.lines.title", lang)))
    write_front_sheet(sheets[0], entries, tables, lines, book, styles)
