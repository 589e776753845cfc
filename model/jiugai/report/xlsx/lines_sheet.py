"""The money line by line (funding.csv with names) as a data table: what a pivot table starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.payers import group, group_label
from jiugai.report.formats import Value
from jiugai.report.tables.plain import origin
from jiugai.report.wording import drawn
from jiugai.report.xlsx.cells import put, put_text
from jiugai.report.xlsx.names import quoted
from jiugai.report.xlsx.placed import address
from jiugai.report.xlsx.printing import set_print
from jiugai.report.xlsx.style import COUNT, Styles
from jiugai.report.xlsx.table_sheet import BACK, TITLE, write_notes

SUM, HEAD = 2, 3  # rows, from 0
FIRST = HEAD + 1
_YUAN, _TEXT, _YEAR = "int", "text", "value"
#: label `line.<key>`, shape, width
COLUMNS = (
    ("community_id", _TEXT, 13.0), ("community", _TEXT, 26.0), ("work_id", _TEXT, 16.0), ("work", _TEXT, 15.0),
    ("tier", _TEXT, 10.0), ("payer", _TEXT, 15.0), ("channel", _TEXT, 15.0), ("fund", _TEXT, 34.0),
    ("document", _TEXT, 24.0), ("status", _TEXT, 10.0), ("cost_year", _YEAR, 10.0), ("cash_year", _YEAR, 10.0),
    ("yuan", _YUAN, 14.0),
)  # fmt: skip
_KEYS = [key for key, _, _ in COLUMNS]


@dataclass(frozen=True)
class Lines:
    """The lines as they stand on their sheet."""

    sheet: str
    count: int

    def column(self, key: str) -> str:
        """The cells of a column, as a formula on another sheet writes them."""
        place, last = _KEYS.index(key), FIRST + self.count - 1
        return f"{quoted(self.sheet)}!{address(FIRST, place, fixed=True)}:{address(last, place, fixed=True)}"

    @property
    def total(self) -> str:
        """The sum of all lines, whatever the filter hides."""
        return f"SUM({self.column('yuan')})"


def write_lines_sheet(sheet: Any, front: str, book: Book, styles: Styles) -> None:
    """One row a line of funding.csv, in its order."""
    lang, rows, end = book.lang, list(_lines(book)), len(COLUMNS) - 1
    widths = [wide for _, _, wide in COLUMNS]
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    put_text(sheet, TITLE, 0, drawn("workbook.lines.title", lang), styles.kind("title"))
    sheet.set_row(TITLE, 24)
    sheet.write_url(BACK, 0, front, styles.kind("link"), drawn("workbook.back", lang))
    last = FIRST + len(rows) - 1
    heads = [{"header": label(f"line.{key}", lang), "header_format": styles.kind("head")} for key in _KEYS]
    look = {"columns": heads, "name": "funding", "style": "Table Style Light 1"}
    sheet.add_table(HEAD, 0, last, end, look)
    sheet.set_row(HEAD, 20)
    for at, row in enumerate(rows, start=FIRST):
        for place, (value, (_, shape, _)) in enumerate(zip(row, COLUMNS, strict=True)):
            if isinstance(value, str):
                put_text(sheet, at, place, value, styles.text(value, wrap=False))
            else:
                put(sheet, at, place, value, shape, styles)
    total = sum(payment.yuan for payment in book.payments)
    text = drawn("workbook.lines.sum", lang)
    put_text(sheet, SUM, end - 1, text, styles.kind("unit"))
    cells = f"{address(FIRST, end)}:{address(last, end)}"
    sheet.write_formula(SUM, end, f"=SUBTOTAL(109,{cells})", styles.number(COUNT, "total"), total)
    notes = [drawn("workbook.lines.note", lang), origin("funding.csv, funds.csv, works.csv, communities.csv", book)]
    bottom = write_notes(sheet, last + 1, notes, widths, styles)
    sheet.freeze_panes(FIRST, 2)
    sheet.repeat_rows(HEAD)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{address(bottom, end)}"})
    sheet.print_area(0, 0, bottom, end)
    set_print(sheet, book, sum(widths), wide=True)


def _lines(book: Book) -> Iterator[tuple[Value, ...]]:
    lang = book.lang
    for payment in book.payments:
        fund = book.funds[payment.fund]
        yield (
            payment.community, book.names[payment.community], payment.work, label(f"trade.{payment.trade}", lang),
            label(f"tier.{payment.tier}", lang), group_label(group(payment), lang),
            label(f"channel.{payment.channel}", lang), str(fund["name"]), str(fund["document_no"] or ""),
            label(f"status.{payment.status}", lang), payment.cost_year, payment.cash_year, payment.yuan,
        )  # fmt: skip
