"""Scope: which sets of tiers may be offered."""

from __future__ import annotations

import pandas as pd

from jiugai.inputs.case import TIERS
from jiugai.menu.gates.base import Gate
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
