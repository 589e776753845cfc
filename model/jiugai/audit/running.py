"""What running the plan's works costs the county each year (3.7, D8)."""

from __future__ import annotations

from jiugai.audit.ledger import Ledger


def running(ledger: Ledger, year: int, continuing: bool) -> int:
    """Running subsidies of `year`, yuan, of the routes whose works are completed in earlier years (3.7).

    Of communities in progress, or of new starts.
    """
    facts, total = ledger.facts, 0
    last: dict[str, int] = {}
    for community_id, work_id, _ in ledger.scheme.cost:
        if facts.works[work_id].route:
            done = ledger.scheme.done[work_id]
            last[community_id] = max(last.get(community_id, done), done)
    for community_id, pick in ledger.scheme.picks.items():
        route = facts.routes.get((community_id, pick.route))
        if route is not None and pick.continuing == continuing and last.get(community_id, facts.first - 1) < year:
            total += route.running_subsidy * facts.communities[community_id].households
    return total
