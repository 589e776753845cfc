"""The trade-off of whole cases: the enumeration again, a published case with its page, and the illustrative county."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

from allocation.brute import pareto
from allocation.choice_cases import CHOICE_CASES
from allocation.enumerated import MONEY, kept_back
from allocation.made_cases import made_cases
from allocation.rule_cases import RULE_CASES
from jiugai.analysis.frontier import OpenFrontier, asked, make_frontier, trace
from jiugai.audit import audit
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.report import frontier_beside, open_report, render_frontier
from jiugai.report.parts import figure
from jiugai.report.ties.check import check_report
from jiugai.run import make_plan, read_study
from support.case import ROOT, Tables, make_study
from support.command import listing

CASES = RULE_CASES | CHOICE_CASES
#: money of every kind, debt, late money, works in progress, and choices that hang together
SOME = ("F1", "F9", "F12", "F14", "F20", "D1", "D4", "D6", "D8", "S8", "S10", "Q3")


def as_enumerated(study: Study, spare: float = 0.0) -> None:
    expected = pareto(study, ["soft_broken"])
    if not expected:
        with pytest.raises(InfeasibleError):
            trace(study, asked(study, "county_money", "score", 15, []))
        return
    found = trace(study, asked(study, "county_money", "score", 15, []))
    assert [int(point.y.final) for point in found.points] == [score for _, score in expected]
    money = [point.x.final for point in found.points]
    assert money == pytest.approx([county for county, _ in expected], abs=MONEY + spare)


@pytest.mark.parametrize("rule", SOME)
def test_the_points_are_those_of_the_enumeration(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]()
    study = make_study(tmp_path, case.tables, case.years, header=case.header, **case.scenario)
    as_enumerated(study, kept_back(study))


@settings(max_examples=6)
@given(tables=made_cases())
def test_made_cases(tables: Tables) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder), tables)
        as_enumerated(study, kept_back(study))


def holds(found: OpenFrontier, study: Study) -> None:
    """Points rise, none is dominated beyond its gap, no plan by rank lies above them, every plan passes the audit."""
    for one, other in pairwise(found.points):
        assert one.x < other.x
        assert one.y < other.y
    for point in found.points:
        assert point.y_bound is not None
        assert point.y_bound >= point.y
        assert all(other.y <= point.y_bound for other in found.points if other.x <= point.x)
        assert audit(study, found.plan(point.point, study).plan).passed
    for row in found.ranking:
        if row.x is not None and row.y is not None:
            best = max(point.y for point in found.points if point.x <= row.x)
            assert best >= row.y
    assert sum(point.knee for point in found.points) == 1


def test_jizhou_with_its_page_beside_its_plan(tmp_path: Path) -> None:
    """Proven throughout; the same bytes again; the report of the plan shows it."""
    study = read_study(ROOT / "scenarios" / "jizhou.yaml")
    out, question = tmp_path / "frontier-jizhou", asked(study, "county_money", "score", 8, [])

    def render(folder: Path) -> None:
        render_frontier(folder, study)

    found, there = make_frontier(study, question, out, render=render)
    assert not there
    holds(found, study)
    assert all(point.proven for point in found.points)
    assert check_report(out / "frontier.html") == []
    before = {name: data for name, data in listing(out).items() if not name.endswith("timing.json")}
    _, there = make_frontier(study, question, out, render=render)
    assert there
    assert {name: data for name, data in listing(out).items() if not name.endswith("timing.json")} == before

    make_plan(study, tmp_path / "jizhou")
    beside = frontier_beside(tmp_path / "jizhou", study)
    assert beside is not None
    book = open_report(tmp_path / "jizhou", study.scenario.path, "zh", None, beside)
    assert "拐点是第" in figure("frontier", book)


def test_gaotai(tmp_path: Path) -> None:
    """Fifteen points and more of benefit against county money."""
    study = read_study(ROOT / "scenarios" / "gaotai.yaml", gap=0.02, nodes=300)
    found, _ = make_frontier(study, asked(study, "county_money", "score", 15, []), tmp_path / "f")
    holds(found, study)
    assert len(found.points) >= 15
    assert all(point.gap is not None and point.gap <= 0.025 for point in found.points)
    assert [row.x is not None for row in found.ranking] == [True] * 16
