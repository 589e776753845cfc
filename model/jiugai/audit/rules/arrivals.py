"""Money after completion: F16 when it comes, F20 who advances it until then (3.4, 3.7)."""

from __future__ import annotations

from collections.abc import Mapping

from jiugai.audit.arrivals import BRIDGED, LATE, advance_limit, due_year
from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.facts import Facts
from jiugai.audit.force import applies
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import Fund
from jiugai.audit.report import Book
from jiugai.audit.rules.base import LineCheck, PlanCheck, TimeCheck
from jiugai.audit.tables import Claims
from jiugai.plan import KEYS


class PayTiming(TimeCheck, PlanCheck):
    """F16: late money comes in the year of completion or the next, after the plan only from a stated allotment."""

    id = LATE

    def in_time(self, facts: Facts, fund: Fund, cost_year: int, completion: int) -> bool | None:
        if fund.lag is None:
            return None
        due = due_year(fund, cost_year, completion)
        return due in facts.cash_years(fund) and (due == cost_year or applies(facts.study, BRIDGED))

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        facts = ledger.facts
        completed = ledger.scheme.completion
        for cell in claims.funding:
            fund = facts.funds[cell.fund_id]
            if fund.lag is None or cell.community_id not in completed:
                continue  # money with the works, or without a cost: told elsewhere
            completion = completed[cell.community_id]
            due = due_year(fund, cell.cost_year, completion)
            where = f"funding.csv(community_id={cell.community_id}, work_id={cell.work_id}, fund_id={cell.fund_id})"
            book.count(self.id)
            if cell.cash_year != due:
                book.fail(
                    self.id,
                    f"{where}：{completion} 年完工，付 {cell.cost_year} 年的钱 {due} 年到位，非 {cell.cash_year} 年",
                    (
                        f"{where}: completed in {completion}, so money for costs of {cell.cost_year} comes in {due},"
                        f" not in {cell.cash_year}"
                    ),
                )
            elif not self.in_time(facts, fund, cell.cost_year, completion):
                book.fail(
                    self.id,
                    f"{where}：{due} 年到位的资金不能付 {cell.cost_year} 年的工程（没有该年额度，或不得垫付）",
                    f"{where}: money of {due} cannot pay costs of {cell.cost_year}: no allotment, or no bridging",
                )


class Bridging(TimeCheck, LineCheck, PlanCheck):
    """F20: what is due before its fund pays is advanced by the named county fund, within the limit of each year."""

    id = BRIDGED
    asks = ("垫付上限", "limit of what may be advanced")

    def in_time(self, facts: Facts, fund: Fund, cost_year: int, completion: int) -> bool | None:
        if fund.lag is None:
            return None
        years = range(cost_year, due_year(fund, cost_year, completion))
        return not years or (may_bridge(facts, fund) and advance_limit(facts, fund, years))

    def lines(self, ledger: Ledger) -> Found:
        out: dict[tuple[str, int], int] = {}
        for (bridge, _, _, drawn, repaid), yuan in ledger.advances.items():
            for year in range(drawn, repaid):
                out[(bridge, year)] = out.get((bridge, year), 0) + yuan
        for bridge in sorted(
            {fund.bridged_by for fund in ledger.facts.funds.values() if may_bridge(ledger.facts, fund)}
        ):
            for year in ledger.facts.years:
                if (bridge, year) in out:
                    limit = ledger.facts.bridge_limits.get((bridge, year), 0)
                    yield f"fund={bridge};year={year}", Line(out[(bridge, year)], "<=", limit)

    def check(self, book: Book, ledger: Ledger, claims: Claims) -> None:
        self._check_bridges(book, ledger.advances, claims)
        facts = ledger.facts
        completed = ledger.scheme.completion
        for cell in claims.funding:
            fund = facts.funds[cell.fund_id]
            if cell.cash_year <= cell.cost_year or cell.community_id not in completed:
                continue
            book.count(self.id)
            if not may_bridge(facts, fund):
                where = f"funding.csv(community_id={cell.community_id}, work_id={cell.work_id}, fund_id={cell.fund_id})"
                book.fail(
                    self.id,
                    f"{where}：资金晚于工程到位，却没有县级一般公共预算资金为它垫付",
                    f"{where}: the money comes after the works and no grant of the county's general budget bridges it",
                )

    def _check_bridges(
        self, book: Book, advances: Mapping[tuple[str, str, str, int, int], int], claims: Claims
    ) -> None:
        due: dict[Key, Row] = {key: {"yuan": yuan} for key, yuan in advances.items() if yuan}
        found = {key: {"yuan": row["yuan"]} for key, row in claims.rows["bridges"].items()}
        compare(book, "bridges", KEYS["bridges"], found, due, lambda _key, _column: self.id)


def may_bridge(facts: Facts, fund: Fund) -> bool:
    """Whether a fund stands by that may advance money: a grant of the county's general budget, itself not late."""
    bridge = facts.funds.get(fund.bridged_by)
    return bridge is not None and bridge.lag is None and bridge.is_county("general")
