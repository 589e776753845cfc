"""The audit reads a real study, and knows nothing of the optimising core."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import jiugai.audit
from jiugai.audit.facts import read_facts
from jiugai.audit.shapes import StudyShape
from jiugai.inputs import Study, load_study

ROOT = Path(__file__).parents[2]


def test_a_real_study_has_the_shape_the_audit_asks_for():
    study: Study = load_study(ROOT / "scenarios/gaotai.yaml", ROOT / "data/policy")
    shape: StudyShape = study
    facts = read_facts(shape)
    assert set(facts.years) == set(study.case.years)
    assert facts.works
    assert all(isinstance(work.cost, int) for work in facts.works.values())
    assert all(isinstance(community.consent_rate, Fraction) for community in facts.communities.values())
    assert all(fund.rate is None or isinstance(fund.rate, Fraction) for fund in facts.funds.values())


def test_the_audit_imports_only_facts_and_arithmetic():
    allowed = {"audit", "money", "plan", "inputs", "policy", "errors", "labels", "discovery"}
    for path in Path(jiugai.audit.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [node.module]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in getattr(node, "names", [])]
            )
            for name in names if isinstance(node, ast.Import | ast.ImportFrom) else []:
                parts = str(name).split(".")
                assert parts[0] not in ("pulp", "highspy", "scipy"), path.name
                assert parts[0] != "jiugai" or parts[1] in allowed, path.name
