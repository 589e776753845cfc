"""The county's debt tier, and how much new debt it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import AT_MOST, Indicator, MoneyRule, Row, label
from jiugai.inputs.rule import parameter
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

BONDS = ("general_bond", "special_bond")


class DebtTier(MoneyRule):
    """A county of a high debt tier draws only a share of its new quotas, or nothing (债务风险等级, 红橙黄绿).

    Year t; bonds f, general and special; new_draw of the tier that the case states, a share of the quotas of D1:

        Σ_f paid[f,t]  ≤  ⌊ new_draw[t] · (quota_general[t] + quota_special[t]) ⌋        (万元; in whole yuan)

    At a share of 0 nothing new is drawn, which is never infeasible but for money already promised. The tier is an
    input: hidden debt, which decides it too, is none.
    """

    id = "D2"
    green = parameter("tier.new_draw.green")
    yellow = parameter("tier.new_draw.yellow")
    orange = parameter("tier.new_draw.orange")
    red = parameter("tier.new_draw.red")

    def _allowed(self, year: int) -> tuple[int, int] | None:
        """(allowed, quotas) of a year, yuan; None where the case states no tier or no share is in force."""
        shares = {"green": self.green, "yellow": self.yellow, "orange": self.orange, "red": self.red}
        tier = self.study.case.debt_tier
        share = shares[tier][year] if tier else None
        quota = sum(self.study.fiscal(f"new_quota_{kind}", year) or 0 for kind in ("general", "special"))
        return None if share is None else (int(share * quota), quota)

    @staticmethod
    def _bonds(problem: Problem) -> list[int]:
        return [number for channel in BONDS for number, _ in problem.by_fund(channel=channel)]

    def rows(self, problem: Problem) -> Iterator[Row]:
        bonds = self._bonds(problem)
        for year in self.study.years if bonds else ():
            found = self._allowed(year)
            if found is None:
                continue
            allowed = found[0]
            drawn = [(variable, 1.0) for bond in bonds for variable in problem.draws(bond, year)]

            def draw(settled: Settled, year: int = year, allowed: int = allowed) -> tuple[int, int]:
                return settled.drawn(bonds, year), allowed

            limit = max(0.0, to_wan(allowed) - problem.margin(len(drawn)))
            yield Row(
                label(what="tier", year=year), problem.linear(drawn), AT_MOST, problem.constant(limit), settle=draw
            )

    def remark(self, problem: Problem) -> str:
        if not self.study.case.debt_tier:
            return "案例没有填写债务风险等级（case.yaml 的 debt_tier），未作限制"
        return "" if self._bonds(problem) else "案例没有新增债券"

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """The part of the year's quotas that the tier leaves unused."""
        for year in self.study.years if self._bonds(settled.problem) else ():
            found = self._allowed(year)
            if found is not None:
                barred = found[1] - found[0]
                yield Indicator(year, "tier_barred", barred, 0, barred == 0, warning=True)
