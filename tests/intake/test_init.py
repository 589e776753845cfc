"""`jiugai init`: a folder whose commands run, refused where something stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from jiugai.cli import app
from jiugai.inputs.scenario import load_scenario
from jiugai.intake.init import LIST, README, SAMPLES, SCENARIO, WORKBOOK, init_files


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("init") / "工作 1"
    assert run("init", made) == (0, "")
    return made


def test_what_is_in_it(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {README, WORKBOOK, SCENARIO, LIST, "scenarios", "data"}
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == {
        name: content for name, content in init_files().items() if "/" not in name
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_find_their_cases(folder: Path, name: str) -> None:
    assert run("check", folder / "scenarios" / f"{name}.yaml") == (0, "")


def test_descent_of_scenarios_is_whole(folder: Path) -> None:
    found = {path.stem: load_scenario(path) for path in (folder / "scenarios").iterdir()}
    assert {scenario.root.stem for scenario in found.values()} == set(SAMPLES)
    assert {"gaotai-no-bonds", "jizhou-both-cuts"} <= set(found)


def test_list_becomes_a_case(folder: Path) -> None:
    assert run("import", folder / LIST, folder / "cases" / "wo") == (0, "")
    assert run("check", folder / "cases" / "wo" / "wo.yaml") == (0, "")


def test_scenario_reads_the_workbook_beside_it(folder: Path) -> None:
    code, said = run("check", folder / SCENARIO)
    assert code == 2
    assert f"{WORKBOOK} 基本情况 第4行 「标题(中文)」：不能为空" in said


def test_commands_of_the_readme_name_what_is_there(folder: Path) -> None:
    text = (folder / README).read_text("utf-8")
    commands = [line.split("#")[0].split() for line in text.splitlines() if line.startswith("    jiugai")]
    assert [command[1] for command in commands] == ["plan", "import", "plan", "check", "plan"]
    for command in commands:
        assert (folder / command[2]).exists() or command[2] == "cases/wo/wo.yaml"
    assert "In English" in text


def test_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keep.txt").write_text("x")
    code, said = run("init", tmp_path)
    assert code == 2
    assert said.splitlines()[0] == f"{tmp_path}：已存在且不为空：请换一个文件夹，或先移走原有内容"
    assert [path.name for path in tmp_path.iterdir()] == ["keep.txt"]
