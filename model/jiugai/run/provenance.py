"""Where a plan comes from: inputs and their hashes, versions, overrides, the unverified law it used."""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import jiugai
from jiugai.allocation.money_rules import rules_in_force
from jiugai.frames import each_row
from jiugai.inputs.override import shown
from jiugai.inputs.study import Study

_PACKAGES = ("numpy", "pandas", "scipy", "pulp", "highspy")


def sha256(path: Path) -> str:
    return sha256_of(path.read_bytes())


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def relative(path: Path, start: Path) -> str:
    """`path` as seen from `start`, with forward slashes; the same in every checkout."""
    try:
        return Path(os.path.relpath(path.resolve(), start.resolve())).as_posix()
    except ValueError:  # another drive (Windows)
        return path.resolve().as_posix()


def input_hashes(study: Study) -> list[dict[str, str]]:
    """Every input file, seen from the scenario's folder, with its hash."""
    start = study.scenario.path.parent
    return [{"path": relative(path, start), "sha256": sha256(path)} for path in study.files()]


def versions() -> dict[str, str]:
    found = {"jiugai": jiugai.__version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def overrides(study: Study) -> list[dict[str, Any]]:
    """What the scenario changed, old → new, and which file says so; money of the case in whole yuan."""
    start = study.scenario.path.parent
    return [
        {
            "path": change.path, "old": change.old, "new": change.new, "cells": change.cells,
            "file": relative(change.by.file, start), "set": change.by.path, "value": shown(change.by.value),
        }
        for change in study.changes
    ]  # fmt: skip


def unverified(study: Study) -> list[dict[str, str]]:
    """Parameters of the rules in force whose value is not verified: every report names them."""
    rows = []
    unasked = {rule.id: rule.unasked() for rule in rules_in_force(study)}
    for rule in study.policy.library.rules.values():
        if not study.in_force(rule.id):
            continue
        for name in (name for name in rule.parameters if name not in unasked.get(rule.id, ())):
            parameter = study.policy.library.parameters[name]
            value = study.param(name, study.case.first_year)
            if parameter.status != "verified" and value is not None:
                rows.append(
                    {
                        "rule": rule.id,
                        "parameter": name,
                        "value": str(value),
                        "status": parameter.status,
                        "clause": study.policy.citation(name, study.case.first_year),
                        "zh": parameter.zh,
                        "en": parameter.en,
                    }
                )
    return rows


def assumptions(study: Study) -> list[dict[str, object]]:
    """What was assumed: by the case (its table `assumptions`), and blank cells the column dictionary filled."""
    stated = [
        {
            "table": row.table, "column": row.column, "value": row.value, "cells": int(row.cells),
            "zh": row.reason_zh, "en": row.reason_en,
        }
        for row in each_row(study.case.table("assumptions"))
    ]  # fmt: skip
    defaults = [
        {
            "table": a.table, "column": a.column, "value": a.value, "cells": a.cells,
            "zh": "空格按数据字典的缺省值填补", "en": "blanks take the default of the column dictionary",
        }
        for a in study.case.assumptions
    ]  # fmt: skip
    return stated + defaults


def peak_memory_kib() -> int | None:
    """Peak memory of this process; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
