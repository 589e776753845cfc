"""The contract files: writing them whole or not at all, and reading them back."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from jiugai.errors import DataError, Locator, Problem
from jiugai.inputs.study import Study
from jiugai.plan import AMOUNT, FLAG, INT, OPTIONAL_INT, TABLES, Plan, typed
from jiugai.run.places import cannot_write, patiently, try_to_open
from jiugai.run.provenance import input_hashes, sha256

FORMAT = "jiugai-plan/1"
MANIFEST = "plan.json"
TIMING = "timing.json"
REPORT = "report.html"


def table_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """A contract table as CSV: UTF-8 with BOM, LF, yes/no, two decimals for amounts."""
    shown = frame.copy()
    for column, kind in TABLES[name].items():
        if kind == FLAG:
            shown[column] = shown[column].map({True: "yes", False: "no"})
        elif kind == AMOUNT:
            shown[column] = shown[column].map(lambda value: f"{value:.2f}")
    buffer = io.StringIO()
    shown.to_csv(buffer, index=False, lineterminator="\n")
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def json_bytes(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


class PlanWriter:
    """Collects the files of a plan in a sibling folder; `publish` moves them into place, `plan.json` last."""

    def __init__(self, out: Path) -> None:
        self.out = out
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            self.staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        except OSError as failure:
            raise cannot_write(out, failure) from None

    def __enter__(self) -> PlanWriter:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)

    def add(self, name: str, content: bytes) -> None:
        try:
            (self.staging / name).write_bytes(content)
        except OSError as failure:
            raise cannot_write(self.out / name, failure) from None

    def hashes(self) -> list[dict[str, str]]:
        names = sorted(path.name for path in self.staging.iterdir() if path.name not in (MANIFEST, TIMING))
        return [{"name": name, "sha256": sha256(self.staging / name)} for name in names]

    def publish(self) -> None:
        """Replace file by file; before the first one, make sure that none is open elsewhere."""
        try:
            self.out.mkdir(exist_ok=True)
            names = sorted(path.name for path in self.staging.iterdir())
            for name in names:
                if (self.out / name).exists():
                    patiently(partial(try_to_open, self.out / name))
            (self.out / MANIFEST).unlink(missing_ok=True)
            if REPORT not in names:
                (self.out / REPORT).unlink(missing_ok=True)
            for name in sorted(names, key=lambda name: name == MANIFEST):
                patiently(partial((self.staging / name).replace, self.out / name))
        except OSError as failure:
            raise cannot_write(Path(failure.filename or self.out), failure) from None


@dataclass(frozen=True)
class OpenPlan:
    """A plan folder read back, with the study it was made from."""

    folder: Path
    study: Study
    plan: Plan
    manifest: dict[str, Any]
    audit: dict[str, Any]


def open_plan(folder: Path, study: Study) -> OpenPlan:
    """Read a plan folder. Raises `DataError` if a file is missing or changed, or if the inputs are others."""
    manifest_path = folder / MANIFEST
    try:
        manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise DataError(Problem(Locator(str(manifest_path)), "不是方案文件夹", "not a plan folder")) from None
    problems = []
    for file in manifest["files"]:
        path = folder / file["name"]
        if not path.exists() or sha256(path) != file["sha256"]:
            problems.append(Problem(Locator(str(path)), "缺失或被改动", "missing or changed since it was written"))
    if manifest["inputs"] != input_hashes(study):
        problems.append(Problem(Locator(str(folder)), "输入已改变，请重新生成方案", "inputs changed: plan again"))
    if problems:
        raise DataError(problems)
    tables = {name: read_plan_table(folder / f"{name}.csv", name) for name in TABLES}
    audit = json.loads((folder / "audit.json").read_text(encoding="utf-8"))
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
            columns[column] = text
    return typed(name, pd.DataFrame(columns))
