"""Utilities pay their part of the pipelines of their trade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

from jiugai.allocation.money_rules.base import AT_LEAST, Indicator, MoneyRule, Row, label
from jiugai.inputs.case import PIPELINE_TRADES
from jiugai.inputs.rule import parameter
from jiugai.menu.options import Mask
from jiugai.money import Exact, round_half_up

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class UtilityShare(MoneyRule):
    """A utility pays at least `min_share` of the pipeline works of its trade, every year (管线专营单位出资不少于30%).

    For each pipeline trade r, year t:   paid[utilities, r, t] + short[r,t]  ≥  min_share[t] · cost[r, t]        (万元)

    over the civil side of the works (土建); cables and wires are utility work wholly, outside both sides.
    Soft (原则上): the shortfall is weighed in the objective `soft_broken` and reported.
    """

    id = "F9"
    soft = True
    min_share = parameter("utility.min_share")

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["kind"] == "utility":
            return lines["trade"].isin(PIPELINE_TRADES).to_numpy()
        return (lines["part"] != "network").to_numpy()

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        civil = lines["trade"].isin(PIPELINE_TRADES) & (lines["part"] != "network")
        return {"trade": lines["trade"].where(civil, "")}

    def rows(self, problem: Problem) -> Iterator[Row]:
        civil = problem.class_facts("part") != "network"
        trade = problem.class_facts("trade").where(civil, "")
        cell_trade = problem.cells["class_id"].map(trade)
        flow_trade = problem.flows["class_id"].map(trade)
        utility = problem.flows["kind"] == "utility"
        for name in PIPELINE_TRADES:
            for year in self.study.years:
                share = self.min_share[year]
                cells = ((cell_trade == name) & (problem.cells["year"] == year)).to_numpy()
                if share is None or not cells.any():
                    continue
                flows = (utility & (flow_trade == name) & (problem.flows["year"] == year)).to_numpy()
                yield Row(
                    label(trade=name, year=year),
                    problem.paid(flows),
                    AT_LEAST,
                    float(share) * problem.cost(cells),
                    soft=Fraction(1),
                )

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        short: defaultdict[str, Exact] = defaultdict(int)
        for line in self.lines(settled):
            short[line.label.rpartition("year=")[2]] += line.short
        for year in self.study.years:
            value = round_half_up(short[str(year)])
            yield Indicator(year, "utility_shortfall", value, 0, value <= 0, warning=True)
