"""Communities that others are shown."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from jiugai.allocation.money_rules.base import AT_LEAST, COMMUNITY, Indicator, MoneyRule, Row, label
from jiugai.inputs.rule import parameter

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

CANDIDATE = "candidate"


class DemonstrationCommunities(MoneyRule):
    """At least `least` candidates are renewed in all that they lack (力争至少打造1—2个示范样板).

    Σ_{o ∈ D} choose[o] + short  ≥  least[first plan year]        (communities)

    D: options of candidates (`demonstration` of the community) that hold every work still lacking, of one route where
    there are several (H1); a candidate in progress has such an option alone. Soft: the texts say strive for.
    """

    id = "Q1"
    soft = True
    least = parameter("demonstration.least")

    def _candidates(self) -> int:
        sites = self.study.case.table("communities")
        return int(((sites["demonstration"] == CANDIDATE) & (sites["stage"] != "completed")).sum())

    def rows(self, problem: Problem) -> Iterator[Row]:
        least = self.least[self.study.case.first_year]
        if least is None or not self._candidates():
            return
        options = problem.menu.options
        works = self.study.case.table("works")
        works = works[~works["already_present"]]
        mine = options[["community_id", "route"]].reset_index(names="option").merge(works, on="community_id")
        mine = mine[(mine["route_x"] == "") | (mine["route_y"] == "") | (mine["route_x"] == mine["route_y"])]
        lacking = mine.groupby("option").size().reindex(options.index, fill_value=0)
        held = problem.menu.costs.groupby("option")["work"].nunique().reindex(options.index, fill_value=0)
        whole = (held == lacking) | options["fixed"]
        counts = np.where((options["demonstration"] == CANDIDATE) & whole, 1.0, 0.0)
        yield Row(
            label(what="model"), problem.chosen(counts), AT_LEAST, problem.constant(float(least)),
            soft=Fraction(1), unit=COMMUNITY,
        )  # fmt: skip

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        for row in settled.problem.rows[self.id]:
            short = settled.line(row).short
            yield Indicator(
                self.study.case.last_year, "model_shortfall", short, 0, short <= 0, warning=True, unit=COMMUNITY
            )

    def remark(self, problem: Problem) -> str:
        if not self._candidates():
            return "案例没有标出示范候选小区，不作要求"
        return "" if problem.rows[self.id] else "没有适用于本地的示范小区个数（demonstration.least），不作要求"
