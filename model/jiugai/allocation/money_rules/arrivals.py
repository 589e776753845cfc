"""Money that comes after completion, and who may advance it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from jiugai.allocation.arrivals import BRIDGED, LATE, Arrivals, Years
from jiugai.allocation.money_rules.base import AT_MOST, Line, MoneyRule, Row, label
from jiugai.frames import each_item
from jiugai.inputs.pay_timing import ON_COMPLETION, YEAR_AFTER
from jiugai.inputs.study import Study
from jiugai.menu.options import Mask
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class PayTiming(MoneyRule):
    """Reward-style money comes when a community is completed, or the year after (以奖代补, 先建后补).

    Late fund f, community completed in c, cost of year t:   cash year  =  max(t, c + g[f])
        g = 0 on completion, 1 in the year after. pay[f, t] counts against the allotments valid in the cash year (F15).
    pay[f, t] allowed  ⇔  cash year in the plan, or the case states an allotment of the cash year; and cash year = t or
        somebody advances it (F20)
    """

    id = LATE

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.arrivals = Arrivals(study)

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        """When money comes depends on the year of completion: lines that differ in it are not interchangeable."""
        return {"completion": lines["completion"]} if self.arrivals.late_funds else {}

    def in_time(self, fund: Mapping[Any, Any], years: Years, completions: Years) -> Mask:
        cash = self.arrivals.cash_years(fund, years, completions)
        bridged = self.study.in_force(BRIDGED)  # without that rule nobody advances anything
        timely: Mask = self.arrivals.arrives(fund, cash) & ((cash == years) | bridged)
        return timely

    def remark(self, problem: Problem) -> str:
        late = self.arrivals.late_funds
        if not late:
            return "各项资金都与工程同年到位，不单列约束行"
        when = {ON_COMPLETION: "当年", YEAR_AFTER: "次年"}
        told = [f"{fund['fund_id']} 在完工{when[fund['pay_timing']]}到位" for fund in late]
        last = self.study.case.last_year
        closed = [fund["fund_id"] for fund in late if not self.arrivals.may_come_after(fund)]
        told += [f"{'、'.join(closed)} 没有 {last + 1} 年的额度，不付到位晚于 {last} 年的工程"] if closed else []
        return "；".join(told) + "；只决定可否支付和到位年度，不单列约束行"


class Bridging(MoneyRule):
    """Late money is advanced by a named grant of the county's general budget within a stated limit (垫付).

    For each bridging fund b, plan year y:
        Σ_{f bridged by b} Σ_{t ≤ y < a} advance[f,t,a]  ≤  limit[b,y]        (万元; no limit stated: nothing)

    advance[f,t,a]: money of f for costs of year t that comes in year a > t; it goes out in t and comes back in a, and
    counts in the room of the general budget in both (D8). Never by contractor, utility or resident.
    """

    id = BRIDGED

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        self.arrivals = Arrivals(study)

    def in_time(self, fund: Mapping[Any, Any], years: Years, completions: Years) -> Mask:
        cash = self.arrivals.cash_years(fund, years, completions)
        timely: Mask = (cash == years) | self.arrivals.advanced(fund, years, cash)
        return timely

    def rows(self, problem: Problem) -> Iterator[Row]:
        for bridge, terms in problem.advances_by_bridge().items():
            for year in self.study.years:
                out = [key for key in terms if key[1] <= year < key[2]]
                if not out:
                    continue
                limit = self.arrivals.limits.get((bridge, year), 0)

                def outstanding(
                    settled: Settled, out: tuple[tuple[int, int, int], ...] = tuple(out), limit: int = limit
                ) -> tuple[int, int]:
                    return sum(settled.advances.get(key, 0) for key in out), limit

                yield Row(
                    label(fund=bridge, year=year),
                    problem.linear((problem.advance[key], 1.0) for key in out),
                    AT_MOST,
                    problem.constant(max(0.0, to_wan(limit) - problem.margin(len(out)))),
                    settle=outstanding,
                )

    def tables(self, settled: Settled) -> Iterator[tuple[str, dict[str, object]]]:
        """What is advanced, by late fund and community, from the year of the cost to that of the money."""
        funds = self.study.case.table("funds").to_dict("records")
        late = settled.funding[settled.funding["cash_year"] > settled.funding["year"]]
        keys = ["fund", "community_id", "year", "cash_year"]
        for (fund, community, out, back), yuan in each_item(late.groupby(keys)["yuan"].sum()):
            yield (
                "bridges",
                {
                    "bridge_fund_id": self.arrivals.bridge(funds[fund]), "fund_id": funds[fund]["fund_id"],
                    "drawn_year": out, "repaid_year": back, "yuan": int(yuan), "community_id": community,
                },
            )  # fmt: skip

    def lines(self, settled: Settled) -> Iterator[Line]:
        """The years in which something is out."""
        return (line for line in super().lines(settled) if line.activity)

    def remark(self, problem: Problem) -> str:
        alone = [str(fund["fund_id"]) for fund in self.arrivals.late_funds if not self.arrivals.bridge(fund)]
        told = [f"{'、'.join(alone)} 没有垫付资金，只付到位当年的工程"] if alone else []
        for bridge in sorted({self.arrivals.bridge(fund) for fund in self.arrivals.late_funds} - {""}):
            years = [str(year) for year in self.study.years if not self.arrivals.limits.get((bridge, year), 0)]
            told += [f"{bridge} 在 {'、'.join(years)} 年没有垫付上限，年末不得有未归还的垫付"] if years else []
        if not problem.rows[self.id] and not told:
            return "没有需要垫付的资金"
        return "；".join(told)
