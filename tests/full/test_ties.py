"""Text and tables tie in reports of every shape, in both languages; every wrong number of a report is found."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from jiugai.report import Book, open_report
from jiugai.report.ties.book_of_ties import ties
from jiugai.report.ties.check import check
from jiugai.report.ties.document import Document, numbers_in
from jiugai.report.ties.read_html import read_html
from jiugai.run import bundled_root, make_plan, read_study
from report.rare import RARE
from report.spoilt import every, found, wrong
from report.thin import CASES, FORMS, plan_of, planned
from report.whole import whole

ALL = CASES | FORMS | RARE
#: pages of their own, tied in tests/report and in test_sensitivity
OTHER_PAGES = ("option", "verdict", "frontier", "figure.frontier", "figure.trade", "figure.tornado")
#: sentence → why none of these reports has it
ELSEWHERE = {
    "capacity.broken": "a plan that passed its audit breaks no limit",
    "mind.unchecked": "every rule has its audit; one without is in test_how_to_add_a_rule",
    "names.rule": "the same",
    "note.unchecked": "the same",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ties")


@cache
def documents(name: str, folders: Path) -> tuple[Document, ...]:
    """The report of a case, in Chinese and in English."""
    (folders / name).mkdir()
    book = plan_of(RARE[name](), folders / name) if name in RARE else planned(name, folders / name)
    return tuple(read_html(whole(replace(book, lang=lang))) for lang in ("zh", "en"))


@pytest.mark.parametrize("name", ALL)
def test_they_tie_in_every_case(name: str, folders: Path) -> None:
    for document in documents(name, folders):
        assert [problem.text("en") for problem in check(document, name)] == []


def test_every_tie_is_used(folders: Path) -> None:
    """A line of ties.csv that no report needs is one that nobody has seen hold."""
    used = {
        (said.key, told.name)
        for name in ALL
        for document in documents(name, folders)
        for said, told in every(document.sentences)
    }
    unused = {(key, value) for key, value in set(ties()) - used if not key.startswith(OTHER_PAGES)}
    assert {key for key, _ in unused} == set(ELSEWHERE)


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
