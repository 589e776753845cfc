"""What is counted in communities, households and area is told in its unit, on page one and in the tables."""

from __future__ import annotations

import pytest

from jiugai.labels import label
from jiugai.report import Book, open_report
from jiugai.report.front_page.mind import mind
from jiugai.report.tables.indicators import indicators_table
from jiugai.report.tables.left_out import reason_text
from jiugai.report.tables.rules import binding_table, decoded
from jiugai.report.ties.marks import strip
from jiugai.report.wording import say
from jiugai.run import make_plan
from support.case import community, envelope, fund, make_study, work


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """a in, b not: one community can be run; two are to be models, every neighbourhood is to have 80 %."""
    tmp_path = tmp_path_factory.mktemp("wishes")
    tables = {
        "communities": [
            community("a", demonstration="candidate", neighbourhood="南街社区", households=120),
            community("b", demonstration="candidate", neighbourhood="北街社区"),
        ],
        "works": [work("a", "road", 400_000), work("b", "road", 300_000)],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 900_000)],
        "capacity": [{"year": 2021, "communities": 1, "investment": 500_000}],
        "tasks": [{"year": 2021, "households": 120}],
    }
    overrides = {"policy.demonstration.least": "2", "policy.place.min_share.neighbourhood": "0.8"}
    study = make_study(tmp_path, tables, (2021, 2021), header={"targets": {"communities": 2}}, overrides=overrides)
    make_plan(study, tmp_path / "plan")
    return open_report(tmp_path / "plan", tmp_path / "study.yaml")


def test_indicators_have_their_units(book: Book) -> None:
    rows = [row.values for row in indicators_table(book)[0].rows]
    assert ("在施小区数", "1 个小区", "符合") in rows
    assert ("当年完成投资", 400_000, "符合") in rows
    assert ("示范小区不足数", "1 个小区", "不符合") in rows
    assert ("片区保底不足户数", "80 户", "不符合") in rows
    limits = [values[1] for values in rows if values[0] == say("indicators.limit", "zh")]
    assert {"1 个小区", 500_000} <= set(limits)


def test_binding_rows_have_their_units(book: Book) -> None:
    rows = {(row.values[0], *row.values[2:]) for row in binding_table(book)[0].rows}
    assert ("S10", "在施小区数 2021年", "", "1 个小区", "1 个小区") in rows
    assert ("S11", "任务户数 2021年", "", "120 户", "120 户") in rows


def test_page_one_minds_what_is_missing(book: Book) -> None:
    sentences = [strip(text) for text in mind(book)]
    assert "示范小区不足（2021年1 个小区）。" in sentences
    assert "有街道或社区未达到保底户数（合计缺：2021年80 户）。" in sentences


def test_the_capacity_is_a_reason_to_be_left_out(book: Book) -> None:
    assert reason_text("later", [], book) == "符合条件、资金或实施能力未及"
    reasons = book.open.plan.selection.set_index("community_id")["reason"]
    assert reasons["b"] == "有可行选项，规划期资金或组织实施能力未及"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_label_of_these_rules_has_its_words(book: Book, lang: str) -> None:
    measures = ("communities", "households", "floor_area_m2")
    rows = [f"capacity={name};year=2021" for name in ("communities", "households", "investment")]
    rows += [f"task={name};year=2021" for name in measures] + [f"aim={name}" for name in measures]
    for row in (*rows, "what=public;year=2021", "what=model", "street=东街"):
        assert decoded(row, Book(book.open, lang))
    for name in ("public_excess", "model_shortfall", "place_shortfall"):
        assert label(f"indicator.{name}", lang)
        assert say(f"mind.{name}", lang, amounts="1")
    for name in ("communities", "households", "investment"):
        assert label(f"indicator.under_way_{name}", lang)
        assert say(f"mind.under_way_{name}", lang, amounts="1")
