"""The report of every thin case is rendered, and says that nothing is renewed where nothing is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jiugai.inputs.study import Study
from jiugai.report import Book, open_report, render_html
from jiugai.report.ties.check import check
from jiugai.report.ties.read_html import read_html
from jiugai.report.xlsx.leaves import leaves
from jiugai.report.xlsx.write import workbook_bytes
from jiugai.run import make_plan
from report.test_thin import shows_every_part
from report.thin import CASES, planned
from report.whole import whole
from support.case import make_study
from support.thin_cases import PLANNED


def made(name: str, folder: Path, render: Callable[[Path, Study], None] | None = None) -> Study:
    """The plan of a thin case in `folder`, with its rendered page where asked for."""
    case = PLANNED[name]()
    study = make_study(folder, case.tables, case.years, case.money_unit, case.header)
    make_plan(study, folder / "out", render=render and (lambda staging: render(staging, study)))
    return study


@pytest.mark.parametrize("name", PLANNED)
def test_report(name: str, tmp_path: Path) -> None:
    study = made(name, tmp_path)
    for lang in ("zh", "en"):
        page = whole(open_report(tmp_path / "out", study.scenario.path, lang))
        assert lang == "en" or "改造小区" in page
        assert [problem.text("en") for problem in check(read_html(page), name)] == []
        if lang == "zh" and name in ("no_money", "money_to_spare"):
            assert ("用不完" in page) == (name == "money_to_spare")


@pytest.mark.parametrize("name", ["no_community_at_all", "no_fund_at_all", "huge_numbers"])
def test_file(name: str, tmp_path: Path) -> None:
    """The file itself, by way of the notebook."""
    made(name, tmp_path, render_html)
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert 'id="s1"' in page
    assert "改造小区" in page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("thin")


@cache
def book_of(name: str, folder: Path) -> Book:
    (folder / name).mkdir()
    return planned(name, folder / name)


@pytest.mark.parametrize("name", CASES)
def test_every_part_in_english(name: str, folder: Path) -> None:
    shows_every_part(name, replace(book_of(name, folder), lang="en"))


@pytest.mark.parametrize("name", CASES)
def test_workbook(name: str, folder: Path) -> None:
    """A sheet for every table; without money no lines; without a budget no charts, and a sentence that says so."""
    book = book_of(name, folder)
    names = sheets(book).sheetnames
    assert len(names) == 3 + len(leaves(book)) + bool(book.payments)
    assert ("资金明细" in names) == ("谁出钱" in names) == bool(book.total)
    if not book.total:
        bare = replace(book)
        bare._read["case", "fiscal"] = []
        assert "不绘图" in sheets(bare)["图表"]["A3"].value


def sheets(book: Book) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(book)))
