"""Government debt: the limits on what the county borrows, and what it may never owe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import AT_MOST, Indicator, MoneyRule, Row, label
from jiugai.errors import PolicyError, Problem
from jiugai.finance import service_factors
from jiugai.frames import each_row
from jiugai.inputs.study import Study
from jiugai.money import to_wan

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem as AllocationProblem
    from jiugai.allocation.settled import Settled

#: who may not be the borrower of a bank loan: words that name the government itself
GOVERNMENT_WORDS = ("county", "government", "政府", "财政局")


class DebtLimits(MoneyRule):
    """General debt stays within its limit and its yearly quota (债务限额, 新增额度).

    balance, year t:   Σ_f Σ_{u≤t} closing[t−u] · use[f,u]  ≤  max(0, limit[t] − existing[t])        (万元)
    draw, year t:      Σ_f use[f,t]  ≤  quota[t]
    over general bonds f. Where inherited debt breaks the limit nothing new is drawn: that is never infeasible.
    """

    id = "D1"

    def rows(self, problem: AllocationProblem) -> Iterator[Row]:
        bonds = [number for number, _ in problem.by_fund(channel="general_bond")]
        if not bonds:
            return
        limits = self.study.case.table("debt_limits").set_index("year")["limit_general"]
        quota = self.study.case.table("fiscal").set_index("year")["new_quota_general"]
        factors = {fund: _closing_factors(self.study, fund) for fund in bonds}
        for year in self.study.years:
            if year in limits.index:
                room = max(0, int(limits.loc[year]) - problem.existing_balance("general", year))
                terms = [
                    (problem.use[fund, drawn], factors[fund][year - drawn])
                    for fund in bonds
                    for drawn in self.study.years
                    if drawn <= year and (fund, drawn) in problem.use and year - drawn < len(factors[fund])
                ]

                def balance(settled: Settled, year: int = year, room: int = room) -> tuple[int, int]:
                    return sum(settled.closing(fund, year) for fund in bonds), room

                limit = max(0.0, to_wan(room) - problem.margin(len(terms)))
                yield Row(
                    label(what="balance", year=year), problem.linear(terms), AT_MOST, problem.constant(limit),
                    settle=balance,
                )  # fmt: skip
            drawn_now = [(problem.use[fund, year], 1.0) for fund in bonds if (fund, year) in problem.use]
            new_quota = int(quota.loc[year])

            def draw(settled: Settled, year: int = year, new_quota: int = new_quota) -> tuple[int, int]:
                return settled.drawn(bonds, year), new_quota

            limit = max(0.0, to_wan(new_quota) - problem.margin(len(drawn_now)))
            yield Row(
                label(what="draw", year=year), problem.linear(drawn_now), AT_MOST, problem.constant(limit), settle=draw
            )

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """The balance is within its limit too where nothing new is outstanding: inherited debt is told by D8."""
        problem = settled.problem
        bonds = [number for number, _ in problem.by_fund(channel="general_bond")]
        limits = self.study.case.table("debt_limits").set_index("year")["limit_general"]
        quota = self.study.case.table("fiscal").set_index("year")["new_quota_general"]
        for year in self.study.years:
            new = sum(settled.closing(bond, year) for bond in bonds)
            balance = problem.existing_balance("general", year) + new
            ceiling = int(limits.loc[year]) if year in limits.index else None
            within = ceiling is None or balance <= ceiling or new == 0
            yield Indicator(year, "general_debt", balance, ceiling, within)
            drawn, allowed = settled.drawn(bonds, year), int(quota.loc[year])
            yield Indicator(year, "new_general_bonds", drawn, allowed, drawn <= allowed)


def _closing_factors(study: Study, fund: int) -> list[float]:
    terms = study.case.table("funds").iloc[fund]
    closing = service_factors(terms["rate"], int(terms["term_years"]), int(terms["grace_years"]), terms["repayment"])[1]
    return [float(value) for value in closing]


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
