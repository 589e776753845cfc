"""`jiugai import`: what it writes, what it refuses, nothing half-written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from intake.lists import PLAIN, write_list
from jiugai.cli import app
from jiugai.errors import OutputError
from jiugai.inputs import load_case
from jiugai.intake.folder import write_folder
from support.case import ROOT


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["import", *map(str, words)])
    return result.exit_code, result.output


def test_the_folder_is_a_case_with_its_scenario(tmp_path: Path) -> None:
    code, output = run(write_list(tmp_path, PLAIN), tmp_path / "mine", "--place", "甘肃省/张掖市/高台县")
    assert code == 0
    assert output.splitlines()[-1] == f"下一步：jiugai plan {tmp_path / 'mine' / 'mine.yaml'}"
    names = sorted(path.name for path in (tmp_path / "mine").iterdir())
    assert names == [
        "assumptions.csv", "case.yaml", "communities.csv", "fiscal.csv", "fund_entitlements.csv", "fund_years.csv",
        "funds.csv", "mine.yaml", "sources.csv", "works.csv",
    ]  # fmt: skip
    case = load_case(tmp_path / "mine")
    assert case.place == ("甘肃省", "张掖市", "高台县")
    assert case.assumptions == ()  # nothing is left to the defaults of the dictionary: it is said
    assert run(write_list(tmp_path, PLAIN), tmp_path / "again", "--lang", "en")[1].splitlines()[0] == "communities: 2"


def test_same_list_same_bytes(tmp_path: Path) -> None:
    path = write_list(tmp_path, PLAIN)
    for name in ("one", "two"):
        assert run(path, tmp_path / name / "case")[0] == 0
    for file in sorted((tmp_path / "one" / "case").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / "case" / file.name).read_bytes()


def test_a_folder_with_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept.txt").write_text("x", encoding="utf-8")
    code, output = run(write_list(tmp_path, PLAIN), tmp_path / "mine")
    assert code == 2
    assert "已存在且不为空：请换一个文件夹，或先移走原有内容" in output
    assert "exists and is not empty: choose another folder, or move what is in it away first" in output
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["kept.txt"]


def test_a_bad_list_leaves_nothing(tmp_path: Path) -> None:
    path = write_list(tmp_path, PLAIN.replace("100,3,", "many,3,"))
    before = sorted(tmp_path.rglob("*"))
    assert run(path, tmp_path / "mine")[0] == 2
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("wrong", ["lots", "-5", "800元", "1e3"])
def test_county_money_is_an_amount(tmp_path: Path, wrong: str) -> None:
    code, output = run(write_list(tmp_path, PLAIN), tmp_path / "mine", "--county-money", wrong)
    assert code == 2
    assert "「--county-money」" in output
    assert not (tmp_path / "mine").exists()


def test_years_that_make_no_plan(tmp_path: Path) -> None:
    code, output = run(write_list(tmp_path, PLAIN), tmp_path / "mine", "--first-year", 2025, "--last-year", 2021)
    assert code == 2
    assert "「--last-year」 = '2025—2021'：规划期应为1到21年" in output


def test_a_failing_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError) as caught:
        write_folder(tmp_path / "mine", {"a.csv": b"1"})
    assert caught.value.problems[0].en == "cannot be written: No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_the_sample_of_the_readme(tmp_path: Path) -> None:
    code, output = run(ROOT / "data" / "samples" / "plain_list.csv", tmp_path / "mine")
    assert code == 0
    assert "小区：8 个" in output
