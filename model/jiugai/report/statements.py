"""Conclusions in words: a head and the points behind it, every number from a table of the section."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jiugai.analysis.compare.summary import worth_telling
from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.assumptions import assumptions
from jiugai.report.facts.fiscal import UNTESTED, capacity
from jiugai.report.facts.options import verdict_text
from jiugai.report.noted import told
from jiugai.report.risk_statement import risk_statement
from jiugai.report.wording import say


def capacity_statement(book: Book) -> Iterator[str]:
    """财政承受能力: 通过, 有条件通过 or 不通过, and why."""
    lang, found = book.lang, capacity(book)
    comma = say("list.comma", lang)
    yield say("capacity", lang, state=say(f"capacity.state.{found.state}", lang))
    if found.state == UNTESTED:
        yield say("capacity.untested", lang)
    if found.broken:
        years = comma.join(label("word.year", lang).format(year=year) for year in found.broken)
        yield say("capacity.broken", lang, years=years)
    if found.inherited:
        amounts = comma.join(
            say("capacity.inherited_year", lang, year=year, yuan=wan_text(yuan))
            for year, yuan in found.inherited.items()
        )
        yield say("capacity.inherited", lang, amounts=amounts)
    if found.applied:
        yield say("capacity.applied", lang, yuan=wan_text(found.applied))
    if found.later:
        yield say("capacity.later", lang, yuan=wan_text(found.later), year=book.years[-1])
    if found.running:
        yield say("capacity.running", lang, yuan=wan_text(found.running), year=book.years[-1])


def recompute_statement(book: Book) -> Iterator[str]:
    """How to compute the plan again, on how many assumptions it rests, and what plan.json notes about it."""
    yield say("recompute.head", book.lang)
    yield say("recompute.how", book.lang, scenario=f"{book.manifest['scenario']}.yaml")
    sentence = assumptions_sentence(book)
    if sentence:
        yield sentence
    yield from (told(note, book) for note in book.manifest["notes"])


def assumptions_sentence(book: Book) -> str:
    """How many assumptions there are and where they stand; empty where there is none."""
    found = assumptions(book)
    if not found:
        return ""
    return say("assumptions.count", book.lang, count=len(found), cells=f"{sum(item.cells for item in found):,}")


def options_statement(book: Book) -> Iterator[str]:
    """Which plans of the comparison differ provably; without one, how to make it."""
    found, lang = book.comparison, book.lang
    if found is None:
        yield say("options.none", lang, scenario=book.manifest["scenario"])
        return
    if not found.tables.pairs:
        yield say("options.one_plan", lang)
        return
    yield say("options", lang, base=found.title(found.base, lang))
    yield from (verdict_text(pair, found, lang) for pair in worth_telling(found))


STATEMENTS: dict[str, Callable[[Book], Iterator[str]]] = {
    "capacity": capacity_statement,
    "risk": risk_statement,
    "recompute": recompute_statement,
    "options": options_statement,
}
