"""The template filled in LibreOffice: what it saves is the case that was typed."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from full.office import Typed, needs_office, type_into
from inputs.small import TABLES, write_small
from jiugai.cli import app
from jiugai.inputs.case import Case, load_case
from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.vocabulary import choice_label, table_label
from jiugai.intake.template.table_sheet import FIRST
from jiugai.run.bundled import bundled_root

pytestmark = needs_office

#: what is typed into the case sheet, beside its name there; a name that stands in several rows: into the first
HEADER = {
    "标题(中文) *": "试例", "标题(英文)": "test case", "省(自治区、直辖市) *": "甘肃省", "市(州) *": "张掖市",
    "县(市、区) *": "高台县", "规划首年 *": "2021", "规划末年 *": "2022", "数据性质 *": "示例数据",
    "参照文件": "xuchang-2021-13", "公布目标:小区数": "2",
}  # fmt: skip


def typed_small(template: Path) -> list[Typed]:
    """The small case as somebody types it: labels, a percentage, thousands, and a total by formula."""
    sheet = CalamineWorkbook.from_path(str(template)).get_sheet_by_name("基本情况").to_python()
    names = [row[0] for row in sheet]
    typed: list[Typed] = [("基本情况", 1, names.index(name), text) for name, text in HEADER.items()]
    for table, text in TABLES.items():
        header, *rows = csv.reader(text.splitlines())
        places = list(dictionary()[table])
        for row, cells in enumerate(rows, start=FIRST):
            for name, cell in zip(header, cells, strict=True):
                column = dictionary()[table][name]
                shown = choice_label(column, cell) if cell and column.base_type in ("choice", "bool") else cell
                shown = {"0.9": "90%", "10000": "10,000"}.get(shown, shown)
                if shown:
                    typed.append((table_label(table), places.index(name), row, shown))
    cost = list(dictionary()["works"]).index("cost")
    letter = chr(ord("A") + cost)
    first, last = FIRST + 1, FIRST + 3
    typed += [("工程", 0, FIRST + 3, "合计"), ("工程", cost, FIRST + 3, f"=SUM({letter}{first}:{letter}{last})")]
    return typed


def assert_equal(found: Case, wanted: Case) -> None:
    for name in ("title", "place", "years", "borrow", "targets", "basis", "assumptions"):
        assert getattr(found, name) == getattr(wanted, name), name
    for table in dictionary():
        pd.testing.assert_frame_equal(found.table(table), wanted.table(table))


def test_case_typed_into_the_template(tmp_path: Path) -> None:
    template, filled = tmp_path / "template.xlsx", tmp_path / "filled.xlsx"
    assert CliRunner().invoke(app, ["template", str(template)]).exit_code == 0
    type_into(template, filled, typed_small(template))
    result = CliRunner().invoke(app, ["import", str(filled), str(tmp_path / "made")])
    assert result.exit_code == 0, result.stderr
    assert "合计行，已核对，不读入" in result.stdout
    assert_equal(load_case(tmp_path / "made"), load_case(write_small(tmp_path / "csv")))


def test_wrong_total_is_found(tmp_path: Path) -> None:
    template, filled = tmp_path / "template.xlsx", tmp_path / "filled.xlsx"
    assert CliRunner().invoke(app, ["template", str(template)]).exit_code == 0
    typed = [(*place, text + "+1" if text.startswith("=SUM") else text) for *place, text in typed_small(template)]
    type_into(template, filled, typed)
    result = CliRunner().invoke(app, ["import", str(filled), str(tmp_path / "made")])
    assert result.exit_code == 2
    assert "工程 第7行 「造价(万元) *」 = '83.3456'：合计与各行之和 82.3456 不符" in result.stderr


@pytest.mark.parametrize("name", ["gaotai", "tianchang"])
def test_sample_saved_again(tmp_path: Path, name: str) -> None:
    template, saved = tmp_path / "template.xlsx", tmp_path / "saved.xlsx"
    assert CliRunner().invoke(app, ["template", str(template), "--sample", name]).exit_code == 0
    type_into(template, saved, [])
    assert_equal(load_case(saved), load_case(bundled_root() / "data" / "cases" / name))
