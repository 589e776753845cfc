"""What was taken off the menu: removed.csv, recomputed option by option (3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.facts import Facts
from jiugai.audit.options import choices, in_scope
from jiugai.audit.records import TIERS, Community
from jiugai.audit.report import Book
from jiugai.audit.rules.change import ChangeControl
from jiugai.audit.rules.clusters import Clusters
from jiugai.audit.rules.scope import OneRoute, ScopeType, TiersInOrder
from jiugai.audit.scheme import fundable
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
    gates = _gates(book, facts, community, route, start)
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
            barring = gates + _of_scope(book, facts, community, scope[-1], start)
            if barring:
                yield Removal(community.community_id, option, min(barring, key=rule_order))
                continue
            names = (option, f"{option}/joint") if _joint(book, facts, community, start) else (option,)
            if book.on("F7") and not fundable(book, facts, taken, start, both=True):
                yield from (Removal(community.community_id, name, "F7") for name in names)
            elif not fundable(book, facts, taken, start):
                yield from (Removal(community.community_id, name, "F3") for name in names)


def _joint(book: Book, facts: Facts, community: Community, start: int) -> bool:
    """Whether its whole cluster can start in `start`, so that its options stand there once more as joint ones (S6)."""
    members = Clusters.companions(facts, community.community_id, start) if book.on("S6") else ()
    return bool(members) and all(_offered(book, facts, facts.communities[member], start) for member in members)


def _offered(book: Book, facts: Facts, community: Community, start: int) -> bool:
    """Whether any option of a proposed community passes the gates in `start`."""
    return any(
        not _gates(book, facts, community, route, start)
        and not _of_scope(book, facts, community, max(scope, key=TIERS.index), start)
        for route, scope, _ in choices(book, facts.works_of.get(community.community_id, ()))
    )


def _of_scope(book: Book, facts: Facts, community: Community, tier: str, start: int) -> list[str]:
    """The gates that ask how far the works go: the type of the community, the task handed down."""
    found = []
    if book.on("S4") and not ScopeType.allows(facts, community, tier, start):
        found.append("S4")
    if book.on("S12") and not ChangeControl.allows(facts, community, tier, start):
        found.append("S12")
    return found


def _gates(book: Book, facts: Facts, community: Community, route: str, start: int) -> list[str]:
    """The gates that bar the community, or its route, from the start."""
    found = [gate.id for gate in book.gates if gate.bars(facts, community, start) is not None]
    of_route = facts.routes.get((community.community_id, route))
    if of_route is not None:
        found += [check.id for check in book.routes if check.bars_route(facts, of_route, start) is not None]
    return found


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
