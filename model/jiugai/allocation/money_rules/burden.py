"""The burden on the county: interest and PPP spending as shares of what its budgets spend. Warnings, no rows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import Indicator, MoneyRule
from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.rule import parameter
from jiugai.inputs.study import Study

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

#: type of debt → the bonds that draw it, the spending that bears it
_SPENT = {"general": ("general_bond", "general_spending"), "special": ("special_bond", "fund_spending")}


def _untested(study: Study, *columns: str) -> str:
    """For rules_log.csv: the years in which one of the columns is blank."""
    years = [str(year) for year in study.years if any(study.fiscal(column, year) is None for column in columns)]
    names = "、".join(dictionary()["fiscal"][column].zh for column in columns)
    return f"{'、'.join(years)}年未检验：没有填写{names}" if years else ""


class InterestShare(MoneyRule):
    """Interest of general and of special debt, old and new, stays below a share of spending (利息支出占比预警线).

    Year t, debt d of {general, special}; interest of the whole-yuan schedules, spending of the budget that bears it:

        Σ interest[d,t]  ≤  max_share[d,t] · spending[d,t]        (yuan; a warning)
    """

    id = "D3"
    general = parameter("interest.max_share.general")
    special = parameter("interest.max_share.special")

    def remark(self, problem: Problem) -> str:
        told = [_untested(self.study, column) for _, column in _SPENT.values()]
        found = "；".join(text for text in told if text)
        return f"预警线，不单列约束行。{found}" if found else "预警线，不单列约束行，见 indicators.csv"

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        for (debt, (channel, column)), limits in zip(_SPENT.items(), (self.general, self.special), strict=True):
            for year in self.study.years:
                spending, share = self.study.fiscal(column, year), limits[year]
                if spending is None or share is None:
                    continue
                interest = self._interest(settled, debt, channel, year)
                limit = share * spending
                yield Indicator(year, f"{debt}_interest", interest, limit, interest <= limit, warning=True)

    @staticmethod
    def _interest(settled: Settled, debt: str, channel: str, year: int) -> int:
        problem = settled.problem
        bonds = {number for number, _ in problem.by_fund(channel=channel)}
        new = [settled.schedules[draw.instrument_id] for draw in settled.draws if draw.fund in bonds]
        paid = (p for schedule in [*problem.inherited.schedules[debt], *new] for p in schedule if p.year == year)
        return sum(payment.interest for payment in paid)


class PppShare(MoneyRule):
    """Spending on all PPP projects of a year stays below a share of general spending (PPP 支出责任).

        ppp_spending[t]  ≤  max_share[t] · general_spending[t]        (yuan; a warning)

    The plan itself makes no such spending: there is no channel by which the county could pay a PPP project.
    """

    id = "D9"
    max_share = parameter("ppp.max_share")

    def remark(self, problem: Problem) -> str:
        columns = "ppp_spending", "general_spending"
        none = "方案没有政府付费的 PPP 资金渠道，不单列约束行。"
        return none + (_untested(self.study, *columns) or "已列支出责任见 indicators.csv")

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        for year in self.study.years:
            spent, spending = (self.study.fiscal(name, year) for name in ("ppp_spending", "general_spending"))
            share: Fraction | None = self.max_share[year]
            if spent is not None and spending is not None and share is not None:
                limit = share * spending
                yield Indicator(year, "ppp_spending", spent, limit, spent <= limit, warning=True)
