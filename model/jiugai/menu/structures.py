"""Illegal structures (违法建设): their removal comes first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.rule import Rule
from jiugai.menu.options import Mask, RuleLog

DEMOLITION = "demolition"


class RemovalFirst(Rule):
    """Removal of illegal structures belongs to every option and is done in its start year t (施工前拆违).

    work w of trade demolition:  w in every option of its community,  year[w] = t

    Within the year it comes before the other works; a yearly plan says so in words.
    """

    id = "S7"

    def always(self, pairs: pd.DataFrame) -> Mask:
        """True for the pairs of option and work that the rule puts together."""
        first: Mask = (pairs["trade"] == DEMOLITION).to_numpy()
        return first if self.study.in_force(self.id) else np.zeros(len(pairs), dtype=np.bool_)

    def log_pairs(self, pairs: pd.DataFrame, log: RuleLog) -> None:
        mine = pairs[self.always(pairs) & ~pairs["fixed"].to_numpy()]
        told = f"{mine['work'].nunique()} 处拆除违法建设列入所在小区的每个方案，安排在开工年，先拆后建"
        log.note(self.id, 0, told if len(mine) else "案例没有拆除违法建设的工程（专业 demolition），不作要求")
