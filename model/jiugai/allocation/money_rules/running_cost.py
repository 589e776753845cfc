"""Running cost of estates that nobody manages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import Indicator, MoneyRule

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class RunningCost(MoneyRule):
    """The yearly service that the county buys for estates without owner or manager counts in D8 (三无小区, 购买服务).

    Year t, general budget:   room[t] − standing[t]   against   …  +  Σ_o choose[o] · added[o,t]        (`services.py`)
    """

    id = "F21"

    def remark(self, problem: Problem) -> str:
        return "购买服务的年费用计入 D8 一般公共预算" if problem.services.any else "案例没有由县级购买服务的小区"

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """What is due whatever the plan does, and what its new starts add."""
        services = settled.problem.services
        for year in self.study.years if services.any else ():
            yield Indicator(year, "service_standing", services.standing(year), None, True, warning=True)
            added = int(services.added(year)[settled.chosen].sum())
            yield Indicator(year, "service_added", added, None, True, warning=True)
