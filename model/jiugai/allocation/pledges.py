"""Revenue of projects, and every claim on it: here it is added up, once (收益只质押一次).

Yearly claims come first: what rules take of the revenue of every year (`MoneyRule.claim`), loans at their cover. What
is left, `free`, stands behind special bonds: over their term by D4; in a year in which their service is more than what
is free, the rest is the county's (`gap`), a charge on its fund budget (D8).
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
import pulp

from jiugai.allocation.expressions import Expression
from jiugai.allocation.money_rules.base import AT_LEAST
from jiugai.frames import each_item, each_row
from jiugai.menu.options import Mask
from jiugai.money import YUAN_PER_WAN, Exact, to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

#: yuan by which whole-yuan rounding may move one flow, and one interest payment
FLOW_YUAN, INTEREST_YUAN = 2.0, 0.5


def pledgeable(works: pd.DataFrame) -> Mask:
    """Which works (or lines of works) bring revenue that may be pledged: net revenue, a passed vote, no property fees.

    Property fees pay for upkeep and are nobody's security (物业费不作偿债来源).
    """
    earns = (works["net_revenue_per_year"] > 0) & works["revenue_vote_passed"]
    return (earns & (works["revenue_kind"] != "property_fee")).to_numpy()


class Pledges:
    """The revenue of each project of a problem and what is claimed of it, 万元; on the settled plan in whole yuan."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        #: (project, year) → the variable of what the county must add to pay the project's special bonds, 万元
        self.gaps: dict[tuple[str, int], pulp.LpVariable] = {}

    @cached_property
    def revenue(self) -> pd.DataFrame:
        """option, project, begins (first year of revenue), yuan a year: one row per revenue-bearing work of an option.

        Revenue begins the year after the work's completion; a work paid before the plan earns from its first year.
        """
        problem = self.problem
        first_year = problem.study.case.first_year
        works = problem.study.case.table("works")
        last = problem.menu.costs.groupby(["option", "work"])["done"].max().rename("year").reset_index()
        # a community in progress earns too from works that were wholly paid before the plan
        running = problem.menu.options[problem.menu.options["fixed"]][["community_id"]].reset_index(names="option")
        present = works[~works["already_present"]].reset_index(names="work")[["work", "community_id"]]
        paid = running.merge(present, on="community_id")[["option", "work"]]
        last = pd.concat([last, paid.assign(year=first_year - 1)]).drop_duplicates(["option", "work"])
        earning = last.merge(works, left_on="work", right_index=True)
        earning = earning[pledgeable(earning)]
        return pd.DataFrame(
            {
                "option": earning["option"],
                "project": problem.menu.options["project"].loc[earning["option"]].to_numpy(),
                "begins": earning["year"] + 1,
                "yuan": earning["net_revenue_per_year"],
            }
        )

    def by_option(self, project: str, first: int, last: int) -> dict[int, int]:
        """option → its revenue in the years first … last, yuan; in the order of options, those with none left out."""
        earned: dict[int, int] = {}
        for option, begins, yuan in self._of_project.get(project, ()):
            years = last - max(begins, first) + 1
            if years > 0:
                earned[option] = earned.get(option, 0) + years * yuan
        return earned

    @cached_property
    def _of_project(self) -> dict[str, list[tuple[int, int, int]]]:
        """project → (option, year from which, yuan a year) of its works, in the order of options."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for row in each_row(self.revenue.sort_values("option", kind="stable")):
            found.setdefault(str(row.project), []).append((int(row.option), int(row.begins), int(row.yuan)))
        return found

    # --- the linear form --------------------------------------------------------------------------------------------

    def earned(self, project: str, year: int) -> Expression:
        """Σ_o choose[o] · revenue[o, year], 万元."""
        problem = self.problem
        yuan = self.by_option(project, year, year)
        return problem.linear((problem.choose[option], to_wan(y)) for option, y in yuan.items())

    def claims(self, project: str, year: int, but: str = "") -> Expression:
        """What the rules claim of the project's revenue in a year, 万元; `but`: the claims of this rule apart."""
        total = self.problem.constant(0.0)
        for rule in self.problem.rules:
            if rule.id != but:
                total += rule.claim(self.problem, project, year)
        return total

    def left(self, project: str, year: int, rule: str) -> Expression:
        """What is left of a year's revenue for the claims of `rule`, 万元."""
        rest: Expression = self.earned(project, year) - self.claims(project, year, but=rule)
        return rest

    def free(self, project: str, first: int, last: int, lost: float) -> Expression:
        """Revenue of the years first … last less all yearly claims, 万元.

        `lost` yuan for each flow tied to the project that an option may take are left out of its revenue: rounding to
        whole yuan moves what is owed by so much, and the row then holds to the yuan.
        """
        problem = self.problem
        terms = []
        for option, yuan in self.by_option(project, first, last).items():
            safe = max(0.0, yuan - lost * self._flows.get(option, 0))
            terms.append((problem.choose[option], safe / YUAN_PER_WAN))
        total = problem.linear(terms)
        for year in range(first, last + 1):
            total -= self.claims(project, year)
        return total

    @cached_property
    def _flows(self) -> dict[int, int]:
        """option → flows of money tied to its site, residents' apart, that it can take."""
        problem = self.problem
        tied = problem.flows[(problem.flows["scope"] == "own") & (problem.flows["kind"] != "resident")]
        a_cell = tied.groupby("cell").size().rename("flows")
        return {
            int(option): int(flows)
            for option, flows in each_item(problem.cell_costs.join(a_cell, on="cell").groupby("option")["flows"].sum())
        }

    def gap(self, project: str, year: int) -> pulp.LpVariable | None:
        """What the county adds in a year to pay the project's special bonds, 万元; None where none can fall due.

        gap ≥ 0,   gap ≥ Σ_f Σ_t payment[f, year−t] · paid[f, project, t] − free[project, year]
        """
        if (project, year) in self.gaps:
            return self.gaps[project, year]
        problem = self.problem
        service, coupons = [], 0
        for bond, _ in problem.by_fund(channel="special_bond"):
            service += problem.owed(bond, project, year)
            coupons = max(coupons, problem.funds.coupons(bond))
        if not service:
            return None
        self.gaps[project, year] = gap = problem.helper(f"gap[{project}, {year}]")
        free = self.free(project, year, year, FLOW_YUAN + INTEREST_YUAN * coupons)
        problem.constrain(problem.linear([(gap, 1.0)]) + free, AT_LEAST, problem.linear(service))
        return gap

    def county_gaps(self, year: int) -> list[pulp.LpVariable]:
        """The gaps of all projects in a year."""
        flows = self.problem.flows
        projects = sorted(set(flows["project"][flows["channel"] == "special_bond"]))
        return [gap for project in projects if (gap := self.gap(project, year)) is not None]

    # --- the settled plan -------------------------------------------------------------------------------------------

    def earned_yuan(self, settled: Settled, project: str, first: int, last: int) -> int:
        """Revenue of the chosen options in the years first … last."""
        return sum(yuan for option, yuan in self.by_option(project, first, last).items() if settled.chosen[option])

    def claimed(self, settled: Settled, project: str, year: int, but: str = "") -> Exact:
        """What the rules claim of a year's revenue, yuan; `but`: the claims of this rule apart."""
        return sum((rule.claimed(settled, project, year) for rule in self.problem.rules if rule.id != but), 0)

    def left_yuan(self, settled: Settled, project: str, year: int, rule: str) -> Exact:
        """What is left of a year's revenue for the claims of `rule`, yuan."""
        return self.earned_yuan(settled, project, year, year) - self.claimed(settled, project, year, but=rule)

    def shortfall(self, settled: Settled, year: int, only: str = "") -> int:
        """What the county adds to the service of special bonds in a year, whole yuan, of all projects or of one.

        max(0, service − max(0, ⌊revenue − claims⌋)): revenue of one project or year pays for no other.
        """
        due: dict[str, int] = {}
        for bond, _ in self.problem.by_fund(channel="special_bond"):
            for project in {draw.project for draw in settled.draws if draw.fund == bond and only in ("", draw.project)}:
                due[project] = due.get(project, 0) + settled.service(bond, year, project)
        total = 0
        for project, service in due.items():
            earned = self.earned_yuan(settled, project, year, year)
            total += max(0, service - max(0, math.floor(earned - self.claimed(settled, project, year))))
        return total
