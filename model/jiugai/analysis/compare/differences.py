"""What the plan of a scenario does otherwise than that of the base: for which community, and whose money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from jiugai.analysis.compare.facts import CHOSEN
from jiugai.analysis.compare.rows import DifferenceRow, PaymentRow, TotalRow
from jiugai.frames import each_item, each_row
from jiugai.run import OpenPlan

ENTERS, LEAVES = "enters", "leaves"
#: what may differ where both plans take the community
_WITHIN = ("start_year", "tier", "route", "works", "cost_yuan", "payers")
#: kinds of difference, in the order in which they are told
WHATS = (ENTERS, LEAVES, "decision", *_WITHIN)
#: kinds of money in the order in which every table lists them
KINDS = ("central", "provincial", "local", "utility", "resident", "social", "bank")
#: (community, fund) → yuan
Money = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class _Decided:
    """What a plan decides for a community."""

    decision: str
    facts: Mapping[str, str]

    @property
    def chosen(self) -> bool:
        return self.decision in CHOSEN


def difference_rows(name: str, base: OpenPlan, other: OpenPlan) -> list[DifferenceRow]:
    """Differences by community, in the order of ids, then of `WHATS`; money by fund: `payment_rows`."""
    before, after = _decided(base), _decided(other)
    names = community_names(base, other)
    absent = _Decided("", {})
    return [
        DifferenceRow(name, community, names[community], what, old, new)
        for community in sorted({*before, *after})
        for what, old, new in _differences(before.get(community, absent), after.get(community, absent))
    ]


def _differences(old: _Decided, new: _Decided) -> Iterator[tuple[str, str, str]]:
    if old.chosen != new.chosen:
        chosen = new if new.chosen else old
        told = chosen.facts["start_year"]
        yield (ENTERS, old.decision, told) if new.chosen else (LEAVES, told, new.decision)
    elif old.decision != new.decision:
        yield "decision", old.decision, new.decision
    if old.chosen and new.chosen:
        for what in _WITHIN:
            if old.facts[what] != new.facts[what]:
                yield what, old.facts[what], new.facts[what]


def _decided(opened: OpenPlan) -> dict[str, _Decided]:
    plan = opened.plan
    works = _joined(plan.spending, "work_id")
    payers = _joined(plan.funding[plan.funding["yuan"] != 0], "fund_id")
    found = {}
    for row in each_row(plan.selection):
        site = str(row.community_id)
        facts = {
            "start_year": "" if pd.isna(row.start_year) else str(row.start_year),
            "tier": row.tier,
            "route": row.route,
            "works": works.get(site, ""),
            "cost_yuan": str(row.cost_yuan),
            "payers": payers.get(site, ""),
        }
        found[site] = _Decided(row.decision, facts)
    return found


def _joined(lines: pd.DataFrame, column: str) -> dict[str, str]:
    """community → the values of a column, each once, sorted, joined by `;`."""
    return {str(site): ";".join(sorted(set(values))) for site, values in lines.groupby("community_id")[column]}


def money(opened: OpenPlan) -> Money:
    """(community, fund) → yuan over all plan years."""
    sums = opened.plan.funding.groupby(["community_id", "fund_id"])["yuan"].sum()
    return {key: int(yuan) for key, yuan in each_item(sums)}


def payment_rows(name: str, base: OpenPlan, other: OpenPlan) -> list[PaymentRow]:
    """What funds pay communities, where it differs; Σ difference = Σ funding.csv of the scenario − Σ of the base."""
    before, after = money(base), money(other)
    names, funds = community_names(base, other), _funds(base, other)
    rows = []
    for community, fund in sorted({*before, *after}):
        old, new = before.get((community, fund), 0), after.get((community, fund), 0)
        if old != new:
            called, kind = funds[fund]
            rows.append(PaymentRow(name, community, names[community], fund, called, kind, old, new, new - old))
    return rows


def total_rows(name: str, base: OpenPlan, other: OpenPlan) -> list[TotalRow]:
    """What every fund pays in all, by kind in the order of the contract; funds that pay nothing in either left out."""
    sums = [opened.plan.funding.groupby("fund_id")["yuan"].sum() for opened in (base, other)]
    before, after = ({str(fund): int(yuan) for fund, yuan in each_item(paid)} for paid in sums)
    funds = _funds(base, other)
    rows = []
    for fund in sorted({*before, *after}, key=lambda fund: (KINDS.index(funds[fund][1]), fund)):
        old, new = before.get(fund, 0), after.get(fund, 0)
        called, kind = funds[fund]
        rows.append(TotalRow(name, kind, fund, called, old, new, new - old))
    return rows


def alike(one: OpenPlan, other: OpenPlan) -> bool:
    """Whether two plans decide and pay the same."""
    return _decided(one) == _decided(other) and money(one) == money(other)


def community_names(*plans: OpenPlan) -> dict[str, str]:
    return _first(plans, "communities", "community_id", "name")


def _funds(*plans: OpenPlan) -> dict[str, tuple[str, str]]:
    names, kinds = (_first(plans, "funds", "fund_id", column) for column in ("name", "kind"))
    return {fund: (name, kinds[fund]) for fund, name in names.items()}


def _first(plans: tuple[OpenPlan, ...], table: str, key: str, column: str) -> dict[str, Any]:
    """key → value of a table of the cases; where they differ, that of the first plan."""
    found: dict[str, Any] = {}
    for opened in reversed(plans):
        frame = opened.study.case.table(table)
        found |= dict(zip(frame[key], frame[column], strict=True))
    return found
