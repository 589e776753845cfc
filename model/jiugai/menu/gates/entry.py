"""Entry: which communities may enter, with whose money, from when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.rule import parameter
from jiugai.menu.gates.base import Gate, StartGate, below, blank, facts_text, flag_text, share_text
from jiugai.menu.options import Mask, RuleLog, price_column

#: danger levels of buildings, from safe to a whole building in danger
_DANGER = {"A": 1, "B": 2, "C": 3, "D": 4}


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
        kept = super().apply(options, log).assign(**{price_column(self.id): 0})
        local = outside.assign(upper=False, option=outside["option"] + "@local", **{price_column(self.id): 1})
        return pd.concat([kept, local], ignore_index=True) if len(local) else kept


class Demolition(Gate):
    """Communities that are to be expropriated and pulled down, or are too dangerous to keep, are out (征收拆迁、危房).

    keeps option o  ⇔  not demolition_planned[o]  and  danger[o] ≤ danger_max[start_year[o]]        (A = 1 … D = 4)

    No later start helps. The danger levels are practice of the field, whose text was not seen.
    """

    id = "E2"
    asks = ("demolition_planned", "danger_level")
    danger_max = parameter("entry.danger_max")

    def keeps(self, options: pd.DataFrame) -> Mask:
        planned = options["demolition_planned"].fillna(False).to_numpy(dtype=np.bool_)
        danger = options["danger_level"].map(_DANGER).astype("float64")
        dangerous = (danger > self.danger_max.over(options["start_year"])).to_numpy()
        kept: Mask = ~(planned | dangerous) | options["fixed"].to_numpy()
        return kept

    def values(self, options: pd.DataFrame) -> list[str]:
        pairs = zip(options["demolition_planned"], options["danger_level"], strict=True)
        return [
            facts_text(demolition_planned=flag_text(planned), danger_level=level or None) for planned, level in pairs
        ]


class ConsentToEnter(StartGate):
    """Agreement of at least the set share of households, and participation where a place asks for it (同意率、参与率).

    lacking[o]  ⇔  consent[o] < enter[start_year[o]]  or  participation[o] < participation_needed[start_year[o]]

    Of all households. The second is asked where a place sets a share and the case states what was reached.
    """

    id = "E3"
    enter = parameter("consent.enter")
    participation = parameter("consent.participation")

    def _few_agree(self, options: pd.DataFrame) -> Mask:
        return below(options["consent_rate"], self.enter, options["start_year"])

    def _few_take_part(self, options: pd.DataFrame) -> Mask:
        return below(options["participation_rate"], self.participation, options["start_year"])

    def lacking(self, options: pd.DataFrame) -> Mask:
        lacks: Mask = self._few_agree(options) | self._few_take_part(options)
        return lacks

    def unstated(self, options: pd.DataFrame) -> dict[str, Mask]:
        asked = self.participation.over(options["start_year"]).notna().to_numpy(dtype=np.bool_)
        return {"居民参与率": asked & blank(options["participation_rate"])}

    def conditions(self, options: pd.DataFrame) -> list[str]:
        found = zip(
            options["consent_rate"], self._few_agree(options),
            options["participation_rate"], self._few_take_part(options), strict=True,
        )  # fmt: skip
        return [
            "、".join(
                f"居民{name}须达到规定比例（现为{float(rate):.1%}）"
                for name, rate, few in (("同意率", consent, few_agree), ("参与率", took_part, few_took))
                if few
            )
            for consent, few_agree, took_part, few_took in found
        ]

    def values(self, options: pd.DataFrame) -> list[str]:
        """Participation too, where it lacks."""
        years, few = options["start_year"], self._few_take_part(options)
        took_part, needed = options["participation_rate"].where(few), self.participation.over(years).where(few)
        rows = zip(options["consent_rate"], self.enter.over(years), took_part, needed, strict=True)
        return [
            facts_text(
                consent=share_text(consent), enter=share_text(enter),
                participation=share_text(part), participation_needed=share_text(asked),
            )
            for consent, enter, part, asked in rows
        ]  # fmt: skip
