"""Hazards: which works an option holds."""

from __future__ import annotations

import pandas as pd

from jiugai.inputs.rule import Rule
from jiugai.menu.options import RuleLog
from jiugai.menu.structures import RemovalFirst


class HazardsFirst(Rule):
    """Works with a safety hazard belong to every option of their community (存在安全隐患的管线优先).

    work w in option o  ⇔  tier[w] ∈ scope[o]  or  hazard[w]
    """

    id = "S2"

    def works_of(self, options: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
        """option (row number) × work pairs, with the works' columns; what S7 adds is there too."""
        number = options[["community_id", "scope", "start_year", "fixed", "joint"]].reset_index(names="number")
        pairs = number.merge(works, on="community_id", how="inner")
        hazard = pairs["hazard"] & self.study.in_force(self.id)
        return pairs[((pairs["scope"] & pairs["bit"]) > 0) | hazard | RemovalFirst(self.study).always(pairs)]

    def log_pairs(self, pairs: pd.DataFrame, log: RuleLog) -> None:
        added = int((((pairs["scope"] & pairs["bit"]) == 0) & pairs["hazard"]).sum())
        log.note(self.id, 0, f"作用于选项菜单：把有安全隐患的工程加入 {added} 处选项")
