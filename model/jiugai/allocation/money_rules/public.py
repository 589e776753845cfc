"""The treasury does not pay for everything."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from jiugai.allocation.money_rules.base import AT_MOST, Indicator, MoneyRule, Row, label
from jiugai.inputs.channels import PUBLIC_KINDS
from jiugai.inputs.rule import parameter
from jiugai.money import round_half_up

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class PublicShare(MoneyRule):
    """Where others may pay too, public money pays at most `max_share` of the cost of a year (防止财政大包大揽).

    For each year t:   Σ_{f public, k ∈ K} pay[f,k,t] − over[t]  ≤  max_share[t] · cost[K,t]        (万元)

    K: classes of works which a utility, residents or a bank may pay; public: central, provincial and local money.
    Soft: what is over counts in `soft_broken` and is reported.
    """

    id = "F8"
    soft = True
    max_share = parameter("public.max_share")

    def rows(self, problem: Problem) -> Iterator[Row]:
        kinds = self.study.case.table("funds")["kind"]
        others = problem.classes.payers[:, ~kinds.isin(PUBLIC_KINDS).to_numpy()]
        shared = np.asarray(others.any(axis=1), dtype=np.bool_)
        shared_cells = shared[problem.cells["class_id"].to_numpy()]
        shared_flows = (
            shared[problem.flows["class_id"].to_numpy()] & problem.flows["kind"].isin(PUBLIC_KINDS).to_numpy()
        )
        for year in self.study.years:
            share = self.max_share[year]
            cells = shared_cells & (problem.cells["year"] == year).to_numpy()
            if share is None or not cells.any():
                continue
            flows = shared_flows & (problem.flows["year"] == year).to_numpy()
            yield Row(
                label(what="public", year=year), problem.paid(np.asarray(flows)), AT_MOST,
                float(share) * problem.cost(np.asarray(cells)), soft=Fraction(1),
            )  # fmt: skip

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        found = {line.label: line for line in self.lines(settled)}
        for year in self.study.years:
            if self.max_share[year] is not None:
                line = found.get(label(what="public", year=year))
                over = round_half_up(line.short) if line else 0
                yield Indicator(year, "public_excess", over, 0, over <= 0, warning=True)

    def remark(self, problem: Problem) -> str:
        if any(self.max_share[year] is not None for year in self.study.years):
            return "" if problem.rows[self.id] else "本案例没有其他主体可以出资的工程"
        return "没有给出公共资金占比上限（public.max_share），不作要求"
