"""Central money: F1 fiscal subsidy, F2 central-budget investment, S3 neither twice (3.3, 3.7)."""

from __future__ import annotations

from jiugai.audit.compare import Key
from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Found, Ledger, Line
from jiugai.audit.records import Fund, Work
from jiugai.audit.rules.base import LineCheck, PayerCheck
from jiugai.audit.tables import Cell


class CentralFiscal(PayerCheck, LineCheck):
    """F1: construction, equipment and contingency only; at least a share of each allotment for basic works."""

    id = "F1"
    refusal = (
        "中央财政补助只付工程、设备和预备费",
        "the central subsidy pays construction, equipment and contingency only",
    )
    asks = ("中央补助用于基础类的最低比例", "least share of the central subsidy for basic works")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.channel != "central_fiscal":
            return None
        return work.cost_part in ("construction", "equipment", "contingency")

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        share = facts.param("central.basic_min_share", facts.first)
        for fund in facts.funds.values():
            if fund.channel == "central_fiscal" and share is not None:
                of_fund = [cell for cell in ledger.cells if cell.fund_id == fund.fund_id and cell.yuan]
                basic = sum(cell.yuan for cell in of_fund if facts.works[cell.work_id].tier == "basic")
                total = sum(cell.yuan for cell in of_fund)
                yield f"fund={fund.fund_id}", Line(basic, ">=", share * total, len(of_fund))


class CentralInvestment(PayerCheck, LineCheck):
    """F2: construction only; at most a share of the construction cost of each project."""

    id = "F2"
    refusal = ("中央预算内投资只付建安工程", "central-budget investment pays construction only")
    asks = ("中央预算内投资占建安投资的上限", "central investment within construction cost")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        return work.cost_part == "construction" if fund.channel == "central_investment" else None

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        share = facts.ratio("central_investment.max_share", facts.first, 1)

        def by_fund(cell: Cell) -> Key | None:
            invests = ledger.channel(cell) == "central_investment"
            return (cell.fund_id, ledger.project(cell.community_id)) if invests else None

        paid, cells = ledger.grouped(by_fund), ledger.counted(by_fund)
        built = ledger.cost(
            lambda work, year: (ledger.project(work.community_id),) if work.cost_part == "construction" else None
        )
        for (fund_id, project), yuan in paid.items():
            line = Line(yuan, "<=", share * built.get((project,), 0), cells[(fund_id, project)])
            if yuan:
                yield f"fund={fund_id};project={project}", line


class NoSecondPayment(PayerCheck):
    """S3: no money of the centre, sector funds included, for a work that it paid for before."""

    id = "S3"
    refusal = ("该工程以前用过中央补助，不得重复", "central money paid for this work before")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        return not work.central_funded_before if "central" in (fund.kind, fund.level) else None
