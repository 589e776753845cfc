"""What the county can newly spend in a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import AT_MOST, Indicator, MoneyRule, Row, label
from jiugai.allocation.running_cost import running, running_yuan
from jiugai.frames import each_row
from jiugai.money import YUAN_PER_WAN, to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


class FiscalCapacity(MoneyRule):
    """New county money and the service of new bonds stay within the room of the year (财政承受能力), in each budget.

    general, year t:   Σ_f use[f,t] + Σ_b Σ_{u<t} payment[t−u] · use[b,u] + Σ_o choose[o] · (added[o,t] + running[o,t])
                           + out[t] − back[t]  ≤  max(0, room_general[t])        (万元)
    fund, year t:      Σ_f use[f,t] + Σ_p gap[p,t]  ≤  max(0, room_fund[t])
    f: grants of level county of that budget (a former owner's money counts as its flows, not by use); b: general bonds;
    gap: what special bonds of project p cost beyond its revenue that is free (`pledges.py`); added: services bought for
    new starts (F21); running: subsidies of what new starts build (`running_cost.py`); out, back: what the county
    advances for late money in t, and what comes back in t (F20): in a year without room it makes none. Years of the
    plan.
    """

    id = "D8"

    def rows(self, problem: Problem) -> Iterator[Row]:
        bonds = [number for number, _ in problem.by_fund(channel="general_bond")]
        payments = {bond: problem.funds.factors(bond)[0] for bond in bonds}
        for budget in ("general", "fund"):
            grants = [number for number, _ in problem.by_fund(level="county", budget=budget, instrument="grant")]
            serves = bonds if budget == "general" else []
            for year in self.study.years:
                room = max(0, getattr(problem.inherited.room(year), budget))
                terms_now = problem.spent(grants, year)
                terms_now += [
                    (problem.use[bond, drawn], float(payments[bond][year - drawn]))
                    for bond in serves
                    for drawn in self.study.years
                    if drawn < year and (bond, drawn) in problem.use and year - drawn < len(payments[bond])
                ]
                if budget == "fund":
                    terms_now += [(gap, 1.0) for gap in problem.pledges.county_gaps(year)]

                advances = _signs(problem, year, room) if budget == "general" else {}
                terms_now += [(problem.advance[key], float(sign)) for key, sign in advances.items()]

                def spent(
                    settled: Settled, year: int = year, room: int = room, grants: list[int] = grants,
                    serves: list[int] = serves, budget: str = budget,
                    advances: dict[tuple[int, int, int], int] = advances,
                ) -> tuple[int, int]:  # fmt: skip
                    service = sum(settled.service(bond, year) for bond in serves)
                    if budget == "general":
                        service += int(settled.problem.services.added(year)[settled.chosen].sum())
                        service += running_yuan(settled, year)
                    else:
                        service += settled.problem.pledges.shortfall(settled, year)
                    advanced = sum(sign * settled.advances.get(key, 0) for key, sign in advances.items())
                    return settled.drawn(grants, year) + service + advanced, room

                limit = max(0.0, to_wan(room) - problem.margin(len(terms_now)))
                lhs = problem.linear(terms_now)
                if budget == "general":
                    lhs += problem.chosen(problem.services.added(year) / YUAN_PER_WAN) + running(problem, year)
                yield Row(label(budget=budget, year=year), lhs, AT_MOST, problem.constant(limit), settle=spent)

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """What the county gives in each budget against its room, and what was over limit before the plan."""
        problem = settled.problem
        limits = {int(row.year): row for row in each_row(self.study.case.table("debt_limits"))}
        found = {line.label: line for line in self.lines(settled)}
        for year in self.study.years:
            room = problem.inherited.room(year)
            for budget, available in (("general", room.general), ("fund", room.fund)):
                line = found.get(label(budget=budget, year=year))
                value, limit = (line.activity, line.limit) if line else (0, max(0, available))
                yield Indicator(year, f"county_{budget}", value, limit, value <= limit)
            breach = max(0, -room.general) + max(0, -room.fund)
            if year in limits:
                for debt, limit in (("general", limits[year].limit_general), ("special", limits[year].limit_special)):
                    breach += max(0, problem.inherited.balance(debt, year) - int(limit))
            yield Indicator(year, "inherited_breach", breach, 0, breach <= 0, warning=True)


def _signs(problem: Problem, year: int, room: int) -> dict[tuple[int, int, int], int]:
    """Key of `advance` → +1 where it goes out in `year`, −1 where it comes back in a year with room."""
    signs = {key: 1 if key[1] == year else -1 for key in problem.advance if year in key[1:]}
    return {key: sign for key, sign in signs.items() if sign > 0 or room > 0}
