"""Bank loans: D6 (3.3, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from jiugai.audit.compare import Key
from jiugai.audit.facts import Facts, Fund, Work
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.rules.base import LineCheck, PayerCheck
from jiugai.audit.tables import Cell


class Loans(PayerCheck, LineCheck):
    """D6: a loan pays works with net revenue and a passed vote; revenue covers its service, capital stays free."""

    id = "D6"
    refusal = ("贷款只用于有净收益且收益已表决的工程", "a loan pays only works with net revenue and a passed vote")
    asks = ("贷款覆盖倍数与资本金", "loan cover and capital")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.channel != "loan":
            return None
        return work.net_revenue_per_year > 0 and work.revenue_vote_passed

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts

        def by_loan(cell: Cell) -> Key | None:
            return (cell.fund_id, ledger.project(cell.community_id)) if ledger.channel(cell) == "loan" else None

        paid, cells = ledger.grouped(by_loan), ledger.counted(by_loan)
        coverage = facts.ratio("loan.coverage", facts.first, 1)
        revenue = _revenues(ledger)
        for (lender, borrower, year), service in ledger.debts.loan_service.items():
            if service:
                earned = sum(yuan for begins, yuan in revenue.get(borrower, ()) if year >= begins)
                line = Line(earned, ">=", coverage * service, cells.get((lender, borrower), 0))
                yield f"fund={lender};project={borrower};year={year}", line
        share = 1 - facts.ratio("loan.capital_ratio", facts.first, 0)
        cost = ledger.cost(lambda work, year: (ledger.project(work.community_id),))
        for (fund_id, project), yuan in paid.items():
            line = Line(yuan, "<=", share * cost.get((project,), 0), cells[(fund_id, project)])
            if yuan:
                yield f"fund={fund_id};project={project};what=capital", line


def _revenues(ledger: Ledger) -> Mapping[str, list[tuple[int, int]]]:
    """Project → (first year of revenue, yuan a year) of the chosen works whose owners voted to pledge it."""
    last_cost: dict[str, int] = {}
    for _, work_id, year in ledger.scheme.cost:
        last_cost[work_id] = max(year, last_cost.get(work_id, year))
    revenue: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for community_id, pick in ledger.scheme.picks.items():
        before = ledger.facts.first - 1 if pick.continuing else pick.start
        for work in pick.works:
            if work.revenue_vote_passed and work.net_revenue_per_year:
                begins = last_cost.get(work.work_id, before) + 1
                revenue[ledger.project(community_id)].append((begins, work.net_revenue_per_year))
    return revenue
