"""The settled plan inside the core: chosen options and whole-yuan flows, with what follows from them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.classes import LINE
from jiugai.allocation.expressions import Expression
from jiugai.allocation.money_rules.base import AT_LEAST, Line, Row, scale
from jiugai.finance import Payment
from jiugai.frames import each_group, each_item, each_row
from jiugai.menu.options import LINE_KEYS
from jiugai.money import YUAN_PER_WAN

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem


@dataclass(frozen=True)
class Draw:
    """A loan or bond drawn: one per fund and year; own loans one per fund, project and year."""

    instrument_id: str
    fund: int
    project: str
    year: int
    yuan: int


@dataclass(frozen=True)
class Settled:
    """Chosen options (bool, shape (options,)) and money by flow (whole yuan, shape (flows,))."""

    problem: Problem
    chosen: NDArray[np.bool_]
    yuan: NDArray[np.int64]

    @cached_property
    def costs(self) -> pd.DataFrame:
        """Cost of the chosen works: community_id, project, work_id, cost_part, year, class_id, cell, bucket, yuan."""
        problem = self.problem
        costs: pd.DataFrame = problem.menu.costs[self.chosen[problem.menu.costs["option"].to_numpy()]]
        options = problem.menu.options[["community_id", "project", *LINE_KEYS]]
        costs = costs.merge(options, left_on="option", right_index=True)
        costs = costs.merge(problem.classes.lines[[*LINE, "work_id", "cost_part", "class_id"]], on=list(LINE))
        cells = problem.cells[["community_id", "class_id", "year", "cell", "bucket"]]
        costs = costs.merge(cells, on=["community_id", "class_id", "year"])
        return costs.sort_values(["community_id", "work_id", "year"], ignore_index=True)

    @cached_property
    def funding(self) -> pd.DataFrame:
        """The money as laid out: community_id, project, work_id, year, cash_year, fund and its facts, yuan.

        Money of a cell fills its works first, then money of the bucket what is left, by community, work and fund: works
        of one class are alike in every rule, so any order is right, and this one leaves few payers a work.
        """
        flows = self.problem.flows[["bucket", "cell", "fund", "cash_year"]].assign(yuan=self.yuan)
        flows = flows[flows["yuan"] > 0].sort_values(["bucket", "cell", "fund"])
        purses: dict[tuple[str, int], list[list[int]]] = {}
        for flow in each_row(flows):
            place = ("cell", int(flow.cell)) if flow.cell >= 0 else ("bucket", int(flow.bucket))
            purses.setdefault(place, []).append([int(flow.yuan), int(flow.fund), int(flow.cash_year)])
        rows = []
        open_cost: dict[int, int] = {}
        for source in ("cell", "bucket"):
            for number, work in enumerate(each_row(self.costs)):
                due = open_cost.get(number, int(work.yuan))
                purse = purses.get((source, int(getattr(work, source))), [])
                while due and purse:
                    left, *fund_and_cash = purse[0]
                    part = min(due, left)
                    rows.append((work.community_id, work.project, work.work_id, work.year, *fund_and_cash, part))
                    due -= part
                    purse[0][0] -= part
                    if not purse[0][0]:
                        purse.pop(0)
                open_cost[number] = due
        names = ["community_id", "project", "work_id", "year", "fund", "cash_year", "yuan"]
        numbers = dict.fromkeys(("year", "fund", "cash_year", "yuan"), "int64")
        money = pd.DataFrame(rows, columns=names).astype(numbers)
        money = money.sort_values(["community_id", "work_id", "year", "fund"], ignore_index=True)
        facts = self.problem.study.case.table("funds")
        facts = facts[["fund_id", "kind", "level", "budget", "channel", "instrument", "scope"]]
        return pd.concat([money, facts.iloc[money["fund"]].reset_index(drop=True)], axis=1)

    @cached_property
    def draws(self) -> list[Draw]:
        """Everything borrowed, in the order of fund, project and year."""
        debt = self.funding[self.funding["instrument"] == "debt"]
        draws = []
        pooled = debt[debt["scope"] == "pooled"].groupby(["fund", "fund_id", "year"])["yuan"].sum()
        for (fund, fund_id, year), yuan in each_item(pooled):
            draws.append(Draw(f"{fund_id}.{year}", int(fund), "", int(year), int(yuan)))
        own = debt[debt["scope"] == "own"].groupby(["fund", "fund_id", "project", "year"])["yuan"].sum()
        for (fund, fund_id, project, year), yuan in each_item(own):
            draws.append(Draw(f"{fund_id}.{project}.{year}", int(fund), str(project), int(year), int(yuan)))
        return draws

    @cached_property
    def schedules(self) -> dict[str, list[Payment]]:
        """instrument_id → its payments to maturity, whole yuan."""
        funds = self.problem.funds
        return {draw.instrument_id: funds.schedule(draw.fund, draw.yuan, draw.year) for draw in self.draws}

    def service(self, fund: int, year: int, project: str = "") -> int:
        """Principal and interest paid in `year` on what was drawn from `fund` (for `project`), whole yuan."""
        return sum(
            payment.principal + payment.interest
            for draw in self.draws
            if draw.fund == fund and draw.project == project
            for payment in self.schedules[draw.instrument_id]
            if payment.year == year
        )

    def service_years(self, fund: int, project: str) -> list[int]:
        """Years in which something falls due on what was drawn from `fund` for `project`."""
        years = {
            payment.year
            for draw in self.draws
            if draw.fund == fund and draw.project == project
            for payment in self.schedules[draw.instrument_id]
            if payment.principal + payment.interest
        }
        return sorted(years)

    def closing(self, fund: int, year: int) -> int:
        """Balance of what was drawn from `fund`, for whatever project, at the end of `year`, whole yuan."""
        return sum(
            payment.closing
            for draw in self.draws
            if draw.fund == fund
            for payment in self.schedules[draw.instrument_id]
            if payment.year == year
        )

    @cached_property
    def values(self) -> dict[str, Fraction]:
        """Variable name → exact value in 万元 (choose: 0 or 1) of choose, pay, use, advance; take: oldest first."""
        problem = self.problem
        values = {variable.name: Fraction(int(on)) for variable, on in zip(problem.choose, self.chosen, strict=True)}
        for variable, yuan in zip(problem.pay, self.yuan, strict=True):
            values[variable.name] = Fraction(int(yuan), YUAN_PER_WAN)
        use = self.funding.groupby(["fund", "cash_year"])["yuan"].sum()
        for (fund, year), variable in problem.use.items():
            values[variable.name] = Fraction(int(use.get((fund, year), 0)), YUAN_PER_WAN)
        for (project, year), variable in problem.pledges.gaps.items():
            values[variable.name] = Fraction(problem.pledges.shortfall(self, year, project), YUAN_PER_WAN)
        for key, variable in problem.take.items():
            values[variable.name] = Fraction(self.taken.get(key, 0), YUAN_PER_WAN)
        for key, variable in problem.advance.items():
            values[variable.name] = Fraction(self.advances.get(key, 0), YUAN_PER_WAN)
        return values

    @cached_property
    def advances(self) -> dict[tuple[int, int, int], int]:
        """(late fund, year of the cost, later year in which its money comes) → yuan."""
        late = self.funding[self.funding["cash_year"] > self.funding["year"]]
        total = late.groupby(["fund", "year", "cash_year"])["yuan"].sum()
        return {(int(fund), int(out), int(back)): int(yuan) for (fund, out, back), yuan in each_item(total)}

    @cached_property
    def taken(self) -> dict[tuple[int, int, int], int]:
        """(fund, year of allotment, year of use) → yuan, the oldest valid allotment first."""
        use = self.funding.groupby(["fund", "cash_year"])["yuan"].sum()
        taken: dict[tuple[int, int, int], int] = {}
        for fund, group in each_group(self.problem.funds.allotments, "fund"):
            left = {int(row.year): int(row.yuan) for row in each_row(group)}
            last = {int(row.year): int(row.last) for row in each_row(group)}
            for year in self.problem.arrivals.years:
                need = int(use.get((fund, year), 0))
                for allotted in sorted(left):
                    if allotted <= year <= last[allotted]:
                        part = min(need, left[allotted])
                        taken[int(fund), allotted, year] = part
                        left[allotted] -= part
                        need -= part
        return taken

    def lapsed(self, kinds: tuple[str, ...], year: int) -> int:
        """Money of pooled funds of `kinds` that expires unused at the end of `year`, whole yuan."""
        kind = self.problem.study.case.table("funds")["kind"]
        gone = 0
        for row in each_row(self.problem.funds.allotments):
            if row.last == year and kind.iloc[int(row.fund)] in kinds:
                taken = sum(part for key, part in self.taken.items() if key[:2] == (row.fund, row.year))
                gone += int(row.yuan) - taken
        return gone

    def drawn(self, funds: Collection[int], year: int) -> int:
        """Money of `funds` that comes in `year`, whole yuan."""
        mine = self.funding["fund"].isin(funds) & (self.funding["cash_year"] == year)
        return int(self.funding["yuan"][mine].sum())

    def evaluate(self, expression: Expression) -> Fraction:
        """Exact value of a linear expression of the problem, money in 万元."""
        total = Fraction(repr(float(expression.constant)))
        for variable, coefficient in expression.items():
            total += Fraction(repr(float(coefficient))) * self.values[variable.name]
        return total

    def line(self, row: Row) -> Line:
        """A row of the programme on the finished plan."""
        if row.settle:
            activity, limit = row.settle(self)
        else:
            activity, limit = (self.evaluate(side) * scale(row.unit) for side in (row.lhs, row.rhs))
        slack = activity - limit if row.sense == AT_LEAST else limit - activity
        return Line(row.label, activity, limit, slack, row.unit)
