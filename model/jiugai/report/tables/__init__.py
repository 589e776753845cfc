"""The tables of the report: each a function from the book to grids, none where it has nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from jiugai.report.book import Book
from jiugai.report.grid import Grid
from jiugai.report.tables.bridges import bridges_table
from jiugai.report.tables.debts import borrowed_table, service_table
from jiugai.report.tables.due import due_table
from jiugai.report.tables.duties import (
    board_table,
    check_duties,
    duties,
    duties_table,
    published_table,
    trail_table,
    yardsticks_table,
)
from jiugai.report.tables.frontier import TABLES as FRONTIER
from jiugai.report.tables.indicators import indicators_table
from jiugai.report.tables.left_out import gated_table, unreached_table
from jiugai.report.tables.official import OFFICIAL, official_table
from jiugai.report.tables.options import TABLES as OPTIONS
from jiugai.report.tables.progress import monthly_table, project_ledger_table
from jiugai.report.tables.quoted import aims_table, carry_table, conditions_table
from jiugai.report.tables.recompute import TABLES as RECOMPUTE
from jiugai.report.tables.risk import arrival_table, dependent_table
from jiugai.report.tables.routes import route_places_table, routes_table
from jiugai.report.tables.rules import binding_table, rules_table
from jiugai.report.tables.sensitivity import TABLES as SENSITIVITY
from jiugai.report.tables.shown import by_year_table, limits_table, needs_table, uses_table
from jiugai.report.tables.stress import stress_table


def _duties_table(book: Book) -> list[Grid]:
    check_duties(duties(book), TABLES)
    return duties_table(book)


TABLES: dict[str, Callable[[Book], list[Grid]]] = {
    **{name: partial(official_table, name) for name in OFFICIAL},
    "aims": aims_table,
    "uses": uses_table,
    "payers_by_year": by_year_table,
    "limits": limits_table,
    "carry": carry_table,
    "conditions": conditions_table,
    "needs": needs_table,
    "bridges": bridges_table,
    "due": due_table,
    "routes": routes_table,
    "route_places": route_places_table,
    "rules": rules_table,
    "binding": binding_table,
    "indicators": indicators_table,
    "borrowed": borrowed_table,
    "service": service_table,
    "arrival": arrival_table,
    "dependent": dependent_table,
    "stress": stress_table,
    "gated": gated_table,
    "unreached": unreached_table,
    "duties": _duties_table,
    "yardsticks": yardsticks_table,
    "board": board_table,
    "published": published_table,
    "trail": trail_table,
    "project_ledger": project_ledger_table,
    "monthly": monthly_table,
    **OPTIONS,
    **FRONTIER,
    **SENSITIVITY,
    **RECOMPUTE,
}


@lru_cache(maxsize=256)
def grids(name: str, book: Book) -> tuple[Grid, ...]:
    """The sheets of a table of `TABLES`, built once a book; their titles carry no number yet (`contents`)."""
    return tuple(TABLES[name](book))
