"""The committed result of a scenario, scenarios/expected/<name>.csv: objectives, money by kind, decisions.

Written anew by `python tests/support/expected.py tianchang jizhou clean-heating` (with jiugai importable); read it before committing.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from jiugai.plan import Plan
from jiugai.run import bundled_root, make_plan, read_study

HEADER = ("what", "name", "value", "final", "proven")
KINDS = ("central", "provincial", "local", "utility", "resident", "social", "bank")
DECISIONS = ("completed", "continuing", "new", "later", "ineligible")


def path_of(name: str) -> Path:
    return bundled_root() / "scenarios" / "expected" / f"{name}.csv"


def result_rows(manifest: dict[str, Any], plan: Plan) -> list[tuple[str, ...]]:
    """One row per objective (value when its stage ended, final), per kind of money in yuan, per decision."""
    rows: list[tuple[str, ...]] = [
        ("objective", stage["name"], str(stage["value"]), str(stage["final"]), "yes" if stage["proven"] else "no")
        for stage in manifest["objectives"]
    ]
    money = plan.funding.groupby("kind")["yuan"].sum()
    rows += [("yuan", kind, str(int(money.get(kind, 0))), "", "") for kind in KINDS]
    count = plan.selection["decision"].value_counts()
    rows += [("communities", decision, str(int(count.get(decision, 0))), "", "") for decision in DECISIONS]
    return rows


def result_text(manifest: dict[str, Any], plan: Plan) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([HEADER, *result_rows(manifest, plan)])
    return buffer.getvalue()


def read_expected(name: str) -> list[tuple[str, ...]]:
    return [tuple(row) for row in csv.reader(io.StringIO(path_of(name).read_text("utf-8")))][1:]


def differing(found: list[tuple[str, ...]], expected: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows that are not those expected; the value of a stage that a node limit ended is left out."""
    assert [row[:2] for row in found] == [row[:2] for row in expected]
    pairs = zip(found, expected, strict=True)
    return [now for now, then in pairs if now != then and (now[0] != "objective" or then[4] == "yes")]


def main() -> None:
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            finished = make_plan(read_study(bundled_root() / "scenarios" / f"{name}.yaml"), Path(folder) / name)
        path_of(name).parent.mkdir(exist_ok=True)
        path_of(name).write_text(result_text(finished.manifest, finished.plan), "utf-8", newline="\n")
        print(f"written: {path_of(name)}")


if __name__ == "__main__":
    main()
