"""What the ledger (台账) says: payments beside what is committed, and allotments before the plan with money left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class Entry(NamedTuple):
    entry: str
    date: str
    fund_id: str
    work_id: str
    amount: int | None

    @property
    def year(self) -> int:
        return int(self.date[:4])


class Commitment(NamedTuple):
    work_id: str
    fund_id: str
    year: int
    committed: int
    paid: int


def joined(stated: Iterable[Commitment], ledger: Iterable[Entry], first: int) -> list[Commitment]:
    """The table `commitments` with the payments of the ledger: paid before `first`, committed from then on (3.1).

    An amount that the table states itself is not added to.
    """
    told = Counter[tuple[str, str, int]]()
    for entry in ledger:
        if entry.entry == "paid":
            told[entry.work_id, entry.fund_id, entry.year] += entry.amount or 0
    rows = [row._replace(paid=row.paid or told[row[:3]]) if row.year < first else row for row in stated]
    rows = [row._replace(committed=row.committed or told[row[:3]]) if row.year >= first else row for row in rows]
    known = {row[:3] for row in rows}
    rows += [
        Commitment(*key, committed=0 if key[2] < first else yuan, paid=yuan if key[2] < first else 0)
        for key, yuan in told.items()
        if yuan and key not in known
    ]
    return sorted(rows)


def given_and_gone(
    fund_id: str, ledger: Iterable[Entry], commitments: Iterable[Commitment], first: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Of a fund, by year: what was allotted before `first`, and what went off, paid before it or recalled ever."""
    given, gone = Counter[int](), Counter[int]()
    for entry in ledger:
        if entry.fund_id == fund_id and entry.entry == "recalled":
            gone[min(entry.year, first)] += entry.amount or 0
        elif entry.fund_id == fund_id and entry.entry == "allotted" and entry.year < first:
            given[entry.year] += entry.amount or 0
    for row in commitments:
        if row.fund_id == fund_id and row.year < first:
            gone[row.year] += row.paid
    return dict(given), dict(gone)
