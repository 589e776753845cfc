"""Timing: in which years the works of an option cost money."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.case import PIPELINE_TRADES
from jiugai.inputs.study import Study
from jiugai.menu.options import RuleLog
from jiugai.money import round_half_up


class WorksProfile:
    """Cost of works by year.

    S5 one dig: all pipeline works of a community in its start year t (避免反复施工).
    S9 works: another work costs `first_year_share` in t, the rest in t + 1; all in t where t is the last plan year.
    S8 in progress: committed amounts in their years, the rest of the remaining cost in the first plan year.
    """

    def __init__(self, study: Study) -> None:
        self.study = study

    def costs(self, pairs: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
        """option × work pairs (number, work, work_id, trade, cost, start_year, fixed) → option, work, year, yuan."""
        proposed = self._proposed(pairs[~pairs["fixed"]], log)
        in_progress = self._in_progress(pairs[pairs["fixed"]])
        costs = pd.concat([proposed, in_progress], ignore_index=True)
        costs = costs[costs["yuan"] > 0].rename(columns={"number": "option"})
        return costs.sort_values(["option", "work", "year"], ignore_index=True).astype("int64")

    def _proposed(self, pairs: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
        years = pairs["start_year"]
        shares = {int(year): self.study.param("works.first_year_share", int(year)) for year in years.unique()}
        one_dig = self.study.in_force("S5")
        spread = (years < self.study.case.last_year) & years.map(lambda year: shares[int(year)] is not None)
        if one_dig:
            spread &= ~pairs["trade"].isin(PIPELINE_TRADES)
        if not self.study.in_force("S9"):
            spread &= False
        first = pairs["cost"].to_numpy().copy()
        for position in np.flatnonzero(spread.to_numpy()):
            share = shares[int(years.iloc[position])]
            assert share is not None
            first[position] = round_half_up(share * int(first[position]))
        pipes = int(pairs["trade"].isin(PIPELINE_TRADES).sum())
        log.note("S5", 0, f"作用于选项菜单：{pipes} 处管线工程全部安排在开工年")
        log.note("S9", 0, f"作用于选项菜单：{int(spread.sum())} 处工程分两年安排")
        now = pairs.assign(year=years, yuan=first)
        later = pairs.assign(year=years + 1, yuan=pairs["cost"].to_numpy() - first)
        return pd.concat([now, later], ignore_index=True)[["number", "work", "year", "yuan"]]

    def _in_progress(self, pairs: pd.DataFrame) -> pd.DataFrame:
        first_year = self.study.case.first_year
        commitments = self.study.case.table("commitments")
        paid = commitments[commitments["year"] < first_year].groupby("work_id")["paid"].sum()
        due = commitments[commitments["year"] >= first_year].groupby(["work_id", "year"])["committed"].sum()
        committed = due.groupby("work_id").sum()
        rest = pairs["cost"] - pairs["work_id"].map(paid).fillna(0) - pairs["work_id"].map(committed).fillna(0)
        uncommitted = pairs.assign(year=first_year, yuan=rest.astype("int64"))
        promised = pairs.merge(due.rename("yuan").reset_index(), on="work_id", how="inner")
        columns = ["number", "work", "year", "yuan"]
        both = pd.concat([uncommitted[columns], promised[columns]], ignore_index=True)
        return both.groupby(["number", "work", "year"])["yuan"].sum().reset_index()
