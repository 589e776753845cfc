"""indicators.csv recomputed (3.8): one line a plan year and indicator, for the rules in force."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import cast

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.ledger import Ledger
from jiugai.audit.report import Book
from jiugai.audit.rules.capacity import county_lines, rooms
from jiugai.audit.rules.utilities import utility_lines
from jiugai.audit.tables import Claims
from jiugai.money import round_half_up
from jiugai.plan import KEYS

_RULE = {
    "county_general": "D8", "county_fund": "D8", "general_debt": "D1", "new_general_bonds": "D1",
    "utility_shortfall": "F9", "upper_lapse": "F15", "inherited_breach": "D8",
}  # fmt: skip
_WARNINGS = ("utility_shortfall", "upper_lapse", "inherited_breach")


def _values(ledger: Ledger, year: int) -> Iterator[tuple[str, int, int | None]]:
    """(indicator, value, limit) of a year, whole yuan."""
    facts, debts = ledger.facts, ledger.debts
    general, fund = county_lines(ledger, year)
    yield "county_general", general.activity, round_half_up(general.limit)
    yield "county_fund", fund.activity, round_half_up(fund.limit)
    existing, limit = debts.existing_closing.get(year, 0), facts.limit_general.get(year)
    yield "general_debt", existing + debts.bond_closing.get(year, 0), limit
    quota = facts.fiscal[year].new_quota_general if year in facts.fiscal else 0
    yield "new_general_bonds", debts.bond_drawn.get(year, 0), quota
    short = sum(
        (max(Fraction(0), -line.margin) for _, of_year, line in utility_lines(ledger) if of_year == year), Fraction(0)
    )
    yield "utility_shortfall", round_half_up(short), 0
    lapsed = sum(
        cast("int", ledger.roll.rows[(fund.fund_id, year)]["lapsed_yuan"])
        for fund in facts.funds.values()
        if fund.kind in ("central", "provincial") and fund.scope == "pooled"
    )
    yield "upper_lapse", lapsed, 0
    over = max(0, existing - limit) if limit is not None else 0
    yield "inherited_breach", sum(max(0, -room) for room in rooms(ledger, year)) + over, 0


def expected_indicators(book: Book, ledger: Ledger) -> dict[Key, Row]:
    """(year, indicator) → the row of indicators.csv."""
    rows: dict[Key, Row] = {}
    for year in ledger.facts.years:
        for name, value, limit in _values(ledger, year):
            if not book.on(_RULE[name]):
                continue
            nothing_new = name == "general_debt" and not ledger.debts.bond_closing.get(year, 0)
            rows[(year, name)] = {
                "value": value,
                "limit": limit,
                "unit": "yuan",
                "clause": book.clause(_RULE[name]),
                "kind": "warning" if name in _WARNINGS else "limit",
                "ok": limit is None or value <= limit or nothing_new,
            }
    return rows


def check_indicators(book: Book, ledger: Ledger, claims: Claims) -> None:
    """indicators.csv is the recomputed list; a difference is reported under the rule of the indicator."""

    def rule(key: Key, _column: str) -> str:
        return book.either(_RULE.get(str(key[1]), ""), "model#indicators")

    due = expected_indicators(book, ledger)
    compare(book, "indicators", KEYS["indicators"], claims.rows["indicators"], due, rule)
