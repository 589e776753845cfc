"""The report as blocks: page one, and the parts of every section by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from jiugai.report import contents, front_page
from jiugai.report.blocks import Block, Heading, Picture, Points, Remark, Title
from jiugai.report.book import Book
from jiugai.report.figures import CHARTS
from jiugai.report.grid import Grid
from jiugai.report.statements import STATEMENTS
from jiugai.report.tables import TABLES
from jiugai.report.tables.plain import basis_line
from jiugai.report.ties.marks import strip
from jiugai.report.wording import drawn, keys, say


def whole(book: Book) -> Iterator[Block]:
    """Every block of the report, in order."""
    parts = {"figure": figure, "table": table, "text": statement}
    yield from page_one(book)
    for section in contents.SECTIONS[1:]:
        yield heading(section.name, book)
        for kind, name in section.parts:
            yield from parts[kind](name, book)


def page_one(book: Book) -> Iterator[Block]:
    """The recommendation on one page."""
    return front_page.blocks(book, partial(contents.resolve, book=book))


def opening(book: Book) -> Iterator[Block]:
    """The head of a comparison or a frontier: title, basis, and what it is of."""
    yield Title("", front_page.title(book))
    yield Remark(basis_line(book), "basis")
    if book.document == "frontier" and book.frontier is not None:
        scenario = book.study.scenario.title[book.lang]
        yield Remark(say("frontier.asked", book.lang, scenario=scenario, count=len(book.frontier.points)), "")
        return
    if book.document == "sensitivity":
        return
    found = book.comparison
    if found is None:
        raise KeyError("no comparison")
    base = found.title(found.base, book.lang)
    yield Remark(say("options.base", book.lang, base=base, count=len(found.names)), "")


def heading(section: str, book: Book) -> Heading:
    """The numbered heading of a section of `contents.SECTIONS`."""
    number, title = contents.number("section", section, book), say(f"section.{section}", book.lang)
    return Heading(contents.anchor(section, book), number, title)


def figure(name: str, book: Book) -> Iterator[Block]:
    """A chart of `CHARTS` with its title and one sentence on what to see; a sentence where it has nothing to show."""
    chart, title = CHARTS[name], say(f"figure.{name}", book.lang)
    if not chart.shows(book):
        yield from _nothing(f"figure.{name}.none", book)
        return
    caption = drawn("caption.figure", book.lang, number=contents.number("figure", name, book), title=title)
    see = contents.resolve(chart.see(book), book)
    yield Picture(name, f"{caption}: {strip(see)}", partial(chart.draw, book), caption, see)


def table(name: str, book: Book) -> Iterator[Grid | Remark]:
    """A table of `TABLES`, in as many sheets as it needs; a sentence where it is empty."""
    if name not in TABLES:
        raise KeyError(name)
    sheets = contents.numbered(name, book)
    yield from sheets or _nothing(f"{name}.none", book)


def statement(name: str, book: Book) -> Iterator[Block]:
    """A conclusion in words, of `STATEMENTS`: its head, the points behind it, and how it is reached."""
    head, *points = (contents.resolve(text, book) for text in STATEMENTS[name](book))
    yield Points(head, tuple(points), "statement")
    yield from _nothing(f"{name}.convention", book)


def _nothing(key: str, book: Book) -> Iterator[Remark]:
    if key in keys():
        yield Remark(contents.resolve(say(key, book.lang), book), "none")
