"""Bank loans to market entities on the project's own revenue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, Line, MoneyRule, Row, label
from jiugai.finance import service_factors
from jiugai.frames import each_item
from jiugai.inputs.rule import parameter
from jiugai.menu.options import Mask
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class BankLoans(MoneyRule):
    """A loan pays revenue-bearing works of its project, with capital and coverage every year (银行贷款, 市场主体).

    coverage, fund f, project p, year y:   Σ_o choose[o] · revenue[o,y]  ≥  coverage · Σ_t payment[y−t] · paid[f,p,t]
    capital, fund f, project p:            Σ_t paid[f,p,t]  ≤  (1 − capital_ratio) · cost[p]        (万元)

    Every year covered is the term covered. Revenue begins the year after a work's last cost, needs the owners' vote,
    and no interest falls due in the year of a draw.
    """

    id = "D6"
    coverage = parameter("loan.coverage")
    capital_ratio = parameter("loan.capital_ratio")

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        if fund["channel"] != "loan":
            return np.ones(len(lines), dtype=np.bool_)
        return ((lines["net_revenue_per_year"] > 0) & lines["revenue_vote_passed"]).to_numpy()

    def revenue(self, problem: Problem) -> pd.DataFrame:
        """option, begins (first year of revenue), yuan a year: one row per revenue-bearing work of an option."""
        works = self.study.case.table("works")
        last = problem.menu.costs.groupby(["option", "work"])["year"].max().rename("year").reset_index()
        # a community in progress earns too from works that were wholly paid before the plan
        running = problem.menu.options[problem.menu.options["fixed"]][["community_id"]].reset_index(names="option")
        present = works[~works["already_present"]].reset_index(names="work")[["work", "community_id"]]
        paid = running.merge(present, on="community_id")[["option", "work"]]
        paid = paid.assign(year=self.study.case.first_year - 1)
        last = pd.concat([last, paid]).drop_duplicates(["option", "work"])
        earning = last.merge(works, left_on="work", right_index=True)
        earning = earning[(earning["net_revenue_per_year"] > 0) & earning["revenue_vote_passed"]]
        return pd.DataFrame(
            {
                "option": earning["option"],
                "project": problem.menu.options["project"].loc[earning["option"]].to_numpy(),
                "begins": earning["year"] + 1,
                "yuan": earning["net_revenue_per_year"],
            }
        )

    def rows(self, problem: Problem) -> Iterator[Row]:
        first = self.study.case.first_year
        cover = self.coverage.get(first, 1)
        loanable = 1 - self.capital_ratio.get(first, 0)
        revenue = self.revenue(problem)
        flows = problem.flows
        for number, fund_id in problem.by_fund(channel="loan"):
            terms = self.study.case.table("funds").iloc[number]
            payment, _ = service_factors(
                terms["rate"], int(terms["term_years"]), int(terms["grace_years"]), terms["repayment"]
            )
            for project in flows["project"][flows["fund"] == number].drop_duplicates().sort_values():
                mine = (flows["fund"] == number) & (flows["project"] == project)
                drawn = np.flatnonzero(mine.to_numpy())
                earning = revenue[revenue["project"] == project]
                for year in range(first + 1, self.study.case.last_year + int(terms["term_years"]) + 1):
                    service = [
                        (problem.pay[flow], float(cover) * float(payment[year - int(flows["year"].iloc[flow])]))
                        for flow in drawn
                        if 0 < year - int(flows["year"].iloc[flow]) < len(payment)
                    ]
                    earned = earning[earning["begins"] <= year].groupby("option")["yuan"].sum()
                    lhs = problem.linear((problem.choose[int(o)], to_wan(int(y))) for o, y in each_item(earned))
                    yield Row(label(fund=fund_id, project=project, year=year), lhs, AT_LEAST, problem.linear(service))
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
        cover = self.coverage.get(first, 1)
        revenue = self.revenue(settled.problem)
        revenue = revenue[settled.chosen[revenue["option"].to_numpy()]]
        cost = settled.costs.groupby("project")["yuan"].sum()
        funds = self.study.case.table("funds")["fund_id"]
        borrowed: dict[tuple[int, str], int] = {}
        for draw in settled.draws:
            if draw.project:
                key = draw.fund, draw.project
                borrowed[key] = borrowed.get(key, 0) + draw.yuan
        for (fund, project), drawn in sorted(borrowed.items()):
            earning = revenue[revenue["project"] == project]
            for year in settled.service_years(fund, project):
                income = int(earning["yuan"][earning["begins"] <= year].sum())
                due = cover * settled.service(fund, year, project)
                yield Line(label(fund=funds.iloc[fund], project=project, year=year), income, due, income - due)
            limit = (1 - self.capital_ratio.get(first, 0)) * int(cost.loc[project])
            yield Line(label(fund=funds.iloc[fund], project=project, what="capital"), drawn, limit, limit - drawn)
