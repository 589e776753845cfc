"""Change control: what a task handed down has fixed (任务下达后的变更管理)."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from jiugai.inputs.case import TIERS
from jiugai.inputs.locks import locked_sites
from jiugai.inputs.rule import parameter
from jiugai.menu.gates.base import Gate, facts_text
from jiugai.menu.options import Mask


class LockedScope(Gate):
    """A locked community keeps the year and the scope of its task (the menu half of S12).

    keeps option o of a locked site  ⇔  start_year[o] = plan_year[project], and highest tier of o = locked_tier if given

    That such a community is chosen is the row of the rule, in the rooms of money.
    """

    id = "S12"
    swap_month = parameter("change.swap_until_month")

    @cached_property
    def _locked(self) -> pd.DataFrame:
        month = self.swap_month[self.study.case.first_year]
        return locked_sites(self.study, None if month is None else int(month)).set_index("community_id")

    def keeps(self, options: pd.DataFrame) -> Mask:
        sites, locked = options["community_id"], self._locked
        mine = sites.isin(locked.index).to_numpy(dtype=np.bool_)
        year = sites.map(locked["plan_year"])
        tier = sites.map(locked["locked_tier"])
        highest = [TIERS[int(scope).bit_length() - 1] if scope else "" for scope in options["scope"]]
        fits = (options["start_year"] == year) & ((tier == "") | (tier == pd.Series(highest, index=options.index)))
        return np.asarray(~mine | fits.to_numpy(dtype=np.bool_), dtype=np.bool_)

    def values(self, options: pd.DataFrame) -> list[str]:
        rows = self._locked.loc[options["community_id"]]
        return [
            facts_text(locked_year=str(year), locked_tier=tier or None)
            for year, tier in zip(rows["plan_year"], rows["locked_tier"], strict=True)
        ]
