"""Routes taken: by route, and place by place."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from jiugai.money import round_half_up
from jiugai.report.book import Book
from jiugai.report.facts.routes import Choice, added, built, choices, has_routes, latest_start, refused
from jiugai.report.formats import DASH, Value
from jiugai.report.grid import Grid, Row
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say

_ROUTES = (
    ("route", "name"), ("communities", "int"), ("households", "int"), ("route_cost", "wan"), ("per_household", "int"),
    ("own_per_household", "int"), ("bill_before", "int"), ("bill_after", "int"), ("saving", "int"),
    ("payback", "value"), ("own_payback", "value"), ("running", "wan"),
)  # fmt: skip
_PLACES = (
    ("community", "name"), ("quarter", "text"), ("households", "int"), ("route", "text"), ("latest_start", "text"),
    ("route_cost", "wan"), ("bill_before", "int"), ("bill_after", "int"), ("payable", "int"), ("running", "wan"),
    ("refused", "long"),
)  # fmt: skip
_FILES = "selection.csv, funding.csv, routes.csv"


def routes_table(book: Book) -> list[Grid]:
    """One line a route, and all of them together."""
    lines = [_line(choice) for choice in choices(book)]
    total = Row(_line(added(say("routes.all", book.lang), built(book))), "total") if lines else None
    grids = plain_table("routes", _ROUTES, lines, _FILES, book, say("routes.note", book.lang))
    return [replace(grid, rows=[*grid.rows, total]) for grid in grids if total]


def _line(choice: Choice) -> tuple[Value, ...]:
    return (
        choice.name, choice.communities, choice.households, choice.cost, choice.per_household,
        choice.own_per_household, choice.bill_before, choice.bill_after, choice.saving,
        seasons_text(choice.payback), seasons_text(choice.own_payback), choice.running,
    )  # fmt: skip


def seasons_text(seasons: Fraction | None) -> str:
    """Heating seasons to one decimal.

    >>> seasons_text(Fraction(29, 4)), seasons_text(None)
    ('7.3', '–')
    """
    if seasons is None:
        return DASH
    tenths = round_half_up(seasons * 10)
    return f"{tenths // 10}.{tenths % 10}"


def route_places_table(book: Book) -> list[Grid]:
    """One line a place: its route, by when works begin, its bills, and the routes that failed the test."""
    if not has_routes(book):
        return []
    lines = []
    for item in built(book):
        start = latest_start(item, book)
        when = say("routes.latest", book.lang, year=start[0], month=start[1]) if start else str(item.site.start_year)
        lines.append(
            (
                item.site.name, item.site.quarter, item.site.households, item.name, when, item.site.total,
                item.bill_before, item.bill_after, item.payable, item.running,
                say("list.comma", book.lang).join(refused(item.site, book)),
            )
        )  # fmt: skip
    total = ("households", "route_cost", "running")
    note = say("route_places.note", book.lang)
    return plain_table("route_places", _PLACES, lines, f"{_FILES}, removed.csv", book, note, total=total)
