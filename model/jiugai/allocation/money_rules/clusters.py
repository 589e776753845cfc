"""Clusters: members start in one year, and save only together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

import numpy as np

from jiugai.allocation.money_rules.base import AT_MOST, COMMUNITY, EQUAL, Line, MoneyRule, Row, label
from jiugai.menu.options import Mask

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class ClustersTogether(MoneyRule):
    """Members of a cluster c that are taken start in one year; the joint options are taken by all or by none.

    for members a ≠ b, year t:   Σ_{o of a in t} choose[o] + Σ_{o of b not in t} choose[o]  ≤  1
    for members a, b, year t:    Σ_{joint o of a in t} choose[o]  =  Σ_{joint o of b in t} choose[o]
    where joint options are:     Σ_{o of c not joint} choose[o]  ≤  members of c − 1

    So what is saved is saved where all members start in a year that has a saving, and only there.
    """

    id = "S6"

    def rows(self, problem: Problem) -> Iterator[Row]:
        options = problem.menu.options
        site, year = options["community_id"].to_numpy(), options["start_year"].to_numpy()
        joint, free = options["joint"].to_numpy(), ~options["fixed"].to_numpy()
        for cluster in sorted(set(options["cluster"][free]) - {""}):
            mine = free & (options["cluster"] == cluster).to_numpy()
            names = {"cluster": cluster.replace(";", "；").replace("=", "＝")}
            members = sorted(set(site[mine]))
            for now in sorted(set(year[mine])):
                for one, other in permutations(members, 2):
                    first, later = mine & (site == one) & (year == now), mine & (site == other) & (year != now)
                    if first.any() and later.any():
                        parts = names | {"year": now, "pair": f"{one} {other}"}
                        yield self._row(problem, parts, first | later, first & ~first, AT_MOST, 1)
                together = mine & joint & (year == now)
                for one, other in pairwise(members if together.any() else ()):
                    parts = names | {"joint": now, "pair": f"{one} {other}"}
                    yield self._row(problem, parts, together & (site == one), together & (site == other), EQUAL, 0)
            if (mine & joint).any():
                parts = names | {"what": "alone"}
                yield self._row(problem, parts, mine & ~joint, mine & ~mine, AT_MOST, len(members) - 1)

    @staticmethod
    def _row(problem: Problem, parts: dict[str, object], plus: Mask, minus: Mask, sense: str, limit: int) -> Row:
        """Σ choose over `plus` − Σ choose over `minus`, against a number of communities."""
        left = problem.chosen(plus.astype(np.float64) - minus.astype(np.float64))
        return Row(label(**parts), left, sense, problem.constant(float(limit)), unit=COMMUNITY)

    def lines(self, settled: Settled) -> Iterator[Line]:
        """None: selection.csv shows starts and what is saved."""
        return iter(())
