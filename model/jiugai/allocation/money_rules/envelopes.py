"""Envelopes of pooled funds, carried over and lapsing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import AT_MOST, Indicator, MoneyRule, Row, label
from jiugai.frames import each_row
from jiugai.inputs.carry import UPPER_KINDS
from jiugai.inputs.rule import parameter
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class CarryOverAndLapse(MoneyRule):
    """An allotment may be used until it lapses; what is left then goes back (结转结余: 上级资金两年, 县级当年).

    For each fund f, year of allotment a:   Σ_{t=a}^{a+n} take[f,a,t]  ≤  allotment[f,a]        (万元)
    """

    id = "F15"
    upper_budget_years = parameter("carry.upper_budget_years")

    def rows(self, problem: Problem) -> Iterator[Row]:
        fund_ids = self.study.case.table("funds")["fund_id"]
        for row in each_row(problem.funds.allotments):
            takes = [
                (problem.take[row.fund, row.year, year], 1.0)
                for year in problem.arrivals.years
                if (row.fund, row.year, year) in problem.take
            ]
            yield Row(
                label(fund=fund_ids.iloc[int(row.fund)], year=row.year),
                problem.linear(takes),
                AT_MOST,
                problem.constant(to_wan(int(row.yuan))),
            )

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        for year in self.study.years:
            lapsed = settled.lapsed(UPPER_KINDS, year)
            yield Indicator(year, "upper_lapse", lapsed, 0, lapsed <= 0, warning=True)
