"""Base of menu rules: works on whole columns, logs what it removed with values and clause."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

import pandas as pd

from jiugai.inputs.study import Study
from jiugai.menu.options import Mask, RuleLog


class MenuRule:
    """A rule that shapes the options of all sites at once. One subclass per rule id."""

    id: ClassVar[str]

    def __init__(self, study: Study) -> None:
        self.study = study

    def by_year(self, parameter: str, years: pd.Series) -> pd.Series:
        """The parameter's value (float, NaN where none is in force) for each entry of `years`."""
        values = {int(year): self.study.param(parameter, int(year)) for year in years.unique()}
        return years.map({year: float("nan") if value is None else float(value) for year, value in values.items()})


class Gate(MenuRule, ABC):
    """A rule that takes options off the menu."""

    @abstractmethod
    def keeps(self, options: pd.DataFrame) -> Mask:
        """True for every option the rule leaves on the menu."""

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
