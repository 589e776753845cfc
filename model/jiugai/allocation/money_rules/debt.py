"""Government debt: the limits on what the county borrows, and what it may never owe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import AT_MOST, Indicator, MoneyRule, Row, label
from jiugai.errors import PolicyError, Problem
from jiugai.frames import each_row
from jiugai.inputs.study import Study
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem as AllocationProblem
    from jiugai.allocation.settled import Settled

#: who may not be the borrower of a bank loan: words that name the government itself
GOVERNMENT_WORDS = ("county", "government", "政府", "财政局")


@dataclass(frozen=True)
class _Debt:
    """A type of government debt: the channel that draws it, its columns, its lines and indicators."""

    type: str
    channel: str
    limit: str
    quota: str
    balance: str
    draw: str
    shows: tuple[str, str]


_DEBTS = (
    _Debt(
        "general", "general_bond", "limit_general", "new_quota_general", "balance", "draw",
        ("general_debt", "new_general_bonds"),
    ),
    _Debt(
        "special", "special_bond", "limit_special", "new_quota_special", "special_balance", "special_draw",
        ("special_debt", "new_special_bonds"),
    ),
)  # fmt: skip


class DebtLimits(MoneyRule):
    """General and special debt each stay within their limit and their yearly quota (债务限额, 新增额度).

    For each type of debt d with its bonds f; closing: the balance of one yuan by years since the draw        (万元)

    balance, year t:   Σ_f Σ_{u≤t} closing[f,t−u] · paid[f,u]  ≤  max(0, limit[d,t] − existing[d,t])
    draw, year t:      Σ_f paid[f,t]  ≤  quota[d,t]

    Where inherited debt breaks the limit nothing new is drawn: that is never infeasible.
    """

    id = "D1"

    def rows(self, problem: AllocationProblem) -> Iterator[Row]:
        for debt in _DEBTS:
            bonds = [number for number, _ in problem.by_fund(channel=debt.channel)]
            if bonds:
                yield from self._rows(problem, debt, bonds)

    def _rows(self, problem: AllocationProblem, debt: _Debt, bonds: list[int]) -> Iterator[Row]:
        limits = self._limits(debt)
        for year in self.study.years:
            if year in limits:
                room = max(0, limits[year] - problem.inherited.balance(debt.type, year))
                terms = [
                    (variable, float(factors[year - drawn]))
                    for bond in bonds
                    for factors in (problem.funds.factors(bond)[1],)
                    for drawn in self.study.years
                    if drawn <= year and year - drawn < len(factors)
                    for variable in problem.draws(bond, drawn)
                ]

                def balance(settled: Settled, year: int = year, room: int = room) -> tuple[int, int]:
                    return sum(settled.closing(bond, year) for bond in bonds), room

                limit = max(0.0, to_wan(room) - problem.margin(len(terms)))
                yield Row(
                    label(what=debt.balance, year=year), problem.linear(terms), AT_MOST, problem.constant(limit),
                    settle=balance,
                )  # fmt: skip
            drawn_now = [(variable, 1.0) for bond in bonds for variable in problem.draws(bond, year)]
            quota = self._quota(debt, year)

            def draw(settled: Settled, year: int = year, quota: int = quota) -> tuple[int, int]:
                return settled.drawn(bonds, year), quota

            limit = max(0.0, to_wan(quota) - problem.margin(len(drawn_now)))
            yield Row(
                label(what=debt.draw, year=year), problem.linear(drawn_now), AT_MOST, problem.constant(limit),
                settle=draw,
            )  # fmt: skip

    def _limits(self, debt: _Debt) -> dict[int, int]:
        table = self.study.case.table("debt_limits")
        return {int(year): int(yuan) for year, yuan in zip(table["year"], table[debt.limit], strict=True)}

    def _quota(self, debt: _Debt, year: int) -> int:
        return self.study.fiscal(debt.quota, year) or 0

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """The balance is within its limit too where nothing new is outstanding: inherited debt is told by D8.

        Special debt is shown where the case has special bonds to draw.
        """
        problem = settled.problem
        for debt in _DEBTS:
            bonds = [number for number, _ in problem.by_fund(channel=debt.channel)]
            if debt.type == "special" and not bonds:
                continue
            limits = self._limits(debt)
            for year in self.study.years:
                new = sum(settled.closing(bond, year) for bond in bonds)
                balance = problem.inherited.balance(debt.type, year) + new
                within = year not in limits or balance <= limits[year] or new == 0
                yield Indicator(year, debt.shows[0], balance, limits.get(year), within)
                drawn, allowed = settled.drawn(bonds, year), self._quota(debt, year)
                yield Indicator(year, debt.shows[1], drawn, allowed, drawn <= allowed)


class NoHiddenDebt(MoneyRule):
    """No bank loan is borrowed, repaid, guaranteed or subsidised by the county (杜绝新增隐性债务).

    There is no variable by which county money could serve a loan; a loan whose borrower is the government is refused.
    """

    id = "D7"
    silent = "模型中不存在县级财政偿还贷款的变量；审计逐笔核验借款主体"

    def __init__(self, study: Study) -> None:
        super().__init__(study)
        problems = []
        for fund in each_row(study.case.table("funds").query("kind == 'bank'")):
            borrower = str(fund.borrower)
            if fund.level != "none" or any(word in borrower.lower() for word in GOVERNMENT_WORDS):
                problems.append(
                    Problem(
                        study.case.where("funds", "borrower", borrower or "?"),
                        f"贷款 {fund.fund_id} 的借款主体不得是政府（{study.clause(self.id)}）",
                        f"loan {fund.fund_id} must not be borrowed by the government ({study.clause(self.id)})",
                    )
                )
        if problems:
            raise PolicyError(problems)
