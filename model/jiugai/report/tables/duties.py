"""What the bureau must report, and the tables that do it: duties, yardsticks, disclosure, publication, audit trail.

A table that a rule of one place asks for (`board`, `published`) is shown where that rule is in force.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import groupby

from jiugai.errors import Locator, PolicyError, Problem
from jiugai.labels import label
from jiugai.policy.catalogue import RuleEntry
from jiugai.report.book import Book, Site
from jiugai.report.facts.clauses import cite, clause_says
from jiugai.report.facts.payers import GROUPS, by_community_and_group, group_label
from jiugai.report.facts.targets import money_text
from jiugai.report.facts.yardsticks import measures
from jiugai.report.formats import Value, share_text
from jiugai.report.grid import Grid, Row
from jiugai.report.tables.plain import column, origin, plain_table
from jiugai.report.wording import keys, say

_BOARD = (
    ("community", "name"), ("place", "text"), ("owner", "text"), ("builder", "text"), ("period", "text"),
    ("board_works", "long"), ("board_money", "long"), ("contact", "text"),
)  # fmt: skip


def duties(book: Book) -> list[RuleEntry]:
    """The rules in force that ask for tables of the report."""
    policy = book.study.policy
    return [rule for rule in policy.library.rules.values() if rule.report and policy.in_force(rule.id)]


def asked_for(table: str, book: Book) -> bool:
    """Whether a rule in force wants this table of the report."""
    return any(table in rule.report for rule in duties(book))


def check_duties(rules: Collection[RuleEntry], tables: Collection[str]) -> None:
    """Raises `PolicyError` for a rule that names a table the report does not have."""
    problems = [
        Problem(
            Locator(str(rule.file), column="report", value=name),
            f"报告没有此表；可用的表：{'、'.join(sorted(tables))}",
            f"the report has no such table; tables: {', '.join(sorted(tables))}",
        )
        for rule in rules
        for name in rule.report
        if name not in tables
    ]
    if problems:
        raise PolicyError(problems)


def duties_table(book: Book) -> list[Grid]:
    """Every duty of reporting in force: its clause, and the tables that fulfil it."""
    lang = book.lang
    comma = say("list.comma", lang)
    lines: list[tuple[Value, ...]] = []
    for rule in duties(book):
        clause = book.study.clause(rule.id)
        title = rule.zh if lang == "zh" else rule.en
        told = comma.join(table_title(name, lang) for name in rule.report)
        lines.append((rule.id, title, clause_says(clause, book), cite(clause, book), told))
    columns = (("rule", "code"), ("title", "name"), ("says", "long"), ("clause", "long"), ("fulfilled", "long"))
    return plain_table("duties", columns, lines, "data/policy", book, say("duties.note", lang))


def table_title(name: str, lang: str) -> str:
    """The title of a table without its number, the official one for T1 …"""
    return say(f"table.{name}" if f"table.{name}" in keys() else f"{name}.title", lang)


def yardsticks_table(book: Book) -> list[Grid]:
    """The three yardsticks, a heading and some measures each; to fill in what no plan can know."""
    lang, rows = book.lang, []
    blank = say("fill_in", lang)
    for yardstick, members in groupby(measures(book), key=lambda measure: measure.yardstick):
        rows.append(Row((say(f"yardstick.{yardstick}", lang), None, None), "group"))
        rows += [Row((say(f"measure.{it.name}", lang), it.value or blank, it.files), key=it.name) for it in members]
    if not rows:
        return []
    columns = [column("indicator", "name", lang), column("value", "text", lang), column("from_files", "long", lang)]
    notes = [say("yardsticks.note", lang), origin("selection.csv, funding.csv, funds.csv, works.csv", book)]
    return [Grid("yardsticks", say("yardsticks.title", lang), columns, rows, notes)]


def board_table(book: Book) -> list[Grid]:
    """The text of the boards on site (公示牌), a line a community; what the plan does not know is left to fill in."""
    if not (asked_for("board", book) and book.chosen):
        return []
    rows = [Row(_board(site, book)) for site in book.chosen]
    heads = [column(key, shape, book.lang) for key, shape in _BOARD]
    notes = [say("board.note", book.lang), origin("selection.csv, spending.csv, funding.csv, projects.csv", book)]
    return [Grid("board", say("board.title", book.lang), heads, rows, notes, wide=True)]


def _board(site: Site, book: Book) -> tuple[Value, ...]:
    blank = say("fill_in", book.lang)
    paid = by_community_and_group(book).get(site.id, {})
    told = [f"{group_label(name, book.lang)} {money_text(paid[name], book)}" for name in GROUPS if paid.get(name)]
    money = say("board.money_of", book.lang, total=money_text(site.cost, book), payers=_joined(told, book))
    place = " ".join(part for part in (book.place, site.place) if part)
    return site.name, place, site.owner or blank, blank, _period(site), _works(site, book), money, blank


def _period(site: Site) -> str:
    return str(site.start_year) if site.start_year == site.end_year else f"{site.start_year}—{site.end_year}"


def _works(site: Site, book: Book) -> str:
    trades = _joined([label(f"trade.{trade}", book.lang) for trade in site.trades], book)
    return say("board.works_of", book.lang, tier=label(f"tier.{site.tier}", book.lang), trades=trades)


def _joined(parts: list[str], book: Book) -> str:
    return say("list.comma", book.lang).join(parts)


def published_table(book: Book) -> list[Grid]:
    """What is published of each community (四公开): scheme, investment, progress as planned; acceptance to fill in."""
    if not asked_for("published", book):
        return []
    blank = say("fill_in", book.lang)
    lines = [(site.name, _works(site, book), site.cost, _progress(site, book), blank) for site in book.chosen]
    columns = (
        ("community", "name"),
        ("scheme", "long"),
        ("investment", "wan"),
        ("progress", "text"),
        ("acceptance", "text"),
    )
    note = say("published.note", book.lang)
    sheets = plain_table("published", columns, lines, "selection.csv, spending.csv", book, note, total=("investment",))
    return [replace(sheet, dense=True) for sheet in sheets]


def _progress(site: Site, book: Book) -> str:
    """Share of the plan's cost spent by the end of each year."""
    spent, parts = 0, []
    for year, yuan in sorted(book.spending.get(site.id, {}).items()):
        spent += yuan
        parts.append(f"{label('word.year', book.lang).format(year=year)} {share_text(spent, site.cost)}")
    return _joined(parts, book)


