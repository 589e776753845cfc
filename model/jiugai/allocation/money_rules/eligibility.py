"""Who may pay what, by the age of the community and the plan year of the money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.expressions import Expression
from jiugai.allocation.funds import UPPER_KINDS
from jiugai.allocation.money_rules.base import MoneyRule
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

    def broken(self, problem: Problem) -> Expression:
        """Communities that start on local money alone."""
        return problem.chosen(problem.menu.options["local_price"].to_numpy(dtype=np.float64))


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
