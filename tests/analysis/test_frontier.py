"""`jiugai frontier`: the points are those of an enumeration, every one a plan that passes the audit and can be opened."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from allocation.brute import pareto
from allocation.enumerated import MONEY
from allocation.rule_cases import RULE_CASES
from jiugai.analysis.frontier import OpenFrontier, asked, frontier_of, make_frontier, open_frontier
from jiugai.audit import audit
from jiugai.cli import app
from jiugai.errors import DataError, ScenarioError
from jiugai.inputs.study import Study
from jiugai.run import read_study
from jiugai.run.reuse import standing
from support.case import write_case, write_scenario
from support.command import listing, unchanged


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two communities, residents' money: a curve of several points."""
    folder, case = tmp_path_factory.mktemp("frontier"), RULE_CASES["F10"]()
    write_case(folder / "case", case.tables, case.years, **case.header)
    return write_scenario(folder / "study.yaml", **case.scenario)


@pytest.fixture(scope="module")
def study(scenario: Path) -> Study:
    return read_study(scenario)


@pytest.fixture(scope="module")
def said(scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    out = tmp_path_factory.mktemp("out") / "f"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jiugai.cli._frontier_renderer", lambda: None)  # the page: tests/report/test_frontier.py
        return out, invoke("frontier", scenario, "--out", out, "--lang", "en")


@pytest.fixture(scope="module")
def found(said: tuple[Path, Result]) -> OpenFrontier:
    out, result = said
    assert result.exit_code == 0, result.stderr
    return open_frontier(out)


def test_the_points_are_those_of_the_enumeration(found: OpenFrontier, study: Study) -> None:
    expected = pareto(study, ["soft_broken"])
    assert len(expected) >= 3
    assert [float(point.x) for point in found.points] == pytest.approx([x for x, _ in expected], abs=MONEY)
    assert [int(point.y) for point in found.points] == [y for _, y in expected]
    assert all(point.proven and point.gap == 0 for point in found.points)
    assert all(abs(point.x - (point.x_bound or 0)) <= MONEY for point in found.points)


def test_no_plan_by_rank_lies_above(found: OpenFrontier) -> None:
    ranked = [row for row in found.ranking if row.x is not None and row.y is not None]
    assert ranked
    for row in ranked:
        assert any(point.x <= row.x and point.y >= row.y for point in found.points)
        assert row.x_limit is None or row.x <= row.x_limit
    assert found.ranking[-1].x_limit is None


def test_every_point_is_a_plan_that_can_be_opened(found: OpenFrontier, study: Study) -> None:
    for point in found.points:
        opened = found.plan(point.point, study)
        assert opened.audit["passed"]
        values = {entry["name"]: entry for entry in opened.manifest["objectives"]}
        assert list(values) == ["soft_broken", "score", "county_money"]
        assert (values["county_money"]["final"], values["score"]["final"]) == (float(point.x), point.y)
        selection = opened.plan.selection
        taken = selection["decision"].isin(("new", "continuing"))
        assert int(selection["benefit"].sum()) == point.y
        assert int(taken.sum()) == point.communities
        assert opened.manifest["frontier"]["point"] == point.point
        assert standing(study, opened.folder) is None  # no plan of the scenario
    assert audit(study, opened.plan).passed


def test_monotone_and_one_knee(found: OpenFrontier) -> None:
    assert all(one.x < other.x and one.y < other.y for one, other in pairwise(found.points))
    assert [point.point for point in found.points] == list(range(1, len(found.points) + 1))
    assert sum(point.knee for point in found.points) <= 1


def test_what_is_printed(said: tuple[Path, Result]) -> None:
    out, result = said
    assert "County money, present value" in result.stdout
    assert str(out) in result.stdout
    assert "plans passed the audit" in result.stderr


def test_again_it_is_used_as_it_stands(found: OpenFrontier, study: Study) -> None:
    with unchanged(found.folder):
        again, there = make_frontier(study, asked(study, "county_money", "score", 15, []), found.folder)
    assert there
    assert again.points == found.points


def test_it_is_found_beside_its_plan(found: OpenFrontier, study: Study, tmp_path: Path) -> None:
    opened = found.plan(1, study)
    assert frontier_of(opened) is None
    (tmp_path / "frontier-study").symlink_to(found.folder)
    beside = type(opened)(tmp_path / "study", study, opened.plan, opened.manifest, opened.audit)
    matching = frontier_of(beside)
    assert matching is not None
    assert matching.points == found.points
    other = type(opened)(tmp_path / "study", study, opened.plan, opened.manifest | {"inputs": []}, opened.audit)
    assert frontier_of(other) is None


def test_a_changed_file_is_noticed(found: OpenFrontier, tmp_path: Path) -> None:
    files = listing(found.folder)
    assert files
    for name in ("frontier.csv", "points/01/plan.json"):
        path = found.folder / name
        before = path.read_bytes()
        try:
            path.write_bytes(before + b"\n")
            with pytest.raises(DataError) as caught:
                open_frontier(found.folder)
        finally:
            path.write_bytes(before)
        assert [problem.en for problem in caught.value.problems] == ["missing or changed since it was written"]
    with pytest.raises(DataError):
        open_frontier(tmp_path)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (("cost", "score", 15, []), ("--x", "cost", "应为：upper_lapse、", "must be one of: upper_lapse, ")),
        (("score", "score", 15, []), ("--y", "score", "应与 --x 不同", "must be another objective than --x")),
        (("county_money", "score", 2, []), ("--points", "2", "应在 3 与 99 之间", "must be between 3 and 99")),
        (
            ("county_money", "score", 15, ["score"]),
            ("--hold", "score", "前沿的两个目标不能同时固定", "an objective of the frontier cannot be held"),
        ),
        (("county_money", "score", 15, ["none", "score"]), ("--hold", "none", "应为：", "must be one of: ")),
    ],
)
def test_what_cannot_be_asked(
    question: tuple[str, str, int, list[str]], told: tuple[str, str, str, str], study: Study
) -> None:
    with pytest.raises(ScenarioError) as caught:
        asked(study, *question)
    problem = caught.value.problems[0]
    assert (problem.where.column, problem.where.value) == told[:2]
    assert problem.zh.startswith(told[2])
    assert problem.en.startswith(told[3])


