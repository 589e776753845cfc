"""Lines of debt and of the county's budget: D1, D6, D8 (3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from jiugai.audit.compare import Key
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.tables import Cell


def debt_limits(ledger: Ledger) -> Found:
    facts, debts = ledger.facts, ledger.debts
    if all(fund.channel != "general_bond" for fund in facts.funds.values()):
        return
    for year in facts.years:
        if year in facts.limit_general:
            room = max(0, facts.limit_general[year] - debts.existing_closing.get(year, 0))
            yield f"what=balance;year={year}", Line(debts.bond_closing.get(year, 0), "<=", room)
        quota = facts.fiscal[year].new_quota_general if year in facts.fiscal else 0
        yield f"what=draw;year={year}", Line(debts.bond_drawn.get(year, 0), "<=", quota)


def loans(ledger: Ledger) -> Found:
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


def rooms(ledger: Ledger, year: int) -> tuple[int, int]:
    """(general, fund budget): what the county can still spend in a year, yuan; may be negative."""
    fiscal = ledger.facts.fiscal.get(year)
    general, special = (ledger.debts.existing_service.get((kind, year), 0) for kind in ("general", "special"))
    if fiscal is None:
        return -general, -special
    income = fiscal.local_revenue + fiscal.transfers_usable + fiscal.transfers_in + fiscal.carry_over
    duties = fiscal.remitted_up + fiscal.three_guarantees + fiscal.other_rigid
    return income - duties - general, fiscal.fund_revenue_net - special


def county_lines(ledger: Ledger, year: int) -> tuple[Line, Line]:
    """D8, general and fund budget."""

    def county(budget: str) -> int:
        funds = ledger.facts.funds
        grants = {
            fund.fund_id
            for fund in funds.values()
            if (fund.level, fund.budget, fund.instrument) == ("county", budget, "grant")
        }
        return sum(cell.yuan for cell in ledger.cells if cell.fund_id in grants and cell.cash_year == year)

    general, fund = rooms(ledger, year)
    return (
        Line(county("general") + ledger.debts.bond_service.get(year, 0), "<=", max(0, general)),
        Line(county("fund"), "<=", max(0, fund)),
    )


def budgets(ledger: Ledger) -> Found:
    for year in ledger.facts.years:
        general, fund = county_lines(ledger, year)
        yield f"budget=general;year={year}", general
        yield f"budget=fund;year={year}", fund
