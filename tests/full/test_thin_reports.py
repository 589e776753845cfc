"""The report of every thin case is rendered, and says that nothing is renewed where nothing is."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jiugai.report import Book, render_html
from jiugai.report.xlsx.leaves import leaves
from jiugai.report.xlsx.write import workbook_bytes
from jiugai.run import make_plan
from report.test_thin import shows_every_part
from report.thin import CASES, planned
from support.case import make_study
from support.thin_cases import PLANNED


@pytest.mark.parametrize("name", PLANNED)
def test_report(name: str, tmp_path: Path) -> None:
    case = PLANNED[name]()
    study = make_study(tmp_path, case.tables, case.years, case.money_unit, case.header)
    make_plan(study, tmp_path / "out", render=lambda staging: render_html(staging, study))
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert 'id="s1"' in page
    assert "改造小区" in page
    if name in ("no_money", "money_to_spare"):
        assert ("用不完" in page) == (name == "money_to_spare")


@pytest.mark.parametrize("name", CASES)
def test_every_part_in_english(name: str, tmp_path: Path) -> None:
    shows_every_part(name, replace(planned(name, tmp_path), lang="en"))


@pytest.mark.parametrize("name", CASES)
def test_workbook(name: str, tmp_path: Path) -> None:
    """A sheet for every table; without money no lines; without a budget no charts, and a sentence that says so."""
    book = planned(name, tmp_path)
    names = sheets(book).sheetnames
    assert len(names) == 3 + len(leaves(book)) + bool(book.payments)
    assert ("资金明细" in names) == ("谁出钱" in names) == bool(book.total)
    if not book.total:
        bare = replace(book)
        bare._read["case", "fiscal"] = []
        assert "不绘图" in sheets(bare)["图表"]["A3"].value


def sheets(book: Book) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(book)))