def test_the_command_refuses_before_it_solves(scenario: Path, tmp_path: Path) -> None:
    result = invoke("frontier", scenario, "--out", tmp_path / "f", "--x", "score", "--points", "1")
    assert result.exit_code == 2
    assert "「--y」 = 'score'：应与 --x 不同" in result.stderr
    assert "--points = '1': must be between 3 and 99" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_held(study: Study) -> None:
    assert asked(study, "county_money", "score", 5, []).held == ("soft_broken",)
    assert asked(study, "county_money", "soft_broken", 5, []).held == ()
    assert asked(study, "county_money", "score", 5, ["none"]).held == ()
    more = asked(study, "county_money", "score", 5, ["hazard_households", "upper_lapse", "hazard_households"])
    assert more.held == ("upper_lapse", "hazard_households")  # in the order of the scenario
    with pytest.raises(ScenarioError):
        asked(study, "county_money", "score", 5, ["none", "upper_lapse"])


def test_a_folder_of_something_else_is_refused(found: OpenFrontier, scenario: Path, tmp_path: Path) -> None:
    (tmp_path / "f" / "points").mkdir(parents=True)
    with unchanged(tmp_path):
        result = invoke("frontier", scenario, "--out", tmp_path / "f", "--lang", "en")
    assert result.exit_code == 2
    assert "the folder is no frontier folder, yet holds a file of this name" in result.stderr
    manifest = json.loads((found.folder / "frontier.json").read_text("utf-8"))
    (tmp_path / "f" / "frontier.json").write_text(json.dumps(manifest))
    (tmp_path / "f" / "points").rmdir()
    (tmp_path / "f" / "points").write_text("")
    result = invoke("frontier", scenario, "--out", tmp_path / "f", "--lang", "en")
    assert result.exit_code == 2
    assert "a file stands where a folder belongs" in result.stderr
