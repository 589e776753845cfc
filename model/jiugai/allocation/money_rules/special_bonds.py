"""Special bonds on the revenue of a project, and how far they count as its capital."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, Indicator, Line, MoneyRule, Row, label
from jiugai.allocation.pledges import FLOW_YUAN, INTEREST_YUAN, pledgeable
from jiugai.errors import PolicyError, Problem
from jiugai.frames import each_item, each_row
from jiugai.inputs.rule import parameter
from jiugai.inputs.study import Study
from jiugai.menu.options import Mask
from jiugai.money import YUAN_PER_WAN, to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem as AllocationProblem
    from jiugai.allocation.settled import Settled

BOND = "special_bond"
#: kinds of money that a project owes
_OWED = ("loan", BOND)


class SpecialBonds(MoneyRule):
    """A special bond pays revenue-bearing works of a project of the bond library, covered over its term (专项债券).

    For fund f, project p, years a ≤ b of the plan; N years is the term, s the service of one yuan to maturity:

        Σ_{y = a+1 … b+N} (revenue[p,y] − claims[p,y])  ≥  coverage · Σ_{t = a … b} s · paid[f,p,t]        (万元)

    revenue[p,y] = Σ_o choose[o] · revenue[o,y], begun the year after a work's completion, with a passed vote, property
    fees and subsidies left out; claims: what loans and other owners of a yearly return take first, at their cover. From
    first draw to last the row is the cover over the term (本息覆盖倍数); the others say that no run of draws leans on
    revenue outside its own life.
    """

    id = "D4"
    coverage = parameter("bond.coverage")
    min_size = parameter("bond.min_size")

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        problems = list(self._promises())
        if problems:
            raise PolicyError(problems)

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["channel"] != BOND:
            return np.ones(len(lines), dtype=np.bool_)
        return pledgeable(lines) & lines["community_id"].map(self._project).isin(self._admitted).to_numpy()

    @cached_property
    def _project(self) -> dict[str, str]:
        sites = self.study.case.table("communities")
        return dict(zip(sites["community_id"], sites["project_id"], strict=True))

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """project → cost of all works of its communities that are not already present, yuan."""
        works = self.study.case.table("works")
        works = works[~works["already_present"]]
        cost = works.groupby(works["community_id"].map(self._project))["cost"].sum()
        return {str(project): int(yuan) for project, yuan in each_item(cost)}

    @cached_property
    def _admitted(self) -> set[str]:
        """Projects of the bond library, large enough."""
        projects = self.study.case.table("projects")
        listed = projects["project_id"][projects["bond_library"].fillna(False).astype(bool)]
        return {project for project in listed if self._sizes.get(project, 0) >= self._least}

    @property
    def _least(self) -> int:
        """Least cost of a project, yuan."""
        return int(self.min_size.get(self.study.case.first_year, 0) * YUAN_PER_WAN)

    def _promises(self) -> Iterator[Problem]:
        """Money of a special bond promised to a work that it may not pay, with the reason."""
        case, clause = self.study.case, self.study.clause(self.id)
        funds = case.table("funds")
        bonds = set(funds["fund_id"][funds["channel"] == BOND])
        works = case.table("works").set_index("work_id")
        for row in each_row(case.table("commitments")):
            if row.fund_id not in bonds or row.year < case.first_year or not row.committed:
                continue
            for zh, en in self._refusals(works.loc[row.work_id]):
                yield Problem(
                    case.where("commitments", "fund_id", f"{row.work_id} {row.fund_id} {row.year}"),
                    f"专项债券不得承诺给这项工程：{zh}（{self.id} {clause}）",
                    f"no special bond may be promised to this work: {en} ({self.id} {clause})",
                )

    def _refusals(self, work: pd.Series) -> Iterator[tuple[str, str]]:
        if not pledgeable(work.to_frame().T)[0]:
            zh = "没有可质押的净收益（收益须经表决，物业费不计）"
            yield zh, "no net revenue that may be pledged (voted, no property fee)"
        project = self._project[work["community_id"]]
        if project not in self._admitted:
            if self._sizes.get(project, 0) < self._least:
                yield (
                    f"项目总投资不足 {self._least:,} 元",
                    f"its project costs less than {self._least:,} yuan",
                )
            else:
                yield "所属项目未入专项债券项目库", "its project is not in the bond library"

    def rows(self, problem: AllocationProblem) -> Iterator[Row]:
        cover = float(self.coverage.get(self.study.case.first_year, 1))
        flows = problem.flows
        for bond, fund_id in problem.by_fund(channel=BOND):
            payment, _ = problem.funds.factors(bond)
            term, whole = len(payment) - 1, float(payment.sum())
            lost = cover * (FLOW_YUAN * whole + INTEREST_YUAN * term * problem.funds.coupons(bond))
            mine = flows[flows["fund"] == bond]
            for project in sorted(set(mine["project"])):
                drawn = mine[mine["project"] == project]
                years = sorted(set(drawn["year"]))
                for first, last in ((a, b) for a in years for b in years if a <= b):
                    due = drawn.index[(drawn["year"] >= first) & (drawn["year"] <= last)]
                    yield Row(
                        label(fund=fund_id, project=project, since=first, until=last),
                        problem.pledges.free(project, first + 1, last + term, lost),
                        AT_LEAST,
                        problem.linear((problem.pay[int(flow)], cover * whole) for flow in due),
                    )

    def remark(self, problem: AllocationProblem) -> str:
        for bond, fund_id in problem.by_fund(channel=BOND):
            if bond not in set(problem.flows["fund"]):
                return f"专项债券 {fund_id} 没有可用的工程：须属项目库、达到规模，且有经表决的净收益（物业费除外）"
        return ""

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By fund, project and run of draws: free revenue of their life against cover times their whole service."""
        problem, pledges = settled.problem, settled.problem.pledges
        cover = self.coverage.get(self.study.case.first_year, 1)
        for bond, fund_id in problem.by_fund(channel=BOND):
            draws = [draw for draw in settled.draws if draw.fund == bond]
            term = len(problem.funds.factors(bond)[0]) - 1
            due = {draw: sum(p.service for p in settled.schedules[draw.instrument_id]) for draw in draws}
            for project in sorted({draw.project for draw in draws}):
                years = [draw.year for draw in draws if draw.project == project]
                for first, last in ((a, b) for a in years for b in years if a <= b):
                    earned: Fraction | int = pledges.earned_yuan(settled, project, first + 1, last + term)
                    earned -= sum(
                        (pledges.claimed(settled, project, year) for year in range(first + 1, last + term + 1)), 0
                    )
                    service = cover * sum(
                        yuan for draw, yuan in due.items() if draw.project == project and first <= draw.year <= last
                    )
                    name = label(fund=fund_id, project=project, since=first, until=last)
                    yield Line(name, earned, service, earned - service)

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """What the county must add in a year because revenue does not pay the bonds' service."""
        if not list(settled.problem.by_fund(channel=BOND)):
            return
        for year in self.study.years:
            missing = settled.problem.pledges.shortfall(settled, year)
            yield Indicator(year, "bond_shortfall", missing, 0, missing == 0, warning=True)


