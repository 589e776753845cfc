"""The first sheet: what is asked for, key numbers that refer to their tables, a link to every sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiugai.report import contents
from jiugai.report.book import Book
from jiugai.report.front_page import title
from jiugai.report.front_page.ask import ask
from jiugai.report.tables.plain import basis_line
from jiugai.report.ties.marks import strip
from jiugai.report.wording import drawn
from jiugai.report.xlsx.cells import put, put_text
from jiugai.report.xlsx.measures import height
from jiugai.report.xlsx.names import quoted
from jiugai.report.xlsx.placed import Placed
from jiugai.report.xlsx.printing import set_print
from jiugai.report.xlsx.style import WAN, Styles

_WIDTHS = (9.0, 50.0, 18.0, 34.0)
_LAST = len(_WIDTHS) - 1
#: number of page one → (table, column) whose total it is; counts of rows are of the column of numbers
_KEYS = (
    ("communities", "T1", "number"), ("households", "T1", "households"), ("total", "T2", "sum"), ("gap", "T2", "gap"),
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the sheet, its number (where it has one) and its title."""

    sheet: str
    label: str
    title: str


def write_front_sheet(
    sheet: Any, entries: Sequence[Entry], tables: Mapping[str, Sequence[Placed]], lines: str, book: Book, styles: Styles
) -> None:
    """`tables`: the tables by name, as they stand on their sheets; `lines`: the cell with the sum of all lines."""
    lang = book.lang
    for place, wide in enumerate(_WIDTHS):
        sheet.set_column(place, place, wide)
    put_text(sheet, 0, 0, title(book), styles.kind("big"))
    sheet.set_row(0, 34)
    put_text(sheet, 1, 0, basis_line(book), styles.kind("basis"))
    asked = strip(drawn("ask.head", lang) + contents.resolve(ask(book), book))
    sheet.merge_range(3, 0, 3, _LAST, "", styles.kind("ask"))
    put_text(sheet, 3, 0, asked, styles.kind("ask"))
    sheet.set_row(3, height([asked], [sum(_WIDTHS) / 1.2], 17))
    row = _keys(sheet, 5, tables, book, styles)
    row = _checks(sheet, row + 1, tables, lines, book, styles)
    row = _entries(sheet, row + 1, entries, book, styles)
    put_text(sheet, row + 1, 0, drawn("disclaimer", lang), styles.kind("basis"))
    sheet.print_area(0, 0, row + 1, _LAST)
    sheet.hide_gridlines(2)
    set_print(sheet, book, 0)


def _section(sheet: Any, row: int, text: str, styles: Styles) -> None:
    for place in range(_LAST + 1):
        sheet.write_blank(row, place, None, styles.kind("section"))
    put_text(sheet, row, 0, text, styles.kind("section"))


def _keys(sheet: Any, row: int, tables: Mapping[str, Sequence[Placed]], book: Book, styles: Styles) -> int:
    """Key numbers, each a reference to a total."""
    found = [(key, placed, column) for key, table, column in _KEYS if (placed := _with(tables, table, column))]
    if not found:
        return row - 1
    _section(sheet, row, drawn("workbook.keys", book.lang), styles)
    for key, placed, column in found:
        row += 1
        name = drawn(f"key.{key}", book.lang)
        sheet.write_blank(row, 0, None, styles.text(""))
        put_text(sheet, row, 1, name, styles.text(name))
        if column == "number":
            first, last = placed.rows()
            cells = [placed.cell(at - placed.first, column) for at in (first, last)]
            formula = f"=COUNT({cells[0]}:{cells[1].rpartition('!')[2]})"
            put(sheet, row, 2, len(placed.grid.cells(column)), "int", styles, formula=formula)
        else:
            shape = placed.grid.columns[placed.column(column)].shape
            put(sheet, row, 2, placed.total(column), shape, styles, formula="=" + placed.total_cell(column))
        source = drawn("workbook.taken_from", book.lang, sheet=placed.sheet)
        sheet.write_url(row, 3, f"internal:{quoted(placed.sheet)}!A1", styles.kind("boxed_link"), source)
    return row + 1


def _with(tables: Mapping[str, Sequence[Placed]], table: str, column: str) -> Placed | None:
    """The sheet of a table that has a column."""
    return next((placed for placed in tables.get(table, ()) if placed.has(column)), None)


def _checks(
    sheet: Any, row: int, tables: Mapping[str, Sequence[Placed]], lines: str, book: Book, styles: Styles
) -> int:
    """Sums that must agree, recalculated with the cells they come from."""
    sources = _with(tables, "T2", "cost")
    if sources is None or not sources.has("sum"):
        return row - 1
    paid = sources.total_cell("sum")
    checks = [("lines", f"{lines}/10000-{paid}")]
    if sources.has("gap"):
        checks.insert(0, ("sources", f"{paid}+{sources.total_cell('gap')}-{sources.total_cell('cost')}"))
    payers = _with(tables, "payers", "yuan")
    if payers is not None:
        checks.append(("payers", f"{payers.total_cell('yuan')}-{paid}"))
    _section(sheet, row, drawn("workbook.checks", book.lang), styles)
    kept, broken = drawn("workbook.check.kept", book.lang), drawn("workbook.check.broken", book.lang)
    for key, difference in checks:
        row += 1
        name = drawn(f"workbook.check.{key}", book.lang)
        sheet.write_blank(row, 0, None, styles.text(""))
        put_text(sheet, row, 1, name, styles.text(name))
        sheet.write_formula(row, 2, f"=ROUND({difference},4)", styles.number(WAN), 0)
        sheet.write_formula(row, 3, f'=IF(C{row + 1}=0,"{kept}","{broken}")', styles.text(kept), kept)
    return row + 1


def _entries(sheet: Any, row: int, entries: Sequence[Entry], book: Book, styles: Styles) -> int:
    _section(sheet, row, drawn("workbook.tables", book.lang), styles)
    for entry in entries:
        row += 1
        put_text(sheet, row, 0, entry.label, styles.text(entry.label))
        target = f"internal:{quoted(entry.sheet)}!A1"
        sheet.merge_range(row, 1, row, _LAST, "", styles.kind("boxed_link"))
        sheet.write_url(row, 1, target, styles.kind("boxed_link"), entry.title)
    return row + 1
