"""Preconditions: what a place wants settled before works begin, at a price where it is not."""

from __future__ import annotations

import pandas as pd

from jiugai.menu.gates.base import SoftGate, says_no


class Preconditions(SoftGate):
    """Owners' committee, maintenance fund, old disputes: software before hardware (先软后硬).

    price[o] = [owners_committee = no] + [maintenance_fund = no] + [legacy_resolved = no]        (preconditions)

    A fund that is collected in yearly instalments is there. Blank facts cost nothing.
    """

    id = "E7"
    asks = ("owners_committee", "maintenance_fund", "legacy_resolved")

    def broken(self, options: pd.DataFrame) -> list[tuple[str, ...]]:
        flags = [says_no(options[name]) for name in self.asks]
        words = ("业主委员会未成立", "维修资金制度未建立", "历史遗留问题未解决")
        return [
            tuple(word for word, absent in zip(words, row, strict=True) if absent) for row in zip(*flags, strict=True)
        ]
