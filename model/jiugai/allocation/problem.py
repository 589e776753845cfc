"""The problem in the words of the field: choose, pay, use, take, cost. Rules speak them; PuLP holds the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pulp
from numpy.typing import NDArray

from jiugai.allocation.arrivals import Arrivals
from jiugai.allocation.classes import LINE, Classes
from jiugai.allocation.expressions import Expression, linear
from jiugai.allocation.funds import Funds
from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, EQUAL, MoneyRule, Row
from jiugai.allocation.pledges import Pledges
from jiugai.allocation.running_cost import running_standing
from jiugai.allocation.services import Services
from jiugai.finance import Payment, Room, existing_schedule, fiscal_room
from jiugai.frames import each_item, each_row, members
from jiugai.inputs.study import Study
from jiugai.menu.options import LINE_KEYS, Mask, Menu
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
        self.lp = pulp.LpProblem("jiugai", pulp.LpMinimize)
        self.rows: dict[str, list[Row]] = {}
        self.shortfalls: list[tuple[str, Row, pulp.LpVariable]] = []
        #: what it is → further variables, 万元, that rules define by rows of their own
        self.helpers: dict[str, pulp.LpVariable] = {}
        #: yuan of revenue left unpledged, for schedules in whole yuan (`lay_out.py`)
        self.kept_of_revenue: Mapping[LoanYear, int] = {}
        self._count = 0
        self._rooms: dict[int, Room] = {}
        self.cells, self.cell_costs = self._make_cells()
        self.buckets, self.flows = self._make_flows()
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

    def _make_cells(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Cells (site × class × year) with a possible cost, and their cost in each option, whole yuan."""
        options = self.menu.options[["community_id", "project", *LINE_KEYS]]
        costs = self.menu.costs.merge(options, left_on="option", right_index=True)
        costs = costs.merge(self.classes.lines[[*LINE, "class_id"]], on=list(LINE))
        keys = ["community_id", "class_id", "year"]
        total = costs.groupby(["option", "project", *keys])["yuan"].sum().reset_index()
        cells = total[["project", *keys]].drop_duplicates().sort_values(keys, ignore_index=True)
        cells = cells.reset_index(names="cell")
        facts = self.classes.lines.drop_duplicates("class_id")[["class_id", "start_year", "upper"]]
        cells = cells.merge(facts, on="class_id", how="left").sort_values("cell", ignore_index=True)
        with_cell = total.merge(cells[["cell", *keys]], on=keys)
        return cells, with_cell[["option", "cell", "yuan"]].sort_values(["option", "cell"], ignore_index=True)

    def _by_site(self, fund: dict[Any, Any]) -> bool:
        if self.grain == SITE or any(rule.ties_to_site(fund) for rule in self.rules):
            return True
        return bool(fund["scope"] == "own") and not (self.grain == BUCKET and fund["kind"] == "resident")

    def _make_flows(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Buckets (class × year), and one row per flow: bucket, cell (−1: by bucket), site, class, years, fund."""
        keys = ["class_id", "year"]
        buckets = self.cells[keys].drop_duplicates().sort_values(keys, ignore_index=True).reset_index(names="bucket")
        self.cells = self.cells.merge(buckets, on=keys, how="left").sort_values("cell", ignore_index=True)
        whole = buckets.assign(cell=-1, community_id="", project="")
        funds = self.study.case.table("funds")
        frames = []
        payable = self.classes.may_pay(buckets["class_id"].to_numpy(), buckets["year"].to_numpy())
        completions = self.classes.completions
        for number, fund in enumerate(funds.to_dict("records")):
            places = self.cells if self._by_site(fund) else whole
            places = places.loc[payable[places["bucket"].to_numpy(), number]]
            flow = places[["bucket", "cell", "community_id", "project", *keys]]
            cash = self.arrivals.cash_years(fund, flow["year"].to_numpy(), completions[flow["class_id"].to_numpy()])
            frames.append(flow.assign(fund=number, cash_year=cash))
        none = whole.iloc[:0].assign(
            fund=pd.Series(dtype="int64"), cash_year=pd.Series(dtype="int64")
        )  # a case may have no fund at all
        flows = pd.concat(frames or [none], ignore_index=True)
        flows = flows.sort_values(["bucket", "cell", "fund"], ignore_index=True)
        facts = funds[["fund_id", "kind", "level", "budget", "channel", "instrument", "scope"]]
        return buckets, pd.concat([flows, facts.iloc[flows["fund"]].reset_index(drop=True)], axis=1)

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

    @cached_property
    def existing_debt(self) -> dict[str, list[list[Payment]]]:
        """Schedules of inherited debt by type over the plan years, whole yuan."""
        schedules: dict[str, list[list[Payment]]] = {"general": [], "special": []}
        for debt in each_row(self.study.case.table("debts")):
            schedule = existing_schedule(
                int(debt.opening_balance),
                debt.rate,
                self.study.case.first_year,
                self.study.case.last_year,
                int(debt.maturity_year),
                str(debt.repayment),
                debt.refinance_share,
            )
            schedules[str(debt.debt_type)].append(schedule)
        return schedules

    def existing_balance(self, debt_type: str, year: int) -> int:
        """Closing balance of inherited debt, whole yuan."""
        return sum(p.closing for schedule in self.existing_debt[debt_type] for p in schedule if p.year == year)

    def existing_service(self, debt_type: str, year: int) -> int:
        return sum(
            p.principal + p.interest for schedule in self.existing_debt[debt_type] for p in schedule if p.year == year
        )

    def room(self, year: int) -> Room:
        """Fiscal room of the year after the service of inherited debt and services already bought, whole yuan."""
        if year not in self._rooms:
            self._rooms[year] = self._room(year)
        return self._rooms[year]

    def _room(self, year: int) -> Room:
        fiscal = self.study.case.table("fiscal").drop(columns="source_id")
        row = fiscal[fiscal["year"] == year].iloc[0]
        facts = {str(key): int(value) for key, value in row.items() if not pd.isna(value)}
        room = fiscal_room(facts, self.existing_service("general", year), self.existing_service("special", year))
        begun = self.services.standing(year) + running_standing(self, year)
        return replace(room, general=room.general - begun)

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
