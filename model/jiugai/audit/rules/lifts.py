"""What public money adds to a lift: F11 (3.7)."""

from __future__ import annotations

from collections import defaultdict

from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import YUAN_PER_WAN
from jiugai.audit.rules.base import LineCheck

_PUBLIC = ("central", "provincial", "local")


class Lifts(LineCheck):
    """F11: central, provincial and local money for the lifts of a community at most the grant a lift."""

    id = "F11"
    asks = ("电梯补贴上限", "grant for lifts")

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        lifts = {work.work_id: work for work in facts.works.values() if work.trade == "elevator"}
        counted = {work.community_id for work in lifts.values() if work.units is not None}
        paid = ledger.grouped(
            lambda cell: (cell.community_id,) if cell.kind in _PUBLIC and cell.work_id in lifts else None
        )
        in_scope: defaultdict[str, set[str]] = defaultdict(set)
        for site, work, _ in ledger.scheme.cost:
            in_scope[site].add(work)
        for site, pick in ledger.scheme.picks.items():
            grant = facts.param("elevator.grant", facts.first if pick.continuing else pick.start)
            if site in counted and grant is not None:
                units = sum(lifts[work].units or 0 for work in in_scope[site] if work in lifts)
                limit = int(grant * YUAN_PER_WAN * units // 1)
                if pick.continuing:
                    before, promised = _public(facts, {name for name in lifts if lifts[name].community_id == site})
                    limit = max(limit - before, promised)
                yield f"community={site}", Line(paid.get((site,), 0), "<=", limit)


def _public(facts: Facts, works: set[str]) -> tuple[int, int]:
    """(paid before the plan, promised in it) of public money for these works, yuan."""
    before = promised = 0
    for row in facts.commitments:
        if row.work_id in works and facts.funds[row.fund_id].kind in _PUBLIC:
            before += row.paid if row.year < facts.first else 0
            promised += row.committed if row.year >= facts.first else 0
    return before, promised
