"""Burden on the county: D3 interest, D9 PPP (3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from jiugai.audit.debts import BONDS
from jiugai.audit.ledger import Figure, Found, Ledger
from jiugai.audit.rules.base import LineCheck
from jiugai.money import round_half_up


class InterestShare(LineCheck):
    """D3: interest of each type of debt against its share of spending, where the case states it."""

    id = "D3"
    asks = ("利息支出占比", "share of interest")
    shows: ClassVar = {"general_interest": "warning", "special_interest": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        return iter(())

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        facts = ledger.facts
        types = {debt.instrument_id: debt.debt_type for debt in facts.debts}
        for year in facts.years:
            borne = {"general": 0, "special": 0}
            for (instrument, at), row in ledger.debts.rows.items():
                fund = facts.funds.get(str(row["fund_id"]))
                kind = types.get(str(instrument)) if fund is None else BONDS.get(fund.channel)
                if at == year and kind is not None:
                    borne[kind] += int(str(row["interest_yuan"]))
            fiscal = facts.fiscal.get(year)
            spent = {} if fiscal is None else {"general": fiscal.general_spending, "special": fiscal.fund_spending}
            for kind, spending in spent.items():
                share = facts.param(f"interest.max_share.{kind}", year)
                if spending is not None and share is not None:
                    limit = share * spending
                    yield Figure(year, f"{kind}_interest", borne[kind], round_half_up(limit), borne[kind] <= limit)


class PppShare(LineCheck):
    """D9: PPP spending that the case states against its share of general spending."""

    id = "D9"
    asks = ("PPP支出责任", "PPP spending")
    shows: ClassVar = {"ppp_spending": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        return iter(())

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        for year, fiscal in ledger.facts.fiscal.items():
            share = ledger.facts.param("ppp.max_share", year)
            if year not in ledger.facts.years or share is None:
                continue
            if fiscal.ppp_spending is not None and fiscal.general_spending is not None:
                limit = share * fiscal.general_spending
                spent = fiscal.ppp_spending
                yield Figure(year, "ppp_spending", spent, round_half_up(limit), spent <= limit)
