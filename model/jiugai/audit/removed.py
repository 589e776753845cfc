"""What was taken off the menu: removed.csv, recomputed option by option (3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.facts import TIERS, Community, Facts
from jiugai.audit.options import in_scope
from jiugai.audit.payers import payable
from jiugai.audit.report import Book
from jiugai.audit.rules.scope import OneRoute, TiersInOrder
from jiugai.audit.tables import Claims
from jiugai.plan import KEYS
from jiugai.policy.rule_files import rule_order

REMOVED = "model#removed"


class Removal(NamedTuple):
    """One line: the option of a community and the first rule that takes it."""

    site: str
    option: str
    rule: str


def removals(book: Book, facts: Facts) -> Iterator[Removal]:
    """Every candidate that a rule takes: any set of tiers a proposed community lacks × any start year, by route."""
    for community in facts.communities.values():
        if community.stage == "proposed":
            works = facts.works_of.get(community.community_id, ())
            for route in ("", *(OneRoute.names(works) if book.on("H1") else ())):
                for start in facts.years:
                    yield from _of_design(book, facts, community, route, start)


def _of_design(book: Book, facts: Facts, community: Community, route: str, start: int) -> Iterator[Removal]:
    """S1 first; E1, which offers the option again as `@local`; then the gates by id; F7 last."""
    works = OneRoute.of(facts.works_of.get(community.community_id, ()), route)
    lacking = [tier for tier in TIERS if any(work.tier == tier for work in works)]
    in_order = TiersInOrder.scopes(lacking)
    barring = _first_gate(book, facts, community, route, start)
    for size in range(1, len(lacking) + 1):
        for scope in combinations(lacking, size):
            taken = in_scope(book, works, frozenset(scope))
            if book.on("H1") and not OneRoute.fits(taken, route):
                continue
            option = f"{'+'.join(scope)}@{start}" + (f"~{route}" if route else "")
            if book.on("S1") and scope not in in_order:
                yield Removal(community.community_id, option, "S1")
                continue
            if _too_young(book, facts, community, start):
                yield Removal(community.community_id, option, "E1")
                option += "@local"
            if barring is not None:
                yield Removal(community.community_id, option, barring)
            elif book.on("F7") and not all(payable(book, facts, work, start, False) for work in taken):
                yield Removal(community.community_id, option, "F7")


def _first_gate(book: Book, facts: Facts, community: Community, route: str, start: int) -> str | None:
    """The gate of the least id that bars the community, or its route, from the start."""
    found = [gate.id for gate in book.gates if gate.bars(facts, community, start) is not None]
    of_route = facts.routes.get((community.community_id, route))
    if of_route is not None:
        found += [check.id for check in book.routes if check.bars_route(facts, of_route, start) is not None]
    return min(found, key=rule_order, default=None)


def _too_young(book: Book, facts: Facts, community: Community, start: int) -> bool:
    latest = facts.param("eligibility.built_by", start) if book.on("E1") else None
    return latest is not None and community.built_year > latest


def check_removed(book: Book, facts: Facts, claims: Claims) -> None:
    """removed.csv is the recomputed list, each line under the clause of its rule.

    Where a rule in force has no check here, what it removes cannot be recomputed: then only the clauses are held.
    """
    found: dict[Key, Row] = {key: {"clause": row["clause"]} for key, row in claims.rows["removed"].items()}
    due: dict[Key, Row] = {tuple(line): {"clause": book.clause(line.rule)} for line in removals(book, facts)}
    if book.unchecked:
        due = {key: {"clause": book.clause(str(key[2]))} for key in found}
    compare(book, "removed", KEYS["removed"], found, due, lambda key, _: book.either(str(key[2]), REMOVED))
