"""Debt tier: D2 (3.7, 3.8)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.debts import BONDS
from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.rules.base import LineCheck


class DebtTier(LineCheck):
    """D2: new bonds of a year within the share of the quotas that the stated tier leaves."""

    id = "D2"
    asks = ("债务风险等级允许的新增债务", "new debt that the tier allows")
    shows: ClassVar = {"tier_barred": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        for year, allowed, _ in _allowed(ledger):
            drawn = sum(ledger.debts.drawn.get((kind, year), 0) for kind in BONDS.values())
            yield f"what=tier;year={year}", Line(drawn, "<=", allowed)

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        for year, allowed, quota in _allowed(ledger):
            yield Figure(year, "tier_barred", quota - allowed, 0, quota == allowed)


def _allowed(ledger: Ledger) -> Iterator[tuple[int, int, int]]:
    """(year, allowed, quotas), yuan, of the plan years in which the tier has a share; none without new bonds."""
    facts = ledger.facts
    if not facts.debt_tier or all(fund.channel not in BONDS for fund in facts.funds.values()):
        return
    for year in facts.years:
        share, fiscal = facts.param(f"tier.new_draw.{facts.debt_tier}", year), facts.fiscal.get(year)
        if share is not None:
            quota = 0 if fiscal is None else fiscal.new_quota_general + (fiscal.new_quota_special or 0)
            yield year, math.floor(share * quota), quota
