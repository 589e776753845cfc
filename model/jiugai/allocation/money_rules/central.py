"""Central money: fiscal subsidy (财政), central-budget investment (发改), and neither twice for the same works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, Line, MoneyRule, Row, label
from jiugai.frames import each_item
from jiugai.inputs.rule import parameter
from jiugai.inputs.standards import weights_asked
from jiugai.menu.options import Mask

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class CentralFiscalSubsidy(MoneyRule):
    """Central fiscal subsidy: never for fees, interest or debt; basic works first (中央财政补助, 重点支持基础类).

    For each allotment f:   paid[f, basic works]  ≥  basic_min_share · paid[f]        (万元)
    Costs it may pay: construction, equipment, contingency.

    A pot split among places by the factor formula gives the county (an envelope, F15), rounded down to a yuan:
    pot · Σ_k weight[k] · own[k] · difficulty / total[k],  k: area, households, buildings, communities, performance
    """

    id = "F1"
    basic_min_share = parameter("central.basic_min_share")
    of_floor_area = parameter("central.factor_weight.floor_area")
    of_households = parameter("central.factor_weight.households")
    of_buildings = parameter("central.factor_weight.buildings")
    of_communities = parameter("central.factor_weight.communities")
    of_performance = parameter("central.factor_weight.performance")

    def unasked(self) -> frozenset[str]:
        weights = {name for name in self.parameters() if name != "central.basic_min_share"}
        return frozenset(weights) - weights_asked(self.study)

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["channel"] != "central_fiscal":
            return np.ones(len(lines), dtype=np.bool_)
        return lines["cost_part"].isin(("construction", "equipment", "contingency")).to_numpy()

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        return {"basic": lines["tier"] == "basic"}

    def rows(self, problem: Problem) -> Iterator[Row]:
        share = self.basic_min_share[self.study.case.first_year]
        if share is None:
            return
        basic = problem.flows["class_id"].map(problem.class_facts("tier") == "basic").to_numpy(dtype=np.bool_)
        for number, fund_id in problem.by_fund(channel="central_fiscal"):
            mine = (problem.flows["fund"] == number).to_numpy()
            if mine.any():
                paid_basic = problem.paid(mine & basic)
                yield Row(label(fund=fund_id), paid_basic, AT_LEAST, float(share) * problem.paid(mine))


class CentralInvestment(MoneyRule):
    """Central-budget investment: at most a share of the approved construction investment, not of fees (中央预算内投资).

    For each fund f, project p:   paid[f,p]  ≤  max_share · construction cost[p]        (万元)
    """

    id = "F2"
    max_share = parameter("central_investment.max_share")

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["channel"] != "central_investment":
            return np.ones(len(lines), dtype=np.bool_)
        return (lines["cost_part"] == "construction").to_numpy()

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        return {"construction": lines["cost_part"] == "construction"}

    def ties_to_site(self, fund: Mapping[Any, Any]) -> bool:
        return fund["channel"] == "central_investment" and self._share < 1

    @property
    def _share(self) -> Fraction:
        return self.max_share.get(self.study.case.first_year, 1)

    def rows(self, problem: Problem) -> Iterator[Row]:
        """None where the whole construction cost may be paid: then what the fund may pay says it all."""
        if self._share >= 1:
            return
        construction = problem.cells["class_id"].map(problem.class_facts("cost_part") == "construction")
        for number, fund_id in problem.by_fund(channel="central_investment"):
            mine = problem.flows["fund"] == number
            for project in problem.flows["project"][mine].drop_duplicates().sort_values():
                flows = (mine & (problem.flows["project"] == project)).to_numpy()
                cells = (construction & (problem.cells["project"] == project)).to_numpy(dtype=np.bool_)
                yield Row(
                    label(fund=fund_id, project=project),
                    problem.paid(flows),
                    AT_MOST,
                    float(self._share) * problem.cost(cells),
                )

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By fund and project that got money."""
        construction = settled.costs[settled.costs["cost_part"] == "construction"]
        approved = construction.groupby("project")["yuan"].sum()
        mine = settled.funding[settled.funding["channel"] == "central_investment"]
        for (fund_id, project), paid in each_item(mine.groupby(["fund_id", "project"])["yuan"].sum()):
            limit = self._share * int(approved.get(project, 0))
            yield Line(label(fund=fund_id, project=project), int(paid), limit, limit - int(paid))


class NoSecondPayment(MoneyRule):
    """A work that central money paid for before takes no central money again (同一内容不得重复使用中央补助).

    pay[f,w] allowed  ⇔  f not of the centre, or not central_funded_before[w]

    Of the centre: kind central, or any fund of the central level, sector funds of central origin included.
    """

    id = "S3"

    def remark(self, problem: Problem) -> str:
        works = self.study.case.table("works")
        open_works = works[~works["already_present"]]
        unstated = int(open_works["central_funded_before"].isna().sum())
        barred = int(open_works["central_funded_before"].fillna(False).sum())
        told = f"{barred} 处工程以前用过中央补助，不再由中央资金支付，不单列约束行"
        return told + (f"；{unstated} 处工程未填“已用过中央补助”，不作限制" if unstated else "")

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["kind"] != "central" and fund["level"] != "central":
            return np.ones(len(lines), dtype=np.bool_)
        return ~lines["central_funded_before"].fillna(False).to_numpy(dtype=np.bool_)
