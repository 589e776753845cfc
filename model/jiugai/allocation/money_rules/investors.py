"""Private capital in works that earn, repaid by what they earn and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.expressions import Expression
from jiugai.allocation.money_rules.base import AT_LEAST, Line, MoneyRule, Row, label
from jiugai.allocation.money_rules.debt import GOVERNMENT_WORDS
from jiugai.allocation.pledges import pledgeable
from jiugai.errors import PolicyError, Problem
from jiugai.finance import return_factors
from jiugai.frames import each_item, each_row
from jiugai.inputs.study import Study
from jiugai.menu.options import Mask
from jiugai.money import Exact

if TYPE_CHECKING:
    from fractions import Fraction

    from jiugai.allocation.problem import Problem as AllocationProblem
    from jiugai.allocation.settled import Settled

CAPITAL = "social_capital"


class PrivateCapital(MoneyRule):
    """Private capital pays revenue-bearing works of a project; the revenue that is free returns it (社会资本).

    project p, year y:   Σ_o choose[o] · revenue[o,y] − claims of others[p,y]
                             ≥  Σ_f Σ_t factor[f, y−t] · paid[f,p,t]        (万元)

    f: funds of channel social_capital; factor: the level yearly return of one yuan at the fund's rate over its term,
    begun after its grace (`finance/returns.py`); claims of others: loans at their cover. The return is hoped for, not
    owed: no variable lets the county buy back, top up or guarantee it, and the investor is no government (D7).
    """

    id = "F13"

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        problems = [
            Problem(
                study.case.where("funds", "borrower", fund.borrower),
                f"社会资本 {fund.fund_id} 的出资方不得是政府（{study.clause(self.id)}）",
                f"private capital {fund.fund_id} must not come from the government ({study.clause(self.id)})",
            )
            for fund in each_row(study.case.table("funds").query("channel == @CAPITAL"))
            if any(word in str(fund.borrower).lower() for word in GOVERNMENT_WORDS)
        ]
        if problems:
            raise PolicyError(problems)

    @cached_property
    def _factors(self) -> dict[int, list[Fraction]]:
        """Fund number → yearly return of one yuan by years since it was paid."""
        funds = self.study.case.table("funds")
        return {
            number: return_factors(fund.rate, int(fund.term_years), int(fund.grace_years))
            for number, fund in enumerate(each_row(funds))
            if fund.channel == CAPITAL
        }

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["channel"] != CAPITAL:
            return np.ones(len(lines), dtype=np.bool_)
        return pledgeable(lines)

    def claim(self, problem: AllocationProblem, project: str, year: int) -> Expression:
        flows = problem.flows
        mine = flows[flows["fund"].isin(self._factors) & (flows["project"] == project)]
        terms = []
        for flow, fund, paid in zip(mine.index, mine["fund"], mine["year"], strict=True):
            factors = self._factors[int(fund)]
            if 0 < year - int(paid) < len(factors):
                terms.append((problem.pay[int(flow)], float(factors[year - int(paid)])))
        return problem.linear(terms)

    def claimed(self, settled: Settled, project: str, year: int) -> Exact:
        money = settled.funding[settled.funding["project"] == project]
        total: Exact = 0
        for (fund, paid), yuan in each_item(money.groupby(["fund", "year"])["yuan"].sum()):
            factors = self._factors.get(int(fund), [])
            if 0 < year - int(paid) < len(factors):
                total += factors[year - int(paid)] * int(yuan)
        return total

    @property
    def _years(self) -> range:
        """Years in which a return can fall."""
        longest = max((len(factors) for factors in self._factors.values()), default=1)
        return range(self.study.case.first_year + 1, self.study.case.last_year + longest)

    def rows(self, problem: AllocationProblem) -> Iterator[Row]:
        flows = problem.flows
        for project in sorted(set(flows["project"][flows["fund"].isin(self._factors)])):
            for year in self._years:
                due = self.claim(problem, project, year)
                if len(due):
                    free = problem.pledges.left(project, year, self.id)
                    yield Row(label(project=project, year=year), free, AT_LEAST, due)

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By project that took private capital: every year of return, exact."""
        taken = settled.funding[settled.funding["fund"].isin(self._factors)]
        for project in sorted(set(taken["project"])):
            for year in self._years:
                due = self.claimed(settled, project, year)
                if due:
                    free = settled.problem.pledges.left_yuan(settled, project, year, self.id)
                    yield Line(label(project=project, year=year), free, due, free - due)

    def remark(self, problem: AllocationProblem) -> str:
        if not self._factors:
            return "案例没有社会资本"
        return (
            "" if problem.rows[self.id] else "社会资本没有可用的工程：须有经表决的净收益（物业费除外），并在约定的小区"
        )
