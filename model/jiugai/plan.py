"""The finished plan as plain integer tables: exactly the contract files of docs/formats.md, section 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

TEXT, INT, OPTIONAL_INT, FLAG, AMOUNT = "text", "int", "optional_int", "flag", "amount"

_YUAN = INT

#: table → column → type, in the order of the contract
TABLES: dict[str, dict[str, str]] = {
    "selection": {
        "community_id": TEXT, "project_id": TEXT, "decision": TEXT, "tier": TEXT, "start_year": OPTIONAL_INT,
        "cost_yuan": INT, "paid_before_yuan": INT, "benefit": INT, "reason": TEXT, "route": TEXT, "window": TEXT,
        "standing": TEXT,
    },
    "spending": {"community_id": TEXT, "work_id": TEXT, "year": INT, "cost_yuan": INT},
    "funding": {
        "community_id": TEXT, "work_id": TEXT, "fund_id": TEXT, "kind": TEXT,
        "cost_year": INT, "cash_year": INT, "yuan": INT,
    },
    "bridges": {
        "bridge_fund_id": TEXT, "fund_id": TEXT, "drawn_year": INT, "repaid_year": INT, "yuan": INT,
        "community_id": TEXT,
    },
    "funds": {
        "fund_id": TEXT, "kind": TEXT, "year": INT,
        "opening_yuan": INT, "new_yuan": INT, "used_yuan": INT, "carried_yuan": INT, "lapsed_yuan": INT,
    },
    "accounts": {
        "fund_id": TEXT, "project": TEXT, "year": INT, "arrived_yuan": INT, "advanced_yuan": INT,
        "paid_yuan": INT, "repaid_yuan": INT, "owed_yuan": INT,
    },
    "debt": {
        "year": INT, "instrument_id": TEXT, "fund_id": TEXT, "borrower": TEXT, "opening_yuan": INT,
        "drawn_yuan": INT, "principal_yuan": INT, "interest_yuan": INT, "closing_yuan": INT,
    },
    "due": {
        "due_year": INT, "due_date": TEXT, "what": TEXT, "fund_id": TEXT, "subject": TEXT, "yuan": INT,
        "consequence": TEXT, "clause": TEXT,
    },
    "indicators": {
        "year": INT, "indicator": TEXT, "value": INT, "limit": OPTIONAL_INT,
        "unit": TEXT, "clause": TEXT, "kind": TEXT, "ok": FLAG,
    },
    "constraints": {
        "rule": TEXT, "clause": TEXT, "label": TEXT, "activity": AMOUNT, "limit": AMOUNT,
        "slack": AMOUNT, "unit": TEXT, "binding": FLAG,
    },
    "removed": {"site": TEXT, "option": TEXT, "rule": TEXT, "clause": TEXT, "values": TEXT},
    "rules_log": {"rule": TEXT, "rows": INT, "reason": TEXT},
}  # fmt: skip

#: the columns that identify a row; tables are sorted by them
KEYS: dict[str, tuple[str, ...]] = {
    "selection": ("community_id",),
    "spending": ("community_id", "work_id", "year"),
    "funding": ("community_id", "work_id", "fund_id", "cost_year", "cash_year"),
    "bridges": ("bridge_fund_id", "fund_id", "community_id", "drawn_year", "repaid_year"),
    "funds": ("fund_id", "year"),
    "accounts": ("fund_id", "project", "year"),
    "debt": ("instrument_id", "year"),
    "due": ("due_year", "due_date", "what", "fund_id", "subject"),
    "indicators": ("year", "indicator"),
    "constraints": ("rule", "label"),
    "removed": ("site", "option", "rule"),
    "rules_log": ("rule",),
}

_DTYPES = {TEXT: "str", INT: "int64", OPTIONAL_INT: "Int64", FLAG: "bool", AMOUNT: "object"}


@dataclass(frozen=True)
class Plan:
    """A funding plan in whole yuan. `solver_status` is "" until a status has been read from the solver."""

    selection: pd.DataFrame
    spending: pd.DataFrame
    funding: pd.DataFrame
    bridges: pd.DataFrame
    funds: pd.DataFrame
    accounts: pd.DataFrame
    debt: pd.DataFrame
    due: pd.DataFrame
    indicators: pd.DataFrame
    constraints: pd.DataFrame
    removed: pd.DataFrame
    rules_log: pd.DataFrame
    solver_status: str

    def tables(self) -> Iterator[tuple[str, pd.DataFrame]]:
        for name in TABLES:
            yield name, getattr(self, name)


def typed(table: str, rows: pd.DataFrame | list[dict[str, object]]) -> pd.DataFrame:
    """`rows` as the contract table `table`: its columns, dtypes and row order.

    Raises KeyError for a missing column and ValueError for one the contract does not know.
    """
    columns = TABLES[table]
    frame = pd.DataFrame(rows, columns=list(columns) if len(rows) == 0 else None)
    unknown = set(frame.columns) - set(columns)
    if unknown:
        raise ValueError(f"{table}: columns outside the contract: {sorted(unknown)}")
    frame = frame[list(columns)].astype({column: _DTYPES[kind] for column, kind in columns.items()})
    return frame.sort_values(list(KEYS[table]), kind="stable", ignore_index=True)
