"""The tables of a comparison: a class each, its fields the columns of the file. Money in whole yuan."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from jiugai.csv_guard import guarded, unguarded

#: states of a scenario: it has a plan; no plan keeps every rule; the solver found none within its effort
PLANNED, INFEASIBLE, NOT_FOUND = "planned", "infeasible", "not_found"


@dataclass(frozen=True)
class ScenarioRow:
    """A scenario at a glance (T12); blank where it has no plan.

    county = grants of the county's budgets; upper = grants of centre, province and city; general and special bonds as
    drawn; debt ratios of the last plan year (docs/formats.md 4.1); gap = cost − Σ funding; streets of the communities
    chosen or continuing, blank where the case names none; left_out = communities later or ineligible; applied = money
    of funds only applied for; lapsed = upper-level money that lapses; warnings = lines of indicators.csv that are not
    ok, `risks` their indicators, joined by `;`.
    """

    scenario: str
    state: str
    communities: int | None = None
    households: int | None = None
    floor_area_m2: Decimal | None = None
    cost_yuan: int | None = None
    county_yuan: int | None = None
    upper_yuan: int | None = None
    general_bonds_yuan: int | None = None
    special_bonds_yuan: int | None = None
    debt_ratio: Decimal | None = None
    debt_ratio_change: Decimal | None = None
    gap_yuan: int | None = None
    streets: int | None = None
    left_out: int | None = None
    applied_yuan: int | None = None
    lapsed_yuan: int | None = None
    warnings: int | None = None
    risks: str = ""


@dataclass(frozen=True)
class ObjectiveRow:
    """How far an objective of a scenario was brought and proven, as in its plan.json.

    `measure`: the number of the first scenario that measures the objective alike.
    """

    scenario: str
    stage: int
    objective: str
    unit: str
    sense: str
    value: Decimal
    bound: Decimal | None
    gap: Decimal | None
    proven: bool
    final: Decimal
    tolerance: Decimal
    measure: int = 1


@dataclass(frozen=True)
class PairRow:
    """Whether two plans differ provably; `objective`: where it is decided, or where the two part; `better`: by it.

    `same`: both decide and pay the same.
    """

    one: str
    other: str
    verdict: str
    objective: str
    one_value: Decimal | None
    one_bound: Decimal | None
    other_value: Decimal | None
    other_bound: Decimal | None
    better: str
    same: bool = False


@dataclass(frozen=True)
class ChangeRow:
    """What a scenario sets otherwise than the base; of the base: otherwise than case and policy."""

    scenario: str
    path: str
    old: str
    new: str


@dataclass(frozen=True)
class DifferenceRow:
    """What the plan of a scenario decides otherwise for a community than the base."""

    scenario: str
    community_id: str
    name: str
    what: str
    old: str
    new: str


@dataclass(frozen=True)
class PaymentRow:
    """What a fund pays a community otherwise than in the base, over all plan years."""

    scenario: str
    community_id: str
    name: str
    fund_id: str
    fund: str
    kind: str
    old_yuan: int
    new_yuan: int
    difference_yuan: int


@dataclass(frozen=True)
class TotalRow:
    """What a fund pays in all in the base and in a scenario."""

    scenario: str
    kind: str
    fund_id: str
    fund: str
    old_yuan: int
    new_yuan: int
    difference_yuan: int


Row = TypeVar("Row")

_MARK = b"\xef\xbb\xbf"


def rows_bytes(kind: type[Any], rows: Sequence[Any]) -> bytes:
    """A table as CSV: UTF-8 with BOM, LF, yes/no, a header even where it is empty."""
    names = [field.name for field in fields(kind)]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(getattr(row, name)) for name in names] for row in rows)
    return _MARK + buffer.getvalue().encode("utf-8")


def read_rows(kind: type[Row], path: Path) -> tuple[Row, ...]:
    """A table of a comparison read back."""
    hints = get_type_hints(kind)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            kind(**{name: _value(cell, hints[name]) for name, cell in line.items()}) for line in csv.DictReader(file)
        )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return guarded(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _value(cell: str, hint: Any) -> Any:
    if hint is str:
        return unguarded(cell)
    if hint is bool:
        return cell == "yes"
    if not cell:
        return None
    return int(cell) if hint in (int, int | None) else Decimal(cell)
