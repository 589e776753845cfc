"""One change at a time: which levers there are, what they do, and that less money never does more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from jiugai.analysis.sensitivity import Sensitivity, levers, sensitivity
from jiugai.report import heading, opening
from jiugai.report.book import open_sensitivity
from jiugai.report.contents import SENSITIVITY
from jiugai.report.figures import tornado
from jiugai.report.figures.style import drawing
from jiugai.report.parts import SHOW
from jiugai.report.tables import grids
from jiugai.report.ties.check import check
from jiugai.report.ties.read_html import read_html
from jiugai.run import read_study
from report.test_figures import check_texts
from support.case import community, envelope, fund, work, write_case, write_scenario


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two communities; the county has enough for one and a part of the other, the centre for a part."""
    folder = tmp_path_factory.mktemp("sensitivity")
    tables = {
        "communities": [community("a"), community("b", households=150)],
        "works": [work("a", "road", 500_000), work("b", "road", 800_000)],
        "funds": [fund("central_fiscal"), fund("county_budget")],
        "fund_years": [envelope("central_fiscal", 2021, 400_000), envelope("county_budget", 2021, 900_000)],
    }
    write_case(folder / "case", tables, (2021, 2021))
    return write_scenario(folder / "study.yaml", objectives=["basic_households", "county_money", "tie_break"])


@pytest.fixture(scope="module")
def found(scenario: Path) -> Sensitivity:
    return sensitivity(scenario, jobs=1)


def test_levers(scenario: Path, found: Sensitivity) -> None:
    assert [(it.kind, it.name) for it in levers(read_study(scenario))] == [
        ("fund", "central_fiscal"), ("fund", "county_budget"), ("quota", "new_quota_general"), ("cost", "cost"),
        ("parameter", "resident.collection_rate"), ("parameter", "utility.min_share"),
    ]  # fmt: skip
    assert {it.factor for it in found.outcomes} == {Fraction(9, 10), Fraction(11, 10)}
    assert list(found.base) == ["basic_households", "county_money"]  # what only orders equal plans is left out


def test_effects(found: Sensitivity) -> None:
    """Both take 1,300,000 of 1,300,000: of anything less, b alone; of cheaper works the county has less to pay."""
    effects = {
        (it.lever.name, str(it.factor)): {e.objective: (int(e.change), e.exceeds) for e in it.effects}
        for it in found.outcomes
    }
    assert {name: int(value) for name, value in found.base.items()} == {"basic_households": 250, "county_money": 90}
    assert effects["central_fiscal", "9/10"] == {"basic_households": (-100, True), "county_money": (-46, True)}
    assert effects["central_fiscal", "11/10"] == {"basic_households": (0, False), "county_money": (-4, True)}
    assert effects["county_budget", "11/10"] == {"basic_households": (0, False), "county_money": (0, False)}
    assert effects["cost", "9/10"] == {"basic_households": (0, False), "county_money": (-13, True)}
    assert effects["cost", "11/10"] == {"basic_households": (-100, True), "county_money": (-42, True)}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_of_the_notebook(
    lang: str, scenario: Path, found: Sensitivity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiugai.report.book.sensitivity", lambda path: found)
    book = open_sensitivity(scenario, scenario.parent / "plan", lang)
    parts = [str(opening(book))]
    for section in SENSITIVITY:
        parts.append(heading(section.name, book))
        parts += [SHOW[kind](name, book) for kind, name in section.parts]
    page = f'<html lang="{lang}"><body><main>{"".join(parts)}</main></body></html>'
    assert [problem.text("en") for problem in check(read_html(page), "04")] == []
    assert not set("{}") & set(BeautifulSoup(page, "html.parser").get_text())
    (table,) = grids("sensitivity", book)
    assert len(table.rows) >= len(found.outcomes)
    with drawing():
        drawn = tornado.draw(book)
        check_texts(drawn)
    assert len(drawn.axes) == 2
    still = replace(found, outcomes=tuple(it for it in found.outcomes if it.lever.name == "utility.min_share"))
    assert not tornado.shows(replace(book, sensitivity=still))
