"""What the county can run at once: S10 (3.7, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.rules.base import LineCheck

_UNITS = {"communities": "community", "households": "household", "investment": "yuan"}


class DeliveryCapacity(LineCheck):
    """S10: communities, households and investment under way in a year within the stated capacity."""

    id = "S10"
    asks = ("组织实施能力", "capacity to deliver")
    shows: ClassVar = {f"under_way_{measure}": "warning" for measure in _UNITS}

    def lines(self, ledger: Ledger) -> Found:
        for year, measure, most in _stated(ledger):
            everything, continuing = _under_way(ledger, measure, year)
            line = Line(everything, "<=", max(most, continuing), unit=_UNITS[measure])
            yield f"capacity={measure};year={year}", line

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        for year, measure, most in _stated(ledger):
            value, _ = _under_way(ledger, measure, year)
            yield Figure(year, f"under_way_{measure}", value, most, value <= most, _UNITS[measure])


def _stated(ledger: Ledger) -> Iterator[tuple[int, str, int]]:
    for row in ledger.facts.capacity:
        for measure in _UNITS:
            most = getattr(row, measure)
            if most is not None:
                yield row.year, measure, most


def _under_way(ledger: Ledger, measure: str, year: int) -> tuple[int, int]:
    """(all, those in progress alone): from the first year in which a community costs money to its completion."""
    years: dict[str, list[int]] = {}
    spent: dict[str, int] = {}
    for (community_id, _, at), yuan in ledger.scheme.cost.items():
        years.setdefault(community_id, []).append(at)
        if at == year:
            spent[community_id] = spent.get(community_id, 0) + yuan
    total = running = 0
    for community_id, costly in years.items():
        if measure == "investment":
            amount = spent.get(community_id, 0)
        elif min(costly) <= year <= ledger.scheme.completion[community_id]:
            amount = ledger.facts.communities[community_id].households if measure == "households" else 1
        else:
            amount = 0
        total += amount
        running += amount if ledger.scheme.picks[community_id].continuing else 0
    return total, running
