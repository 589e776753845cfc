"""Rows of every money rule as committed text, a feasible plan with hand-made numbers, and its violating twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.rule_case import RuleCase
from allocation.rule_cases import RULE_CASES
from jiugai.allocation.problem import BUCKET
from jiugai.inputs.study import Study
from support.case import make_study
from support.golden import compare
from support.rows import rows_text
from support.solve import problem_of, solve
from support.twin import broken, refunded

GOLDEN = Path(__file__).parent / "golden"


def study_of(case: RuleCase, folder: Path) -> Study:
    return make_study(folder, case.tables, case.years, header=case.header, **case.scenario)


@pytest.mark.parametrize("rule", RULE_CASES)
def test_rows(rule: str, tmp_path: Path) -> None:
    study = study_of(RULE_CASES[rule](), tmp_path)
    compare(GOLDEN / f"{rule}.lp", rows_text(problem_of(study), rule.partition(".")[0]))


def test_residents_by_bucket(tmp_path: Path) -> None:
    """The relaxation the first stages use: what the sites can take in, together and by bucket."""
    study = study_of(RULE_CASES["F10"](), tmp_path)
    compare(GOLDEN / "F10.bucket.lp", rows_text(problem_of(study, BUCKET), "F10"))


@pytest.mark.parametrize("rule", RULE_CASES)
def test_feasible_plan_and_violating_twin(rule: str, tmp_path: Path) -> None:
    case = RULE_CASES[rule]()
    study = study_of(case, tmp_path)
    _, plan = solve(study)
    assert broken(study, plan) == set()
    assert set(plan.selection["decision"]) <= {"new", "continuing"}
    found = plan.constraints[plan.constraints["rule"] == rule.partition(".")[0]].set_index("label")
    assert set(found.index) == set(case.lines)
    for label, (activity, limit) in case.lines.items():
        assert activity is None or str(found.loc[label, "activity"]) == activity
        assert limit is None or str(found.loc[label, "limit"]) == limit
    assert broken(study, refunded(study, plan, {})) == set()
    assert broken(study, refunded(study, plan, case.twin)) == case.breaks
