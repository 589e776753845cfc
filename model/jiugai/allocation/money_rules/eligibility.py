"""Who may pay what, by the age of the community, the plan year of the money and the standing of the county."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.inputs.carry import UPPER_KINDS
from jiugai.inputs.rule import parameter
from jiugai.menu.options import Mask

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem


class BuiltYearMoney(MoneyRule):
    """Upper-level money pays only for communities inside the window of their start year (the money half of E1).

    pay[f, option o] allowed  ⇔  f not central or provincial, or upper[o]
    """

    id = "E1"
    soft = True
    built_by = parameter("eligibility.built_by")
    silent = "通过菜单选项和资金可支付范围起作用，不单列约束行"

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["kind"] not in UPPER_KINDS:
            return np.ones(len(lines), dtype=np.bool_)
        return lines["upper"].to_numpy(dtype=np.bool_)


class PlanYearMoney(MoneyRule):
    """Money of plan year t pays only projects of plan year t, until it lapses (专项对应年度计划).

    pay[f, option o] allowed  ⇔  plan_year[f] blank or plan_year[f] = start_year[o]
    """

    id = "F19"
    silent = "限定资金只能支付同一计划年度开工的项目，不单列约束行"

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if pd.isna(fund["plan_year"]):
            return np.ones(len(lines), dtype=np.bool_)
        return (lines["start_year"] == int(fund["plan_year"])).to_numpy()


class AuditFindings(MoneyRule):
    """Findings of the audit not put right may cost the county next year's plan: no upper-level money (审计整改).

    pay[f, option o] allowed  ⇔  f not central or provincial, or start_year[o] ≠ barred_year, or o in progress

    A fact of the county, not of a community, and decided case by case (视情况): off until a scenario names the year.
    """

    id = "E6"
    barred_year = parameter("findings.barred_year")

    def remark(self, problem: Problem) -> str:
        years = [year for year in self.study.years if self.barred_year[year] == year]
        if years:
            return f"{years[0]} 年新开工小区不得使用中央和省级资金，不单列约束行"
        set_to = self.barred_year[self.study.case.first_year]
        return "没有被取消申报资格的年度" + ("" if set_to is None else f"（场景给出的 {set_to} 年不在规划期内）")

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["kind"] not in UPPER_KINDS:
            return np.ones(len(lines), dtype=np.bool_)
        barred = lines["start_year"] == self.barred_year.over(lines["start_year"])
        return (~barred | lines["fixed"]).to_numpy(dtype=np.bool_)


class UnmetPreconditions(MoneyRule):
    """The price of what the gate of E7 found missing, in the objective `soft_broken`; no money is refused."""

    id = "E7"
    soft = True
    silent = "缺少的先决条件在软约束目标中计分，不单列约束行"
