"""A comparison as its folder holds it: plain tables, complete without the cases and plans that it was made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from jiugai.analysis.compare.rows import (
    PLANNED,
    ChangeRow,
    DifferenceRow,
    ObjectiveRow,
    PairRow,
    PaymentRow,
    ScenarioRow,
    TotalRow,
    read_rows,
    rows_bytes,
)
from jiugai.errors import DataError, Locator, Problem
from jiugai.run.contract import OpenPlan, fingerprint
from jiugai.run.provenance import sha256
from jiugai.run.publish import TIMING, FolderKind

FORMAT = "jiugai-comparison/1"
MANIFEST, REPORT = "compare.json", "compare.html"


@dataclass(frozen=True)
class Tables:
    """Each a file of its name, in the order of the contract."""

    scenarios: tuple[ScenarioRow, ...]
    objectives: tuple[ObjectiveRow, ...]
    pairs: tuple[PairRow, ...]
    changes: tuple[ChangeRow, ...]
    differences: tuple[DifferenceRow, ...]
    payments: tuple[PaymentRow, ...]
    totals: tuple[TotalRow, ...]


#: table → the class of its rows
KINDS: dict[str, type[Any]] = {
    "scenarios": ScenarioRow,
    "objectives": ObjectiveRow,
    "pairs": PairRow,
    "changes": ChangeRow,
    "differences": DifferenceRow,
    "payments": PaymentRow,
    "totals": TotalRow,
}

COMPARISON = FolderKind("比选", "comparison", (*(f"{name}.csv" for name in KINDS), TIMING, REPORT, MANIFEST))


@dataclass(frozen=True, eq=False)
class Comparison:
    """Plans of several scenarios of one place side by side; the first scenario is the base of all differences."""

    folder: Path
    manifest: Mapping[str, Any]
    tables: Tables

    @property
    def base(self) -> str:
        return str(self.manifest["base"])

    @property
    def names(self) -> tuple[str, ...]:
        """Every scenario, in the order given."""
        return tuple(row.scenario for row in self.tables.scenarios)

    @property
    def planned(self) -> tuple[str, ...]:
        """The scenarios that have a plan."""
        return tuple(row.scenario for row in self.tables.scenarios if row.state == PLANNED)

    def scenario(self, name: str) -> Mapping[str, Any]:
        """The entry of a scenario in `compare.json`."""
        found: Mapping[str, Any] = next(entry for entry in self.manifest["scenarios"] if entry["name"] == name)
        return found

    def title(self, name: str, lang: str) -> str:
        return str(self.scenario(name)["title"][lang])

    def plan_folder(self, name: str) -> Path:
        return self.folder.parent / str(self.scenario(name)["folder"])

    def holds(self, opened: OpenPlan) -> bool:
        """Whether this very plan is one of those compared."""
        plan = fingerprint(opened.manifest)
        return any((entry["name"], entry["plan"]) == (opened.manifest["scenario"], plan) for entry in self._entries())

    def _entries(self) -> list[Mapping[str, Any]]:
        return list(self.manifest["scenarios"])


def table_bytes(tables: Tables) -> dict[str, bytes]:
    """File → content, of every table."""
    return {f"{field.name}.csv": rows_bytes(KINDS[field.name], getattr(tables, field.name)) for field in fields(tables)}


def open_comparison(folder: Path) -> Comparison:
    """Read the folder of a comparison. Raises `DataError` where it is none, or a file is missing or changed."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        known = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    except (OSError, ValueError):
        known = False
    if not known:
        raise DataError(Problem(Locator(str(path)), "不是比选文件夹", "not the folder of a comparison")) from None
    problems = [
        Problem(Locator(str(folder / file["name"])), "缺失或被改动", "missing or changed since it was written")
        for file in manifest["files"]
        if not (folder / file["name"]).exists() or sha256(folder / file["name"]) != file["sha256"]
    ]
    if problems:
        raise DataError(problems)
    tables = Tables(**{name: read_rows(kind, folder / f"{name}.csv") for name, kind in KINDS.items()})
    return Comparison(folder, manifest, tables)


def comparison_of(opened: OpenPlan) -> Comparison | None:
    """The comparison with this plan as base, where `jiugai compare` has left it beside the plan; None where it has not,
    or where it is of another plan."""
    try:
        found = open_comparison(opened.folder.resolve().parent / default_name(opened.study.scenario.name))
    except DataError:
        return None
    return found if found.holds(opened) else None


def default_name(scenario: str) -> str:
    """The folder of a comparison whose first scenario is this one."""
    return f"compare-{scenario}"
