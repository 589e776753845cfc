"""Scope: which sets of tiers may be offered, and which works an option holds."""

from __future__ import annotations

import pandas as pd

from jiugai.inputs.case import TIERS
from jiugai.menu.options import Mask, RuleLog, scope_name
from jiugai.menu.rules import Gate, MenuRule


class TiersInOrder(Gate):
    """Improvement only with basic, upgrade only with improvement, for what the site still lacks (先民生后提升).

    keeps option o  ⇔  scope[o] = lacking[o] ∩ {tiers up to some tier}
    """

    id = "S1"

    def keeps(self, options: pd.DataFrame) -> Mask:
        scope, lacking = options["scope"].to_numpy(), options["lacking"].to_numpy()
        in_order = options["fixed"].to_numpy().copy()
        for tier in range(1, len(TIERS) + 1):
            in_order |= scope == (lacking & ((1 << tier) - 1))
        result: Mask = in_order
        return result

    def values(self, options: pd.DataFrame) -> list[str]:
        pairs = zip(options["scope"], options["lacking"], strict=True)
        return [f"scope={scope_name(scope)};lacking={scope_name(lacking)}" for scope, lacking in pairs]


class HazardsFirst(MenuRule):
    """Works with a safety hazard belong to every option of their community (存在安全隐患的管线优先).

    work w in option o  ⇔  tier[w] ∈ scope[o]  or  hazard[w]
    """

    id = "S2"

    def works_of(self, options: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
        """option (row number) × work pairs, with the works' columns."""
        number = options[["community_id", "scope", "start_year", "fixed"]].reset_index(names="number")
        pairs = number.merge(works, on="community_id", how="inner")
        hazard = pairs["hazard"] & self.study.in_force(self.id)
        return pairs[((pairs["scope"] & pairs["bit"]) > 0) | hazard]

    def log_pairs(self, pairs: pd.DataFrame, log: RuleLog) -> None:
        added = int(((pairs["scope"] & pairs["bit"]) == 0).sum())
        log.note(self.id, 0, f"作用于选项菜单：把有安全隐患的工程加入 {added} 处选项")
