"""The problem in the words of the field: choose, pay, use, take, cost. Rules speak them; PuLP holds the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pulp
from numpy.typing import NDArray

from jiugai.allocation.arrivals import Arrivals
from jiugai.allocation.classes import Classes
from jiugai.allocation.expressions import Expression, linear
from jiugai.allocation.flows import make_cells, make_flows, with_buckets
from jiugai.allocation.funds import Funds
from jiugai.allocation.inherited import Inherited
from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, EQUAL, MoneyRule, Row
from jiugai.allocation.pledges import Pledges
from jiugai.allocation.services import Services
from jiugai.frames import each_item, members
from jiugai.inputs.study import Study
from jiugai.menu.options import Mask, Menu
from jiugai.money import YUAN_PER_WAN, to_wan

BUCKET, OWN, SITE = "bucket", "own", "site"

#: slack left for whole-yuan rounding in rows that the rounding network does not hold by itself, yuan a term
MARGIN_YUAN = 2


#: (fund, project, year of debt service)
LoanYear = tuple[int, str, int]


class Problem:
    """The mixed-integer programme of one study.

    Variables, 万元 but for choose (a rule may add its own: `helper`): choose[o] ∈ {0,1}; pay[j] ≥ 0 for each flow j;
    use[f,t] = Σ pay, pooled funds, by cash year t; take[f,a,t] ≥ 0: used in t of the allotment of year a;
    advance[f,t,a] = Σ pay, late funds: for costs of year t, coming in year a > t.

    *Grain.* A flow belongs to a fund and a bucket (class × year). Money that a rule ties to a site flows by cell
    (site × class × year), at most the cost of the cell; other pooled money flows by bucket. For pooled money this is
    exact: a bucket's money meets only totals of the bucket, so whatever site money leaves open in the cells can be
    filled from it in any order (a transportation problem without site limits). Residents' money is the one relaxation:

    BUCKET  residents' money by bucket under intake rows (F10): small; what it chooses is laid out by OWN, or redone
    OWN     own money by cell: exact
    SITE    all money by cell: exact, large; the yardstick of the tests
    """

    def __init__(
        self, study: Study, menu: Menu, classes: Classes, rules: Sequence[MoneyRule], grain: str = OWN
    ) -> None:
        self.study, self.menu, self.classes = study, menu, classes
        self.rules, self.grain = list(rules), grain
        self.funds, self.arrivals = Funds(study), Arrivals(study)
        self.pledges = Pledges(self)
        self.services = Services(self)
        self.inherited = Inherited(self)
        self.lp = pulp.LpProblem("jiugai", pulp.LpMinimize)
        self.rows: dict[str, list[Row]] = {}
        self.shortfalls: list[tuple[str, Row, pulp.LpVariable]] = []
        #: what it is → further variables, 万元, that rules define by rows of their own
        self.helpers: dict[str, pulp.LpVariable] = {}
        #: yuan of revenue left unpledged, for schedules in whole yuan (`lay_out.py`)
        self.kept_of_revenue: Mapping[LoanYear, int] = {}
        self._count = 0
        cells, self.cell_costs = make_cells(menu, classes)
        self.buckets, self.cells = with_buckets(cells)
        self.flows = make_flows(self, self.buckets, self.cells)
        self.choose = [self._variable("choose", binary=True) for _ in range(len(menu.options))]
        self.pay = [self._variable("pay") for _ in range(len(self.flows))]
        self.option_of = {variable.name: number for number, variable in enumerate(self.choose)}
        self._pay_at = np.array(self.pay, dtype=object)
        self.use: dict[tuple[int, int], pulp.LpVariable] = {}
        self.take: dict[tuple[int, int, int], pulp.LpVariable] = {}
        self.advance: dict[tuple[int, int, int], pulp.LpVariable] = {}
        self._one_option_a_site()
        self._balance_of_pooled_funds()
        self._advances_of_late_funds()

    # --- building ---------------------------------------------------------------------------------------------------

    def _variable(self, what: str, binary: bool = False) -> pulp.LpVariable:
        self._count += 1
        name = f"{what}{self._count}"
        if binary:
            return self.lp.add_variable(name, lowBound=0, upBound=1, cat="Integer")
        return self.lp.add_variable(name, lowBound=0)

    def violation(self) -> pulp.LpVariable:
        """A new variable ≥ 0, 万元: by how much a row gives way (`clashes.py`)."""
        return self._variable("give")

    def helper(self, name: str, binary: bool = False) -> pulp.LpVariable:
        """A new variable ≥ 0, 万元, or 0/1, for what a rule defines by rows of its own."""
        self.helpers[name] = variable = self._variable("help", binary)
        return variable

    def constrain(self, lhs: Expression, sense: str, rhs: Expression) -> None:
        difference = lhs - rhs
        self.lp += {AT_MOST: difference <= 0, AT_LEAST: difference >= 0, EQUAL: difference == 0}[sense]

    def _one_option_a_site(self) -> None:
        for _, numbers in members(self.menu.options, "community_id"):
            total = self.linear((self.choose[number], 1.0) for number in numbers)
            fixed = bool(self.menu.options["fixed"].iloc[numbers[0]])
            self.constrain(total, EQUAL if fixed else AT_MOST, self.constant(1.0))

    def _balance_of_pooled_funds(self) -> None:
        """use = Σ pay in the year; use = Σ take from allotments still valid (no take for funds without envelope)."""
        pooled = self.flows["scope"] == "pooled"
        years = self.flows["cash_year"]
        allotments = self.funds.allotments
        for fund in range(len(self.study.case.table("funds"))):
            own = allotments[allotments["fund"] == fund]
            for year in self.arrivals.years:
                mask = (pooled & (self.flows["fund"] == fund) & (years == year)).to_numpy()
                if not mask.any():
                    continue
                self.use[fund, year] = use = self._variable("use")
                self.constrain(self.paid(mask), EQUAL, self.linear([(use, 1.0)]))
                if not len(own):
                    continue
                valid = own[(own["year"] <= year) & (own["last"] >= year)]
                takes = []
                for allotted in valid["year"]:
                    self.take[fund, int(allotted), year] = take = self._variable("take")
                    takes.append((take, 1.0))
                self.constrain(self.linear([(use, 1.0)]), EQUAL, self.linear(takes))

    def _advances_of_late_funds(self) -> None:
        late = self.flows[self.flows["cash_year"] > self.flows["year"]]
        for (fund, out, back), numbers in members(late, ["fund", "year", "cash_year"]):
            self.advance[fund, out, back] = advance = self._variable("advance")
            self.constrain(self.linear((self.pay[flow], 1.0) for flow in numbers), EQUAL, self.linear([(advance, 1.0)]))

    # --- vocabulary -------------------------------------------------------------------------------------------------

    def by_site(self, fund: dict[Any, Any]) -> bool:
        """Whether money of a fund flows by cell (see *Grain*)."""
        if self.grain == SITE or any(rule.ties_to_site(fund) for rule in self.rules):
            return True
        return bool(fund["scope"] == "own") and not (self.grain == BUCKET and fund["kind"] == "resident")

    @staticmethod
    def linear(terms: Iterable[tuple[pulp.LpVariable, float]]) -> Expression:
        """Σ coefficient · variable."""
        return linear(terms)

    @staticmethod
    def constant(value: float) -> Expression:
        return linear((), value)

    def paid(self, mask: Mask) -> Expression:
        """Σ pay over the flows of `mask` (bool, shape (flows,)), 万元."""
        return self.linear((variable, 1.0) for variable in self._pay_at[mask])

    def chosen(self, coefficients: NDArray[np.float64]) -> Expression:
        """Σ coefficient · choose over all options (shape (options,))."""
        picked = np.flatnonzero(coefficients)
        return self.linear((self.choose[number], float(coefficients[number])) for number in picked)

    def cost(self, cells: Mask) -> Expression:
        """Cost of the chosen options in the cells of `cells` (bool, shape (cells,)), 万元."""
        entries = self.cell_costs[cells[self.cell_costs["cell"].to_numpy()]]
        yuan = entries.groupby("option")["yuan"].sum()
        return self.linear((self.choose[int(option)], to_wan(int(total))) for option, total in each_item(yuan))

    def class_facts(self, column: str) -> pd.Series:
        """A works column per class (the same for all lines of a class by signature), indexed by class_id."""
        return self._classes[column]

    @cached_property
    def _classes(self) -> pd.DataFrame:
        """The first line of each class, indexed by class_id."""
        return self.classes.lines.drop_duplicates("class_id").set_index("class_id")

    def used(self, funds: Mask, year: int, factors: float = 1.0) -> list[tuple[pulp.LpVariable, float]]:
        """Terms factor · use[f, year] over the pooled funds of `funds` (bool, shape (funds,))."""
        return [(self.use[int(fund), year], factors) for fund in np.flatnonzero(funds) if (int(fund), year) in self.use]

    def draws(self, fund: int, year: int) -> list[pulp.LpVariable]:
        """What is drawn from a fund in a year: the one use of a pooled fund, each flow of money tied to sites."""
        if (fund, year) in self.use:
            return [self.use[fund, year]]
        mine = (self.flows["fund"] == fund) & (self.flows["year"] == year)
        return [self.pay[flow] for flow in np.flatnonzero(mine.to_numpy())]

    def owed(self, fund: int, project: str, year: int) -> list[tuple[pulp.LpVariable, float]]:
        """Terms of what falls due in `year` of the money that `fund`, a debt of its own, paid for `project`."""
        payment, _ = self.funds.factors(fund)
        return [
            (self.pay[flow], float(payment[year - paid]))
            for flow, paid in self._paid_for.get((fund, project), ())
            if 0 < year - paid < len(payment)
        ]

    @cached_property
    def _paid_for(self) -> dict[tuple[int, str], list[tuple[int, int]]]:
        """(fund, project) → its flows with the year of their cost."""
        found: dict[tuple[int, str], list[tuple[int, int]]] = {}
        columns = (self.flows[name].tolist() for name in ("fund", "project", "year"))
        for flow, (fund, project, year) in enumerate(zip(*columns, strict=True)):
            found.setdefault((fund, project), []).append((flow, year))
        return found

    def advances_by_bridge(self) -> dict[str, list[tuple[int, int, int]]]:
        """Bridging fund → keys of `advance` of what it advances, in order."""
        funds = self.study.case.table("funds").to_dict("records")
        bridges: dict[str, list[tuple[int, int, int]]] = {}
        for key in self.advance:
            bridges.setdefault(self.arrivals.bridge(funds[key[0]]), []).append(key)
        return dict(sorted(bridges.items()))

    def spent(self, funds: Iterable[int], year: int) -> list[tuple[pulp.LpVariable, float]]:
        """Terms of the money of `funds` that comes in `year`: use of pooled ones, the flows of own ones."""
        terms = [(self.use[fund, year], 1.0) for fund in funds if (fund, year) in self.use]
        own = (self.flows["scope"] == "own") & self.flows["fund"].isin(funds) & (self.flows["cash_year"] == year)
        return terms + [(self.pay[flow], 1.0) for flow in np.flatnonzero(own.to_numpy())]

    def margin(self, terms: int) -> float:
        """万元 by which a hard row of `terms` rounded terms is tightened; a single term rounds inside its limit."""
        return MARGIN_YUAN * terms / YUAN_PER_WAN if terms > 1 else 0.0

    # --- rules ------------------------------------------------------------------------------------------------------

    def impose(self) -> None:
        """Add every row of the rules; a soft row gets a variable for what it is missed by.

        A soft row whose rule weighs nothing asks for nothing: it is kept for `constraints.csv`, not imposed.
        """
        for rule in self.rules:
            self.rows[rule.id] = []
            for row in rule.rows(self):
                self.rows[rule.id].append(row)
                lhs = row.lhs
                if row.soft is not None:
                    if not self.study.soft_weight(rule.id):
                        continue
                    short = self._variable("short")
                    self.shortfalls.append((rule.id, row, short))
                    lhs = lhs + self.linear([(short, -1.0 if row.sense == AT_MOST else 1.0)])
                self.constrain(lhs, row.sense, row.rhs)

    def by_fund(self, **facts: str) -> Iterator[tuple[int, str]]:
        """(fund number, fund id) of the funds whose columns equal `facts`."""
        for number, row in enumerate(self._fund_records):
            if all(row[column] == value for column, value in facts.items()):
                yield number, str(row["fund_id"])

    @cached_property
    def _fund_records(self) -> list[dict[Any, Any]]:
        return self.study.case.table("funds").to_dict("records")