def trail_table(book: Book) -> list[Grid]:
    """Every fund that pays: its document, its lines of funding.csv, and that they add up to what funds.csv has used."""
    lang = book.lang
    used: dict[str, int] = {}
    for row in book.plan_rows("funds"):
        used[row["fund_id"]] = used.get(row["fund_id"], 0) + row["used_yuan"]
    lines: list[tuple[Value, ...]] = []
    for fund_id, fund in book.funds.items():
        of_fund = [payment for payment in book.payments if payment.fund == fund_id]
        paid = sum(payment.yuan for payment in of_fund)
        if of_fund or used.get(fund_id):
            sites = len({payment.community for payment in of_fund})
            name, number = str(fund["name"]), str(fund["document_no"] or "")
            status = label(f"status.{fund['status']}", lang)
            lines.append((name, number, status, sites, len(of_fund), paid, used.get(fund_id, 0) - paid))
    columns = (
        ("fund", "name"), ("document", "long"), ("fund_status", "text"), ("sites", "int"), ("lines", "int"),
        ("paid_out", "wan"), ("untraced", "wan"),
    )  # fmt: skip
    total = ("lines", "paid_out", "untraced")
    return plain_table("trail", columns, lines, "funding.csv, funds.csv", book, say("trail.note", lang), total=total)
