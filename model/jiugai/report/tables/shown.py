"""The numbers behind charts and the sentences under them, where no other table has them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from jiugai.inputs.case import TIERS
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.fullness import FULL, gathered
from jiugai.report.facts.left_out import full_cost
from jiugai.report.facts.need import need_scores
from jiugai.report.facts.payers import GROUPS, by_group_and_year, group_label
from jiugai.report.formats import Value, share_text
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.tables.plain import column, origin, plain_table
from jiugai.report.wording import say

_USES = (("tier", "text"), ("trade", "name"), ("trade_yuan", "wan"), ("upper_yuan", "wan"))
_NEEDS = (
    ("community", "name"), ("quarter", "text"), ("households", "int"), ("need", "int"), ("hazard", "text"),
    ("per_household_wan", "wan"), ("decision", "text"), ("start", "value"),
)  # fmt: skip
_LIMITS = (("rule", "code"), ("title", "name"), ("limit_rows", "int"), ("limit_full", "int"))
_UPPER = ("central", "provincial")


def by_year_table(book: Book) -> list[Grid]:
    """Who pays, by year of the works: the groups of the charts."""
    lang = book.lang
    amounts = {name: years for name, years in by_group_and_year(book).items() if any(years.values())}
    if not amounts:
        return []
    sums = {name: sum(years.values()) for name, years in amounts.items()}
    rows = [
        Row(
            (group_label(name, lang), *amounts[name].values(), sums[name], share_text(sums[name], book.total)), key=name
        )
        for name in GROUPS
        if name in amounts
    ]
    yearly = [sum(years[year] for years in amounts.values()) for year in book.years]
    rows.append(Row((label("word.total", lang), *yearly, book.total, share_text(book.total, book.total)), "total"))
    columns = [
        column("payer_group", "name", lang),
        *(Column(str(year), (label("word.year", lang).format(year=year),), "wan") for year in book.years),
        Column("sum", (label("word.total", lang),), "wan"),
        column("payer_share", "value", lang),
    ]
    notes = [say("payers_by_year.note", lang), origin("funding.csv", book)]
    return [Grid("payers_by_year", say("payers_by_year.title", lang), columns, rows, notes)]


def uses_table(book: Book) -> list[Grid]:
    """What the money is for: a line a tier and trade, and of it what the centre and the province pay."""
    amounts: dict[tuple[str, str], int] = defaultdict(int)
    upper: dict[tuple[str, str], int] = defaultdict(int)
    for payment in book.payments:
        amounts[payment.tier, payment.trade] += payment.yuan
        upper[payment.tier, payment.trade] += payment.yuan if payment.kind in _UPPER else 0
    order = sorted(amounts, key=lambda it: (TIERS.index(it[0]), -amounts[it], it[1]))
    lines = [
        (label(f"tier.{tier}", book.lang), label(f"trade.{trade}", book.lang), amounts[tier, trade], upper[tier, trade])
        for tier, trade in order
    ]
    total = ("trade_yuan", "upper_yuan")
    sheets = plain_table("uses", _USES, lines, "funding.csv, works.csv", book, say("uses.note", book.lang), total=total)
    return [replace(sheet, dense=True) for sheet in sheets]


def needs_table(book: Book) -> list[Grid]:
    """Every community not yet completed: need, hazard, cost per household, what became of it; the most needy first."""
    need, lang = need_scores(book), book.lang
    waiting = [site for site in book.sites if site.decision != "completed"]
    lines: list[tuple[Value, ...]] = [
        (
            site.name, site.quarter, site.households, need[site.id],
            label("word.yes" if site.hazard else "word.no", lang), full_cost(site, book) // site.households,
            label(f"decision.{site.decision}", lang), site.start_year if site.chosen else None,
        )
        for site in sorted(waiting, key=lambda site: (-need[site.id], site.id))
    ]  # fmt: skip
    files = "communities.csv, works.csv, selection.csv"
    sheets = plain_table("needs", _NEEDS, lines, files, book, say("needs.note", lang), total=("households",))
    return [replace(sheet, dense=True) for sheet in sheets]


def limits_table(book: Book) -> list[Grid]:
    """How many limits of each rule are compared, and how many of them bind."""
    rules, lang = book.study.policy.library.rules, book.lang
    lines = [
        (rule, rules[rule].zh if lang == "zh" else rules[rule].en, sum(bins.values()), bins[FULL])
        for rule, bins in gathered(book).items()
    ]
    note, total = say("limits.note", lang), ("limit_rows", "limit_full")
    return plain_table("limits", _LIMITS, lines, "constraints.csv", book, note, total=total)
