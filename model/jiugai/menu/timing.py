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

_COLUMNS = ["number", "work", "year", "yuan", "done"]


def cost_by_year(study: Study, pairs: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
    """option × work pairs (number, work, work_id, trade, cost, start_year, fixed) → option, work, year, yuan, done.

    `done`: the year in which the work is completed.
    """
    new = pairs[~pairs["fixed"]]
    at_once = OneDig(study).at_once(new, log) | ReadyBySeason(study).at_once(new) | RemovalFirst(study).always(new)
    proposed = WorksProfile(study).costs(new, at_once, log)
    in_progress = WorksInProgress(study).costs(pairs[pairs["fixed"]])
    costs = pd.concat([proposed, in_progress], ignore_index=True)
    costs = costs[costs["yuan"] > 0].rename(columns={"number": "option"})
    costs = costs.groupby(["option", "work", "year"], as_index=False).agg({"yuan": "sum", "done": "max"})
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

    held[w] = round(retention_share[t] · cost[w]);  built[w] = cost[w] − held[w]        (yuan, half up)
    cost[w, t] = round(first_year_share[t] · built[w]),  cost[w, t+1] = built[w] − cost[w, t]
    cost[w, min(done[w] + retention_years[t], last plan year)] += held[w]

    done[w]: t + 1, or t where nothing is left for t + 1. Without a retention share nothing is held (质量保证金).
    """

    id = "S9"
    first_year_share = parameter("works.first_year_share")
    retention_share = parameter("works.retention_share")
    retention_years = parameter("works.retention_years")

    def held(self, cost: int, start: int) -> int:
        """What of the cost of a work that starts in `start` is retained, whole yuan."""
        share = self.retention_share[start] if self.study.in_force(self.id) else None
        return 0 if share is None else round_half_up(share * cost)

    def paid_out(self, done: int, start: int) -> int:
        """The year in which the retention of a work that is `done` falls due; it may lie after the plan."""
        return done + int(self.retention_years.get(start, 1))

    def costs(self, pairs: pd.DataFrame, at_once: Mask, log: RuleLog) -> pd.DataFrame:
        """Cost by year of proposed works; those `at_once` fall wholly in the start year."""
        years = pairs["start_year"]
        shares = {int(year): self.first_year_share[int(year)] for year in years.unique()}
        spread = (years < self.study.case.last_year) & years.map(lambda year: shares[int(year)] is not None)
        spread &= ~at_once & self.study.in_force(self.id)
        starts = years.tolist()
        held = np.array([self.held(int(c), int(t)) for c, t in zip(pairs["cost"], starts, strict=True)], dtype=np.int64)
        built = pairs["cost"].to_numpy() - held
        first = built.copy()
        for position in np.flatnonzero(spread.to_numpy()):
            share = shares[int(starts[position])]
            assert share is not None
            first[position] = round_half_up(share * int(built[position]))
        told = f"作用于选项菜单：{int(spread.sum())} 处工程分两年安排"
        log.note(self.id, 0, told + (f"，{int((held > 0).sum())} 处留质量保证金" if held.any() else ""))
        done = years + (built > first)
        last = self.study.case.last_year
        due = [min(self.paid_out(int(d), int(t)), last) for d, t in zip(done, starts, strict=True)]
        parts = [
            pairs.assign(year=years, yuan=first, done=done),
            pairs.assign(year=years + 1, yuan=built - first, done=done),
            pairs.assign(year=due, yuan=held, done=done),
        ]
        return pd.concat(parts, ignore_index=True)[_COLUMNS]


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
        both = pd.concat([uncommitted[_COLUMNS[:-1]], promised[_COLUMNS[:-1]]], ignore_index=True)
        both = both.groupby(["number", "work", "year"])["yuan"].sum().reset_index()
        both = both[both["yuan"] > 0]
        return both.assign(done=both.groupby(["number", "work"])["year"].transform("max"))
