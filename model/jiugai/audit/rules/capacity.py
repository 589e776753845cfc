"""The county's budget: D8 (3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.pledges import left_to_county
from jiugai.audit.report import Book
from jiugai.audit.rules.base import LineCheck, PlanCheck
from jiugai.audit.running import running
from jiugai.audit.services import added, standing
from jiugai.audit.tables import Claims
from jiugai.money import round_half_up


class FiscalCapacity(LineCheck, PlanCheck):
    """D8: new county money and the service of new bonds within the room of each year and budget."""

    id = "D8"
    asks = ("县级可用财力", "fiscal room of the county")
    shows: ClassVar = {"county_general": "limit", "county_fund": "limit", "inherited_breach": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        for year in ledger.facts.years:
            general, fund = county_lines(ledger, year)
            yield f"budget=general;year={year}", general
            yield f"budget=fund;year={year}", fund

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        for year in ledger.facts.years:
            for name, line in zip(("county_general", "county_fund"), county_lines(ledger, year), strict=True):
                value, limit = int(line.activity), round_half_up(line.limit)
                yield Figure(year, name, value, limit, value <= limit)
            breach = sum(max(0, -room) for room in rooms(ledger, year))
            for kind, limits in ledger.facts.limits.items():
                existing = ledger.debts.existing_closing.get((kind, year), 0)
                breach += max(0, existing - limits[year]) if year in limits else 0
            yield Figure(year, "inherited_breach", breach, 0, breach <= 0)

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        for year in ledger.facts.years:
            if year not in ledger.facts.fiscal:
                book.fail(self.id, f"fiscal.csv：缺少 {year} 年", f"fiscal.csv: year {year} is missing")


def rooms(ledger: Ledger, year: int) -> tuple[int, int]:
    """(general, fund budget): what the county can still spend in a year, yuan; may be negative."""
    fiscal = ledger.facts.fiscal.get(year)
    general, special = (ledger.debts.existing_service.get((kind, year), 0) for kind in ("general", "special"))
    begun = standing(ledger, year) + running(ledger, year, True)
    if fiscal is None:
        return -general - begun, -special
    income = fiscal.local_revenue + fiscal.transfers_usable + fiscal.transfers_in + fiscal.carry_over
    duties = fiscal.remitted_up + fiscal.three_guarantees + fiscal.other_rigid
    return income - duties - general - begun, fiscal.fund_revenue_net - special


def county_lines(ledger: Ledger, year: int) -> tuple[Line, Line]:
    """D8, general and fund budget."""

    def county(budget: str) -> int:
        grants = {fund.fund_id for fund in ledger.facts.funds.values() if fund.is_county(budget)}
        return sum(cell.yuan for cell in ledger.cells if cell.fund_id in grants and cell.cash_year == year)

    general, fund = rooms(ledger, year)
    bonds = [fund.fund_id for fund in ledger.facts.funds.values() if fund.channel == "general_bond"]
    advanced = sum(yuan for (_, _, _, out, _), yuan in ledger.advances.items() if out == year)
    if general > 0:
        advanced -= sum(yuan for (_, _, _, _, back), yuan in ledger.advances.items() if back == year)
    return (
        Line(
            county("general")
            + ledger.debts.due(year, bonds)
            + added(ledger, year)
            + running(ledger, year, False)
            + advanced,
            "<=",
            max(0, general),
        ),
        Line(county("fund") + left_to_county(ledger, year), "<=", max(0, fund)),
    )
