"""Clusters (片区): small neighbours that are renewed together, and what they save."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.frames import each_group
from jiugai.inputs.rule import Rule, parameter
from jiugai.menu.options import Mask, RuleLog
from jiugai.money import round_half_up


def shared_cost(works: pd.DataFrame) -> Mask:
    """True for works that neighbours can share: general works and other fees (design, supervision, site)."""
    shared: Mask = ((works["trade"] == "general") | (works["cost_part"] == "other_fees")).to_numpy()
    return shared


class ClusterSaving(Rule):
    """All members of a cluster, started in year t, save a share of what they share (片区统筹、设施共享).

    joint option of a member:  cost[w] = cost[w] − round(saving[t] · cost[w])  for shared w       (yuan, half up)

    Members: proposed communities with the same `cluster`. The option comes in two variants, alone and joint, for the
    years in which every member has an option; the rows that tie them are in `money_rules/clusters.py`. The share is a
    choice of the user: no text gives one.
    """

    id = "S6"
    saving = parameter("cluster.saving")

    def variants(self, options: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
        """`options` with `joint`: every option that can be joint once more, as such."""
        options = options.assign(joint=False)
        named = options[(options["cluster"] != "") & ~options["fixed"]]
        sites = self.study.case.table("communities")
        proposed = sites[(sites["stage"] == "proposed") & (sites["cluster"] != "")]
        size = proposed.groupby("cluster")["community_id"].nunique()
        together = np.zeros(len(options), dtype=np.bool_)
        for (cluster, year), group in each_group(named, ["cluster", "start_year"]):
            complete = group["community_id"].nunique() == size[cluster] > 1
            if complete and self.saving.get(int(year), 0) > 0:
                together |= options.index.isin(group.index)
        joint = options[together]
        joint = joint.assign(joint=True, option=joint["option"] + "/joint")
        log.note(self.id, 0, self._told(size, len(joint)))
        return pd.concat([options, joint], ignore_index=True) if len(joint) else options

    def reduced(self, pairs: pd.DataFrame) -> pd.DataFrame:
        """Pairs of option and work with the cost of joint ones less the saving, and what is saved (yuan)."""
        saved = np.zeros(len(pairs), dtype=np.int64)
        for position in np.flatnonzero(pairs["joint"].to_numpy() & shared_cost(pairs)):
            share = self.saving.get(int(pairs["start_year"].iloc[position]), 0)
            saved[position] = round_half_up(share * int(pairs["cost"].iloc[position]))
        return pairs.assign(cost=pairs["cost"] - saved, saved=saved)

    def _told(self, size: pd.Series, joint: int) -> str:
        if size.empty:
            return "案例没有划定片区，不作要求"
        lone = int((size < 2).sum())
        told = f"{len(size) - lone} 个片区的成员同年开工"
        told += f"，{joint} 个选项可联动并节约共用费用" if joint else "，没有节约比例或不能全员开工，不计节约"
        return told + (f"；{lone} 个片区只有一个未实施的小区，不起作用" if lone else "")
