"""Scenarios that are no comparison are refused, each with its file and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.small import YEARS, tables
from jiugai.analysis.compare.asked import read_asked
from jiugai.analysis.compare.make import compare
from jiugai.analysis.compare.proof import alike_measures
from jiugai.errors import DataError, JiugaiError, OutputError, ScenarioError
from support.case import write_case, write_scenario
from support.command import unchanged


def told(error: JiugaiError) -> list[tuple[str, str, str, str, str]]:
    return [(Path(it.where.file).name, it.where.column, it.where.value, it.zh, it.en) for it in error.problems]


def test_one_is_no_comparison(scenarios: dict[str, Path]) -> None:
    with pytest.raises(ScenarioError) as caught:
        read_asked([scenarios["base"]], {})
    assert told(caught.value) == [
        ("", "", "", "比选至少要两个场景，第一个是基准", "a comparison needs two scenarios; the first is the base")
    ]


def test_every_problem_of_every_scenario(scenarios: dict[str, Path], tmp_path: Path) -> None:
    for name in ("x", "y"):
        write_scenario(tmp_path / f"{name}.yaml", case="nowhere", need_weights={"age": 1})
    with pytest.raises(ScenarioError) as caught:
        read_asked([scenarios["base"], tmp_path / "x.yaml", tmp_path / "y.yaml"], {})
    assert {line[0] for line in told(caught.value)} == {"x.yaml", "y.yaml"}


def test_other_effort(scenarios: dict[str, Path], tmp_path: Path) -> None:
    """Told stage by stage; the command line makes all of them alike."""
    case = str(scenarios["base"].parent / "case")
    other = write_scenario(
        tmp_path / "quick.yaml", case=case, effort={"gap": "0.1", "nodes": 20000}, objectives=["score"]
    )
    with pytest.raises(ScenarioError) as caught:
        read_asked([scenarios["base"], other], {})
    base = scenarios["base"]
    assert told(caught.value) == [
        (
            "quick.yaml", "objectives.score.gap", "0.1",
            f"求解限度与 {base} 不同（0），方案的差别会混有求解的差别：请改成一致，或用 --gap、--nodes 统一指定",
            f"is not the effort of {base} (0): plans would differ by how far they were solved; make them alike, or give --gap and --nodes",
        )
    ]  # fmt: skip
    assert len(read_asked([base, other], {"gap": 0.01, "nodes": 50})) == 2


def test_another_county_and_the_same_name(scenarios: dict[str, Path], tmp_path: Path) -> None:
    write_case(tmp_path / "case", tables(), YEARS, place=["甘肃省", "酒泉市", "瓜州县"])
    other = write_scenario(tmp_path / "BASE.yaml")
    base = scenarios["base"]
    with pytest.raises(ScenarioError) as caught:
        read_asked([base, other], {})
    assert told(caught.value) == [
        (
            "BASE.yaml", "", "", f"与 {base} 不是同一地区、同一类工作，不能比选",
            f"is not of the place and programme of {base}: the two do not compare",
        ),
        (
            "BASE.yaml", "", "", f"场景名与 {base} 相同：方案文件夹以场景名命名，请改文件名",
            f"has the name of {base}: plan folders bear the names of scenarios, rename the file",
        ),
    ]  # fmt: skip


def test_places_are_checked_before_anything_is_solved(scenarios: dict[str, Path], tmp_path: Path) -> None:
    """Neither inputs nor the folder of a plan may be written over, nor a folder that holds something else."""
    two = [scenarios["base"], scenarios["rich"]]
    (tmp_path / "rich").mkdir()
    (tmp_path / "rich" / "audit.json").write_text("{}", "utf-8")
    with unchanged(tmp_path):
        for out, words in (
            (tmp_path / "base", "比选文件夹与场景同名，请用 --out 另选"),
            (tmp_path / "compared", "此文件夹不是方案文件夹，却有同名文件：请移走，或用 --out 另选"),
            (scenarios["base"].parent, "这里是输入（案例、场景或政策）所在的文件夹，比选不得写入，请用 --out 另选"),
        ):
            with pytest.raises(OutputError) as caught:
                compare(two, out)
            assert [problem.zh for problem in caught.value.problems] == [words]


def test_what_an_objective_is_measured_by(scenarios: dict[str, Path]) -> None:
    asked = read_asked([scenarios["base"], scenarios["rich"]], {})
    base, rich = alike_measures([one.study for one in asked])
    assert set(base.values()) == {1}
    assert {name: number for name, number in rich.items() if number != 1} == {"score": 2}


def test_a_case_that_cannot_be_read(tmp_path: Path) -> None:
    two = [write_scenario(tmp_path / f"{name}.yaml", case="nowhere") for name in ("one", "two")]
    with pytest.raises(DataError):
        read_asked(two, {})
