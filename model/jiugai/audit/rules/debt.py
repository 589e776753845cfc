"""Debt of the county: D1 limits, D7 none in secret (3.5, 3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.report import Book
from jiugai.audit.rules.base import LineCheck, PlanCheck
from jiugai.audit.tables import Claims

_COMPANY = re.compile(r"(公司|集团|合作社|company|corporation|ltd\.?|inc\.?)$", re.IGNORECASE)
_GOVERNMENT = re.compile(
    r"county|government|treasury|finance (bureau|department)|政府|财政(部|厅|局|所)|(住建|建设|发改|民政)局"
    r"|管委会|管理委员会|街道办|办事处|[县区市省]$",
    re.IGNORECASE,
)


class DebtLimits(LineCheck):
    """D1: general debt within its limit, draws within the yearly quota."""

    id = "D1"
    asks = ("政府一般债务限额与新增额度", "general-debt limit and quota")
    shows: ClassVar = {"general_debt": "limit", "new_general_bonds": "limit"}

    def lines(self, ledger: Ledger) -> Found:
        facts, debts = ledger.facts, ledger.debts
        if all(fund.channel != "general_bond" for fund in facts.funds.values()):
            return
        for year in facts.years:
            if year in facts.limit_general:
                room = max(0, facts.limit_general[year] - debts.existing_closing.get(year, 0))
                yield f"what=balance;year={year}", Line(debts.bond_closing.get(year, 0), "<=", room)
            quota = facts.fiscal[year].new_quota_general if year in facts.fiscal else 0
            yield f"what=draw;year={year}", Line(debts.bond_drawn.get(year, 0), "<=", quota)

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        """Inherited debt beyond its limit is no fault of a plan that owes nothing new: D8 tells it."""
        facts, debts = ledger.facts, ledger.debts
        for year in facts.years:
            new, limit = debts.bond_closing.get(year, 0), facts.limit_general.get(year)
            balance = debts.existing_closing.get(year, 0) + new
            yield Figure(year, "general_debt", balance, limit, limit is None or balance <= limit or not new)
            quota = facts.fiscal[year].new_quota_general if year in facts.fiscal else 0
            drawn = debts.bond_drawn.get(year, 0)
            yield Figure(year, "new_general_bonds", drawn, quota, drawn <= quota)


class NoHiddenDebt(PlanCheck):
    """D7: no loan is borrowed by the county; only general bonds are county debt.

    A fund of kind bank never has level county, is a loan, and where it is used its borrower is no government, neither
    in the inputs nor in debt.csv. Debt that is not a general bond counts as a loan whatever its kind says.
    """

    id = "D7"

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        used = {cell.fund_id for cell in claims.funding}
        for fund in ledger.facts.funds.values():
            is_bank = fund.kind == "bank"
            if not is_bank and (fund.instrument != "debt" or fund.channel == "general_bond"):
                continue
            where = f"funds.csv(fund_id={fund.fund_id})"
            book.count(self.id)
            if fund.level == "county":
                book.fail(
                    self.id, f"{where}：银行贷款的级次不得为县级", f"{where}: a bank loan cannot have level county"
                )
            if fund.channel != "loan" or fund.instrument != "debt":
                book.fail(self.id, f"{where}：银行资金只能走贷款渠道", f"{where}: money of a bank must be a loan")
            if fund.fund_id in used and is_county(fund.borrower):
                self._fail_borrower(book, where, fund.borrower)
        for key, row in claims.rows["debt"].items():
            of_row = ledger.facts.funds.get(str(row["fund_id"]))
            if of_row is not None and of_row.channel != "general_bond":
                book.count(self.id)
                if is_county(str(row["borrower"])):
                    self._fail_borrower(book, f"debt.csv(instrument_id={key[0]}, year={key[1]})", str(row["borrower"]))

    def _fail_borrower(self, book: Book, where: str, borrower: str) -> None:
        book.fail(
            self.id,
            f"{where}：借款主体为「{borrower}」，贷款不得由县级承借、偿还或担保",
            f"{where}: the borrower is {borrower!r}; no loan is borrowed, repaid or guaranteed by the county",
        )


def is_county(borrower: str) -> bool:
    """Whether a borrower's name is blank or that of a government; a company is not.

    >>> [is_county(name) for name in ("", "county", "高台县财政局", "高台县城投公司", "甘肃银行借款人（某物业公司）")]
    [True, True, True, False, False]
    """
    name = borrower.strip()
    return not name or (_GOVERNMENT.search(name) is not None and _COMPANY.search(name) is None)
