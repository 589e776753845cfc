"""Entry: which communities may enter, with whose money, from when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.rule import parameter
from jiugai.menu.gates.base import Gate
from jiugai.menu.options import Mask, RuleLog


class BuiltYearWindow(Gate):
    """Upper-level money only for communities built by the cut-off of the start year (建成年代).

    keeps option o  ⇔  built_year[o] ≤ built_by[start_year[o]]

    What it removes is offered again on local money alone, at a price (soft: 应纳尽纳, but upper money will not follow).
    """

    id = "E1"
    built_by = parameter("eligibility.built_by")

    def keeps(self, options: pd.DataFrame) -> Mask:
        cutoff = self.built_by.over(options["start_year"])
        return ((options["built_year"] <= cutoff) | cutoff.isna() | options["fixed"]).to_numpy()

    def values(self, options: pd.DataFrame) -> list[str]:
        cutoff = self.built_by.over(options["start_year"])
        pairs = zip(options["built_year"], cutoff, strict=True)
        return [f"built_year={built};built_by={by:.0f}" for built, by in pairs]

    def apply(self, options: pd.DataFrame, log: RuleLog) -> pd.DataFrame:
        outside = options[~self.keeps(options)]
        kept = super().apply(options, log)
        local = outside.assign(upper=False, local_price=1, option=outside["option"] + "@local")
        return pd.concat([kept, local], ignore_index=True) if len(local) else kept


class ConsentToEnter(Gate):
    """Agreement of at least the set share of households before a community enters the plan (同意率).

    keeps option o  ⇔  consent[o] ≥ enter[start_year[o]]  or  start_year[o] > first plan year

    A later start carries the missing consent as a dated condition: nobody has next year's vote today.
    """

    id = "E3"
    enter = parameter("consent.enter")

    def lacking(self, options: pd.DataFrame) -> Mask:
        """True where the consent reached today is below the threshold of the start year."""
        enter = {int(year): self.enter[int(year)] for year in options["start_year"].unique()}
        return np.array(
            [
                enter[year] is not None and consent < enter[year]
                for consent, year in zip(options["consent_rate"], options["start_year"], strict=True)
            ],
            dtype=np.bool_,
        )

    def keeps(self, options: pd.DataFrame) -> Mask:
        now = (options["start_year"] == self.study.case.first_year).to_numpy()
        kept: Mask = ~(self.lacking(options) & now) | options["fixed"].to_numpy()
        return kept

    def values(self, options: pd.DataFrame) -> list[str]:
        enter = self.enter.over(options["start_year"])
        pairs = zip(options["consent_rate"], enter, strict=True)
        return [f"consent={float(consent):.4f};enter={needed:.4f}" for consent, needed in pairs]
