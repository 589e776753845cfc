"""Redundant rows in choose alone, for the solver to cut on: they change no optimum, they only shorten the proof.

Capacity. Let K(P) be the buckets that nobody outside the set of funds P may pay. For years a … b,

    Σ_o choose[o] · max(0, cost[o, K(P), a…b] − own money of o)  ≤  Σ_{f ∈ P} envelopes usable in a … b        (万元)

Cover. Once the lapse of upper-level money is held at L, every allotment A[f,a] needs works that can take it:

    Σ_o choose[o] · cost[o, buckets f may pay with cash of a … last year of use]  ≥  A[f,a] − L

Utilities. Once broken soft rules are held at S points, with w points per 万元, for each trade r and year t,

    Σ_o choose[o] · (cables[o,r,t] + min_share · civil[o,r,t])  ≤  envelopes of the utilities of r in t + S / w
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST
from jiugai.allocation.money_rules.residents import ResidentMoney, asked_of_residents
from jiugai.allocation.money_rules.standards import MoneyByStandard
from jiugai.allocation.money_rules.utilities import UtilityShare
from jiugai.allocation.problem import Problem
from jiugai.frames import each_row
from jiugai.inputs.carry import UPPER_KINDS
from jiugai.inputs.case import PIPELINE_TRADES
from jiugai.inputs.standards import SITE
from jiugai.money import YUAN_PER_WAN, to_wan

#: a capacity row is added when the relaxed plan fills it to this share, at most so many a stage
_TIGHT, _MOST = 0.9, 40

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class _Capacity:
    """One capacity row: coefficients of choose (shape (options,)) and limit, 万元."""

    needs: Vector
    limit: float


@dataclass(frozen=True)
class _Purse:
    """Money, whole yuan, by the years from and to which it may be used for a cost; late money may come after it."""

    since: NDArray[np.int64]
    until: NDArray[np.int64]
    yuan: NDArray[np.int64]


class Knapsacks:
    """The redundant rows of one problem; capacity rows are added stage by stage, where the relaxed plan is tight."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._waiting = list(self._capacities())

    def add_tight(self, relaxed: dict[str, float]) -> int:
        """Add the waiting capacity rows that the relaxed plan (variable name → value) fills; returns how many."""
        choose = np.array([relaxed[variable.name] for variable in self.problem.choose])
        fill = [row.needs @ choose / row.limit if row.limit else np.inf for row in self._waiting]
        order = [int(i) for i in np.argsort([-f for f in fill], kind="stable") if fill[int(i)] >= _TIGHT][:_MOST]
        for number in order:
            row = self._waiting[number]
            self._hold(row.needs, row.limit)
        self._waiting = [row for number, row in enumerate(self._waiting) if number not in set(order)]
        return len(order)

    def cover(self, lapse: float) -> None:
        """Every upper-level allotment that expires in the plan finds works, but for `lapse` 万元 in all."""
        problem = self.problem
        kind = problem.study.case.table("funds")["kind"]
        for row in each_row(problem.funds.allotments):
            if kind.iloc[int(row.fund)] in UPPER_KINDS and row.last <= problem.study.case.last_year:
                years = self._cash_years(int(row.fund))
                usable = self._payable[:, int(row.fund)] & (years >= row.year) & (years <= row.last)
                need = to_wan(int(row.yuan)) - lapse
                if need > 0:
                    works = problem.chosen(self._cost[:, usable].sum(axis=1))
                    problem.constrain(works, AT_LEAST, problem.constant(need))

    def utilities(self, broken: float) -> None:
        """What utilities must pay fits their plans, but for `broken` points of soft rules in all."""
        problem = self.problem
        rules = [rule for rule in problem.rules if isinstance(rule, UtilityShare)]
        weight = float(problem.study.soft_weight(UtilityShare.id)) if rules else 0.0
        if weight <= 0:
            return
        works = problem.study.case.table("works")
        costs = problem.menu.costs.merge(works[["trade", "part"]], left_on="work", right_index=True)
        utility = (problem.study.case.table("funds")["kind"] == "utility").to_numpy()
        lines = problem.classes.lines
        for trade in PIPELINE_TRADES:
            payers = problem.classes.payers[lines["class_id"][lines["trade"] == trade].unique()].any(axis=0) & utility
            mine = problem.funds.allotments[problem.funds.allotments["fund"].isin(np.flatnonzero(payers))]
            for year in problem.study.years:
                share = rules[0].min_share[year]
                now = costs[(costs["trade"] == trade) & (costs["year"] == year)]
                if share is None or now.empty:
                    continue
                part = np.where(now["part"] == "network", 1.0, float(share)) * now["yuan"] / YUAN_PER_WAN
                needs = np.bincount(now["option"], weights=part, minlength=len(problem.choose)).astype(np.float64)
                usable = mine[(mine["year"] <= year) & (mine["last"] >= year)]
                limit = to_wan(int(usable["yuan"].sum())) + broken / weight
                self._hold(needs, limit)

    def _hold(self, needs: Vector, limit: float) -> None:
        """Σ needs · choose ≤ limit; an option that alone needs more can never be chosen."""
        for number in np.flatnonzero(needs > limit * (1 + 1e-9) + 1e-6):
            self.problem.choose[int(number)].upBound = 0.0
        self.problem.constrain(self.problem.chosen(needs), AT_MOST, self.problem.constant(limit))

    # --- data -------------------------------------------------------------------------------------------------------

    @cached_property
    def _payable(self) -> NDArray[np.bool_]:
        """bool, shape (buckets, funds)."""
        buckets = self.problem.buckets
        return self.problem.classes.may_pay(buckets["class_id"].to_numpy(), buckets["year"].to_numpy())

    def _cash_years(self, fund: int) -> NDArray[np.int64]:
        """The year in which money of the fund for a bucket comes, shape (buckets,)."""
        problem, buckets = self.problem, self.problem.buckets
        completions = problem.classes.completions[buckets["class_id"].to_numpy()]
        facts = problem.study.case.table("funds").iloc[fund].to_dict()
        return problem.arrivals.cash_years(facts, buckets["year"].to_numpy(), completions)

    @cached_property
    def _cost(self) -> Vector:
        """万元, shape (options, buckets)."""
        problem = self.problem
        cost = np.zeros((len(problem.choose), len(problem.buckets)))
        entries = problem.cell_costs.merge(problem.cells[["cell", "bucket"]], on="cell")
        np.add.at(cost, (entries["option"].to_numpy(), entries["bucket"].to_numpy()), entries["yuan"] / YUAN_PER_WAN)
        return cost

    @cached_property
    def _claims(self) -> dict[int, Vector]:
        """Fund without an envelope, limited site by site → most it gives for each option, 万元, shape (options,)."""
        problem = self.problem
        given = set(problem.funds.allotments["fund"])
        rules = [rule for rule in problem.rules if isinstance(rule, MoneyByStandard)]
        return {
            fund: rule.most(problem, fund, SITE) / YUAN_PER_WAN
            for rule in rules
            for fund, _ in rule.funds(SITE)
            if fund not in given
        }

    def _capacities(self) -> list[_Capacity]:
        problem = self.problem
        cost, payable = self._cost, self._payable
        funds = problem.study.case.table("funds")
        asked = funds["fund_id"].isin(asked_of_residents(problem.study)).to_numpy()
        tied = (funds["scope"] == "own").to_numpy() & ~asked  # no envelope holds what these bring
        residents = [rule for rule in problem.rules if isinstance(rule, ResidentMoney)]
        caps = np.array(residents[0].caps(problem)) / YUAN_PER_WAN if residents else np.zeros(len(cost))
        years = problem.buckets["year"].to_numpy()
        site = problem.menu.options["community_id"].factorize()[0]
        rows: dict[bytes, _Capacity] = {}
        for payers in [*np.unique(payable, axis=0), np.ones(len(funds), dtype=np.bool_)]:
            inside = ~payable[:, ~payers].any(axis=1)
            for first in problem.study.years:
                for last in range(first, problem.study.case.last_year + 1):
                    limit = self._money(payers, first, last)
                    here = inside & (years >= first) & (years <= last)
                    if limit is None or not here.any():
                        continue
                    needs = cost[:, here].sum(axis=1)
                    for claimed in (most for fund, most in self._claims.items() if payers[fund]):
                        needs = needs - claimed
                    if payers[asked].any():
                        needs = needs - caps
                    for own in np.flatnonzero(tied & payers):
                        needs = needs - cost[:, here & payable[:, own]].sum(axis=1)
                    needs = np.maximum(needs, 0.0)
                    most = np.zeros(site.max() + 1)
                    np.maximum.at(most, site, needs)
                    if most.sum() > limit:
                        key = needs.tobytes()
                        if key not in rows or limit < rows[key].limit:
                            rows[key] = _Capacity(needs, limit)
        return list(rows.values())

    @cached_property
    def _purses(self) -> dict[int, _Purse | None]:
        """Pooled fund → its money; None: without a limit. Those are left out that are taken off the needs of sites."""
        study, allotments = self.problem.study, self.problem.funds.allotments
        table = study.case.table("funds")
        quota = study.case.table("fiscal").set_index("year")["new_quota_general"]
        years = quota.index.to_numpy(dtype=np.int64)
        purses: dict[int, _Purse | None] = {}
        for fund, facts in enumerate(table.to_dict("records")):
            mine = allotments[allotments["fund"] == fund]
            if facts["scope"] != "pooled" or fund in self._claims:
                continue
            if len(mine):
                since = mine["year"].to_numpy() * (not self.problem.arrivals.late(facts))
                purses[fund] = _Purse(since, mine["last"].to_numpy(), mine["yuan"].to_numpy())
            elif facts["channel"] == "general_bond" and study.in_force("D1"):
                purses[fund] = _Purse(years, years, quota.fillna(0).to_numpy(dtype=np.int64))
            else:
                purses[fund] = None
        return purses

    def _money(self, payers: NDArray[np.bool_], first: int, last: int) -> float | None:
        """Pooled money of `payers` usable for costs of `first` … `last`, 万元; None where it has no limit.

        Late money may come after its costs: of a late fund every allotment that is valid later counts.
        """
        total = 0
        for fund, purse in self._purses.items():
            if not payers[fund]:
                continue
            if purse is None:
                return None
            total += int(purse.yuan[(purse.since <= last) & (purse.until >= first)].sum())
        return to_wan(total)
