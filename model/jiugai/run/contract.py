"""The contract files: their bytes, and reading a plan folder back."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from jiugai.csv_guard import guarded, unguarded
from jiugai.errors import DataError, Locator, Problem
from jiugai.inputs.study import Study
from jiugai.plan import AMOUNT, FLAG, INT, OPTIONAL_INT, TABLES, TEXT, Plan, typed
from jiugai.run.provenance import input_hashes, sha256, sha256_of
from jiugai.run.publish import AUDIT, MANIFEST, REPORTS

FORMAT = "jiugai-plan/1"


def table_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """A contract table as CSV: UTF-8 with BOM, LF, yes/no, two decimals for amounts, no text that acts as a formula."""
    shown = frame.copy()
    for column, kind in TABLES[name].items():
        if kind == FLAG:
            shown[column] = shown[column].map({True: "yes", False: "no"})
        elif kind == AMOUNT:
            shown[column] = shown[column].map(lambda value: f"{value:.2f}")
        elif kind == TEXT:
            shown[column] = shown[column].map(guarded)
    buffer = io.StringIO()
    shown.to_csv(buffer, index=False, lineterminator="\n")
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def json_bytes(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def fingerprint(manifest: dict[str, Any]) -> str:
    """The sha256 of `plan.json` without its lines of reports: a plan is the same one with a report and without."""
    own = {*(f"{name}.csv" for name in TABLES), AUDIT}
    files = [file for file in manifest["files"] if file["name"] in own]
    return sha256_of(json_bytes(manifest | {"files": files}))


@dataclass(frozen=True)
class OpenPlan:
    """A plan folder read back, with the study it was made from."""

    folder: Path
    study: Study
    plan: Plan
    manifest: dict[str, Any]
    audit: dict[str, Any]


def open_plan(folder: Path, study: Study) -> OpenPlan:
    """Read a plan folder. Raises `DataError` if a file is missing or changed, or if the inputs are others.

    The reports are not read and may be gone or edited: nothing is taken from them.
    """
    manifest_path = folder / MANIFEST
    try:
        manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
        known = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    except (OSError, ValueError):
        known = False
    if not known:
        raise DataError(Problem(Locator(str(manifest_path)), "不是方案文件夹", "not a plan folder")) from None
    problems = []
    for file in (file for file in manifest["files"] if file["name"] not in REPORTS):
        path = folder / file["name"]
        if not path.exists() or sha256(path) != file["sha256"]:
            problems.append(Problem(Locator(str(path)), "缺失或被改动", "missing or changed since it was written"))
    if manifest["inputs"] != input_hashes(study):
        problems.append(Problem(Locator(str(folder)), "输入已改变，请重新生成方案", "inputs changed: plan again"))
    if problems:
        raise DataError(problems)
    tables = {name: read_plan_table(folder / f"{name}.csv", name) for name in TABLES}
    audit = json.loads((folder / AUDIT).read_text(encoding="utf-8"))
    return OpenPlan(folder, study, Plan(**tables, solver_status=manifest["status"]), manifest, audit)


def read_plan_table(path: Path, name: str) -> pd.DataFrame:
    """One contract CSV with its contract types."""
    raw = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    columns: dict[str, Any] = {}
    for column, kind in TABLES[name].items():
        text = raw[column]
        if kind == INT:
            columns[column] = text.astype("int64")
        elif kind == OPTIONAL_INT:
            columns[column] = pd.Series([int(cell) if cell else None for cell in text], dtype="Int64")
        elif kind == FLAG:
            columns[column] = text == "yes"
        elif kind == AMOUNT:
            columns[column] = pd.Series([Decimal(cell) for cell in text], dtype="object")
        else:
            columns[column] = text.map(unguarded)
    return typed(name, pd.DataFrame(columns))
