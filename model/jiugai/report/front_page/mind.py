"""What may still go wrong, the largest things first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jiugai.inputs.dictionary import dictionary
from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts import decisions
from jiugai.report.facts.conditions import RULES, lacking, unstated
from jiugai.report.front_page.notes import told_here
from jiugai.report.indicator_words import broken_words
from jiugai.report.naming import named
from jiugai.report.noted import told
from jiugai.report.statements import assumptions_sentence
from jiugai.report.wording import say

_WORTH_SAYING = 100  # yuan: below, 0.00 万元; the tables show it all the same


def _before_the_start(book: Book) -> Iterator[str]:
    """Conditions that starts still have to meet, and what the case does not say of them."""
    lang = book.lang
    for rule in RULES:
        short = lacking(rule, book)
        if short:
            yield say(f"mind.{rule}", lang, count=len(short), names=named(short, book))
    columns = dictionary()["communities"]
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for name, count in unstated(book).items():
        by_count[count].append(columns[name].zh if lang == "zh" else columns[name].en)
    if by_count:
        facts = [
            say("mind.unstated_of", lang, count=count, facts=say("list.comma", lang).join(names))
            for count, names in by_count.items()
        ]
        yield say("mind.unstated", lang, facts=say("list.semicolon", lang).join(facts))


def mind(book: Book) -> Iterator[str]:
    lang = book.lang
    for status in ("applied", "committed"):
        money = decisions.status_money(book, status)
        if money:
            channels = say("list.comma", lang).join(
                say(f"mind.{status}_channel", lang, channel=label(f"channel.{channel}", lang), yuan=wan_text(yuan))
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
    yield from _before_the_start(book)
    yield from (sentence for _, sentence in broken_words(book))
    yield from (told(note, book) for note in told_here(book) if note["about"] != "nothing")
    assumed = assumptions_sentence(book)
    if assumed:
        yield assumed
    if decisions.unproven(book):
        yield say("mind.unproven", lang)
    entries = book.study.policy.library.rules
    unchecked = [
        say(
            "names.rule",
            lang,
            rule=row["rule"],
            title=entries[row["rule"]].zh if lang == "zh" else entries[row["rule"]].en,
        )
        for row in book.open.audit["unchecked"]
    ]
    if unchecked:
        yield say("mind.unchecked", lang, count=len(unchecked), rules=say("list.comma", lang).join(unchecked))
    if book.manifest["unverified"]:
        yield say("mind.unverified", lang, count=len({row["parameter"] for row in book.manifest["unverified"]}))
