"""When money comes, and who advances it until then: the arithmetic that F16, F20 and the programme share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiugai.frames import each_row
from jiugai.inputs.pay_timing import LAGS, may_come_after
from jiugai.inputs.standards import POT
from jiugai.inputs.study import Study
from jiugai.menu.options import Mask

Years = NDArray[np.int64]

#: ids of the rules by which money comes late (以奖代补) and by which somebody advances it (垫付)
LATE, BRIDGED = "F16", "F20"


@dataclass(frozen=True)
class Arrivals:
    """Cash years of the funds of a study, and the advances allowed.

    A cost of year t of a community completed in year c, paid by fund f:

    cash year  =  t               f pays with the works
               =  max(t, c + g)   f pays late: g = 0 in the year of completion, 1 in the year after
    """

    study: Study

    def late(self, fund: Mapping[Any, Any]) -> bool:
        """Whether the fund pays after completion, not with the works."""
        return fund["pay_timing"] in LAGS and self.study.in_force(LATE)

    @cached_property
    def late_funds(self) -> list[dict[Any, Any]]:
        """The rows of the funds that pay late."""
        return [fund for fund in self.study.case.table("funds").to_dict("records") if self.late(fund)]

    def cash_years(self, fund: Mapping[Any, Any], years: Years, completions: Years) -> Years:
        """Cash year of costs of `years` in communities completed in `completions` (same shape)."""
        if not self.late(fund):
            return years
        return np.maximum(years, completions + LAGS[fund["pay_timing"]])

    def may_come_after(self, fund: Mapping[Any, Any]) -> bool:
        """Whether the case states money of the fund for the year after the plan."""
        year = self.study.case.last_year + 1
        entitled = self.study.case.table("fund_entitlements")
        stated = (self.study.case.table("fund_years"), entitled[entitled["binding"] == POT])
        given = any(((table["fund_id"] == fund["fund_id"]) & (table["year"] == year)).any() for table in stated)
        return self.late(fund) and may_come_after(fund["pay_timing"], fund["level"]) and given

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The plan years, and the year after where money may come in it."""
        after = any(self.may_come_after(fund) for fund in self.late_funds)
        return (*self.study.years, self.study.case.last_year + 1) if after else self.study.years

    def bridge(self, fund: Mapping[Any, Any]) -> str:
        """The fund that may advance the money of `fund`; "" for nobody."""
        return str(fund["bridged_by"]) if self.late(fund) and self.study.in_force(BRIDGED) else ""

    @cached_property
    def limits(self) -> dict[tuple[str, int], int]:
        """(bridging fund, year) → most that it may have advanced at the end of the year, whole yuan."""
        return {
            (row.fund_id, int(row.year)): int(row.limit) for row in each_row(self.study.case.table("bridge_limits"))
        }

    def arrives(self, fund: Mapping[Any, Any], cash: Years) -> Mask:
        """Where money of `fund` may come in the years `cash`: in the plan, or where stated the year after."""
        last = self.study.case.last_year + (1 if self.may_come_after(fund) else 0)
        return cash <= last

    def advanced(self, fund: Mapping[Any, Any], years: Years, cash: Years) -> Mask:
        """Where somebody may advance a cost of `years` until `cash`: a limit above zero at the end of every year."""
        bridge = self.bridge(fund)
        open_years = {year for (name, year), limit in self.limits.items() if name == bridge and limit > 0}
        pairs = zip(years.tolist(), cash.tolist(), strict=True)
        return np.array([set(range(out, back)) <= open_years for out, back in pairs], dtype=np.bool_)