class BondAsCapital(MoneyRule):
    """Special bonds count as capital of a project only within the county's quota for it (专项债券作资本金).

    For projects p with money owed; r the capital ratio of D6:

        Σ_p max(0, Σ_t paid[loan,p,t] + Σ_t paid[bond,p,t] − (1 − r) · cost[p])  ≤  capital_quota        (万元)

    The part of a bond that counts is what the ratio needs of it: never more than the bond, for D6 keeps the loan alone
    within (1 − r) · cost. At a quota of 0 loan and bond together leave the capital free.
    """

    id = "D5"
    capital_ratio = parameter("loan.capital_ratio")
    capital_quota = parameter("bond.capital_quota")

    @property
    def _owable(self) -> Fraction:
        return 1 - self.capital_ratio.get(self.study.case.first_year, 0)

    @property
    def _quota(self) -> int:
        return int(self.capital_quota.get(self.study.case.first_year, 0) * YUAN_PER_WAN)

    def rows(self, problem: AllocationProblem) -> Iterator[Row]:
        flows = problem.flows
        counted = []
        for project in sorted(set(flows["project"][flows["channel"] == BOND])):
            over = problem.helper(f"counted[{project}]")
            owed = problem.paid((flows["channel"].isin(_OWED) & (flows["project"] == project)).to_numpy())
            cost = problem.cost((problem.cells["project"] == project).to_numpy())
            problem.constrain(owed - problem.linear([(over, 1.0)]), AT_MOST, float(self._owable) * cost)
            counted.append((over, 1.0))
        if list(problem.by_fund(channel=BOND)):
            yield Row(
                label(what="bond_capital"), problem.linear(counted), AT_MOST, problem.constant(to_wan(self._quota)),
                settle=self._settle,
            )  # fmt: skip

    def _settle(self, settled: Settled) -> tuple[Fraction, int]:
        cost = settled.costs.groupby("project")["yuan"].sum()
        owed: dict[str, int] = {}
        bonded = set()
        funds = self.study.case.table("funds")["channel"]
        for draw in settled.draws:
            if funds.iloc[draw.fund] in _OWED:
                owed[draw.project] = owed.get(draw.project, 0) + draw.yuan
            if funds.iloc[draw.fund] == BOND:
                bonded.add(draw.project)
        over = (owed[project] - self._owable * int(cost.loc[project]) for project in bonded)
        return sum((max(Fraction(0), yuan) for yuan in over), Fraction(0)), self._quota
