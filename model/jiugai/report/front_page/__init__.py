"""Page one: the recommendation in the words of the meeting, every number from a table behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jiugai.report.blocks import Block, Points, Remark, Said, Title
from jiugai.report.book import Book
from jiugai.report.figures.strip import strip
from jiugai.report.front_page.ask import ask
from jiugai.report.front_page.mind import mind
from jiugai.report.front_page.numbers import key_numbers, payers_table, who_pays
from jiugai.report.front_page.paragraphs import paragraphs
from jiugai.report.tables.plain import basis_line
from jiugai.report.ties import marks
from jiugai.report.wording import say

__all__ = ["blocks", "payers_table", "title"]


#: documents other than the report of a plan
_TITLES = {"options": "options.title", "frontier": "frontier.title", "sensitivity": "sensitivity.heading"}


def title(book: Book) -> str:
    """The title of the document; that of a comparison or a frontier names no scenario."""
    scenario, lang = book.study.scenario, book.lang
    variant = say("title.baseline", lang) if scenario.baseline else str(scenario.title[lang])
    programme = book.study.policy.library.programmes[book.study.case.programme][lang]
    if book.document != "plan":
        return say(_TITLES[book.document], lang, place=book.place, programme=programme)
    return say(
        "title", lang, place=book.place, years=book.span, programme=programme, variant=variant,
        scenario=scenario.title[lang],
    )  # fmt: skip


def blocks(book: Book, resolve: Callable[[str], str]) -> Iterator[Block]:
    """The recommendation, who pays, what first and why, the county's burden, what is left out, what to mind.

    `resolve` puts the numbers of sections and tables into a sentence.
    """
    lang = book.lang
    yield Title(marks.strip(resolve("s{section.one}")), title(book))
    yield Remark(basis_line(book), "basis")
    yield Said(say("ask.head", lang), resolve(ask(book)), "ask")
    yield key_numbers(book)
    if book.total:
        yield strip(book)
    yield who_pays(book)
    for key, text in paragraphs(book):
        yield Said(say(f"{key}.head", lang), resolve(text))
    points = tuple(map(resolve, mind(book)))
    if points:
        yield Points(say("mind.head", lang), points, "mind")
    yield Remark(resolve(say("disclaimer.one", lang)), "disclaimer")
