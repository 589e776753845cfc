"""How much the county can run at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.money_rules.base import (
    AT_MOST,
    COMMUNITY,
    HOUSEHOLD,
    YUAN,
    Indicator,
    MoneyRule,
    Row,
    label,
    scale,
)
from jiugai.frames import each_row

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

#: what the table `capacity` may limit, and its unit
_MEASURES = {"communities": COMMUNITY, "households": HOUSEHOLD, "investment": YUAN}


class DeliveryCapacity(MoneyRule):
    """What is under way in a year stays within what the county can run (不超过组织实施能力).

    For each year t and measure m that the case states:
        Σ_o choose[o] · m[o,t]  ≤  max(capacity[m,t], Σ_{o in progress} m[o,t])

    m[o,t]: 1 community, or its households, where t lies between the first year of cost and the completion of o; the
    cost of o in t (万元). Where works in progress alone exceed the capacity nothing new is added: never infeasible.
    """

    id = "S10"

    def rows(self, problem: Problem) -> Iterator[Row]:
        fixed = problem.menu.options["fixed"].to_numpy(dtype=np.bool_)
        for capacity in each_row(self.study.case.table("capacity")):
            for measure, unit in _MEASURES.items():
                most = getattr(capacity, measure)
                if pd.isna(most):
                    continue
                amount = _amounts(problem, measure, int(capacity.year))
                limit = max(float(most), float(amount[fixed].sum()))
                yield Row(
                    label(capacity=measure, year=capacity.year), problem.chosen(amount / scale(unit)), AT_MOST,
                    problem.constant(limit / scale(unit)), unit=unit,
                )  # fmt: skip

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """Against what the case states: only works in progress can be beyond it."""
        found = {line.label: line for line in self.lines(settled)}
        for capacity in each_row(self.study.case.table("capacity")):
            for measure, unit in _MEASURES.items():
                most = getattr(capacity, measure)
                if not pd.isna(most):
                    line = found.get(label(capacity=measure, year=capacity.year))
                    value = line.activity if line else 0
                    yield Indicator(
                        int(capacity.year), f"under_way_{measure}", value, int(most), value <= most, True, unit
                    )

    def remark(self, problem: Problem) -> str:
        return "" if problem.rows[self.id] else "案例没有填写实施能力，不作限制"


def _amounts(problem: Problem, measure: str, year: int) -> NDArray[np.float64]:
    """m[o, year] for every option: communities, households or yuan."""
    options, costs = problem.menu.options, problem.menu.costs
    numbers = pd.RangeIndex(len(options))
    if measure == "investment":
        now = costs[costs["year"] == year].groupby("option")["yuan"].sum()
        return now.reindex(numbers, fill_value=0).to_numpy(dtype=np.float64)
    by_option = costs.groupby("option")  # an option that costs nothing: NaN, idle
    first, last = by_option["year"].min().reindex(numbers), by_option["done"].max().reindex(numbers)
    under_way = ((first <= year) & (last >= year)).to_numpy()
    weight = options["households"].to_numpy() if measure == "households" else np.ones(len(options))
    return np.where(under_way, weight, 0).astype(np.float64)
