"""Section 5: the communities that are not in the plan, and why."""

from __future__ import annotations

from jiugai.labels import label
from jiugai.report.book import Book, Site
from jiugai.report.clauses import cite
from jiugai.report.facts import deciding_rules, left_out
from jiugai.report.formats import Value
from jiugai.report.grid import Grid, Row
from jiugai.report.official import origin
from jiugai.report.page_one import reason_text
from jiugai.report.rules import column
from jiugai.report.wording import say

_COLUMNS = (
    ("community", "name"), ("quarter", "text"), ("built", "value"), ("consent", "percent"), ("households", "int"),
    ("full_cost", "wan"), ("decision", "text"), ("reason", "long"), ("values", "long"), ("clause", "long"),
)  # fmt: skip
_ONLY_IF_ANY = ("values", "clause")


def left_out_table(book: Book) -> list[Grid]:
    """One line a community: decision, reason, the values that decided, the clause."""
    lang = book.lang
    sites = sorted(left_out(book), key=lambda site: (site.decision, site.id))
    if not sites:
        return []
    lines = [_line(site, book) for site in sites]
    shown = [
        (place, name, shape)
        for place, (name, shape) in enumerate(_COLUMNS)
        if name not in _ONLY_IF_ANY or any(line[place] for line in lines)
    ]
    rows = [Row(tuple(line[place] for place, _, _ in shown)) for line in lines]
    sums: dict[str, Value] = {
        "community": label("word.total", lang),
        "households": sum(site.households for site in sites),
        "full_cost": sum(full_cost(site, book) for site in sites),
    }
    rows.append(Row(tuple(sums.get(name) for _, name, _ in shown), "total"))
    columns = [column(name, shape, lang) for _, name, shape in shown]
    notes = [say("left_out.note", lang), origin("selection.csv, removed.csv, communities.csv, works.csv", book)]
    return [Grid("left_out", say("left_out.title", lang), columns, rows, notes)]


def full_cost(site: Site, book: Book) -> int:
    """What all works would cost that the community does not have yet, whole yuan."""
    return sum(
        work["cost"] for work in book.works.values() if work["community_id"] == site.id and not work["already_present"]
    )


def _line(site: Site, book: Book) -> tuple[Value, ...]:
    rules = deciding_rules(site, book) if site.decision == "ineligible" else ()
    found = [row for row in book.plan_rows("removed") if row["site"] == site.id and row["rule"] in rules]
    values = dict.fromkeys(row["values"] for row in found)
    clauses = dict.fromkeys(cite(row["clause"], book) for row in found)
    return (
        site.name, site.quarter, site.built_year, site.consent, site.households, full_cost(site, book),
        label(f"decision.{site.decision}", book.lang), reason_text(site.decision, rules, book),
        say("list.semicolon", book.lang).join(list(values)[:2]), say("list.comma", book.lang).join(clauses),
    )  # fmt: skip
