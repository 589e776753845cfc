"""Performance and upper-level money applied for: Q4 (3.4, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.ledger import Figure, Found, Ledger
from jiugai.audit.rules.base import LineCheck


class Performance(LineCheck):
    """Q4: envelopes are those scaled by the multiplier (`facts.allotments`); what they are cut by is told."""

    id = "Q4"
    asks = ("绩效系数", "performance multiplier")
    shows: ClassVar = {"performance_cut": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        return iter(())

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        facts = ledger.facts
        for year in facts.years:
            if facts.param("performance.multiplier", year) is not None:
                stated, scaled = (
                    sum(by_year.get(year, 0) for by_year in money.values())
                    for money in (facts.stated, facts.allotments)
                )
                yield Figure(year, "performance_cut", stated - scaled, 0, stated <= scaled)
