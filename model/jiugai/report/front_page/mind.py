"""What may still go wrong, the largest things first."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts import decisions
from jiugai.report.formats import amount_text
from jiugai.report.front_page.names import named
from jiugai.report.front_page.notes import told_here
from jiugai.report.statements import assumptions_sentence
from jiugai.report.wording import say

_WORTH_SAYING = 100  # yuan: below, 0.00 万元; the tables show it all the same


def mind(book: Book) -> Iterator[str]:
    lang = book.lang
    for status in ("applied", "committed"):
        money = decisions.status_money(book, status)
        if money:
            channels = say("list.comma", lang).join(
                f"{label(f'channel.{channel}', lang)} {wan_text(yuan)}"
                for channel, yuan in sorted(money.items(), key=lambda item: -item[1])
            )
            yield say(f"mind.{status}", lang, total=wan_text(sum(money.values())), channels=channels)
    lapse = decisions.lapsing(book)
    for year in sorted(year for year in lapse if lapse[year] >= _WORTH_SAYING):
        yield say("mind.lapse", lang, year=year, yuan=wan_text(lapse[year]))
    carried = decisions.must_spend(book)
    if carried:
        amounts = say("list.comma", lang).join(
            say("mind.carried_year", lang, year=year, yuan=wan_text(carried[year])) for year in sorted(carried)
        )
        yield say("mind.carried", lang, amounts=amounts)
    short = decisions.short_of_consent(book)
    if short:
        yield say("mind.consent", lang, count=len(short), names=named(short, book))
    for (indicator, unit), years in sorted(decisions.broken_indicators(book).items()):
        how = "mind.indicator_year" if unit == "yuan" else "mind.count_year"
        amounts = say("list.comma", lang).join(
            say(how, lang, year=year, yuan=amount_text(years[year], unit, lang)) for year in sorted(years)
        )
        if unit != "yuan" or sum(years.values()) >= _WORTH_SAYING:
            yield say(f"mind.{indicator}", lang, amounts=amounts)
    yield from (note[lang] for note in told_here(book) if note["about"] != "nothing")
    assumed = assumptions_sentence(book)
    if assumed:
        yield assumed
    if decisions.unproven(book):
        yield say("mind.unproven", lang)
    entries = book.study.policy.library.rules
    unchecked = [
        f"{row['rule']} {entries[row['rule']].zh if lang == 'zh' else entries[row['rule']].en}"
        for row in book.open.audit["unchecked"]
    ]
    if unchecked:
        yield say("mind.unchecked", lang, count=len(unchecked), rules=say("list.comma", lang).join(unchecked))
    if book.manifest["unverified"]:
        yield say("mind.unverified", lang, count=len({row["parameter"] for row in book.manifest["unverified"]}))
