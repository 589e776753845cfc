"""The ledger (台账): payments join what is committed, what is left of earlier allotments comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from jiugai.frames import each_group, each_item, each_row
from jiugai.inputs.carry import last_year_of_use
from jiugai.inputs.tables import Table

if TYPE_CHECKING:
    from jiugai.inputs.study import Study

ALLOTTED, RECALLED, PAID, DONE, STARTED, ACCEPTED = "allotted", "recalled", "paid", "done", "started", "accepted"


def entries(ledger: pd.DataFrame, *kinds: str) -> pd.DataFrame:
    """The entries of these kinds, oldest first, with their `year` and their `place` in the ledger."""
    found = ledger[ledger["entry"].isin(kinds)].sort_values(["date", "entry_id"])
    return found.assign(year=found["date"].str.slice(0, 4).astype("int64"), place=found.index)


def with_payments(first_year: int, stated: Table, ledger: Table) -> Table:
    """`commitments` with the payments of the ledger: those before the plan are paid, those of plan years committed.

    A number that the table states itself stays (`checks/ledger.py` has compared both); a row that only the ledger
    knows has its place there.
    """
    paid = entries(ledger.frame, PAID)
    paid = paid[(paid["work_id"] != "") & (paid["fund_id"] != "") & paid["amount"].notna()]
    if paid.empty:
        return stated
    rows: dict[tuple[str, str, int], dict[str, Any]] = {}
    places: dict[tuple[str, str, int], int] = {}
    for position, row in enumerate(stated.frame.to_dict("records")):
        key = (row["work_id"], row["fund_id"], row["year"])
        rows[key], places[key] = {str(name): value for name, value in row.items()}, stated.rows[position]
    origin: dict[tuple[str, str, int], int] = {}
    for key, group in each_group(paid, ["work_id", "fund_id", "year"]):
        work, fund, year = key
        total = int(group["amount"].sum())
        mine = rows.setdefault(
            key, {"work_id": work, "fund_id": fund, "year": year, "committed": 0, "paid": 0, "source_id": ""}
        )
        column = "paid" if year < first_year else "committed"
        mine[column] = mine[column] or total
        if key not in places:
            origin[key] = int(group["place"].iloc[0])
    order = sorted(rows)
    now = {key: place for place, key in enumerate(order)}
    keys = list(zip(stated.frame["work_id"], stated.frame["fund_id"], stated.frame["year"], strict=True))
    frame = pd.DataFrame([rows[key] for key in order]).astype({n: c.dtype for n, c in stated.columns.items()})
    return Table(
        name=stated.name,
        columns=stated.columns,
        frame=frame[list(stated.columns)],
        where=stated.where,
        rows=tuple(places.get(key, 0) for key in order),
        headings=stated.headings,
        filled={},
        taken_from={place: (ledger, origin[key]) for place, key in enumerate(order) if key in origin},
        set_by={(now[keys[position]], column): where for (position, column), where in stated.set_by.items()},
    )


def left_over(study: Study) -> pd.DataFrame:
    """What is left of allotments when the plan starts: fund_id, year, yuan and last, the last year of use.

    The oldest allotment that is still valid is used first, year by year; what is recalled goes off like a payment, what
    is past its last year lapses (docs/formats.md 3.4).
    """
    left, _ = rolled_before(study)
    rows = [
        (fund, allotted, yuan, last_year_of_use(study, _fund(study, fund), allotted))
        for (fund, allotted), yuan in sorted(left.items())
        if yuan
    ]
    frame = pd.DataFrame(rows, columns=["fund_id", "year", "yuan", "last"])
    return frame.astype({"fund_id": "str", "year": "int64", "yuan": "int64", "last": "int64"})


def _fund(study: Study, fund_id: str) -> dict[Any, Any]:
    funds = study.case.table("funds")
    return funds[funds["fund_id"] == fund_id].to_dict("records")[0]


def rolled_before(study: Study) -> tuple[dict[tuple[str, int], int], dict[tuple[str, int], int]]:
    """(fund, year of allotment) → yuan left for the plan, (fund, year) → yuan used beyond all allotments valid then."""
    first, ledger = study.case.first_year, study.case.table("ledger")
    if ledger.empty:
        return {}, {}
    given = _by_fund_and_year(entries(ledger, ALLOTTED), "amount")
    recalled = _by_fund_and_year(entries(ledger, RECALLED), "amount")
    paid = _by_fund_and_year(study.case.table("commitments"), "paid")
    left: dict[tuple[str, int], int] = {}
    beyond: dict[tuple[str, int], int] = {}
    for fund in sorted({fund for fund, year in (*given, *recalled) if year < first}):
        facts = _fund(study, fund)
        own: dict[int, int] = {}
        for year in range(min(year for of_fund, year in (*given, *recalled, *paid) if of_fund == fund), first):
            if (fund, year) in given:
                own[year] = given[fund, year]
            if need := _take(own, paid.get((fund, year), 0) + recalled.get((fund, year), 0)):
                beyond[fund, year] = need
            own = {since: yuan for since, yuan in own.items() if last_year_of_use(study, facts, since) > year}
        _take(own, sum(yuan for (of_fund, year), yuan in recalled.items() if of_fund == fund and year >= first))
        left |= {(fund, since): yuan for since, yuan in own.items()}
    return left, beyond


def _take(own: dict[int, int], yuan: int) -> int:
    """Take off the oldest allotments first; what they do not have."""
    for allotted in sorted(own):
        part = min(yuan, own[allotted])
        own[allotted] -= part
        yuan -= part
    return yuan


def _by_fund_and_year(rows: pd.DataFrame, column: str) -> dict[tuple[str, int], int]:
    """(fund, year) → yuan."""
    total = rows.groupby(["fund_id", "year"])[column].sum()
    return {key: int(yuan) for key, yuan in each_item(total)}


def happened(ledger: pd.DataFrame, kind: str) -> dict[str, str]:
    """Community → the day on which its works started, or were accepted."""
    return {str(row.community_id): str(row.date) for row in each_row(entries(ledger, kind))}
