"""What public money may add to a lift."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import AT_MOST, Line, MoneyRule, Row, label
from jiugai.allocation.money_rules.by_site import capped
from jiugai.frames import each_row
from jiugai.inputs.channels import PUBLIC_KINDS
from jiugai.inputs.rule import parameter
from jiugai.money import YUAN_PER_WAN

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class LiftGrant(MoneyRule):
    """Public money for the lifts of a community is a fixed sum a lift; those who benefit pay the rest (加装电梯奖补).

    For each site s that counts its lifts:   Σ_{f public} pay[f, lifts of s]  ≤  Σ_o choose[o] · limit[o]      (万元)
    limit[o] = grant[start year of o] · units[o];  in progress, values of the first plan year:
               max(grant · units − paid before by public money, promised public money of plan years)

    units[o]: lifts of the works of o (`works.units`). No number of lifts, or no grant in force: no row, and said so.
    """

    id = "F11"
    grant = parameter("elevator.grant")

    @cached_property
    def _lifts(self) -> pd.DataFrame:
        """Works that add lifts and are not there yet: the index is the work's number."""
        works = self.study.case.table("works")
        return works[(works["trade"] == "elevator") & ~works["already_present"]]

    @cached_property
    def _counted(self) -> set[str]:
        """Communities that state how many lifts are added, where a grant is in force in some plan year."""
        if all(self.grant[year] is None for year in self.study.years):
            return set()
        return set(self._lifts["community_id"][self._lifts["units"].notna()])

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        """Counted lifts of a community are a class of their own: public money by bucket is then money by site."""
        mine = (lines["trade"] == "elevator") & lines["community_id"].isin(self._counted)
        return {"lifts": lines["community_id"].where(mine, "")}

    def _limits(self, problem: Problem) -> dict[int, int]:
        """Option → its limit in whole yuan, rounded down; options of counted communities with a grant in force."""
        units = self._lifts["units"].astype("Float64")
        held = problem.menu.costs[["option", "work"]].drop_duplicates()
        lifts = held.assign(units=held["work"].map(units)).groupby("option")["units"].sum()
        limits = {}
        for number, option in enumerate(each_row(problem.menu.options)):
            grant = self.grant[self.study.case.first_year if option.fixed else int(option.start_year)]
            if grant is None or option.community_id not in self._counted:
                continue
            limit = int(grant * YUAN_PER_WAN * int(lifts.get(number, 0)))
            if option.fixed:
                before, promised = self._public(str(option.community_id))
                limit = max(limit - before, promised)
            limits[number] = limit
        return limits

    def _public(self, community: str) -> tuple[int, int]:
        """Public money for the lifts of a community in progress: (paid before the plan, promised in it), whole yuan."""
        funds, rows = self.study.case.table("funds"), self.study.case.table("commitments")
        public = funds["fund_id"][funds["kind"].isin(PUBLIC_KINDS)]
        mine = self._lifts["work_id"][self._lifts["community_id"] == community]
        rows = rows[rows["work_id"].isin(mine) & rows["fund_id"].isin(public)]
        past = rows["year"] < self.study.case.first_year
        return int(rows["paid"][past].sum()), int(rows["committed"][~past].sum())

    def rows(self, problem: Problem) -> Iterator[Row]:
        lift, site = (problem.class_facts(column) for column in ("trade", "community_id"))
        classes = problem.flows["class_id"]
        public = problem.flows["kind"].isin(PUBLIC_KINDS) & (classes.map(lift) == "elevator")
        owner, options = classes.map(site), problem.menu.options["community_id"]
        limits = self._limits(problem)
        caps = np.array([limits.get(number, 0) for number in range(len(options))], dtype=np.int64)
        mine = (public & owner.isin(options.iloc[list(limits)])).to_numpy(dtype=np.bool_)
        for community, paid, cap in capped(problem, mine, caps, owner):
            yield Row(label(community=community), paid, AT_MOST, cap, held=True)

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By community of the plan whose scope has lifts that are counted."""
        funding, lifts = settled.funding, set(self._lifts["work_id"])
        public = funding[funding["kind"].isin(PUBLIC_KINDS) & funding["work_id"].isin(lifts)]
        paid = public.groupby("community_id")["yuan"].sum()
        sites = settled.problem.menu.options["community_id"]
        for number, limit in self._limits(settled.problem).items():
            if settled.chosen[number]:
                money = int(paid.get(sites.iloc[number], 0))
                if money or limit:
                    yield Line(label(community=sites.iloc[number]), money, limit, limit - money)

    def remark(self, problem: Problem) -> str:
        if self._lifts.empty:
            return "没有加装电梯的工程"
        if all(self.grant[year] is None for year in self.study.years):
            return "没有给出每部电梯的补贴标准（elevator.grant），不作限制"
        open_sites = sorted(set(self._lifts["community_id"]) - self._counted)
        if open_sites:
            return f"没有填写电梯部数，公共资金不作限制：{'、'.join(open_sites)}"
        return "" if problem.rows[self.id] else "没有公共资金可以支付电梯"
