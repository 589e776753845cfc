"""Base of gates: they work on whole columns and log what they removed, with values and clause."""

from __future__ import annotations

from abc import ABC, abstractmethod

import pandas as pd

from jiugai.inputs.rule import Rule
from jiugai.menu.options import Mask, RuleLog


class Gate(Rule, ABC):
    """A rule that takes options of proposed communities off the menu."""

    @abstractmethod
    def keeps(self, options: pd.DataFrame) -> Mask:
        """True for every option the rule leaves on the menu; `options` has the columns of communities too."""

    @abstractmethod
    def values(self, options: pd.DataFrame) -> list[str]:
        """The facts behind a removal, as text, one per option."""

    def apply(self, options: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
        """The options left; every removed one is logged."""
        kept = self.keeps(options)
        gone = options[~kept]
        log.remove(self.id, self.study.clause(self.id), gone, self.values(gone))
        log.note(self.id, 0, f"作用于选项菜单：移除 {len(gone)} 个选项")
        return options[kept].reset_index(drop=True)
