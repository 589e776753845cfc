"""Envelopes, carry-over and lapse: funds.csv recomputed, the oldest allotment used first (3.4, F15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.facts import Facts
from jiugai.audit.history import given_and_gone
from jiugai.audit.records import Fund
from jiugai.audit.report import Book
from jiugai.audit.tables import Claims
from jiugai.plan import KEYS

AMOUNTS = ("opening_yuan", "new_yuan", "used_yuan", "carried_yuan", "lapsed_yuan")


@dataclass(frozen=True)
class Roll:
    """The roll-forward of every fund, yuan.

    `rows`: (fund, year) → the amounts of funds.csv. `used_of`: (fund, year of allotment) → used of that allotment;
    money beyond every allotment is added to the newest one that may be used, so that its line shows it. `taken`: (fund,
    year of allotment, year of use) → used of it within the allotment.
    """

    rows: Mapping[Key, Row]
    used_of: Mapping[tuple[str, int], int]
    taken: Mapping[tuple[str, int, int], int]


def last_year_of_use(facts: Facts, fund: Fund, allotted: int) -> int:
    """The last year in which an allotment of year `allotted` may be used."""
    if fund.channel == "general_bond":
        return allotted
    if fund.carry_years is not None:
        return allotted + fund.carry_years
    if fund.kind in ("central", "provincial"):
        return allotted + int(facts.ratio("carry.upper_budget_years", allotted, 1)) - 1
    return allotted


def has_envelope(facts: Facts, fund: Fund) -> bool:
    """Pooled money has an envelope; a general bond, or money by standard alone, only where the case gives one."""
    limited = any(right.fund_id == fund.fund_id and right.binding for right in facts.entitlements)
    free = fund.channel == "general_bond" or limited
    return fund.scope == "pooled" and (not free or fund.fund_id in facts.allotments or bool(brought_in(facts, fund)))


def brought_in(facts: Facts, fund: Fund) -> dict[int, int]:
    """Year of allotment before the plan → yuan left of it that may still be used in the first plan year (3.4)."""
    given, gone = given_and_gone(fund.fund_id, facts.ledger, facts.commitments, facts.first)
    left: dict[int, int] = {}
    for year in range(min(given, default=facts.first), facts.first + 1):
        if year < facts.first:
            left[year] = given.get(year, 0)
        need = gone.get(year, 0)
        for allotted in sorted(left):
            part = min(need, left[allotted])
            left[allotted], need = left[allotted] - part, need - part
        ends = year if year < facts.first else year - 1  # what is recalled in the plan goes off before anything lapses
        left = {allotted: yuan for allotted, yuan in left.items() if last_year_of_use(facts, fund, allotted) > ends}
    return {allotted: yuan for allotted, yuan in left.items() if yuan}


def roll_forward(facts: Facts, used: Mapping[tuple[str, int], int]) -> Roll:
    """`used`: (fund, cash year) → yuan of funding.csv."""
    rows: dict[Key, Row] = {}
    used_of: dict[tuple[str, int], int] = {}
    taken_of: dict[tuple[str, int, int], int] = {}
    for fund in facts.funds.values():
        by_year = _roll_pooled(facts, fund, used, used_of, taken_of) if has_envelope(facts, fund) else None
        for year in facts.cash_years(fund):
            amounts = (0, used.get((fund.fund_id, year), 0), used.get((fund.fund_id, year), 0), 0, 0)
            if by_year is not None and fund.channel != "general_bond":
                amounts = by_year[year]
            rows[(fund.fund_id, year)] = {"kind": fund.kind, **dict(zip(AMOUNTS, amounts, strict=True))}
    return Roll(rows, used_of, taken_of)


def _roll_pooled(
    facts: Facts,
    fund: Fund,
    used: Mapping[tuple[str, int], int],
    used_of: dict[tuple[str, int], int],
    taken_of: dict[tuple[str, int, int], int],
) -> dict[int, tuple[int, int, int, int, int]]:
    allotments = facts.allotments.get(fund.fund_id, {})
    left = brought_in(facts, fund)
    ends = {allotted: last_year_of_use(facts, fund, allotted) for allotted in (*left, *allotments)}
    amounts: dict[int, tuple[int, int, int, int, int]] = {}
    for year in facts.cash_years(fund):
        opening = sum(left.values())
        if year in allotments:
            left[year] = allotments[year]
        need = use = used.get((fund.fund_id, year), 0)
        for allotted in sorted(left):
            taken = min(need, left[allotted])
            left[allotted] -= taken
            need -= taken
            if taken:
                taken_of[(fund.fund_id, allotted, year)] = taken
            used_of[(fund.fund_id, allotted)] = used_of.get((fund.fund_id, allotted), 0) + taken
        if need:
            newest = max(left, default=year)
            used_of[(fund.fund_id, newest)] = used_of.get((fund.fund_id, newest), 0) + need
        lapsed = sum(left.pop(allotted) for allotted in sorted(left) if ends[allotted] <= year)
        amounts[year] = (opening, allotments.get(year, 0), use, sum(left.values()), lapsed)
    return amounts


def check_funds(book: Book, facts: Facts, roll: Roll, claims: Claims) -> None:
    """funds.csv is the recomputed roll-forward; a row of zeros may be left out."""

    def rule(key: Key, column: str) -> str:
        fund, year = str(key[0]), key[1]
        if column == "new_yuan" and facts.stated.get(fund) != facts.allotments.get(fund) and year in facts.stated[fund]:
            return book.either("Q4", "model#funds")
        return book.either("F15", "model#funds") if column in ("carried_yuan", "lapsed_yuan") else "model#funds"

    compare(
        book, "funds", KEYS["funds"], claims.rows["funds"], roll.rows, rule,
        may_lack=lambda row: not any(row[name] for name in AMOUNTS),
    )  # fmt: skip
