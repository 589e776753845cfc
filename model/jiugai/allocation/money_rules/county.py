"""County money and the sector funds that are not county match."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.inputs.dictionary import ANY
from jiugai.menu.options import Mask


class CountyMoney(MoneyRule):
    """Sector funds keep their level and pay matching works only; they are not county match (整合部门专项资金).

    pay[f, w] allowed for channel sector  ⇔  a row of the fund's rules names the trade of w
    Envelopes are rows of F15, the county's room is D8.
    """

    id = "F6"
    silent = "限定部门专项资金的支付范围；县级资金的额度见F15、财力见D8，不单列约束行"

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["channel"] != "sector":
            return np.ones(len(lines), dtype=np.bool_)
        rules = self.study.case.table("fund_rules")
        trades = set(rules[rules["fund_id"] == fund["fund_id"]]["trade"]) - {ANY}
        return lines["trade"].isin(trades).to_numpy()
