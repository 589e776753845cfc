"""Full funding and money already promised."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, EQUAL, Line, MoneyRule, Row, label
from jiugai.frames import each_item, each_row
from jiugai.inputs.promises import promised
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class FullFunding(MoneyRule):
    """Sources pay all of the cost, fees and contingency included, every year (资金全额落实): no gap, no surplus.

    For each class k, year t:                        Σ_j pay[j]  =  Σ_o choose[o] · cost[o,k,t]        (万元)
    For each site s with money tied to it, k, t:     Σ_{j by site} pay[j]  ≤  Σ_o choose[o] · cost[o,s,k,t]
    """

    id = "F7"
    order = 10  # the rows every other rule leans on stand first

    def rows(self, problem: Problem) -> Iterator[Row]:
        yield from self._rows(problem, "bucket", problem.flows, EQUAL)
        yield from self._rows(problem, "cell", problem.flows[problem.flows["cell"] >= 0], AT_MOST)

    @staticmethod
    def _rows(problem: Problem, place: str, flows: pd.DataFrame, sense: str) -> Iterator[Row]:
        where = problem.cells.set_index("cell")[place] if place != "cell" else pd.Series(problem.cells["cell"])
        costs = problem.cell_costs.assign(place=where.loc[problem.cell_costs["cell"]].to_numpy())
        by_place = dict(iter(costs.groupby(["place", "option"], sort=True)["yuan"].sum().groupby(level="place")))
        for number, members in flows.groupby(place, sort=True).groups.items():
            yield Row(
                label(**{place: number}),
                problem.linear((problem.pay[flow], 1.0) for flow in members),
                sense,
                problem.linear((problem.choose[o], to_wan(int(y))) for (_, o), y in each_item(by_place[number])),
            )

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By community and year, from the money as it was finally laid out."""
        keys = ["community_id", "year"]
        paid = settled.funding.groupby(keys)["yuan"].sum()
        for (community, year), cost in each_item(settled.costs.groupby(keys)["yuan"].sum()):
            activity = int(paid.get((community, year), 0))
            yield Line(label(community=community, year=year), activity, int(cost), int(cost) - activity)


class InFlightFirst(MoneyRule):
    """Money promised to projects in progress is paid in its year (续建优先, 不留半拉子工程).

    For each community s in progress, fund f, plan year t:   Σ_k pay[f,s,k,t]  ≥  committed[s,f,t]        (万元)
    """

    id = "S8"
    order = 20

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        """A community in progress is a class of its own: what is promised to it is not interchangeable."""
        return {"community": lines["community_id"].where(lines["fixed"], "")}

    def rows(self, problem: Problem) -> Iterator[Row]:
        """What is promised to a task that is not begun is S12's."""
        sites, promises = self.study.case.table("communities"), promised(self.study)
        running = sites["community_id"][sites["stage"] == "in_progress"]
        yield from kept(problem, promises[promises["community_id"].isin(running)])


def kept(problem: Problem, promises: pd.DataFrame) -> Iterator[Row]:
    """A row for each promise (`inputs/promises.py`) to communities that are classes of their own: it is paid, in its
    year, to the yuan."""
    flows = problem.flows
    owner = flows["class_id"].map(problem.class_facts("community_id"))
    for row in each_row(promises):
        mine = (owner == row.community_id) & (flows["fund_id"] == row.fund_id) & (flows["year"] == row.year)
        yield Row(
            label(community=row.community_id, fund=row.fund_id, year=row.year),
            problem.paid(mine.to_numpy()),
            AT_LEAST,
            problem.constant(to_wan(int(row.committed))),
            held=True,
        )
