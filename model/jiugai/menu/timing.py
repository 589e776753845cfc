"""Timing: in which years the works of an option cost money."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.case import PIPELINE_TRADES
from jiugai.inputs.rule import Rule, parameter
from jiugai.inputs.study import Study
from jiugai.menu.gates.heating import ReadyBySeason
from jiugai.menu.options import Mask, RuleLog
from jiugai.menu.structures import RemovalFirst
from jiugai.money import round_half_up

_COLUMNS = ["number", "work", "year", "yuan"]


def cost_by_year(study: Study, pairs: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
    """option × work pairs (number, work, work_id, trade, cost, start_year, fixed) → option, work, year, yuan."""
    new = pairs[~pairs["fixed"]]
    at_once = OneDig(study).at_once(new, log) | ReadyBySeason(study).at_once(new)
    at_once |= RemovalFirst(study).always(new)
    proposed = WorksProfile(study).costs(new, at_once, log)
    in_progress = WorksInProgress(study).costs(pairs[pairs["fixed"]])
    costs = pd.concat([proposed, in_progress], ignore_index=True)
    costs = costs[costs["yuan"] > 0].rename(columns={"number": "option"})
    return costs.sort_values(["option", "work", "year"], ignore_index=True).astype("int64")


class OneDig(Rule):
    """All pipeline works of a community cost money in its start year t alone (避免反复施工).

    year[w] = t  for w of a pipeline trade
    """

    id = "S5"

    def at_once(self, pairs: pd.DataFrame, log: RuleLog) -> Mask:
        """True for the pairs that may not be spread over years."""
        pipes = pairs["trade"].isin(PIPELINE_TRADES).to_numpy()
        log.note(self.id, 0, f"作用于选项菜单：{int(pipes.sum())} 处管线工程全部安排在开工年")
        return pipes if self.study.in_force(self.id) else np.zeros(len(pairs), dtype=np.bool_)


class WorksProfile(Rule):
    """A work costs `first_year_share` in its start year t, the rest in t + 1; all in t where t is the last plan year.

    cost[w, t] = round(first_year_share[t] · cost[w]),  cost[w, t+1] = cost[w] − cost[w, t]        (yuan, half up)
    """

    id = "S9"
    first_year_share = parameter("works.first_year_share")

    def costs(self, pairs: pd.DataFrame, at_once: Mask, log: RuleLog) -> pd.DataFrame:
        """Cost by year of proposed works; those `at_once` fall wholly in the start year."""
        years = pairs["start_year"]
        shares = {int(year): self.first_year_share[int(year)] for year in years.unique()}
        spread = (years < self.study.case.last_year) & years.map(lambda year: shares[int(year)] is not None)
        spread &= ~at_once & self.study.in_force(self.id)
        first = pairs["cost"].to_numpy().copy()
        for position in np.flatnonzero(spread.to_numpy()):
            share = shares[int(years.iloc[position])]
            assert share is not None
            first[position] = round_half_up(share * int(first[position]))
        log.note(self.id, 0, f"作用于选项菜单：{int(spread.sum())} 处工程分两年安排")
        now = pairs.assign(year=years, yuan=first)
        later = pairs.assign(year=years + 1, yuan=pairs["cost"].to_numpy() - first)
        return pd.concat([now, later], ignore_index=True)[_COLUMNS]


class WorksInProgress(Rule):
    """Projects in progress: committed amounts in their years, what remains of the cost in the first plan year t0.

    cost[w, t0] += cost[w] − Σ paid[w, before t0] − Σ_t committed[w, t]        (yuan)
    """

    id = "S8"

    def costs(self, pairs: pd.DataFrame) -> pd.DataFrame:
        first_year = self.study.case.first_year
        commitments = self.study.case.table("commitments")
        paid = commitments[commitments["year"] < first_year].groupby("work_id")["paid"].sum()
        due = commitments[commitments["year"] >= first_year].groupby(["work_id", "year"])["committed"].sum()
        committed = due.groupby("work_id").sum()
        rest = pairs["cost"] - pairs["work_id"].map(paid).fillna(0) - pairs["work_id"].map(committed).fillna(0)
        uncommitted = pairs.assign(year=first_year, yuan=rest.astype("int64"))
        promised = pairs.merge(due.rename("yuan").reset_index(), on="work_id", how="inner")
        both = pd.concat([uncommitted[_COLUMNS], promised[_COLUMNS]], ignore_index=True)
        return both.groupby(["number", "work", "year"])["yuan"].sum().reset_index()
