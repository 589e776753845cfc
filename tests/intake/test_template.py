"""The template: what is in it, that it comes back as it went out, and that text stays text."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from inputs.small import write_small
from jiugai.cli import app
from jiugai.errors import JiugaiError
from jiugai.inputs.book.header import KEYS
from jiugai.inputs.book.marks import NOTE
from jiugai.inputs.case import Case, load_case, read_case
from jiugai.inputs.dictionary import REQUIRED_TABLES, dictionary
from jiugai.inputs.vocabulary import table_label
from jiugai.intake.template import template_bytes
from jiugai.intake.template.table_sheet import FIRST, HEAD, HELP
from jiugai.intake.template.words import _hints as hints
from jiugai.intake.template.words import heading, input_message, table_hint, words
from jiugai.run.bundled import bundled_root

CASES = bundled_root() / "data" / "cases"
COLUMNS = [column for table in dictionary().values() for column in table.values()]
EMPTY = template_bytes(None)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def assert_equal(found: Case, wanted: Case) -> None:
    for name in ("title", "place", "years", "borrow", "targets", "basis", "money_unit", "assumptions"):
        assert getattr(found, name) == getattr(wanted, name), name
    for table in dictionary():
        pd.testing.assert_frame_equal(found.table(table), wanted.table(table))


@pytest.mark.parametrize("name", ["gaotai", "jizhou", "tianchang"])
def test_case_goes_into_a_workbook_and_comes_back_equal(tmp_path: Path, name: str) -> None:
    """Directly, and as a folder by way of `jiugai import`: rows, header, and what was filled by default."""
    book, folder = tmp_path / "case.xlsx", tmp_path / "again"
    run = CliRunner().invoke(app, ["template", str(book), "--sample", name])
    assert run.exit_code == 0, run.stderr
    assert_equal(load_case(book), load_case(CASES / name))
    run = CliRunner().invoke(app, ["import", str(book), str(folder)])
    assert run.exit_code == 0, run.stderr
    assert_equal(load_case(folder), load_case(CASES / name))
    assert read_case(folder).header == read_case(CASES / name).header  # with its note
    assert CliRunner().invoke(app, ["check", str(folder / "again.yaml")]).exit_code == 0


def test_small_case_keeps_its_blank_cells(tmp_path: Path) -> None:
    case = read_case(write_small(tmp_path / "case"))
    path = tmp_path / "case.xlsx"
    path.write_bytes(template_bytes(case))
    assert_equal(load_case(path), load_case(case.path))
    path.with_suffix(".2.xlsx").write_bytes(template_bytes(read_case(path)))
    assert path.with_suffix(".2.xlsx").read_bytes() == path.read_bytes()


def test_same_inputs_same_bytes() -> None:
    assert template_bytes(None) == EMPTY
    case = read_case(CASES / "jizhou")
    assert template_bytes(case) == template_bytes(read_case(CASES / "jizhou"))


NASTY = [
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "'quoted", "{=1}", "http://a.example", "mailto:a@b",
    "internal:'小区'!A1", "007", "1e5", "12,345", "2021-05-01", "TRUE", "无", "-", "※说明", "*", "合计小区", "#REF!", "😀𠮷",
    "&<>\"'",
]  # fmt: skip


def through_a_workbook(folder: Path, texts: list[str]) -> None:
    """The texts as titles of sources: none becomes a formula, all come back as they were."""
    case = read_case(write_small(folder / "case"))
    frame = pd.DataFrame({"source_id": [f"s{i:04}" for i in range(len(texts))], "title": texts, "basis": "assumed"})
    frame["address"] = texts
    sources = replace(case.tables["sources"], frame=frame[["source_id", "title", "address", "basis"]])
    header = replace(case.header, note=texts[0])
    path = folder / "case.xlsx"
    path.write_bytes(template_bytes(replace(case, tables=case.tables | {"sources": sources}, header=header)))
    assert all(cell.data_type != "f" for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row)
    found = read_case(path)
    assert found.tables["sources"].frame["title"].tolist() == texts
    assert found.tables["sources"].frame["address"].tolist() == texts
    assert found.header.note == texts[0]


def test_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    through_a_workbook(tmp_path, NASTY)


@given(texts=st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1, max_size=20))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    through_a_workbook(tmp_path_factory.mktemp("text"), texts)


def test_text_beyond_the_format_is_refused_not_cut(tmp_path: Path) -> None:
    case = read_case(write_small(tmp_path / "case"))
    sites = case.tables["communities"]
    frame = sites.frame.assign(name="长" * 40_000)
    with pytest.raises(ValueError, match=r"communities\.name"):
        template_bytes(replace(case, tables=case.tables | {"communities": replace(sites, frame=frame)}))


def test_sheets_stand_in_filling_order() -> None:
    assert opened(EMPTY).sheetnames == ["填表说明", "基本情况", *(table_label(table) for table in dictionary()), "选项"]
    assert opened(EMPTY)["选项"].sheet_state == "hidden"


@pytest.mark.parametrize("table", dictionary())
def test_sheet_of_a_table(table: str) -> None:
    """Headings with unit and sign, remarks below, view kept, print set up, every column with a rule or a message."""
    sheet = opened(EMPTY)[table_label(table)]
    columns = list(dictionary()[table].values())
    shown = [cell.value for cell in sheet[HEAD + 1]]
    assert shown == [heading(column, "wan_yuan") for column in columns]
    assert [str(text).endswith("*") for text in shown] == [column.required for column in columns]
    fills = {cell.fill.fgColor.rgb for cell, column in zip(sheet[HEAD + 1], columns, strict=True) if column.required}
    others = {
        cell.fill.fgColor.rgb for cell, column in zip(sheet[HEAD + 1], columns, strict=True) if not column.required
    }
    assert not fills & others
    assert all(cell.value.startswith(NOTE) for cell in sheet[HELP + 1])
    assert int("".join(filter(str.isdigit, sheet.freeze_panes))) == FIRST + 1
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.print_title_rows == f"${HEAD + 1}:${HELP + 1}"
    covered = {cells.min_col for rule in sheet.data_validations.dataValidation for cells in rule.sqref.ranges}
    assert covered == set(range(1, len(columns) + 1))


def test_rules_of_the_cells() -> None:
    rules = {
        (name, next(iter(rule.sqref.ranges)).min_col): rule
        for name in ("小区", "工程", "资金")
        for rule in opened(EMPTY)[name].data_validations.dataValidation
    }
    at = lambda table, column: rules[table_label(table), list(dictionary()[table]).index(column) + 1]  # noqa: E731
    assert (at("communities", "consent_rate").type, at("communities", "consent_rate").formula2) == ("decimal", "1.0")
    assert (at("communities", "built_year").type, at("communities", "built_year").formula1) == ("whole", "1900")
    assert at("works", "community_id").formula1.startswith("'小区'!$A$")
    assert at("works", "community_id").errorStyle == "warning"
    assert at("works", "hazard").formula1 == '"是,否"'
    assert "不得为零" in at("works", "cost").prompt
    lists = opened(EMPTY)["选项"]
    cells = at("works", "trade").formula1.split("!")[1].replace("$", "")
    assert [row[0].value for row in lists[cells]][:3] == ["供水", "排水", "供电"]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: f"{column.table}.{column.name}")
def test_message_of_a_column_is_whole(column: object) -> None:
    """255 signs and a title of 32 are what the file format takes."""
    text = input_message(column)
    assert len(text) < 255
    assert column.en in text
    assert len(heading(column, "wan_yuan")) <= 32


def test_hints_are_of_known_columns_and_in_both_languages() -> None:
    for (table, column), (zh, en) in hints().items():
        assert not column or column in dictionary()[table], (table, column)
        assert bool(zh) == bool(en), (table, column)
    assert all(table_hint(table) for table in dictionary())


def test_case_sheet_asks_for_every_key() -> None:
    assert set(KEYS) <= set(words()["case"])
    sheet = opened(EMPTY)["基本情况"]
    rows = [row[0].value for row in sheet.iter_rows(min_row=3) if row[0].value]
    assert {text.strip(" *") for text in rows} >= {
        "标题(中文)",
        "县(市、区)",
        "规划首年",
        "金额单位",
        "参照文件",
        "备注",
    }
    assert sheet["B3"].value == "jiugai-case/1"


def test_empty_template_asks_for_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(EMPTY)
    with pytest.raises(JiugaiError) as caught:
        load_case(path)
    assert {problem.zh for problem in caught.value.problems} == {"不能为空"}
    assert all(problem.where.row for problem in caught.value.problems)


def test_guide_names_every_sheet_and_the_next_commands() -> None:
    text = "\n".join(str(cell.value) for row in opened(EMPTY)["填表说明"] for cell in row if cell.value)
    for table in dictionary():
        assert table_label(table) in text
    assert "jiugai import" in text
    assert "jiugai plan" in text
    assert len([line for line in text.splitlines() if line == "必填"]) == len(REQUIRED_TABLES) + 3  # case, topic, head


@pytest.mark.parametrize(
    ("arguments", "zh"),
    [
        (["old.xlsx"], "old.xlsx：文件已存在，不覆盖：请换一个文件名"),
        (["new.xls"], "new.xls：文件名应以 .xlsx 结尾"),
        (
            ["new.xlsx", "--sample", "gansu"],
            "「--sample」 = 'gansu'：找不到这个案例；自带的有：clean-heating、gaotai、jinan、jizhou、tianchang、wenzhou、yuzhou，也可以写案例文件夹的路径",
        ),
        (["old.xlsx/new.xlsx"], "old.xlsx/new.xlsx：无法写入："),
    ],
)
def test_template_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], zh: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.xlsx").write_bytes(b"kept")
    result = CliRunner().invoke(app, ["template", *arguments])
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0].startswith(zh)
    assert [path.name for path in tmp_path.iterdir()] == ["old.xlsx"]
    assert Path("old.xlsx").read_bytes() == b"kept"


def test_units_of_the_headings_are_those_of_the_sample(tmp_path: Path) -> None:
    yuan = opened(template_bytes(read_case(CASES / "gaotai")))["工程"]
    assert "造价(元) *" in [cell.value for cell in yuan[HEAD + 1]]
