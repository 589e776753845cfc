"""How sheets print: A4, as wide as a page, headings repeated, title and page numbers, what the paper is."""

from __future__ import annotations

from typing import Any

from jiugai.report.book import Book
from jiugai.report.front_page import title
from jiugai.report.ties.marks import strip
from jiugai.report.wording import drawn

_A4 = 9
_LONGEST = 255  # characters of a header or footer
_LANDSCAPE = 96  # characters across from which a page is turned


def set_print(sheet: Any, book: Book, across: float, *, wide: bool = False, high: int = 0) -> None:
    """`across`: the width of what is printed, in characters; `high`: the most pages, 0 for as many as it takes."""
    sheet.set_paper(_A4)
    if wide or across > _LANDSCAPE:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, high)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    sheet.set_header("&L&9" + _escaped(strip(title(book)), 120) + "&R&9&A")
    pages = drawn("workbook.pages", book.lang, page="&P", pages="&N")
    sheet.set_footer("&L&8" + _escaped(drawn("disclaimer", book.lang), 120) + "&R&9" + pages)


def _escaped(text: str, longest: int) -> str:
    """A text for a header: & begins a code there, and a digit after a size would be read as part of it."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return " " + cut.replace("&", "&&")
