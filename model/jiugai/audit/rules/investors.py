"""Private capital: F13 (3.3, 3.7)."""

from __future__ import annotations

from fractions import Fraction

from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.pledges import earned, lent, returned
from jiugai.audit.records import Fund, Work
from jiugai.audit.report import Book
from jiugai.audit.rules.base import LineCheck, PayerCheck, PlanCheck
from jiugai.audit.rules.debt import is_county
from jiugai.audit.tables import Claims


class PrivateCapital(PayerCheck, LineCheck, PlanCheck):
    """F13: private capital pays works that earn and is returned by what is free of their revenue, by nobody else.

    Its fund is social, of no level, a contribution, no debt: nothing in the plan buys it back, and debt.csv has no line
    of it. A named investor is no government.
    """

    id = "F13"
    refusal = (
        "社会资本只用于有净收益且收益已表决的工程",
        "private capital pays only works with net revenue and a passed vote",
    )
    asks = ("项目净收益与社会资本回报", "free revenue against the return of private capital")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        return work.pledgeable if fund.channel == "social_capital" else None

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        funds = [fund for fund in facts.funds.values() if fund.channel == "social_capital"]
        mine = {fund.fund_id for fund in funds}
        projects = {ledger.project(cell.community_id) for cell in ledger.cells if cell.fund_id in mine}
        horizon = facts.last + max((fund.term_years or 0 for fund in funds), default=0)
        for project in sorted(projects):
            cells = sum(
                1
                for cell in ledger.cells
                if ledger.project(cell.community_id) == project and ledger.channel(cell) in ("social_capital", "loan")
            )
            for year in range(facts.first + 1, horizon + 1):
                due = returned(ledger, project, year)
                if due:
                    free = Fraction(earned(ledger, project, year, year)) - lent(ledger, project, year)
                    yield f"project={project};year={year}", Line(free, ">=", due, cells)

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        owed = {str(row["fund_id"]) for row in claims.rows["debt"].values()}
        for fund in ledger.facts.funds.values():
            if fund.channel != "social_capital":
                continue
            book.count(self.id)
            plain = (fund.kind, fund.level, fund.instrument) == ("social", "none", "contribution")
            public = bool(fund.borrower) and is_county(fund.borrower)
            if not plain or public or fund.fund_id in owed:
                where = f"funds.csv(fund_id={fund.fund_id})"
                book.fail(
                    self.id,
                    f"{where}：社会资本须为非财政出资，不得由政府出资、回购或保证回报",
                    f"{where}: private capital is no public money; no government invests, buys back or guarantees it",
                )
