"""Bank loans: D6 (3.3, 3.7)."""

from __future__ import annotations

from jiugai.audit.compare import Key
from jiugai.audit.debts import BONDS
from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.pledges import earned, returned
from jiugai.audit.records import Fund, Work
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
        return work.pledgeable

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts

        def by_loan(cell: Cell) -> Key | None:
            return (cell.fund_id, ledger.project(cell.community_id)) if ledger.channel(cell) == "loan" else None

        paid, cells = ledger.grouped(by_loan), ledger.counted(by_loan)
        invested = ledger.counted(
            lambda cell: (ledger.project(cell.community_id),) if ledger.channel(cell) == "social_capital" else None
        )
        coverage = facts.ratio("loan.coverage", facts.first, 1)
        for (lender, borrower, year), service in ledger.debts.service.items():
            if service and facts.funds[lender].channel not in BONDS:
                income = earned(ledger, borrower, year, year) - returned(ledger, borrower, year)
                missable = cells.get((lender, borrower), 0) + invested.get((borrower,), 0)
                line = Line(income, ">=", coverage * service, missable)
                yield f"fund={lender};project={borrower};year={year}", line
        share = 1 - facts.ratio("loan.capital_ratio", facts.first, 0)
        cost = ledger.cost(lambda work, year: (ledger.project(work.community_id),))
        for (fund_id, project), yuan in paid.items():
            line = Line(yuan, "<=", share * cost.get((project,), 0), cells[(fund_id, project)])
            if yuan:
                yield f"fund={fund_id};project={project};what=capital", line
