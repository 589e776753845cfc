"""The options of a community, rebuilt: routes, scopes, works, and the years in which they cost money (3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from jiugai.audit.facts import Facts
from jiugai.audit.records import TIERS, Work
from jiugai.audit.report import Book
from jiugai.audit.rules.scope import (
    HazardsFirst,
    OneDig,
    OneRoute,
    RemovalFirst,
    TiersInOrder,
    WorksProfile,
    ready_at_once,
)


class Pick(NamedTuple):
    """The option of a community that is built: its start year, highest tier, works and route."""

    start: int
    tier: str
    continuing: bool
    works: tuple[Work, ...]
    route: str = ""


def scopes(book: Book, works: tuple[Work, ...]) -> Iterator[frozenset[str]]:
    """The scopes of a community that lacks `works`: tiers in order without a gap (S1), else any set of tiers."""
    lacking = [tier for tier in TIERS if any(work.tier == tier for work in works)]
    if book.on("S1"):
        yield from map(frozenset, TiersInOrder.scopes(lacking))
    else:
        for size in range(1, len(lacking) + 1):
            yield from map(frozenset, combinations(lacking, size))


def in_scope(book: Book, works: tuple[Work, ...], scope: frozenset[str]) -> tuple[Work, ...]:
    """The works of a scope; hazard works (S2) and removal (S7) of every tier belong to it."""
    return tuple(work for work in works if work.tier in scope or in_every(book, work))


def in_every(book: Book, work: Work) -> bool:
    """Whether a work belongs to every option of its community, or of its route: hazards (S2), removal (S7)."""
    return (book.on("S2") and HazardsFirst.always(work)) or (book.on("S7") and RemovalFirst.always(work))


def choices(book: Book, works: tuple[Work, ...]) -> Iterator[tuple[str, frozenset[str], tuple[Work, ...]]]:
    """(route, scope, works) of every option of a community that lacks `works`, whatever its start (H1, S1, S2, S7)."""
    for route in ("", *(OneRoute.names(works) if book.on("H1") else ())):
        for scope in scopes(book, OneRoute.of(works, route)):
            taken = in_scope(book, OneRoute.of(works, route), scope)
            if not book.on("H1") or OneRoute.fits(taken, route):
                yield route, scope, taken


def new_work_cost(book: Book, facts: Facts, work: Work, start: int) -> dict[int, int]:
    """Cost by year of a work started in `start`: some at once (`_at_once`), others by the first-year share (S9)."""
    if not book.on("S9"):
        return {start: work.cost}
    held = WorksProfile.held(facts, work, start)
    done = done_in(book, facts, work, start)
    first = work.cost - held if done == start else WorksProfile.first_year(facts, work, start)
    years = {start: first, done: work.cost - held - first} if done > start else {start: first}
    paid = min(WorksProfile.paid_out(facts, start, done), facts.last)
    return years | {paid: years.get(paid, 0) + held} if held else years


def done_in(book: Book, facts: Facts, work: Work, start: int) -> int:
    """The year in which a work started in `start` is completed: the last in which it costs more than its retention."""
    if start == facts.last or _at_once(book, work) or not book.on("S9"):
        return start
    built = work.cost - WorksProfile.held(facts, work, start)
    return start + 1 if built > WorksProfile.first_year(facts, work, start) else start


def _at_once(book: Book, work: Work) -> bool:
    """Pipelines (S5), works of a route (H3) and removal (S7) fall wholly in the start year."""
    return (
        (book.on("S5") and OneDig.at_once(work))
        or (book.on("H3") and ready_at_once(work))
        or (book.on("S7") and RemovalFirst.always(work))
    )
