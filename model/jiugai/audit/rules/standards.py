"""Money by standard: F5 (3.4, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from jiugai.audit.force import applies
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import Entitlement, Fund
from jiugai.audit.rules.base import LineCheck
from jiugai.audit.standards import counted, granted, multiplier, promised


class ByStandard(LineCheck):
    """F5: a community, or those that start in a year, get no more of a fund than its standards grant."""

    id = "F5"
    asks = ("按标准的补助", "subsidy by standard")

    def lines(self, ledger: Ledger) -> Found:
        paid = ledger.grouped(lambda cell: (cell.fund_id, cell.community_id))
        for fund in ledger.facts.funds.values():
            rights = [r for r in ledger.facts.entitlements if r.fund_id == fund.fund_id and r.basis != "matching"]
            by_site = [right for right in rights if right.binding == "site"]
            together = [right for right in rights if right.binding == "chosen"]
            got = {site: yuan for (name, site), yuan in paid.items() if name == fund.fund_id}
            if by_site:
                for site in ledger.scheme.picks:
                    most = _most(ledger, fund, by_site, site, capped=True)
                    yield f"fund={fund.fund_id};community={site}", Line(got.get(site, 0), "<=", most)
            if together:
                yield from _together(ledger, fund, together, got)


def _together(ledger: Ledger, fund: Fund, rights: list[Entitlement], got: Mapping[Any, int]) -> Found:
    """One line a start year: new starts within standards and caps, communities in progress within what is promised."""
    paid: defaultdict[int, int] = defaultdict(int)
    new: defaultdict[int, int] = defaultdict(int)
    promised: defaultdict[int, int] = defaultdict(int)
    for site, pick in ledger.scheme.picks.items():
        paid[pick.start] += got.get(site, 0)
        (promised if pick.continuing else new)[pick.start] += _most(ledger, fund, rights, site, capped=False)
    for start in sorted(paid):
        caps = [right.cap for right in rights if right.year == start and right.cap is not None]
        limit = promised[start] + min([new[start], *caps])
        yield f"fund={fund.fund_id};year={start}", Line(paid[start], "<=", limit)


def _most(ledger: Ledger, fund: Fund, rights: list[Entitlement], site: str, capped: bool) -> int:
    """The most of the fund for a chosen community, yuan."""
    facts, pick = ledger.facts, ledger.scheme.picks[site]
    if pick.continuing:
        return promised(facts, fund, site)
    payable = {work.work_id for work in pick.works if ledger.may_pay(fund, work)}
    cost = sum(yuan for (_, work, _), yuan in ledger.scheme.cost.items() if work in payable)
    limits = [0] if not any(right.year == pick.start for right in rights) else []
    for right in rights:
        if right.year == pick.start:
            unit = granted(right, fund.level, facts.param)
            unit *= multiplier(fund, right.year, facts.param, applies(facts.study, "Q4"))
            limits.append(int(unit * counted(right.basis, facts.communities[site], cost) // 1))
            limits += [right.cap] if capped and right.cap is not None else []
    return min(limits)
