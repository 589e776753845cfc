"""Services that the county buys for estates, recomputed by year (3.7): F21."""

from __future__ import annotations

from jiugai.audit.force import applies
from jiugai.audit.ledger import Ledger


def standing(ledger: Ledger, year: int) -> int:
    """Yuan that fall due whatever is chosen: served from now, completed, or in progress and finished before."""
    if not applies(ledger.facts.study, "F21"):
        return 0
    total = 0
    for site in ledger.facts.communities.values():
        pick = ledger.scheme.picks.get(site.community_id)
        done = pick is not None and pick.continuing and year > _last(ledger, site.community_id)
        if site.service_from == "now" or site.stage == "completed" or done:
            total += site.service_cost_per_year or 0
    return total


def added(ledger: Ledger, year: int) -> int:
    """Yuan of new starts, from the year after their completion."""
    if not applies(ledger.facts.study, "F21"):
        return 0
    return sum(
        ledger.facts.communities[name].service_cost_per_year or 0
        for name, pick in ledger.scheme.picks.items()
        if not pick.continuing and ledger.facts.communities[name].service_from != "now" and year > _last(ledger, name)
    )


def _last(ledger: Ledger, community_id: str) -> int:
    """The year of completion of a community; the first plan year where it costs nothing in the plan."""
    return ledger.scheme.completion.get(community_id, ledger.facts.first)
