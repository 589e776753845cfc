"""Special bonds: D4, D5 (3.3, 3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from jiugai.audit.debts import new_schedule
from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.pledges import claimed, earned, left_to_county
from jiugai.audit.records import YUAN_PER_WAN, Fund, Work
from jiugai.audit.rules.base import LineCheck, PayerCheck

BOND = "special_bond"


class SpecialBonds(PayerCheck, LineCheck):
    """D4: special bonds pay earning works of projects of the bond library; revenue covers them over their life."""

    id = "D4"
    refusal = (
        "专项债券只用于入库且达到规模的项目中有可质押净收益的工程",
        "a special bond pays works with a net revenue to pledge, in projects of the bond library that are large enough",
    )
    asks = ("专项债券本息覆盖倍数", "cover of special bonds")
    shows: ClassVar = {"bond_shortfall": "warning"}

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.channel != BOND:
            return None
        project = facts.communities[work.community_id].project_id
        least = facts.ratio("bond.min_size", facts.first, 0) * YUAN_PER_WAN
        size = sum(
            other.cost for other in facts.works.values() if facts.communities[other.community_id].project_id == project
        )
        return work.pledgeable and project in facts.bond_library and size >= least

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        cover = facts.ratio("bond.coverage", facts.first, 1)
        for fund in facts.funds.values():
            if fund.channel != BOND or fund.rate is None or fund.term_years is None:
                continue
            drawn: defaultdict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
            for cell in ledger.cells:
                if cell.fund_id == fund.fund_id and cell.yuan:
                    drawn[ledger.project(cell.community_id)][cell.cash_year] += cell.yuan
            for project, by_year in drawn.items():
                due = {year: whole_service(fund, yuan, year) for year, yuan in by_year.items()}
                for first, last in ((a, b) for a in due for b in due if a <= b):
                    until = last + fund.term_years
                    income = Fraction(earned(ledger, project, first + 1, until))
                    income -= sum(claimed(ledger, project, year) for year in range(first + 1, until + 1))
                    service = cover * sum(yuan for year, yuan in due.items() if first <= year <= last)
                    yield (
                        f"fund={fund.fund_id};project={project};since={first};until={last}",
                        Line(income, ">=", service),
                    )

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        if any(fund.channel == BOND for fund in ledger.facts.funds.values()):
            for year in ledger.facts.years:
                missing = left_to_county(ledger, year)
                yield Figure(year, "bond_shortfall", missing, 0, missing == 0)


def whole_service(fund: Fund, yuan: int, drawn_in: int) -> int:
    """Principal and interest of a draw up to its maturity."""
    assert fund.rate is not None
    assert fund.term_years is not None
    years = new_schedule(
        yuan, drawn_in, fund.rate, fund.term_years, fund.grace_years, fund.repayment, fund.coupons or 1
    )
    return sum(year.principal + year.interest for year in years.values())


class BondAsCapital(LineCheck):
    """D5: what special bonds count as capital of projects stays within the county's quota."""

    id = "D5"
    asks = ("专项债券作资本金的额度", "quota of bonds as capital")

    def lines(self, ledger: Ledger) -> Found:
        facts = ledger.facts
        owable = 1 - facts.ratio("loan.capital_ratio", facts.first, 0)
        cost = ledger.cost(lambda work, year: (ledger.project(work.community_id),))
        owed = ledger.grouped(
            lambda cell: (ledger.project(cell.community_id),) if ledger.channel(cell) in ("loan", BOND) else None
        )
        cells = ledger.counted(
            lambda cell: (ledger.project(cell.community_id),) if ledger.channel(cell) in ("loan", BOND) else None
        )
        bonded = {ledger.project(cell.community_id) for cell in ledger.cells if ledger.channel(cell) == BOND}
        counted = sum(
            (max(Fraction(0), owed[(project,)] - owable * cost.get((project,), 0)) for project in bonded), Fraction(0)
        )
        if any(fund.channel == BOND for fund in facts.funds.values()):
            quota = facts.ratio("bond.capital_quota", facts.first, 0) * YUAN_PER_WAN
            margin = sum(cells[(project,)] for project in bonded)
            yield "what=bond_capital", Line(counted, "<=", int(quota), margin)
