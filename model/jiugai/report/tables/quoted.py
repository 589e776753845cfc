"""What page one compares and counts: aims, conditions of starts, upper-level money carried over."""

from __future__ import annotations

from collections.abc import Iterator

from jiugai.inputs.dictionary import dictionary
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts import decisions
from jiugai.report.facts.conditions import RULES, lacking, unstated
from jiugai.report.formats import Value, amount_text
from jiugai.report.grid import Grid
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say

_AIMS = (("aim_of", "name"), ("aim", "text"), ("reached", "text"), ("aim_met", "text"))
_UNITS = {"communities": "community", "floor_area_m2": "m2", "households": "household", "tasks": "household"}
_CONDITIONS = (("condition", "name"), ("condition_state", "text"), ("condition_starts", "int"), ("names", "long"))
_CARRY = (("year", "value"), ("carried_in", "wan"), ("lapsing", "wan"))


def aims_table(book: Book) -> list[Grid]:
    """Published aims and the declared task, beside what the plan reaches."""
    aims = {key: (int(aim), decisions.reached(book)[key]) for key, aim in book.study.case.targets.items()}
    tasks = sum(decisions.declared_tasks(book).values())
    if tasks:
        aims["tasks"] = (int(tasks), sum(decisions.started_households(book).values()))
    lang = book.lang
    lines: list[tuple[Value, ...]] = [
        (
            say(f"aims.{key}", lang), amount_text(aim, _UNITS[key], lang), amount_text(found, _UNITS[key], lang),
            label("word.yes" if found >= aim else "word.no", lang),
        )
        for key, (aim, found) in aims.items()
    ]  # fmt: skip
    files, note = "case.yaml, fund_entitlements.csv, selection.csv", say("aims.note", lang)
    return plain_table("aims", _AIMS, lines, files, book, note, keys=aims)


def conditions_table(book: Book) -> list[Grid]:
    """What new starts lack, by rule, and what the case does not say of them, by fact."""
    lines = [*_lacking(book), *_unstated(book)]
    keys = [rule for rule in RULES if lacking(rule, book)]
    files, note = "communities.csv, selection.csv", say("conditions.note", book.lang)
    return plain_table("conditions", _CONDITIONS, lines, files, book, note, keys=keys)


def _lacking(book: Book) -> Iterator[tuple[Value, ...]]:
    rules, lang = book.study.policy.library.rules, book.lang
    for rule in RULES:
        sites = lacking(rule, book)
        if sites:
            title = f"{rule} {rules[rule].zh if lang == 'zh' else rules[rule].en}"
            named = say("list.comma", lang).join(site.name for site in sites)
            yield title, say("conditions.lacking", lang), len(sites), named


def _unstated(book: Book) -> Iterator[tuple[Value, ...]]:
    columns = dictionary()["communities"]
    for name, count in unstated(book).items():
        told = columns[name].zh if book.lang == "zh" else columns[name].en
        yield told, say("conditions.unstated", book.lang), count, ""


def carry_table(book: Book) -> list[Grid]:
    """Central and provincial money by year: brought in from before, and lapsing at the end."""
    into, lapse = decisions.must_spend(book), decisions.lapsing(book)
    lines = [(year, into.get(year, 0), lapse.get(year, 0)) for year in sorted({*into, *lapse})]
    note = say("carry.note", book.lang)
    return plain_table("carry", _CARRY, lines, "funds.csv", book, note, total=("lapsing",))
