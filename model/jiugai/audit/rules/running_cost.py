"""Running cost: F21 (3.7, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.ledger import Figure, Found, Ledger
from jiugai.audit.rules.base import LineCheck
from jiugai.audit.services import added, standing


class RunningCost(LineCheck):
    """F21: services that the county buys, those that fall due in any case and those of new starts; D8 holds them."""

    id = "F21"
    asks = ("购买服务费用", "services bought")
    shows: ClassVar = {"service_standing": "warning", "service_added": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        return iter(())

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        if any(site.service_cost_per_year for site in ledger.facts.communities.values()):
            for year in ledger.facts.years:
                yield Figure(year, "service_standing", standing(ledger, year), None, True)
                yield Figure(year, "service_added", added(ledger, year), None, True)
