"""What the plan counts on: money by year and status against the county's room, and who depends on what is not there."""

from __future__ import annotations

from dataclasses import replace

from jiugai.report.book import Book
from jiugai.report.facts.arrival import Dependence, arrival_years, dependences
from jiugai.report.formats import Value, share_text
from jiugai.report.grid import Grid, Row
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say

_ARRIVAL = (
    ("year", "value"), ("issued", "wan"), ("committed", "wan"), ("applied", "wan"), ("all_money", "wan"),
    ("applied_share", "value"), ("applied_outside", "wan"), ("county_buffer", "stock"), ("beyond_buffer", "wan"),
)  # fmt: skip
_DEPENDENT = (
    ("community", "name"), ("households", "int"), ("start", "value"), ("all_money", "wan"), ("issued", "wan"),
    ("committed", "wan"), ("applied", "wan"), ("applied_share", "value"),
)  # fmt: skip
_LISTED = 12


def arrival_table(book: Book) -> list[Grid]:
    """A line a year; the whole plan in the last."""
    lines: list[tuple[Value, ...]] = [
        (
            str(it.year), it.issued, it.committed, it.applied, it.total, share_text(it.applied, it.total), it.outside,
            it.buffer, it.beyond,
        )
        for it in arrival_years(book)
    ]  # fmt: skip
    total = ("issued", "committed", "applied", "all_money", "applied_outside", "beyond_buffer")
    files, note = "funding.csv, funds.csv, fiscal.csv, debt.csv", say("arrival.note", book.lang)
    return [_shared(sheet) for sheet in plain_table("arrival", _ARRIVAL, lines, files, book, note, total=total)]


def dependent_table(book: Book) -> list[Grid]:
    """The communities with most money that is only applied for; the others in one line."""
    found = dependences(book)
    lines = [_line(it) for it in found[:_LISTED]]
    rest = found[_LISTED:]
    if rest:
        households = sum(it.site.households for it in rest)
        sums = [sum(getattr(it, name) for it in rest) for name in ("total", "issued", "committed", "applied")]
        name = say("dependent.rest", book.lang, count=len(rest))
        lines.append((name, households, None, *sums, share_text(sums[-1], sums[0])))
    total = ("households", "all_money", "issued", "committed", "applied")
    files, note = "funding.csv, funds.csv, selection.csv", say("dependent.note", book.lang)
    return [_shared(sheet) for sheet in plain_table("dependent", _DEPENDENT, lines, files, book, note, total=total)]


def _line(it: Dependence) -> tuple[Value, ...]:
    share = share_text(it.applied, it.total)
    return (
        it.site.name, it.site.households, it.site.start_year, it.total, it.issued, it.committed, it.applied, share,
    )  # fmt: skip


def _shared(sheet: Grid) -> Grid:
    """The share of the total in its row, too."""
    place = {column.key: number for number, column in enumerate(sheet.columns)}
    *rows, last = sheet.rows
    values = list(last.values)
    applied, total = values[place["applied"]], values[place["all_money"]]
    if isinstance(applied, int) and isinstance(total, int):
        values[place["applied_share"]] = share_text(applied, total)
    return replace(sheet, rows=[*rows, Row(tuple(values), last.role)])
