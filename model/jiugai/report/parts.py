"""The parts a notebook puts together, by name: headings, charts, tables, statements."""

from __future__ import annotations

from jiugai.report import contents, document
from jiugai.report.book import Book
from jiugai.report.grid import Html
from jiugai.report.html.blocks import blocks_html


def page_one(book: Book) -> Html:
    """The recommendation on one page."""
    place, inside = contents.anchor("one", book), blocks_html(document.page_one(book))
    return Html(f'<section class="page-one" id="{place}">{inside}</section>')


def opening(book: Book) -> Html:
    """The head of a comparison: title, basis and questions."""
    return blocks_html(document.opening(book))


def heading(section: str, book: Book) -> Html:
    """The numbered heading of a section of `contents.SECTIONS`."""
    return blocks_html([document.heading(section, book)])


def figure(name: str, book: Book) -> Html:
    """A chart of `CHARTS` with its title and one sentence on what to see; a sentence where it has nothing to show."""
    return blocks_html(document.figure(name, book))


def table(name: str, book: Book) -> Html:
    """A table of `TABLES`, in as many sheets as it needs; a sentence where it is empty."""
    return blocks_html(document.table(name, book))


def statement(name: str, book: Book) -> Html:
    """A conclusion in words, of `STATEMENTS`: its head, the points behind it, and how it is reached."""
    return blocks_html(document.statement(name, book))


#: kind of a part of a section → who shows it
SHOW = {"figure": figure, "table": table, "text": statement}
