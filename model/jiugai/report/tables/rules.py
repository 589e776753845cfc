"""The rules in force with clause and value, and the constraints that bind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from itertools import groupby
from typing import Any

from jiugai.labels import label
from jiugai.money import round_half_up
from jiugai.report.book import Book
from jiugai.report.facts.clauses import cite, clause_says
from jiugai.report.formats import Value, amount_text, parameter_text
from jiugai.report.grid import Grid, Row
from jiugai.report.tables.plain import column, origin
from jiugai.report.wording import say

_ALWAYS_TIGHT = ("F7", "S8")
_LINES_A_RULE = 12
_SIDES = ("activity", "limit")


def rules_table(book: Book) -> list[Grid]:
    """Every rule in force: what it asks, where that stands, its values and their status, rows and binding rows."""
    lang, policy = book.lang, book.study.policy
    logged = {row["rule"]: row for row in book.plan_rows("rules_log")}
    binding = Counter(row["rule"] for row in book.plan_rows("constraints") if row["binding"])
    rows = []
    for rule in policy.library.rules.values():
        if not policy.in_force(rule.id):
            continue
        clause = book.study.clause(rule.id)
        values = [_parameter(name, book) for name in rule.parameters]
        log = logged.get(rule.id, {"rows": 0, "reason": ""})
        rows.append(
            Row(
                (
                    rule.id,
                    rule.zh if lang == "zh" else rule.en,
                    clause_says(clause, book),
                    cite(clause, book),
                    say("list.semicolon", lang).join(values),
                    log["rows"],
                    binding[rule.id],
                )
            )
        )
    columns = [
        column("rule", "code", lang), column("title", "name", lang), column("says", "long", lang),
        column("clause", "long", lang), column("value", "long", lang), column("rows", "int", lang),
        column("binding", "int", lang),
    ]  # fmt: skip
    notes = [say("rules.note", lang), origin("data/policy, rules_log.csv, constraints.csv", book)]
    return [Grid("rules", say("rules.title", lang), columns, rows, notes, sticky=2)]


def _parameter(name: str, book: Book) -> str:
    lang, first, last = book.lang, book.years[0], book.years[-1]
    parameter = book.study.policy.library.parameters[name]
    values = [(year, book.study.param(name, year)) for year in book.years]
    spans = [[year for year, _ in group] for _, group in groupby(values, key=lambda item: item[1])]
    texts = []
    for span in spans:
        text = parameter_text(book.study.param(name, span[0]), parameter.unit, lang)
        when = "" if (span[0], span[-1]) == (first, last) else f"{span[0]}—{span[-1]} "
        texts.append(when + text)
    status = label(f"policy_status.{parameter.status}", lang)
    return f"{parameter.zh if lang == 'zh' else parameter.en} {say('list.comma', lang).join(texts)} [{status}]"


def binding_table(book: Book) -> list[Grid]:
    """The inequality rows without slack, decoded into names."""
    lang = book.lang
    found = [row for row in book.plan_rows("constraints") if row["binding"] and row["rule"] not in _ALWAYS_TIGHT]
    rows, notes = [], [say("binding.note", lang)]
    for rule, group in groupby(found, key=lambda row: row["rule"]):
        entry = book.study.policy.library.rules[rule]
        title = entry.zh if lang == "zh" else entry.en
        members = _over_years(list(group), book)
        for what, years, activity, limit in members[:_LINES_A_RULE]:
            rows.append(Row((rule, title, what, years, activity, limit)))
        if len(members) > _LINES_A_RULE:
            more = say("binding.more", lang, count=len(members) - _LINES_A_RULE)
            rows.append(Row((rule, title, more, "", None, None), key="more"))
    if not rows:
        return []
    unit = label("unit.wan_yuan", lang)
    columns = [
        column("rule", "code", lang), column("title", "name", lang), column("what", "long", lang),
        column("years", "value", lang),
        column("activity", "wan", lang, unit), column("limit", "wan", lang, unit),
    ]  # fmt: skip
    notes.append(origin("constraints.csv", book))
    return [Grid("binding", say("binding.title", lang), columns, rows, notes, sticky=2)]


def _over_years(found: list[dict[str, Any]], book: Book) -> list[tuple[str, str, Value, Value]]:
    """(what, years, activity, limit), the largest first: rows that differ only in their year stand in one line.

    Money is yuan; what is counted in another unit is text with its unit.
    """
    lines: list[tuple[str, str, Value, Value]] = []
    lines += _money_over_years(found, book)
    for row in found:
        if row["unit"] != "yuan":
            activity, limit = (amount_text(Fraction(row[key]), row["unit"], book.lang) for key in _SIDES)
            lines.append((decoded(row["label"], book), "", activity, limit))
    return lines


def _money_over_years(found: list[dict[str, Any]], book: Book) -> list[tuple[str, str, int, int]]:
    found = [row for row in found if row["unit"] == "yuan"]
    years: dict[tuple[str, int, int], list[int]] = {}
    for row in found:
        parts = row["label"].split(";")
        key = ";".join(part for part in parts if not part.startswith("year="))
        activity, limit = (round_half_up(Fraction(row[name])) for name in _SIDES)
        at = [int(part.removeprefix("year=")) for part in parts if part.startswith("year=")]
        years.setdefault((key, activity // 100, limit // 100), []).extend(at)
    lines = [
        (decoded(key, book), _spans(at), activity * 100, limit * 100) for (key, activity, limit), at in years.items()
    ]
    return sorted(lines, key=lambda line: -line[3])


def _spans(years: list[int]) -> str:
    """Years as spans.

    >>> _spans([2021, 2023, 2024, 2025])
    '2021、2023—2025'
    """
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return "、".join(str(span[0]) if len(span) == 1 else f"{span[0]}—{span[-1]}" for span in spans)


def decoded(text: str, book: Book) -> str:
    """A row label of constraints.csv in words: `fund=city;year=2021` → 市级配套 2021年."""
    return row_words(
        text, book.lang, lambda fund: str(book.funds[fund]["name"]) if fund in book.funds else fund, book.called
    )


def row_words(text: str, lang: str, fund: Callable[[str], str], place: Callable[[str], str]) -> str:
    """A row label in words; `fund` and `place` name a fund, and a community or project, by its id.

    >>> row_words("fund=city;year=2021", "zh", fund={"city": "市级配套"}.__getitem__, place=str)
    '市级配套 2021年'
    """
    words = []
    for part in text.split(";"):
        key, _, value = part.partition("=")
        if key == "fund":
            words.append(fund(value))
        elif key in ("community", "project"):
            words.append(place(value))
        elif key == "year":
            words.append(label("word.year", lang).format(year=value))
        elif key in ("since", "until"):
            words.append(label(f"row.{key}", lang).format(year=value))
        elif key in ("street", "neighbourhood"):
            words.append(value)
        elif key == "trade":
            words.append(label(f"trade.{value}", lang))
        else:
            words.append(label(f"row.{key}.{value}", lang))
    return " ".join(words)
