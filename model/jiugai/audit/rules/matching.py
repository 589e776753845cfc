"""A grant that follows what the residents bring: F14 (3.4, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import Entitlement
from jiugai.audit.rules.base import LineCheck
from jiugai.audit.standards import promised


class Matching(LineCheck):
    """F14: a matched grant stays within the bargain for the residents' share; one yuan a line of the fund, two a line
    of the residents through rounding, for a yuan of theirs moves up to two of the grant."""

    id = "F14"
    asks = ("与居民出资挂钩的补助", "grant that follows the residents' money")

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        brought: defaultdict[str, int] = defaultdict(int)
        told: defaultdict[str, int] = defaultdict(int)
        for cell in ledger.cells:
            if cell.kind == "resident" and cell.yuan and facts.works[cell.work_id].trade != "elevator":
                brought[cell.community_id] += cell.yuan
                told[cell.community_id] += 2
        for fund in facts.funds.values():
            rights = {r.year: r for r in facts.entitlements if r.fund_id == fund.fund_id and r.basis == "matching"}
            if not rights:
                continue
            granted = [cell for cell in ledger.cells if cell.fund_id == fund.fund_id and cell.yuan]
            for site, pick in ledger.scheme.picks.items():
                mine = [cell.yuan for cell in granted if cell.community_id == site]
                limit = Fraction(promised(facts, fund, site)) if pick.continuing else Fraction(0)
                if not pick.continuing and pick.start in rights:
                    limit = _due(ledger, rights[pick.start], site, brought[site])
                yield f"fund={fund.fund_id};community={site}", Line(sum(mine), "<=", limit, len(mine) + told[site])


def _due(ledger: Ledger, right: Entitlement, site: str, resident: int) -> Fraction:
    """What the bargain gives a community whose residents bring `resident` yuan, lifts left out."""
    facts, year = ledger.facts, right.year
    cost: defaultdict[str, int] = defaultdict(int)
    for (community, work, _), yuan in ledger.scheme.cost.items():
        if community == site and facts.works[work].trade != "elevator":
            cost[facts.works[work].tier] += yuan
    whole = sum(cost.values())
    if not whole:
        return Fraction(0)
    asked = sum((facts.ratio(f"matching.floor.{tier}", year, 0) * yuan for tier, yuan in cost.items()), Fraction(0))
    rate = facts.ratio("matching.base", year, 0) if right.rate is None else Fraction(right.rate)
    share = facts.ratio("matching.ratio", year, 0) if right.share is None else right.share
    base = min(rate * Fraction(str(facts.communities[site].floor_area_m2)), Fraction(whole))
    above = (min(resident, whole) - asked) / whole
    if above >= 0:
        change = min(facts.ratio("matching.gain", year, 0) * above, facts.ratio("matching.most", year, 0))
    else:
        change = facts.ratio("matching.loss", year, 0) * above
    due = max(Fraction(0), base * (share + change))
    return due if right.cap is None else min(due, Fraction(right.cap))
