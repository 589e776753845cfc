"""A comparison that is there already, where nothing it depends on has changed: else it is made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from jiugai.analysis.compare.comparison import Comparison, open_comparison
from jiugai.analysis.compare.make import compare, inputs_hash
from jiugai.errors import DataError
from jiugai.run import provenance, read_study
from jiugai.run.contract import fingerprint
from jiugai.run.publish import MANIFEST
from jiugai.run.workers import cores


def compared(scenarios: Sequence[Path], folder: Path) -> Comparison:
    """The comparison of these scenarios in `folder`, made where it is not there or no longer true.

    It is used as it stands if scenarios, inputs and versions are those of now, and every plan is the one that was
    compared. Raises a `JiugaiError`.
    """
    try:
        found = open_comparison(folder)
    except DataError:
        return compare(scenarios, folder, jobs=cores())
    return found if _holds(found, scenarios) else compare(scenarios, folder, jobs=cores())


def _holds(found: Comparison, scenarios: Sequence[Path]) -> bool:
    entries = found.manifest["scenarios"]
    if [entry["name"] for entry in entries] != [path.stem for path in scenarios]:
        return False
    if found.manifest["versions"] != provenance.versions():
        return False
    studies = (read_study(path) for path in scenarios)
    if any(entry["inputs"] != inputs_hash(study) for entry, study in zip(entries, studies, strict=True)):
        return False
    return all(_same_plan(found.plan_folder(name), found) for name in found.planned)


def _same_plan(folder: Path, found: Comparison) -> bool:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(fingerprint(manifest) == found.scenario(str(manifest["scenario"]))["plan"])
    except (OSError, ValueError, LookupError, StopIteration):
        return False
