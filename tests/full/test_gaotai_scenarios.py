"""The questions asked of the illustrative county, and one that the fast suite leaves: each solves, passes the audit, and gives the committed result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiugai.run import open_plan, read_study
from jiugai.run.workers import Failure, Task, make_plans
from support.case import ROOT
from support.expected import differing, read_expected, result_rows

SCENARIOS = {
    path.stem: path
    for path in [*sorted((ROOT / "scenarios").glob("gaotai-*.yaml")), ROOT / "scenarios" / "jizhou-one-window.yaml"]
}
AT_ONCE = 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


@pytest.fixture(scope="module")
def made(folder: Path) -> dict[str, Failure | None]:
    tasks = [Task(name, path, folder / name, "highs", {}) for name, path in SCENARIOS.items()]
    return make_plans(tasks, AT_ONCE)


@pytest.mark.parametrize("name", SCENARIOS)
def test_results_are_those_committed(name: str, made: dict[str, Failure | None], folder: Path) -> None:
    """Proven stages, money and decisions to the yuan; what a node limit ended is not compared."""
    assert made[name] is None
    plan = open_plan(folder / name, read_study(SCENARIOS[name]))
    assert plan.audit["passed"]
    found = result_rows(json.loads(json.dumps(plan.manifest)), plan.plan)
    assert differing(found, read_expected(name)) == []


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_question_has_an_answer_of_its_own(name: str) -> None:
    """A scenario without an effect would not be worth its file."""
    assert read_expected(name) != read_expected(name.partition("-")[0])
