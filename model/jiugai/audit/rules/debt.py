"""Debt of the county: D1 limits, D7 none in secret (3.5, 3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.debts import BONDS
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
    """D1: general and special debt within their limits, draws within their yearly quotas."""

    id = "D1"
    asks = ("政府债务限额与新增额度", "debt limit and quota")
    shows: ClassVar = {
        "general_debt": "limit", "new_general_bonds": "limit", "special_debt": "limit", "new_special_bonds": "limit",
    }  # fmt: skip

    def lines(self, ledger: Ledger) -> Found:
        facts, debts = ledger.facts, ledger.debts
        for channel, kind in BONDS.items():
            if all(fund.channel != channel for fund in facts.funds.values()):
                continue
            prefix = "" if kind == "general" else "special_"
            for year in facts.years:
                limit = facts.limits[kind].get(year)
                if limit is not None:
                    room = max(0, limit - debts.existing_closing.get((kind, year), 0))
                    yield f"what={prefix}balance;year={year}", Line(debts.closing.get((kind, year), 0), "<=", room)
                drawn = debts.drawn.get((kind, year), 0)
                yield f"what={prefix}draw;year={year}", Line(drawn, "<=", _quota(ledger, kind, year))

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        """Inherited debt beyond its limit is no fault of a plan that owes nothing new: D8 tells it."""
        facts, debts = ledger.facts, ledger.debts
        special = any(fund.channel == "special_bond" for fund in facts.funds.values())
        for kind in ("general", "special") if special else ("general",):
            for year in facts.years:
                new, limit = debts.closing.get((kind, year), 0), facts.limits[kind].get(year)
                balance = debts.existing_closing.get((kind, year), 0) + new
                yield Figure(year, f"{kind}_debt", balance, limit, limit is None or balance <= limit or not new)
                drawn, quota = debts.drawn.get((kind, year), 0), _quota(ledger, kind, year)
                yield Figure(year, f"new_{kind}_bonds", drawn, quota, drawn <= quota)


def _quota(ledger: Ledger, kind: str, year: int) -> int:
    fiscal = ledger.facts.fiscal.get(year)
    if fiscal is None:
        return 0
    return fiscal.new_quota_general if kind == "general" else fiscal.new_quota_special or 0


class NoHiddenDebt(PlanCheck):
    """D7: no loan is borrowed by the county; only government bonds are county debt.

    A fund of kind bank never has level county, is a loan, and where it is used its borrower is no government, neither
    in the inputs nor in debt.csv. Debt that is not a government bond counts as a loan whatever its kind says.
    """

    id = "D7"

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        used = {cell.fund_id for cell in claims.funding}
        for fund in ledger.facts.funds.values():
            is_bank = fund.kind == "bank"
            if not is_bank and (fund.instrument != "debt" or fund.channel in BONDS):
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
            if of_row is not None and of_row.channel not in BONDS:
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
