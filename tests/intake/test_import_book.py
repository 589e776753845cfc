"""`jiugai import` of a case workbook: a folder equal to it with its first scenario; nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from inputs.small_book import put, small_book
from jiugai.cli import app
from jiugai.inputs.case import load_case
from jiugai.inputs.dictionary import dictionary


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_folder_is_equal_to_the_workbook(tmp_path: Path) -> None:
    book = small_book()
    book.hidden = ["存量债务"]
    path = book.save(tmp_path / "case.xlsx")
    result = run("import", path, tmp_path / "made")
    assert result.exit_code == 0, result.stderr
    found, wanted = load_case(tmp_path / "made"), load_case(path)
    for table in dictionary():
        pd.testing.assert_frame_equal(found.table(table), wanted.table(table))
    assert found.assumptions == wanted.assumptions != ()
    lines = result.stdout.splitlines()
    assert lines[0] == "试例"
    assert lines[1].startswith("行数：项目 1，小区 2，工程 3，")
    assert lines[2] == f"说明：{path} 存量债务：工作表是隐藏的，仍已读入"
    assert lines[3] == f"按默认值计的空格：{sum(assumption.cells for assumption in wanted.assumptions)} 格"
    assert lines[4] == f"下一步：jiugai plan {tmp_path / 'made' / 'made.yaml'}"
    assert run("check", tmp_path / "made" / "made.yaml").exit_code == 0


def test_exact_decimals_survive(tmp_path: Path) -> None:
    book = put(small_book(), "小区", "居民同意率", 2, "0.87654321098765")
    load = load_case(book.save(tmp_path / "case.xlsx"))
    assert run("import", tmp_path / "case.xlsx", tmp_path / "made").exit_code == 0
    again = load_case(tmp_path / "made")
    assert again.table("communities")["consent_rate"].tolist() == load.table("communities")["consent_rate"].tolist()


def test_bad_workbook_leaves_nothing(tmp_path: Path) -> None:
    path = put(small_book(), "工程", "小区编号", 3, "c").save(tmp_path / "case.xlsx")
    result = run("import", path, tmp_path / "made")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == f"{path} 工程 第3行 「小区编号」 = 'c'：在“小区”表中找不到"
    assert [entry.name for entry in tmp_path.iterdir()] == ["case.xlsx"]


@pytest.mark.parametrize(
    ("option", "value"), [("--place", "甲/乙/丙"), ("--first-year", 2024), ("--county-money", 800), ("--sheet", "小区")]
)
def test_options_of_lists_are_refused(tmp_path: Path, option: str, value: object) -> None:
    path = small_book().save(tmp_path / "case.xlsx")
    result = run("import", path, tmp_path / "made", option, value)
    assert result.exit_code == 2
    sentence = "此选项只用于小区清单；这是案例工作簿，请在工作簿里填"
    assert result.stderr.splitlines()[0] == f"「{option}」 = '{value}'：{sentence}"
    assert not (tmp_path / "made").exists()


def test_check_says_what_was_hidden(tmp_path: Path) -> None:
    book = small_book()
    book.hidden_rows = {"工程": [3]}
    path = book.save(tmp_path / "case.xlsx")
    assert run("import", path, tmp_path / "made").exit_code == 0
    scenario = tmp_path / "made" / "made.yaml"
    scenario.write_text(scenario.read_text("utf-8").replace("case: .", "case: ../case.xlsx"), "utf-8")
    result = run("check", scenario, "--lang", "en")
    assert result.stdout.splitlines()[-2].endswith("case.xlsx 工程: hidden rows were read too: 3")
