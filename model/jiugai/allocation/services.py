"""Services that the county buys for estates without owner or manager (政府购买服务), year by year in whole yuan."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.frames import each_row

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem

NOW = "now"


class Services:
    """What the county pays a year for running such estates, where rule F21 is in force.

    `standing`: whatever the plan does - estates served from now on, those completed, those in progress from the year
    after their completion. `added`: new starts, from the year after the completion of their option.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @cached_property
    def _sites(self) -> pd.DataFrame:
        """communities with a stated cost: community_id, stage, yuan, service_from."""
        study = self.problem.study
        sites = study.case.table("communities").rename(columns={"service_cost_per_year": "yuan"})
        sites = sites[sites["yuan"].fillna(0) > 0]
        return sites if study.in_force("F21") else sites.iloc[:0]

    @property
    def any(self) -> bool:
        return len(self._sites) > 0

    def standing(self, year: int) -> int:
        """Yuan of the year that falls due whatever is chosen."""
        if not self.any:
            return 0
        options = self.problem.menu.options
        last = options[options["fixed"]].set_index("community_id")["completion"]
        total = 0
        for site in each_row(self._sites):
            runs = site.service_from == NOW or site.stage == "completed"
            if runs or (site.community_id in last.index and year > last.loc[site.community_id]):
                total += int(site.yuan)
        return total

    def added(self, year: int) -> NDArray[np.int64]:
        """Yuan of the year by option, shape (options,): 0 for options in progress."""
        options = self.problem.menu.options
        later = self._sites[self._sites["service_from"] != NOW].set_index("community_id")["yuan"]
        yuan = options["community_id"].map(later).fillna(0).to_numpy(dtype=np.int64)
        due = ~options["fixed"].to_numpy(dtype=np.bool_) & (options["completion"] < year).to_numpy()
        return np.where(due, yuan, 0)
