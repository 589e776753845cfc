"""The report of every thin case is rendered, and says that nothing is renewed where nothing is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jiugai.report import render_html
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
