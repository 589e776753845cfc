"""One account for every fund and project: F17 (3.4)."""

from __future__ import annotations

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.ledger import Ledger
from jiugai.audit.report import Book
from jiugai.audit.rules.base import PlanCheck
from jiugai.audit.tables import Cell, Claims
from jiugai.plan import KEYS


class Earmark(PlanCheck):
    """F17: an account holds the lines of funding.csv of its fund and project, nothing else; so it closes every year."""

    id = "F17"

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        compare(
            book, "accounts", KEYS["accounts"], claims.rows["accounts"], accounts(ledger), lambda _key, _column: self.id
        )


def accounts(ledger: Ledger) -> dict[Key, Row]:
    """(fund, project, year) → the row of accounts.csv, from the lines of funding.csv."""
    by_account: dict[tuple[str, str], list[Cell]] = {}
    for cell in ledger.cells:
        if cell.yuan:
            by_account.setdefault((cell.fund_id, ledger.project(cell.community_id)), []).append(cell)
    rows: dict[Key, Row] = {}
    for (fund, project), cells in by_account.items():
        for year in sorted({cell.cost_year for cell in cells} | {cell.cash_year for cell in cells}):
            rows[(fund, project, year)] = {
                "arrived_yuan": sum(cell.yuan for cell in cells if cell.cash_year == year),
                "advanced_yuan": sum(cell.yuan for cell in cells if cell.cost_year == year < cell.cash_year),
                "paid_yuan": sum(cell.yuan for cell in cells if cell.cost_year == year),
                "repaid_yuan": sum(cell.yuan for cell in cells if cell.cost_year < year == cell.cash_year),
                "owed_yuan": sum(cell.yuan for cell in cells if cell.cost_year <= year < cell.cash_year),
            }
    return rows
