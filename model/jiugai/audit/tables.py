"""The plan's tables: columns, types, keys, order, known ids, no negative amount; then read as plain records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from jiugai.audit.compare import Key, Row, amount, place
from jiugai.audit.facts import Facts, rows_of
from jiugai.audit.report import Book
from jiugai.plan import AMOUNT, FLAG, INT, KEYS, OPTIONAL_INT, TABLES, TEXT, Plan

STRUCTURE = "model#structure"
CENT = Decimal("0.01")

#: whole numbers that may not be negative, besides every *_yuan column
_COUNTS = ("yuan", "benefit", "rows")
#: columns that hold a year of the plan
_PLAN_YEARS = {
    "spending": ("year",),
    "funding": ("cost_year",),
    "bridges": ("drawn_year",),
    "indicators": ("year",),
}
#: columns of a year in which money comes: late money may come in the year after the plan
_CASH_YEARS = {"funding": ("cash_year",), "funds": ("year",), "bridges": ("repaid_year",)}
_CHOICES = {
    ("selection", "decision"): ("completed", "continuing", "new", "later", "ineligible"),
    ("selection", "tier"): ("", "basic", "improvement", "upgrade"),
    ("selection", "standing"): ("", "in", "debatable", "out"),
    ("selection", "window"): ("fiscal", "investment", "both", "none"),
    ("indicators", "kind"): ("limit", "warning"),
}


class Cell(NamedTuple):
    """One line of funding.csv."""

    community_id: str
    work_id: str
    fund_id: str
    kind: str
    cost_year: int
    cash_year: int
    yuan: int


@dataclass(frozen=True)
class Claims:
    """What the plan says: rows by key for every table, funding lines besides."""

    rows: Mapping[str, Mapping[Key, Row]]
    funding: tuple[Cell, ...]


def read_claims(book: Book, facts: Facts, plan: Plan) -> Claims | None:
    """The plan as records, every fault of structure noted. None if a table cannot be read at all.

    Rows with unknown ids are noted and left out, so that the other checks see what remains.
    """
    readable = [_columns_right(book, table, frame) for table, frame in plan.tables()]
    if not all(readable):
        return None
    rows: dict[str, dict[Key, Row]] = {}
    for table, frame in plan.tables():
        rows[table] = _read_rows(book, facts, table, frame)
    fields = Cell._fields
    funding = tuple(Cell(**row) for row in rows_of(plan.funding, fields) if _known(facts, row))
    return Claims(rows, funding)


def check_status(book: Book, plan: Plan) -> None:
    """The status was read from the solver and names a plan that may be used."""
    book.count("model#status")
    if plan.solver_status not in ("optimal", "feasible"):
        said = plan.solver_status or "（空）"
        book.fail(
            "model#status",
            f"求解状态为 {said}：没有读到 optimal 或 feasible，变量的取值不能用",
            f"solver status is {plan.solver_status!r}: neither optimal nor feasible was read, values cannot be used",
        )


def _columns_right(book: Book, table: str, frame: pd.DataFrame) -> bool:
    book.count(STRUCTURE)
    due = list(TABLES[table])
    if list(frame.columns) != due:
        found = "、".join(str(name) for name in frame.columns)
        book.fail(
            STRUCTURE, f"{table}.csv：列应为 {'、'.join(due)}，实为 {found}", f"{table}.csv: columns must be {due}"
        )
        return False
    right = True
    for name, kind in TABLES[table].items():
        book.count(STRUCTURE)
        if len(frame) and not _type_right(frame[name], kind):
            book.fail(
                STRUCTURE, f"{table}.csv：列 {name} 的类型不对或有空值", f"{table}.csv: {name}: wrong type or blank"
            )
            right = False
    return right


def _type_right(column: pd.Series[Any], kind: str) -> bool:
    values = column.tolist()
    if kind == TEXT:
        return all(isinstance(value, str) for value in values)
    if kind == FLAG:
        return all(isinstance(value, bool) for value in values)
    if kind == AMOUNT:
        return all(
            isinstance(value, Decimal) and value.is_finite() and value.as_tuple().exponent == -2 for value in values
        )
    blank_allowed = kind == OPTIONAL_INT
    return pd.api.types.is_integer_dtype(column.dtype) and (blank_allowed or not column.hasnans)


def _read_rows(book: Book, facts: Facts, table: str, frame: pd.DataFrame) -> dict[Key, Row]:
    names = KEYS[table]
    rows: dict[Key, Row] = {}
    before: Key | None = None
    for record in rows_of(frame, TABLES[table]):
        key = tuple(record[name] for name in names)
        where = place(table, names, key)
        book.count(STRUCTURE)
        if key in rows:
            book.fail(STRUCTURE, f"{where}：主键重复", f"{where}: this key stands twice")
        elif before is not None and key < before:
            book.fail(STRUCTURE, f"{where}：行未按主键排序", f"{where}: rows are not sorted by their key")
        before = key
        _check_values(book, facts, table, where, record)
        if _known(facts, record):
            rows.setdefault(key, record)
        else:
            book.fail(
                STRUCTURE,
                f"{where}：小区、工程或资金编号未知，或工程不属于该小区",
                f"{where}: unknown community, work or fund, or a work of another community",
            )
    return rows


def _check_values(book: Book, facts: Facts, table: str, where: str, record: Mapping[str, Any]) -> None:
    fund = facts.funds.get(record.get("fund_id", ""))
    for name, kind in TABLES[table].items():
        value = record[name]
        if kind == INT and value < 0 and (name.endswith("_yuan") or name in _COUNTS):
            book.fail(STRUCTURE, f"{where}：{name} 为负数 {amount(value)}", f"{where}: {name} is negative: {value:,}")
        allowed = _CHOICES.get((table, name))
        if allowed is not None and value not in allowed:
            book.fail(STRUCTURE, f"{where}：{name} 为 {amount(value)}，不在可选值内", f"{where}: {name} is {value!r}")
        years = facts.cash_years(fund) if fund is not None and name in _CASH_YEARS.get(table, ()) else facts.years
        if name in (*_PLAN_YEARS.get(table, ()), *_CASH_YEARS.get(table, ())) and value not in years:
            book.fail(
                STRUCTURE,
                f"{where}：{name} {value} 不在规划期 {years[0]}—{years[-1]} 内",
                f"{where}: {name} {value} lies outside the plan years {years[0]}-{years[-1]}",
            )
    if "kind" in record and fund is not None and record["kind"] != fund.kind:
        book.fail(
            STRUCTURE,
            f"{where}：资金类别写作 {amount(record['kind'])}，应为 {fund.kind}",
            f"{where}: kind is {record['kind']!r}, must be {fund.kind}",
        )
    if table == "spending" and record["cost_yuan"] == 0:
        book.fail(STRUCTURE, f"{where}：零元不列行", f"{where}: a part of zero yuan makes no row")


def _known(facts: Facts, record: Mapping[str, Any]) -> bool:
    community, work, fund = record.get("community_id", record.get("site")), record.get("work_id"), record.get("fund_id")
    if community is not None and community not in facts.communities:
        return False
    if work is not None and facts.work_ids.get(work) != community:
        return False
    may_be_blank = fund == "" and ("instrument_id" in record or "due_year" in record)
    return fund is None or may_be_blank or fund in facts.funds
