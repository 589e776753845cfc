"""The communities that are not in the plan: what the gates took out, and what the money did not reach."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jiugai.labels import label
from jiugai.report.book import Book, Site
from jiugai.report.facts.clauses import cite
from jiugai.report.facts.left_out import (
    consent_lacking,
    deciding_rules,
    first_scope_cost,
    full_cost,
    gated,
    unreached,
    upper_money_from,
)
from jiugai.report.facts.need import need_scores
from jiugai.report.formats import Value, exact_text, percent_text
from jiugai.report.grid import Grid
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import keys, say

_GATED = (
    ("community", "name"), ("quarter", "text"), ("households", "int"), ("full_cost", "wan"), ("reason", "long"),
    ("values", "long"), ("clause", "long"), ("would_take", "long"),
)  # fmt: skip
_UNREACHED = (
    ("community", "name"), ("quarter", "text"), ("built", "value"), ("households", "int"), ("need", "int"),
    ("standing", "text"),    ("hazard", "text"), ("first_scope", "wan"), ("full_cost", "wan"), ("would_take", "long"),
)  # fmt: skip
_OUT_OF_ORDER = "S1"
_SHARES = (
    "consent", "enter", "participation", "participation_needed", "vote_turnout", "quorum", "vote_agreement", "approval",
)  # fmt: skip


def gated_table(book: Book) -> list[Grid]:
    """Ineligible communities: the rules that decided, the values behind them, the clause, what it would take."""
    lines = [_gated_line(site, book) for site in gated(book)]
    files = "selection.csv, removed.csv, communities.csv, works.csv"
    note = say("gated.note", book.lang)
    return plain_table("gated", _GATED, lines, files, book, note, total=("households", "full_cost"))


def _gated_line(site: Site, book: Book) -> tuple[Value, ...]:
    rules = deciding_rules(site, book)
    found = [row for row in book.removed.get(site.id, ()) if row["rule"] in rules]
    values = dict.fromkeys(decoded_values(row["values"], book) for row in found)
    clauses = dict.fromkeys(cite(row["clause"], book) for row in found)
    takes = [would_take(rule, site, book) for rule in rules] or [say("would_take.nothing", book.lang)]
    semicolon = say("list.semicolon", book.lang)
    return (
        site.name, site.quarter, site.households, full_cost(site, book), reason_text(site.decision, rules, book),
        semicolon.join(list(values)[:2]), say("list.comma", book.lang).join(clauses), semicolon.join(takes),
    )  # fmt: skip


def unreached_table(book: Book) -> list[Grid]:
    """Eligible communities without money, the most needy first: what the smallest and the whole scope cost."""
    need, lang = need_scores(book), book.lang
    order = sorted(unreached(book), key=lambda site: (-need[site.id], site.id))
    lines = [
        (
            site.name, site.quarter, site.built_year, site.households, need[site.id],
            label(f"standing.{site.standing}", lang),
            label("word.yes" if site.hazard else "word.no", lang), first_scope_cost(site, book),
            full_cost(site, book), _conditions(site, book),
        )
        for site in order
    ]  # fmt: skip
    files = "selection.csv, communities.csv, works.csv"
    total = ("households", "first_scope", "full_cost")
    return plain_table("unreached", _UNREACHED, lines, files, book, say("unreached.note", lang), total=total)


def _conditions(site: Site, book: Book) -> str:
    """Money, and what else stands in the way."""
    rules = [rule for rule in deciding_rules(site, book) if rule != _OUT_OF_ORDER]
    return say("list.semicolon", book.lang).join(
        [say("would_take.money", book.lang), *(would_take(rule, site, book) for rule in rules)]
    )


def would_take(rule: str, site: Site, book: Book) -> str:
    """What it would take to pass a rule, with the numbers of the community."""
    lacking = consent_lacking(site, book) if rule == "E3" else None
    if lacking is not None:
        return say("would_take.E3", book.lang, needed=lacking[0], more=lacking[1])
    if rule == "E3":
        return say("would_take.E3_participation", book.lang)
    year = upper_money_from(site, book) if rule == "E1" else None
    if year is not None:
        return say("would_take.E1_from", book.lang, year=year)
    key = f"would_take.{rule}"
    return say(key if key in keys() else "would_take.rule", book.lang, rule=rule)


def reason_text(decision: str, rules: Sequence[str], book: Book) -> str:
    """Why a community is left out, in words."""
    if decision == "later":
        limited = any(row["rule"] == "S10" for row in book.plan_rows("constraints"))
        return say("reason.later_capacity" if limited else "reason.later", book.lang)
    titles = [book.study.policy.library.rules[rule] for rule in rules]
    names = say("list.comma", book.lang).join(rule.zh if book.lang == "zh" else rule.en for rule in titles)
    return say("reason.ineligible", book.lang, rules=names) if rules else say("reason.nothing", book.lang)


def decoded_values(text: str, book: Book) -> str:
    """The values of removed.csv in words: `consent=0.6200;enter=0.6667` → 同意率 62.0%、应达 66.7%."""
    words = []
    for part in filter(None, text.split(";")):
        key, _, value = part.partition("=")
        words.append(f"{label(f'removed.{key}', book.lang)} {_value_text(key, value, book)}".rstrip())
    return say("list.comma", book.lang).join(words)


def _value_text(key: str, value: str, book: Book) -> str:
    if key in _SHARES:
        return percent_text(Fraction(value))
    if key in ("scope", "lacking"):
        return "+".join(label(f"tier.{tier}", book.lang) for tier in value.split("+"))
    if key == "route":
        return next(str(row["name"]) for row in book.case_rows("routes") if row["route"] == value)
    if value in ("yes", "no"):
        return label(f"word.{value}", book.lang)
    if key in ("window_granted", "scope_type"):
        return label(f"{key}.{value}", book.lang)
    if key == "danger_level":
        return label(f"danger_level.{value}", book.lang)
    if key == "no_payer":
        trades = dict.fromkeys(book.works[work]["trade"] for work in value.split(","))
        return label("punctuation.comma", book.lang).join(label(f"trade.{trade}", book.lang) for trade in trades)
    return exact_text(Fraction(value)) if value else ""
