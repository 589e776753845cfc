"""Bank loans to market entities on the project's own revenue."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.expressions import Expression
from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, Line, MoneyRule, Row, label
from jiugai.allocation.pledges import pledgeable
from jiugai.inputs.rule import parameter
from jiugai.menu.options import Mask
from jiugai.money import Exact, to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import LoanYear, Problem
    from jiugai.allocation.settled import Settled


class BankLoans(MoneyRule):
    """A loan pays revenue-bearing works of its project, with capital and coverage every year (银行贷款, 市场主体).

    coverage, fund f, project p, year y:   Σ_o choose[o] · revenue[o,y] − claims of others[p,y]
                                              ≥  coverage · Σ_t payment[y−t] · paid[f,p,t]
    capital, fund f, project p:            Σ_t paid[f,p,t]  ≤  (1 − capital_ratio) · cost[p]        (万元)

    Every year covered is the term covered; the service at its cover is the loan's claim on the revenue (`pledges.py`).
    Revenue begins the year after a work's completion, needs the owners' vote,
    and no interest falls due in the year of a draw.
    """

    id = "D6"
    coverage = parameter("loan.coverage")
    capital_ratio = parameter("loan.capital_ratio")

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["channel"] != "loan":
            return np.ones(len(lines), dtype=np.bool_)
        return pledgeable(lines)

    def claim(self, problem: Problem, project: str, year: int) -> Expression:
        cover = float(self.coverage.get(self.study.case.first_year, 1))
        return problem.linear(
            (variable, cover * payment)
            for loan, _ in problem.by_fund(channel="loan")
            for variable, payment in problem.owed(loan, project, year)
        )

    def claimed(self, settled: Settled, project: str, year: int) -> Exact:
        cover = self.coverage.get(self.study.case.first_year, 1)
        loans = settled.problem.by_fund(channel="loan")
        return cover * sum(settled.service(loan, year, project) for loan, _ in loans)

    def rows(self, problem: Problem) -> Iterator[Row]:
        first = self.study.case.first_year
        loanable = 1 - self.capital_ratio.get(first, 0)
        flows = problem.flows
        for number, fund_id in problem.by_fund(channel="loan"):
            term = int(self.study.case.table("funds")["term_years"].iloc[number])
            for project in flows["project"][flows["fund"] == number].drop_duplicates().sort_values():
                mine = (flows["fund"] == number) & (flows["project"] == project)
                for year in range(first + 1, self.study.case.last_year + term + 1):
                    free = problem.pledges.left(project, year, self.id)
                    service = self.claim(problem, project, year)
                    kept = service + to_wan(problem.kept_of_revenue.get((number, project, year), 0))
                    yield Row(label(fund=fund_id, project=project, year=year), free, AT_LEAST, kept)
                cells = (problem.cells["project"] == project).to_numpy()
                yield Row(
                    label(fund=fund_id, project=project, what="capital"),
                    problem.paid(mine.to_numpy()),
                    AT_MOST,
                    float(loanable) * problem.cost(cells),
                )

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By fund and project that borrowed: every year of debt service on the whole-yuan schedule; the capital."""
        first = self.study.case.first_year
        cost = settled.costs.groupby("project")["yuan"].sum()
        funds = self.study.case.table("funds")["fund_id"]
        for (fund, project), drawn in self._borrowed(settled).items():
            for year, income, due in self._service(settled, fund, project):
                yield Line(label(fund=funds.iloc[fund], project=project, year=year), income, due, income - due)
            limit = (1 - self.capital_ratio.get(first, 0)) * int(cost.loc[project])
            yield Line(label(fund=funds.iloc[fund], project=project, what="capital"), drawn, limit, limit - drawn)

    def missed(self, settled: Settled) -> dict[LoanYear, int]:
        """Yuan by which the schedule of a loan misses its cover, beyond the yuan a line that rounding may, where it
        does: the last payment takes what all the others were rounded by."""
        paid = settled.funding
        loan, partner = paid["channel"] == "loan", paid["channel"] == "social_capital"
        found: dict[LoanYear, int] = {}
        for fund, project in self._borrowed(settled):
            mine = (paid["project"] == project) & ((loan & (paid["fund"] == fund)) | partner)
            for year, income, due in self._service(settled, fund, project):
                short = math.ceil(due - income - int(mine.sum()))
                if short > 0:
                    found[fund, project, year] = short
        return found

    def _borrowed(self, settled: Settled) -> dict[tuple[int, str], int]:
        """(fund, project) → yuan drawn, in this order."""
        borrowed: dict[tuple[int, str], int] = {}
        loans = {number for number, _ in settled.problem.by_fund(channel="loan")}
        for draw in settled.draws:
            if draw.fund in loans:
                key = draw.fund, draw.project
                borrowed[key] = borrowed.get(key, 0) + draw.yuan
        return dict(sorted(borrowed.items()))

    def _service(self, settled: Settled, fund: int, project: str) -> Iterator[tuple[int, Exact, Exact]]:
        """(year, what is left of the revenue, service at its cover) of every year of debt service."""
        cover = self.coverage.get(self.study.case.first_year, 1)
        for year in settled.service_years(fund, project):
            income = settled.problem.pledges.left_yuan(settled, project, year, self.id)
            yield year, income, cover * settled.service(fund, year, project)
