"""What the terms of a fund allow: F6 named trades, F15 allotments, F19 plan year (3.3, 3.4, 3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from jiugai.audit.envelopes import brought_in, has_envelope
from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.records import Fund, Work
from jiugai.audit.rules.base import LineCheck, PayerCheck


class SectorFunds(PayerCheck):
    """F6: a sector fund pays only trades which its own rules name."""

    id = "F6"
    refusal = ("部门专项资金只付其写明的专业", "a sector fund pays only the trades it names")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        if fund.channel != "sector":
            return None
        return any(rule.covers(work, named_trade=True) for rule in facts.fund_rules.get(fund.fund_id, ()))


class Allotments(LineCheck):
    """F15: what is used of an allotment within its years stays within it (`envelopes.py` rolls it forward)."""

    id = "F15"
    asks = ("资金额度", "allotment")
    shows: ClassVar = {"upper_lapse": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        for fund in ledger.facts.funds.values():
            if not has_envelope(ledger.facts, fund):
                continue
            brought = brought_in(ledger.facts, fund)
            allotments = {**brought, **ledger.facts.allotments.get(fund.fund_id, {})}
            for year in (*brought, *ledger.facts.cash_years(fund)):
                used = ledger.roll.used_of.get((fund.fund_id, year), 0)
                yield f"fund={fund.fund_id};year={year}", Line(used, "<=", allotments.get(year, 0))

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        upper = [
            fund.fund_id
            for fund in ledger.facts.funds.values()
            if fund.kind in ("central", "provincial") and fund.scope == "pooled"
        ]
        for year in ledger.facts.years:
            lapsed = sum(cast("int", ledger.roll.rows[(fund_id, year)]["lapsed_yuan"]) for fund_id in upper)
            yield Figure(year, "upper_lapse", lapsed, 0, lapsed <= 0)


class PlanYear(PayerCheck):
    """F19: money of a plan year pays starts of that year."""

    id = "F19"
    refusal = ("只付本计划年度开工的项目", "the fund pays only starts of its plan year")

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        return None if fund.plan_year is None else start == fund.plan_year
