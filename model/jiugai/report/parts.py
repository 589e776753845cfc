"""The parts a notebook puts together, by name: headings, charts, tables, statements."""

from __future__ import annotations

from html import escape

from jiugai.report import contents, front_page
from jiugai.report.book import Book
from jiugai.report.figures import CHARTS
from jiugai.report.figures.style import drawing, figure_html
from jiugai.report.grid import Html, grid_html
from jiugai.report.statements import STATEMENTS
from jiugai.report.tables import TABLES
from jiugai.report.wording import keys, say


def page_one(book: Book) -> Html:
    """The recommendation on one page."""
    return Html(contents.resolve(front_page.page_one(book), book))


def heading(section: str, book: Book) -> Html:
    """The numbered heading of a section of `contents.SECTIONS`."""
    number, title = contents.number("section", section, book), say(f"section.{section}", book.lang)
    return Html(f'<h2 id="{contents.anchor(section, book)}"><span>{number}</span> {escape(title)}</h2>')


def figure(name: str, book: Book) -> Html:
    """A chart of `CHARTS` with its title and one sentence on what to see; a sentence where it has nothing to show."""
    chart, title = CHARTS[name], say(f"figure.{name}", book.lang)
    if not chart.shows(book):
        return _nothing(f"figure.{name}.none", book)
    caption = say("caption.figure", book.lang, number=contents.number("figure", name, book), title=title)
    with drawing():
        return figure_html(name, chart.draw(book), caption, contents.resolve(chart.see(book), book))


def table(name: str, book: Book) -> Html:
    """A table of `TABLES`, in as many sheets as it needs; a sentence where it is empty."""
    if name not in TABLES:
        raise KeyError(name)
    sheets = contents.numbered(name, book)
    return Html("".join(grid_html(sheet) for sheet in sheets)) if sheets else _nothing(f"{name}.none", book)


def statement(name: str, book: Book) -> Html:
    """A conclusion in words, of `STATEMENTS`: its head, the points behind it, and how it is reached."""
    head, *points = (contents.resolve(text, book) for text in STATEMENTS[name](book))
    note = str(_nothing(f"{name}.convention", book))
    items = "".join(f"<li>{escape(point)}</li>" for point in points)
    points_html = f'<ol class="statement">{items}</ol>' if items else ""
    return Html(f'<p class="statement"><b>{escape(head)}</b></p>{points_html}{note}')


def _nothing(key: str, book: Book) -> Html:
    return Html(f'<p class="none">{escape(say(key, book.lang))}</p>' if key in keys() else "")
