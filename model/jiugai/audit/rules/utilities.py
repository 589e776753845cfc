"""Money of the utilities: F9 (3.3, 3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from jiugai.audit.compare import Key
from jiugai.audit.facts import Facts
from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.records import PIPELINES, Fund, Work
from jiugai.audit.rules.base import LineCheck, PayerCheck
from jiugai.audit.tables import Cell
from jiugai.money import round_half_up


class Utilities(PayerCheck, LineCheck):
    """F9: cables are utility work, utilities pay pipelines only, and at least a share of each trade and year (soft)."""

    id = "F9"
    refusal = (
        "线缆由专营单位负责，专营单位只付管线专业",
        "cables are utility work, and utilities pay pipeline trades only",
    )
    asks = ("管线专营单位最低出资", "least share of utilities")
    shows: ClassVar = {"utility_shortfall": "warning"}

    def may_pay(self, facts: Facts, fund: Fund, work: Work, start: int, continuing: bool) -> bool | None:
        is_utility = fund.kind == "utility"
        if work.part != "network" and not is_utility:
            return None
        return is_utility and work.trade in PIPELINES

    def lines(self, ledger: Ledger) -> Found:
        for trade, year, line in utility_lines(ledger):
            yield f"trade={trade};year={year}", line

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        lines = list(utility_lines(ledger))
        for year in ledger.facts.years:
            missed = (max(Fraction(0), -line.margin) for _, of_year, line in lines if of_year == year)
            short = round_half_up(sum(missed, Fraction(0)))
            yield Figure(year, "utility_shortfall", short, 0, short <= 0)


def utility_lines(ledger: Ledger) -> Iterator[tuple[str, int, Line]]:
    """F9 by trade and year: (trade, year, line)."""
    facts = ledger.facts

    def shared(work: Work, year: int) -> Key | None:
        return (work.trade, year) if work.trade in PIPELINES and work.part in ("civil", "whole") else None

    def by_utility(cell: Cell) -> Key | None:
        return shared(facts.works[cell.work_id], cell.cost_year) if cell.kind == "utility" else None

    paid, cells, cost = ledger.grouped(by_utility), ledger.counted(by_utility), ledger.cost(shared)
    for trade in PIPELINES:
        for year in facts.years:
            share = facts.param("utility.min_share", year)
            if share is not None:
                key = (trade, year)
                limit = share * cost.get(key, 0)
                yield trade, year, Line(paid.get(key, 0), ">=", limit, cells.get(key, 0), soft=True)
