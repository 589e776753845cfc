"""A grant that follows what the residents bring: more for each point above a floor, less for each point below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.expressions import Expression
from jiugai.allocation.money_rules.base import AT_MOST, EQUAL, Line, MoneyRule, Row, label
from jiugai.allocation.money_rules.rights import funds_of, years_without
from jiugai.finance import Matching, matching_grant, matching_lines
from jiugai.frames import each_item
from jiugai.inputs.case import TIERS
from jiugai.inputs.promises import promised_to
from jiugai.inputs.rule import parameter
from jiugai.inputs.standards import MATCHING
from jiugai.menu.options import Mask
from jiugai.money import YUAN_PER_WAN, to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

_LIFT = "elevator"
_LINES = ("below", "above", "top")


@dataclass(frozen=True)
class _Bargain:
    """What an option is promised: investment and base in yuan, floor and ratio as shares, the cap in yuan."""

    investment: int
    base: Fraction
    matching: Matching
    cap: int | None

    def grant(self, resident: int) -> Fraction:
        due = matching_grant(self.investment, min(resident, self.investment), self.base, self.matching)
        return due if self.cap is None else min(due, Fraction(self.cap))

    def lines(self) -> tuple[tuple[float, float], ...]:
        """(intercept in 万元, slope) of the three lines; the cap lowers the third."""
        found = [(line.intercept, line.slope) for line in matching_lines(self.investment, self.base, self.matching)]
        if self.cap is not None:
            found[2] = min(found[2][0], Fraction(self.cap)), Fraction(0)
        return tuple((float(intercept) / YUAN_PER_WAN, float(slope)) for intercept, slope in found)


class ResidentMatching(MoneyRule):
    """The grant rises with the residents' share of the cost and falls faster below a floor (居民出资与补助挂钩).

    For each fund f with the basis `matching`, community s and chosen option o, lifts left out, all in 万元:
        G[f,s]  ≤  B_o · (ρ + loss · (R[s] − F_o) / I_o)
        G[f,s]  ≤  B_o · (ρ + gain · (R[s] − F_o) / I_o)
        G[f,s]  ≤  B_o · (ρ + most),  or the cap where that is less

    G = Σ pay[f,s], R = Σ pay[residents,s]; I_o cost of o, F_o = Σ_tier floor[tier] · cost[o,tier], B_o the lesser of
    base · m² and I_o, ρ the ratio at the floor. Slopes differ by option, so R is split among those of a site:
    Σ_o part[o] = R[s], part[o] ≤ I_o · choose[o]. Where the first line is below zero for R = 0, the option may go
    without the grant: join[o] ∈ {0, 1} ≤ choose[o] stands for choose[o] in the lines, and G = 0 at join[o] = 0.
    Points count in proportion; a community in progress gets what is promised, a start year without a row nothing.
    """

    id = "F14"
    base = parameter("matching.base")
    ratio = parameter("matching.ratio")
    gain = parameter("matching.gain")
    loss = parameter("matching.loss")
    most = parameter("matching.most")
    floor_basic = parameter("matching.floor.basic")
    floor_improvement = parameter("matching.floor.improvement")
    floor_upgrade = parameter("matching.floor.upgrade")

    @property
    def _table(self) -> pd.DataFrame:
        rights = self.study.case.table("fund_entitlements")
        return rights[rights["basis"] == MATCHING]

    def unasked(self) -> frozenset[str]:
        names = {name for name, column in (("matching.base", "rate"), ("matching.ratio", "share"))
                 if not self._table[column].isna().any()}  # fmt: skip
        return frozenset(self.parameters()) if self._table.empty else frozenset(names)

    def funds(self) -> list[tuple[int, str]]:
        return funds_of(self.study, self._table)

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        return {} if self._table.empty else {"lift": lines["trade"] == _LIFT}

    def ties_to_site(self, fund: Mapping[Any, Any]) -> bool:
        """The matched fund, and the residents' money that it follows."""
        return fund["fund_id"] in set(self._table["fund_id"]) or (fund["kind"] == "resident" and len(self._table) > 0)

    def bargains(self, problem: Problem, fund_id: str) -> dict[int, _Bargain]:
        """Option → its bargain; options in progress, without a row for their start year or without cost have none."""
        rows = self._table[self._table["fund_id"] == fund_id]
        by_year = {int(row["year"]): row for row in rows.to_dict("records")}
        area = self.study.case.table("communities").set_index("community_id")["floor_area_m2"]
        works = self.study.case.table("works")[["trade", "tier"]]
        costs = problem.menu.costs.merge(works, left_on="work", right_index=True)
        by_tier = costs[costs["trade"] != _LIFT].groupby(["option", "tier"])["yuan"].sum()
        options = problem.menu.options
        found = {}
        for number, (site, start, fixed) in enumerate(
            zip(options["community_id"], options["start_year"], options["fixed"], strict=True)
        ):
            row = by_year.get(int(start))
            cost = {tier: int(by_tier.get((number, tier), 0)) for tier in TIERS}
            if not fixed and row is not None and any(cost.values()):
                found[number] = self._bargain(row, cost, Fraction(str(area[site])))
        return found

    def _bargain(self, row: Mapping[Any, Any], cost: Mapping[str, int], area: Fraction) -> _Bargain:
        year, investment = int(row["year"]), sum(cost.values())
        floors = {"basic": self.floor_basic, "improvement": self.floor_improvement, "upgrade": self.floor_upgrade}
        asked = sum((floors[tier].get(year, 0) * yuan for tier, yuan in cost.items()), Fraction(0))
        rate = self.base.get(year, 0) if pd.isna(row["rate"]) else Fraction(int(row["rate"]))
        ratio = self.ratio.get(year, 0) if pd.isna(row["share"]) else Fraction(row["share"])
        matching = Matching(
            floor=asked / investment, ratio=ratio,
            gain=self.gain.get(year, 0), loss=self.loss.get(year, 0), most=self.most.get(year, 0),
        )  # fmt: skip
        cap = None if pd.isna(row["cap"]) else int(row["cap"])
        return _Bargain(investment, min(rate * area, Fraction(investment)), matching, cap)

    def _brought(self, problem: Problem) -> Mask:
        """Flows of residents' money that counts: lifts left out."""
        lift = problem.flows["class_id"].map(problem.class_facts("trade") == _LIFT).to_numpy(dtype=np.bool_)
        return np.asarray((problem.flows["kind"] == "resident").to_numpy() & ~lift, dtype=np.bool_)

    def rows(self, problem: Problem) -> Iterator[Row]:
        for fund, fund_id in self.funds():
            bargains, brought = self.bargains(problem, fund_id), self._brought(problem)
            promised = promised_to(self.study, fund_id)
            for site, numbers in problem.menu.options.groupby("community_id", sort=True).indices.items():
                here = (problem.flows["community_id"] == site).to_numpy()
                mine = here & (problem.flows["fund"] == fund).to_numpy()
                if mine.any():
                    sums = self._lines(problem, fund_id, [int(o) for o in numbers], bargains, here & brought, promised)
                    for name, limit in zip(_LINES, sums, strict=True):
                        yield Row(label(fund=fund_id, community=site, what=name), problem.paid(mine), AT_MOST, limit)

    def _lines(
        self,
        problem: Problem,
        fund_id: str,
        numbers: list[int],
        bargains: Mapping[int, _Bargain],
        brought: Mask,
        promised: Mapping[str, int],
    ) -> list[Expression]:
        """The right side of the three rows of a community; adds the rows that split what its residents bring."""
        options = problem.menu.options
        sums, parts = [problem.constant(0.0) for _ in _LINES], problem.constant(0.0)
        for number in numbers:
            choose = problem.choose[number]
            name = f"{fund_id}, {options['community_id'][number]}:{options['option'][number]}"
            part = problem.helper(f"part[{name}]")
            parts = parts + problem.linear([(part, 1.0)])
            bargain = bargains.get(number)
            most = to_wan(int(options["cost_yuan"][number]) if bargain is None else bargain.investment)
            problem.constrain(problem.linear([(part, 1.0)]), AT_MOST, problem.linear([(choose, most)]))
            if bargain is None:
                due = promised.get(str(options["community_id"][number]), 0) if options["fixed"][number] else 0
                sums = [total + problem.linear([(choose, to_wan(due))]) for total in sums]
                continue
            lines = bargain.lines()
            join = choose
            if lines[0][0] < 0:
                join = problem.helper(f"join[{name}]", binary=True)
                problem.constrain(problem.linear([(join, 1.0)]), AT_MOST, problem.linear([(choose, 1.0)]))
            sums = [
                total + problem.linear([(join, intercept), (part, slope)])
                for total, (intercept, slope) in zip(sums, lines, strict=True)
            ]
        problem.constrain(parts, EQUAL, problem.paid(brought))
        return sums

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By fund and community of the plan: the grant, and what it may be for what the residents bring."""
        problem, money = settled.problem, settled.funding
        trade = self.study.case.table("works").set_index("work_id")["trade"]
        resident = money[(money["kind"] == "resident") & (money["work_id"].map(trade) != _LIFT)]
        brought = {site: int(yuan) for site, yuan in each_item(resident.groupby("community_id")["yuan"].sum())}
        for fund, fund_id in self.funds():
            paid = money[money["fund"] == fund].groupby("community_id")["yuan"].sum()
            bargains, promised = self.bargains(problem, fund_id), promised_to(self.study, fund_id)
            for number, (site, fixed) in enumerate(
                zip(problem.menu.options["community_id"], problem.menu.options["fixed"], strict=True)
            ):
                bargain, grant = bargains.get(number), int(paid.get(site, 0))
                due = Fraction(promised.get(site, 0) if fixed else 0)
                limit = due if bargain is None else bargain.grant(brought.get(site, 0))
                if grant or limit:
                    yield Line(label(fund=fund_id, community=site), grant, limit, limit - grant)

    def remark(self, problem: Problem) -> str:
        if self._table.empty:
            return "案例没有与居民出资挂钩的补助（计算基数 matching），不作要求"
        return years_without(self.study, self._table)
