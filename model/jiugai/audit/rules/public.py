"""Public money where others may pay too: F8 (3.7, 3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from jiugai.audit.ledger import Figure, Found, Ledger, Line
from jiugai.audit.rules.base import LineCheck
from jiugai.money import round_half_up

_PUBLIC = ("central", "provincial", "local")


class PublicShare(LineCheck):
    """F8: central, provincial and local money at most a share of the works that others may pay too (soft)."""

    id = "F8"
    asks = ("公共资金占比", "share of public money")
    shows: ClassVar = {"public_excess": "warning"}

    def lines(self, ledger: Ledger) -> Found:
        for year, _, line in _public_lines(ledger):
            yield f"what=public;year={year}", line

    def figures(self, ledger: Ledger) -> Iterator[Figure]:
        for year, _, line in _public_lines(ledger):
            over = round_half_up(max(Fraction(0), -line.margin))
            yield Figure(year, "public_excess", over, 0, over <= 0)


def _public_lines(ledger: Ledger) -> Iterator[tuple[int, Fraction, Line]]:
    """(year, share, line) of every plan year in which a share is set."""
    facts = ledger.facts
    shares = {year: facts.param("public.max_share", year) for year in facts.years}
    if all(share is None for share in shares.values()):
        return
    others = [fund for fund in facts.funds.values() if fund.kind not in _PUBLIC]
    shared = {
        work.work_id
        for pick in ledger.scheme.picks.values()
        for work in pick.works
        if any(ledger.may_pay(fund, work) for fund in others)
    }
    for year, share in shares.items():
        if share is not None:
            mine = [
                cell
                for cell in ledger.cells
                if cell.kind in _PUBLIC and cell.cost_year == year and cell.work_id in shared
            ]
            cost = sum(yuan for (_, work, at), yuan in ledger.scheme.cost.items() if at == year and work in shared)
            paid = sum(cell.yuan for cell in mine)
            yield year, share, Line(paid, "<=", share * cost, sum(1 for cell in mine if cell.yuan), soft=True)
