"""Money that comes with a community: what a former owner, a donor or the owners' own accounts bring to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.base import AT_MOST, Line, MoneyRule, Row, label
from jiugai.frames import each_row
from jiugai.inputs.channels import VOTED_CHANNELS
from jiugai.inputs.rule import parameter
from jiugai.menu.options import Mask
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class OwnMoney(MoneyRule):
    """What was agreed for a community is the most that it brings, there and nowhere else (原产权单位出资、捐资等).

    For each row (f, s) of `own_money`:   Σ pay[f,s]  ≤  limit[f,s] · Σ_o choose[o], o of site s        (万元)
    pay[f, s] allowed                ⇔  such a row stands, and f needs no vote or the owners have voted

    The maintenance fund and the owners' common income need a vote on their use (民法典 278): passed, and where the
    shares are stated turnout ≥ quorum and agreement > fund_use, the values of the first plan year.
    """

    id = "F12"
    quorum = parameter("vote.quorum")
    fund_use = parameter("vote.fund_use")

    @cached_property
    def _rows(self) -> pd.DataFrame:
        """The rows of `own_money` with the channel of the fund and `usable`: no vote needed, or one has passed."""
        funds = self.study.case.table("funds")[["fund_id", "channel"]]
        rows = self.study.case.table("own_money").merge(funds, on="fund_id", how="left")
        first = self.study.case.first_year
        quorum, more_than = self.quorum[first], self.fund_use[first]
        usable = [
            row.channel not in VOTED_CHANNELS
            or bool(
                row.vote_passed
                and (quorum is None or pd.isna(row.vote_turnout) or row.vote_turnout >= quorum)
                and (more_than is None or pd.isna(row.vote_agreement) or row.vote_agreement > more_than)
            )
            for row in each_row(rows)
        ]
        return rows.assign(usable=pd.Series(usable, dtype="bool"))

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        mine = self._rows[self._rows["fund_id"] == fund["fund_id"]]
        if not len(mine):
            return np.ones(len(lines), dtype=np.bool_)
        return lines["community_id"].isin(mine["community_id"][mine["usable"]]).to_numpy(dtype=np.bool_)

    def ties_to_site(self, fund: Mapping[Any, Any]) -> bool:
        """Its limit is of a fund and a site: it flows by cell, residents' money of this kind too."""
        return bool((self._rows["fund_id"] == fund["fund_id"]).any())

    def rows(self, problem: Problem) -> Iterator[Row]:
        flows, sites = problem.flows, problem.menu.options["community_id"]
        for row in each_row(self._rows):
            mine = ((flows["fund_id"] == row.fund_id) & (flows["community_id"] == row.community_id)).to_numpy()
            if mine.any():
                limit = (sites == row.community_id).to_numpy() * to_wan(int(row.limit))
                yield Row(
                    label(community=row.community_id, fund=row.fund_id), problem.paid(mine), AT_MOST,
                    problem.chosen(limit), held=True,
                )  # fmt: skip

    def lines(self, settled: Settled) -> Iterator[Line]:
        """By agreement of a community in the plan, whether its fund finds works there or not."""
        paid = settled.funding.groupby(["fund_id", "community_id"])["yuan"].sum()
        taken = set(settled.problem.menu.options["community_id"][settled.chosen])
        for row in each_row(self._rows[self._rows["usable"]]):
            limit, money = int(row.limit), int(paid.get((row.fund_id, row.community_id), 0))
            if limit and row.community_id in taken:
                yield Line(label(community=row.community_id, fund=row.fund_id), money, limit, limit - money)

    def remark(self, problem: Problem) -> str:
        barred = self._rows[~self._rows["usable"]]
        if len(barred):
            named = "、".join(f"{row.fund_id}→{row.community_id}" for row in each_row(barred))
            return f"使用维修资金、公共收益未经业主表决通过，不计入：{named}"
        return "" if problem.rows[self.id] else "案例没有填写出资约定"
