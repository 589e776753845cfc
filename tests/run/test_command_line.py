"""`jiugai plan|check|rules`: exit codes, located sentences in both languages, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import jiugai
from allocation.rule_cases import RULE_CASES
from jiugai.cli import app
from support.case import Tables, write_case, write_scenario


def invoke(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def written(folder: Path, rule: str = "F1", tables: Tables | None = None, **scenario: Any) -> Path:
    case = RULE_CASES[rule]()
    write_case(folder / "case", tables or case.tables, case.years)
    return write_scenario(folder / "study.yaml", **scenario)


def run_plan(folder: Path, scenario: Path, *more: str, monkey: pytest.MonkeyPatch) -> tuple[Result, list[str]]:
    """The result of `jiugai plan`, and what stands in the output's parent folder after it."""
    monkey.setattr("jiugai.cli._renderer", lambda: None)
    out = folder / "out"
    out.mkdir()
    return invoke("plan", scenario, "--out", out / "p", *more), sorted(path.name for path in out.iterdir())


def test_a_plan_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result, left = run_plan(tmp_path, written(tmp_path), "--lang", "en", monkey=monkeypatch)
    assert result.exit_code == 0, result.stderr
    assert left == ["p"]
    assert "2 communities, 200 households" in result.stdout
    assert 'run python -m pip install "jiugai[report]"' in result.stdout  # this one is without the report extra
    assert (tmp_path / "out" / "p" / "plan.json").exists()


def test_check(tmp_path: Path) -> None:
    result = invoke("check", written(tmp_path), "--lang", "en")
    assert result.exit_code == 0
    assert "inputs are valid: test case" in result.stdout
    assert "Communities 2" in result.stdout


def test_check_says_years_date_and_the_next_command(tmp_path: Path) -> None:
    folder = tmp_path / "我 县"
    folder.mkdir()
    path = written(folder)
    lines = invoke("check", path).stdout.splitlines()
    assert lines[1] == "规划期 2021，基准日 2021-12-31（只用截至这一天发布的文件）"
    assert lines[-1] == f'下一步：jiugai plan "{path}"'


@pytest.mark.parametrize(
    "command", ["plan", "check", "rules", "import", "template", "init", "frontier", "check-report"]
)
def test_help_is_whole_in_both_languages(command: str) -> None:
    """On the narrowest console: the library cuts what it wraps of a line that mixes wide and narrow characters."""
    help_text = CliRunner(env={"COLUMNS": "80"}).invoke(app, [command, "--help"]).stdout
    assert "显示帮助 show this help" in help_text
    assert "…" not in help_text


def test_rules_as_csv() -> None:
    result = invoke("rules", "--format", "csv", "--lang", "en")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith("rule,title,clauses,parameter,value")
    assert any(line.startswith("D8,") for line in lines)


def _bad_yaml(folder: Path) -> tuple[Path, list[str], list[str]]:
    path = written(folder)
    path.write_text(path.read_text("utf-8").replace("author: tests", "author: [tests"), "utf-8")
    return path, ["study.yaml", "第", "行", "YAML格式错误"], ["study.yaml", "row", "YAML error"]


def _unknown_column(folder: Path) -> tuple[Path, list[str], list[str]]:
    path = written(folder)
    table = folder / "case" / "works.csv"
    table.write_text(table.read_text("utf-8").replace("work_id,", "work_id,colour,", 1), "utf-8")
    return path, ["works.csv 第1行 「colour」", "未知的列"], ["works.csv row 1 column colour: unknown column"]


def _bad_cell(folder: Path) -> tuple[Path, list[str], list[str]]:
    path = written(folder)
    table = folder / "case" / "communities.csv"
    text = table.read_text("utf-8")
    assert text.splitlines()[2].startswith("b,b小区,100,")
    table.write_text(text.replace("b小区,100,", "b小区,many,"), "utf-8")
    return (
        path,
        ["communities.csv 第3行 「households」 = 'many'：不是数字"],
        ["communities.csv row 3 column households = 'many': not a number"],
    )


