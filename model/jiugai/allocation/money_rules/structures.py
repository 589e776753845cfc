"""Illegal structures: who pays for their removal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.inputs.carry import UPPER_KINDS
from jiugai.inputs.rule import parameter
from jiugai.menu.options import Mask
from jiugai.menu.structures import DEMOLITION


class RemovalMoney(MoneyRule):
    """Where a place has no standard of subsidy, central and provincial money pays no removal (没有补助标准).

    pay[f, w] allowed  ⇔  f not central or provincial, or trade[w] not demolition, or upper_money[start_year] ≠ 0,
    or o in progress
    """

    id = "S7"
    upper_money = parameter("demolition.upper_money")

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["kind"] not in UPPER_KINDS:
            return np.ones(len(lines), dtype=np.bool_)
        barred = (lines["trade"] == DEMOLITION) & (self.upper_money.over(lines["start_year"]) == 0)
        return (~barred | lines["fixed"]).to_numpy(dtype=np.bool_)
