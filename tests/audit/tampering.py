"""Single changes of a finished plan: every cell of every file, rows lost and doubled, cells and ids exchanged.

A change is told as `(table, what, row, column)`. What nobody can recompute is left alone: `FREE` says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from jiugai.plan import AMOUNT, FLAG, INT, KEYS, OPTIONAL_INT, TABLES, TEXT, Plan

#: (table, column) → why a change of it is no falsehood that an audit could find
FREE = {
    ("selection", "reason"): "words for the reader; the conditions a start must state are held by E3–E5, E7, E8",
    ("removed", "values"): "facts behind a removal, told for the reader; what may be chosen is recomputed",
    ("rules_log", "rows"): "rows of the programme, which is no more once a plan is finished",
    ("rules_log", "reason"): "words for the reader; that a rule without rows gives one is held",
}

_MONEY = [name for name in TABLES["funds"] if name.endswith("_yuan")]

Edit = tuple[str, str, int, str]


@dataclass(frozen=True)
class Tamper:
    """One change: the plan it makes, and how it is told."""

    edit: Edit
    plan: Plan


def tampers(plan: Plan) -> Iterator[Tamper]:
    """All of them, lazily; changes that leave the file as it is are passed over."""
    for table, frame in plan.tables():
        for row in range(len(frame)):
            yield from _cells(plan, table, frame, row)
        for row in range(len(frame)):
            if table == "funds" and not frame.iloc[row][_MONEY].any():
                continue  # the contract leaves it to the writer: a fund that nobody used may stand there with zeros (3.4)
            yield _made(plan, table, "lost", row, "", frame.drop(index=frame.index[row]).reset_index(drop=True))
        for row in range(len(frame)):
            doubled = pd.concat([frame.iloc[: row + 1], frame.iloc[row : row + 1], frame.iloc[row + 1 :]])
            yield _made(plan, table, "doubled", row, "", doubled.reset_index(drop=True))


def _made(plan: Plan, table: str, what: str, row: int, column: str, frame: pd.DataFrame) -> Tamper:
    return Tamper((table, what, row, column), replace(plan, **{table: frame}))  # type: ignore[arg-type]


def _cells(plan: Plan, table: str, frame: pd.DataFrame, row: int) -> Iterator[Tamper]:
    for column, kind in TABLES[table].items():
        if (table, column) in FREE:
            continue
        values = frame[column].tolist()
        others = [value for value in dict.fromkeys(values) if not _same(value, values[row])]
        for what, value in _changes(kind, values[row], others):
            if not _same(value, values[row]):
                yield _made(plan, table, what, row, column, _with(frame, {row: value}, column))
        partner = next((at for at in range(row + 1, len(values)) if not _same(values[at], values[row])), None)
        if partner is not None and column not in KEYS[table]:
            changed = _with(frame, {row: values[partner], partner: values[row]}, column)
            yield _made(plan, table, f"swapped with {partner}", row, column, changed)


def _changes(kind: str, value: Any, others: list[Any]) -> Iterator[tuple[str, Any]]:
    if kind == FLAG:
        yield "other", not value
    elif kind in (INT, OPTIONAL_INT) and not pd.isna(value):
        yield from (("+1", value + 1), ("-1", value - 1), ("x2", value * 2))
    elif kind == AMOUNT:
        for what, step in (("+1", 1), ("-1", -1)):
            yield what, value + Decimal(step)
        yield "x2", value * 2
    elif kind == OPTIONAL_INT:
        yield "filled", 2021
    elif kind == TEXT and others:
        yield "moved", others[0]
    elif kind == TEXT:
        yield "moved", value + "x"


def _with(frame: pd.DataFrame, cells: dict[int, Any], column: str) -> pd.DataFrame:
    values = frame[column].tolist()
    for row, value in cells.items():
        values[row] = value
    return frame.assign(**{column: pd.Series(values, index=frame.index, dtype=frame[column].dtype)})


def _same(one: Any, other: Any) -> bool:
    blank = pd.isna(one), pd.isna(other)
    return all(blank) or (not any(blank) and bool(one == other))