def _missing_file(folder: Path) -> tuple[Path, list[str], list[str]]:
    path = written(folder)
    (folder / "case" / "funds.csv").unlink()
    return path, ["funds.csv：缺少此表"], ["funds.csv: this table is missing"]


def _no_scenario(folder: Path) -> tuple[Path, list[str], list[str]]:
    return folder / "none.yaml", ["none.yaml：找不到文件"], ["none.yaml: file not found"]


def _duplicate_key(folder: Path) -> tuple[Path, list[str], list[str]]:
    path = written(folder)
    table = folder / "case" / "works.csv"
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([*lines, lines[1], ""]), "utf-8")
    return (
        path,
        [f"works.csv 第{len(lines) + 1}行 「work_id」 = 'a.road'：主键重复"],
        [f"works.csv row {len(lines) + 1} column work_id = 'a.road': this key stands twice"],
    )


def _county_loan(folder: Path) -> tuple[Path, list[str], list[str]]:
    tables = RULE_CASES["D6"]().tables
    tables["funds"][0] |= {"borrower": "高台县财政局"}
    path = written(folder, "D6", tables)
    return (
        path,
        ["funds.csv 「borrower」 = '高台县财政局'：贷款 loan 的借款主体不得是政府"],
        ["funds.csv column borrower = '高台县财政局': loan loan must not be borrowed by the government"],
    )


BAD = [_bad_yaml, _unknown_column, _bad_cell, _missing_file, _no_scenario, _duplicate_key, _county_loan]


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__.strip("_"))
def test_bad_input_is_exit_2(make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, chinese, english = make(tmp_path)
    result, left = run_plan(tmp_path, path, monkey=monkeypatch)
    assert result.exit_code == 2
    assert [words for words in (*chinese, *english) if words not in result.stderr] == []  # zh prints both
    assert left == []
    only = invoke("plan", path, "--out", tmp_path / "q", "--lang", "en")
    assert only.exit_code == 2
    assert [words for words in english if words not in only.stderr] == []
    assert chinese[-1] not in only.stderr
    assert not (tmp_path / "q").exists()


def test_an_unknown_solver_is_exit_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result, left = run_plan(tmp_path, written(tmp_path), "--solver", "abacus", monkey=monkeypatch)
    assert (result.exit_code, left) == (2, [])
    assert "abacus" in result.stderr


def test_promises_beyond_the_envelope_are_exit_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = RULE_CASES["S8"]()
    for row in case.tables["fund_years"]:
        row["envelope"] = min(row["envelope"], 199_999)
    write_case(tmp_path / "case", case.tables, case.years)
    result, left = run_plan(tmp_path, write_scenario(tmp_path / "study.yaml"), monkey=monkeypatch)
    assert (result.exit_code, left) == (3, [])
    assert "没有满足全部硬约束的方案" in result.stderr
    assert "no plan satisfies every hard rule" in result.stderr


def test_an_old_plan_survives_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path)
    result, _ = run_plan(tmp_path, path, monkey=monkeypatch)
    assert result.exit_code == 0, result.stderr
    folder = tmp_path / "out" / "p"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    (tmp_path / "case" / "funds.csv").unlink()
    assert invoke("plan", path, "--out", folder).exit_code == 2
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert [file.name for file in folder.parent.iterdir()] == ["p"]


@pytest.mark.parametrize("words", [["--help"], ["plan", "--help"], ["--version"]])
def test_help_is_light(words: list[str]) -> None:
    """Neither pandas nor matplotlib nor a solver is imported to say what the commands are."""
    code = (
        "import sys; sys.argv = ['jiugai', *sys.argv[1:]]\n"
        "from jiugai.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'pandas', 'matplotlib', 'numpy', 'scipy', 'pulp', 'highspy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    env = os.environ | {"PYTHONPATH": str(Path(jiugai.__file__).parents[1]), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
