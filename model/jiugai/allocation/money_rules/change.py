"""What a task handed down has fixed: the community is renewed, and the money promised to it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jiugai.allocation.money_rules.balance import kept
from jiugai.allocation.money_rules.base import AT_LEAST, COMMUNITY, MoneyRule, Row, label
from jiugai.inputs.locks import locked_sites
from jiugai.inputs.promises import promised
from jiugai.inputs.rule import parameter

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem


class LockedTask(MoneyRule):
    """A locked community is renewed, with the money that its task brings (任务下达后范围和资金锁定).

    For each locked site s:                     Σ_o choose[o]  ≥  1,   o of s as locked        (communities)
    and fund f, plan year t with a promise:     Σ_k pay[f,s,k,t]  ≥  committed[s,f,t]           (万元)

    Locked: `locked_on` of its project is known on `as_of`, no `change_approval`, and the last month for swaps, where a
    place has one, is over.
    """

    id = "S12"
    swap_month = parameter("change.swap_until_month")

    @cached_property
    def _locked(self) -> pd.DataFrame:
        month = self.swap_month[self.study.case.first_year]
        return locked_sites(self.study, None if month is None else int(month))

    @property
    def sites(self) -> set[str]:
        """The locked communities."""
        return set(self._locked["community_id"])

    @cached_property
    def _promises(self) -> pd.DataFrame:
        """What is promised to locked communities (`inputs/promises.py`)."""
        rows = promised(self.study)
        found: pd.DataFrame = rows[rows["community_id"].isin(self._locked["community_id"])]
        return found

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        """A community with promised money is a class of its own, as one in progress (S8)."""
        promised = lines["community_id"].isin(self._promises["community_id"])
        return {"community": lines["community_id"].where(promised, "")}

    def rows(self, problem: Problem) -> Iterator[Row]:
        sites = problem.menu.options["community_id"]
        for site in self._locked["community_id"]:
            yield Row(
                label(community=site), problem.chosen((sites == site).to_numpy(dtype=np.float64)), AT_LEAST,
                problem.constant(1.0), unit=COMMUNITY,
            )  # fmt: skip
        yield from kept(problem, self._promises)

    def remark(self, problem: Problem) -> str:
        projects = self.study.case.table("projects")
        given = projects[projects["locked_on"] != ""]
        if given.empty:
            return "案例没有填写下达锁定日期"
        free = sorted(set(given["project_id"]) - set(self._locked["project_id"]))
        return (
            f"不再或尚未锁定的项目：{'、'.join(free)}（已批准变更、可以调换、晚于基准日，或没有未开工的小区）"
            if free
            else ""
        )
