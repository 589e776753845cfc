"""Text and tables tie in reports of every shape, in both languages; every wrong number of a report is found."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from jiugai.report import Book, open_report
from jiugai.report.ties.check import check
from jiugai.report.ties.document import numbers_in
from jiugai.report.ties.read_html import read_html
from jiugai.run import bundled_root, make_plan, read_study
from report.options import made
from report.spoilt import every, found, wrong
from report.thin import CASES, planned
from report.whole import whole


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ties")


@pytest.mark.parametrize("name", CASES)
def test_they_tie_where_there_is_little(name: str, folders: Path) -> None:
    (folders / name).mkdir()
    book = planned(name, folders / name)
    if name == "decade":  # the one that has everything
        book = replace(book, comparison=made())
    for lang in ("zh", "en"):
        problems = check(read_html(whole(replace(book, lang=lang))), f"{name} {lang}")
        assert [problem.text("en") for problem in problems] == []


@cache
def tianchang(folders: Path) -> Book:
    scenario = bundled_root() / "scenarios" / "tianchang.yaml"
    make_plan(read_study(scenario), folders / "tianchang")
    return open_report(folders / "tianchang", scenario, "zh")


def test_every_wrong_number_is_found(folders: Path) -> None:
    """A digit more, digits exchanged: in every number of every sentence, numbers of sections and tables included."""
    document = read_html(whole(tianchang(folders)))
    tried = 0
    for sentence, told in list(every(document.sentences)):
        for place, part in enumerate(told.parts):
            if not (isinstance(part, str) and numbers_in(part)):
                continue
            for spoilt in wrong(part):
                if sentence.key == "table.dropped" and str(2022) in spoilt:
                    continue  # headings of columns without entries: another year of the plan is as good
                told.parts[place] = spoilt
                assert any(where.startswith(sentence.key) for where, _ in found(document)), (sentence.text, part)
                tried += 1
            told.parts[place] = part
    assert tried > 150
    assert found(document) == []
