"""How well the county did decides what it is given next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import Indicator, MoneyRule
from jiugai.inputs.rule import parameter

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class Performance(MoneyRule):
    """Upper-level money only applied for is scaled by the result of the performance review (绩效与次年资金).

    allotment[f,a]  =  ⌊multiplier[a] · what the case states⌋,  f central or provincial with status `applied`, any a

    Money issued or committed is what it is. Standards (F5) of such a fund are scaled by the multiplier of the start
    year. No rows of its own: the envelope of F15 carries it (`allocation/funds.py`).
    """

    id = "Q4"
    multiplier = parameter("performance.multiplier")

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """By how much envelopes are cut (below zero: raised), in years with a multiplier."""
        funds = settled.problem.funds
        for year in self.study.years:
            if self.multiplier[year] is not None:
                scaled, stated = (
                    table["yuan"][table["year"] == year].sum() for table in (funds.allotments, funds.stated)
                )
                cut = int(stated) - int(scaled)
                yield Indicator(year, "performance_cut", cut, 0, cut <= 0, warning=True)

    def remark(self, problem: Problem) -> str:
        told = [f"{year} 年按 {float(m):g} 计" for year in self.study.years if (m := self.multiplier[year]) is not None]
        if not told:
            return "没有给出绩效系数（performance.multiplier），上级资金按案例所填数计"
        return f"拟申请的上级资金{'、'.join(told)}，已下达、已承诺的不变；体现在资金额度中（F15）"
