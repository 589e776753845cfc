"""Money by standard: so much a household, a square metre or a part of the cost of the communities that are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.money_rules.base import AT_MOST, Line, MoneyRule, Row, label
from jiugai.allocation.money_rules.by_site import capped
from jiugai.allocation.money_rules.rights import funds_of, years_without
from jiugai.frames import each_group, each_item
from jiugai.inputs.promises import promised_to
from jiugai.inputs.rule import parameter
from jiugai.inputs.standards import (
    CHOSEN,
    COST,
    MATCHING,
    POT,
    SITE,
    asked_of_policy,
    standard,
)
from jiugai.menu.options import LINE_KEYS
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

Yuan = NDArray[np.int64]


class MoneyByStandard(MoneyRule):
    """A fund gives at most its standard: province, city and whoever else pays by unit or by share (省市补助与配套).

    by community, fund f, site s:        Σ_{k,t} pay[f,s,k,t]  ≤  Σ_o choose[o] · most[f,o]        (万元)
    over those chosen, f, start year a:  Σ_{k starts in a} pay[f,k,t]  ≤  Σ_{o starts in a} choose[o] · most[f,o]

    most[f,o] = ⌊min over the rows of f for the start year of o: standard · units[o]⌋ yuan; units: households, m²,
    buildings, 1, or the cost of the works of o that f may pay. A cap bounds the community (by community) or the sum
    (over those chosen). A start year without a row gets nothing; a community in progress gets what is promised to it.
    Rows without a binding are envelopes: `allocation/funds.py`, F15. Q4 scales the standards of money applied for.
    """

    id = "F5"
    per_household = parameter("province.per_household")
    per_m2 = parameter("city.per_m2")
    share = parameter("city.share")

    def unasked(self) -> frozenset[str]:
        return frozenset(self.parameters()) - asked_of_policy(self.study)

    def ties_to_site(self, fund: Mapping[Any, Any]) -> bool:
        return bool(len(self._standards(fund["fund_id"], SITE)))

    def funds(self, binding: str) -> list[tuple[int, str]]:
        """(fund number, fund id) of the funds with standards of this binding."""
        return funds_of(self.study, self._table[self._table["binding"] == binding])

    @property
    def _table(self) -> pd.DataFrame:
        rights = self.study.case.table("fund_entitlements")
        return rights[rights["basis"] != MATCHING]  # F14

    def _standards(self, fund_id: str, binding: str) -> pd.DataFrame:
        return self._table[(self._table["fund_id"] == fund_id) & (self._table["binding"] == binding)]

    def most(self, problem: Problem, fund: int, binding: str) -> Yuan:
        """Most that the fund gives for each option, whole yuan, shape (options,); caps by community included."""
        options, facts = problem.menu.options, self.study.case.table("funds").iloc[fund]
        rows = self._standards(facts["fund_id"], binding)
        by_year: dict[int, list[dict[Any, Any]]] = {}
        for row in rows.to_dict("records"):
            by_year.setdefault(int(row["year"]), []).append(row)
        sites = self.study.case.table("communities").set_index("community_id").to_dict("index")
        cost = self._eligible(problem, fund)
        promised = promised_to(self.study, facts["fund_id"])
        found = np.zeros(len(options), dtype=np.int64)
        for number, (site, start, fixed) in enumerate(
            zip(options["community_id"], options["start_year"], options["fixed"], strict=True)
        ):
            if fixed:
                found[number] = promised.get(site, 0)
                continue
            limits = []
            for row in by_year.get(int(start), ()):
                rate = standard(self.study, facts["level"], row)
                assert rate is not None  # inputs/checks/standards.py
                limits.append(
                    int(
                        rate
                        * problem.funds.performance(fund, int(start))
                        * _units(row["basis"], sites[site], int(cost[number]))
                    )
                )
                if binding == SITE and not pd.isna(row["cap"]):
                    limits.append(int(row["cap"]))
            found[number] = min(limits, default=0)
        return found

    def _eligible(self, problem: Problem, fund: int) -> Yuan:
        """Cost of the works of each option that the fund may pay, whole yuan, shape (options,).

        Whichever window of the centre pays a work (F3): a standard counts what may be paid, not what is.
        """
        lines = problem.classes.lines.loc[problem.classes.open_to[:, fund], ["work", *LINE_KEYS]]
        entries = problem.menu.costs.merge(problem.menu.options[list(LINE_KEYS)], left_on="option", right_index=True)
        entries = entries.merge(lines, on=["work", *LINE_KEYS])
        cost = np.zeros(len(problem.menu.options), dtype=np.int64)
        np.add.at(cost, entries["option"].to_numpy(), entries["yuan"].to_numpy())
        return cost

    def _caps(self, fund_id: str) -> dict[int, int]:
        """Start year → the cap of the sum over those chosen, yuan."""
        rows = self._standards(fund_id, CHOSEN).dropna(subset="cap")
        return {int(year): int(cap) for year, cap in each_item(rows.groupby("year")["cap"].min())}

    def rows(self, problem: Problem) -> Iterator[Row]:
        for fund, fund_id in self.funds(SITE):
            mine = (problem.flows["fund"] == fund).to_numpy()
            for site, paid, limit in capped(problem, mine, self.most(problem, fund, SITE)):
                yield Row(label(fund=fund_id, community=site), paid, AT_MOST, limit, held=True)
        for fund, fund_id in self.funds(CHOSEN):
            yield from self._over_chosen(problem, fund, fund_id)

    def _over_chosen(self, problem: Problem, fund: int, fund_id: str) -> Iterator[Row]:
        most, caps = self.most(problem, fund, CHOSEN), self._caps(fund_id)
        started = problem.flows["class_id"].map(problem.class_facts("start_year"))
        fixed = problem.menu.options["fixed"].to_numpy(dtype=np.bool_)
        for year, numbers in problem.menu.options.groupby("start_year", sort=True).indices.items():
            mine = ((problem.flows["fund"] == fund) & (started == year)).to_numpy()
            if mine.any():
                limit = problem.linear((problem.choose[o], to_wan(int(most[o]))) for o in numbers)
                yield Row(label(fund=fund_id, year=year), problem.paid(mine), AT_MOST, limit, held=True)
                if year in caps:
                    cap = caps[year] + sum(int(most[o]) for o in numbers if fixed[o])
                    yield Row(
                        label(fund=fund_id, year=year, what="cap"), problem.paid(mine), AT_MOST,
                        problem.constant(to_wan(cap)), held=True,
                    )  # fmt: skip

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By fund and community, or fund and start year, of the plan; the smallest limit."""
        options, paid = settled.problem.menu.options, settled.funding
        for fund, fund_id in self.funds(SITE):
            by_site = paid[paid["fund"] == fund].groupby("community_id")["yuan"].sum()
            for site, most in zip(options["community_id"], self.most(settled.problem, fund, SITE), strict=True):
                yield from _line(label(fund=fund_id, community=site), int(by_site.get(site, 0)), int(most))
        start = dict(zip(options["community_id"], options["start_year"], strict=True))
        for fund, fund_id in self.funds(CHOSEN):
            most, caps = self.most(settled.problem, fund, CHOSEN), self._caps(fund_id)
            mine = paid[paid["fund"] == fund]
            by_year = mine.groupby(mine["community_id"].map(start))["yuan"].sum()
            for year, here in each_group(options.assign(most=most), "start_year"):
                promised, new = (int(here["most"][here["fixed"] == fixed].sum()) for fixed in (True, False))
                limit = promised + min(new, caps.get(int(year), new))
                yield from _line(label(fund=fund_id, year=year), int(by_year.get(year, 0)), limit)

    def remark(self, problem: Problem) -> str:
        bound = self._table[self._table["binding"] != POT]
        if bound.empty:
            return "案例没有按入选小区计算的补助标准，不作限制；按任务数量核定的额度见 F15"
        return years_without(self.study, bound)


def _units(basis: str, site: Mapping[Any, Any], cost: int) -> Fraction:
    """What the standard counts of a community, exact."""
    if basis == COST:
        return Fraction(cost)
    if basis == "community":
        return Fraction(1)
    column = {"household": "households", "floor_area": "floor_area_m2", "building": "buildings"}[basis]
    return Fraction(str(site[column]))


def _line(name: str, paid: int, most: int) -> Iterator[Line]:
    if paid or most:
        yield Line(name, paid, most, most - paid)
