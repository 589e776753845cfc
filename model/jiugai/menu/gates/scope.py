"""Scope: which sets of tiers may be offered."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.case import TIERS
from jiugai.inputs.rule import parameter
from jiugai.menu.gates.base import Gate, facts_text
from jiugai.menu.options import Mask, scope_name


class TiersInOrder(Gate):
    """Improvement only with basic, upgrade only with improvement, for what the site still lacks (先民生后提升).

    keeps option o  ⇔  scope[o] = lacking[o] ∩ {tiers up to some tier}
    """

    id = "S1"
    order = 10  # before who may enter: an option that cannot be offered is nobody's to refuse

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


class ScopeType(Gate):
    """What a community is made into says how far its works go (四种改造类型).

    keeps option o  ⇔  highest tier of scope[o] ≤ tiers[type of o][start_year[o]]    (basic 1, improvement 2, upgrade 3)

    The text describes four types in words; the tiers are read into them. Works with a safety hazard stay in every
    option (S2), whatever their tier.
    """

    id = "S4"
    order = 20
    asks = ("scope_type",)
    basic = parameter("scope_type.basic")
    environment = parameter("scope_type.environment")
    function = parameter("scope_type.function")
    merged = parameter("scope_type.merged")

    def _most(self, options: pd.DataFrame) -> pd.Series:
        """Highest tier of the type in the start year, NaN where the case or the policy gives none."""
        tiers = {name: getattr(self, name) for name in ("basic", "environment", "function", "merged")}
        most = pd.Series(np.nan, index=options.index)
        for name, dated in tiers.items():
            most = most.where(options["scope_type"] != name, dated.over(options["start_year"]))
        return most

    def keeps(self, options: pd.DataFrame) -> Mask:
        highest = np.array([int(scope).bit_length() for scope in options["scope"]])
        kept: Mask = ~(highest > self._most(options).to_numpy()) | options["fixed"].to_numpy()
        return kept

    def values(self, options: pd.DataFrame) -> list[str]:
        pairs = zip(options["scope"], options["scope_type"], strict=True)
        return [facts_text(scope=scope_name(scope), scope_type=kind) for scope, kind in pairs]
