"""Money of the residents: F10 (3.4, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import YUAN_PER_WAN
from jiugai.audit.rules.base import LineCheck


class Residents(LineCheck):
    """F10: residents of a community bring at most what is asked, agreed and collected, and what they can bear.

    Their money under an agreement (`own_money`) is no part of it: F12.
    """

    id = "F10"
    asks = ("居民出资上限", "cap of residents' money")

    def lines(self, ledger: Ledger) -> Found:
        agreed = {fund_id for fund_id, _ in ledger.facts.agreements}
        asked = {
            fund.fund_id
            for fund in ledger.facts.funds.values()
            if fund.kind == "resident" and fund.fund_id not in agreed
        }
        if not asked:
            return
        paid = ledger.grouped(lambda cell: (cell.community_id,) if cell.fund_id in asked else None)
        caps = _caps(ledger)
        for site in ledger.facts.communities:
            yield f"community={site}", Line(paid.get((site,), 0), "<=", caps.get(site, 0))


def _caps(ledger: Ledger) -> dict[str, int]:
    """Community → the most its residents bring over all plan years, yuan, rounded down."""
    facts, picks = ledger.facts, ledger.scheme.picks
    years = {site: facts.first if pick.continuing else pick.start for site, pick in picks.items()}
    asked: defaultdict[str, Fraction] = defaultdict(Fraction)
    for (site, work, _), yuan in ledger.scheme.cost.items():
        asked[site] += facts.ratio(f"resident.asked_share.{facts.works[work].tier}", years[site], 0) * yuan
    caps: dict[str, int] = {}
    for site, year in years.items():
        community = facts.communities[site]
        cap = asked[site] * community.consent_rate * facts.ratio("resident.collection_rate", year, 0)
        capacity = facts.param("resident.capacity_per_household", year)
        if capacity is not None:
            cap = min(cap, capacity * YUAN_PER_WAN * community.households * community.consent_rate)
        caps[site] = int(cap // 1)
    return caps
