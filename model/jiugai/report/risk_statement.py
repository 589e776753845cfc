"""The risks of a plan in words: money not there yet, what lapses, debt under stress, values not verified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jiugai.money import wan_text
from jiugai.report.book import Book, households
from jiugai.report.facts.arrival import arrival_years, dependences, taken_back, to_spend
from jiugai.report.facts.pledged import pledged
from jiugai.report.facts.stress import stressed
from jiugai.report.formats import share_text
from jiugai.report.wording import say


def risk_statement(book: Book) -> Iterator[str]:
    """A head, then a point a risk; a head alone where no money is placed."""
    if not book.payments:
        yield say("risk.nothing", book.lang)
        return
    yield say("risk", book.lang)
    yield from _arrival(book)
    for key, money in (("risk.spend", to_spend(book)), ("risk.lapse", taken_back(book))):
        if money:
            yield say(key, book.lang, list=_by_year(key, money, book))
    yield from _stress(book)
    if book.manifest["unverified"]:
        yield say("risk.unverified", book.lang, count=len({row["parameter"] for row in book.manifest["unverified"]}))


def _arrival(book: Book) -> Iterator[str]:
    years, lang = arrival_years(book), book.lang
    applied, total = sum(it.applied for it in years), sum(it.total for it in years)
    yield say(
        "risk.applied", lang, total=wan_text(total), issued=wan_text(sum(it.issued for it in years)),
        committed=wan_text(sum(it.committed for it in years)), applied=wan_text(applied),
        share=share_text(applied, total), year=book.first_year,
        first=wan_text(sum(it.applied for it in years if it.year == book.first_year)),
    )  # fmt: skip
    if not applied:
        return
    found = dependences(book)
    sites, mostly = [it.site for it in found], sum(it.mostly for it in found)
    yield say("risk.dependent", lang, count=len(found), households=f"{households(sites):,}", mostly=mostly)
    if any(it.outside for it in years):
        short = {it.year: it.beyond for it in years if it.beyond}
        key = "risk.buffer" if short else "risk.buffered"
        yield say(key, lang, list=_by_year("risk.buffer", short, book))


def _stress(book: Book) -> Iterator[str]:
    found = pledged(book)
    if not found:
        return
    weak = sum(any(it.over_term is not None and it.over_term < 1 for it in stressed(project)) for project in found)
    borrowed = sum(draw.yuan for project in found for draw in project.draws)
    yield say("risk.stress", book.lang, count=len(found), yuan=wan_text(borrowed), weak=weak)


def _by_year(key: str, money: Mapping[int, int], book: Book) -> str:
    told = [say(f"{key}_year", book.lang, year=year, yuan=wan_text(yuan)) for year, yuan in money.items()]
    return say("list.comma", book.lang).join(told)
