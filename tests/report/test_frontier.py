"""The trade-off in the report and on the page of a frontier: every number tied, chart legible, any shape of curve."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from jiugai.errors import DataError
from jiugai.report import Book, figure, heading, open_report, opening
from jiugai.report.contents import FRONTIER, SECTIONS
from jiugai.report.figures import frontier as chart
from jiugai.report.figures.style import TALLEST, drawing
from jiugai.report.parts import SHOW
from jiugai.report.tables import grids
from jiugai.report.ties.check import check
from jiugai.report.ties.marks import strip
from jiugai.report.ties.read_html import read_html
from report.frontiers import made
from report.test_figures import check_texts


@pytest.fixture(scope="session")
def traded(book: Book) -> Book:
    return replace(book, frontier=made(), document="frontier")


def page(book: Book) -> str:
    parts = [str(opening(book))]
    for section in FRONTIER:
        parts.append(heading(section.name, book))
        parts += [SHOW[kind](name, book) for kind, name in section.parts]
    return f'<html lang="{book.lang}"><body><main>{"".join(parts)}</main></body></html>'


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("knee", "ranked"), [(4, True), (1, True), (None, True), (4, False)])
def test_the_whole_page_ties(lang: str, knee: int | None, ranked: bool, traded: Book) -> None:
    book = replace(traded, lang=lang, frontier=made(knee=knee, ranked=ranked))
    shown = page(book)
    text = BeautifulSoup(shown, "html.parser").get_text()
    assert [problem.text("en") for problem in check(read_html(shown), "frontier.html")] == []
    assert not set("{}") & set(text)
    assert "None" not in text
    assert "-0" not in text


def test_a_wrong_number_is_found(traded: Book) -> None:
    shown = page(traded)
    (problem,) = check(read_html(shown.replace(">850.1234</data>", ">850.1235</data>", 1)), "frontier.html")
    assert problem.where.column == "figure.frontier.knee.x"


def test_what_optimising_buys(traded: Book) -> None:
    """Point 4 is at 850.1234 with 11,851; ranking has 5 per cent less, 11,258."""
    text = strip(chart.see(traded))
    assert (
        "拐点是第4点：县级负担现值(万元)为850.1234，改造效益得分为11,851；按需求排序在同样限度内为11,258，优化好出593。"
        in text
    )
    assert "优化比排序好得最多的是第8点（县级负担现值(万元)为1,850.1234），改造效益得分好出642。" in text
    assert "按需求排序，改造效益得分最好为13,703，县级负担现值(万元)为3,100.1234；优化到第13点已不差于此" in text
    (points,) = grids("frontier_points", traded)
    assert points.cells("more")[:5] == ["0", "554", "576", "593", "0"]
    assert points.cells("remark").count("拐点") == 1
    (ranking,) = grids("frontier_ranking", traded)
    assert ranking.cells("remark").count("排序最好") == 1
    assert ranking.cells("limit")[-1] == "不限"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("count", "senses"), [(2, ("min", "max")), (15, ("min", "max")), (40, ("min", "max")), (15, ("max", "min"))]
)
def test_the_chart_of_any_curve(count: int, senses: tuple[str, str], lang: str, book: Book) -> None:
    shown = replace(book, lang=lang, frontier=made(count, knee=2, senses=senses), document="frontier")
    assert chart.shows(shown)
    with drawing():
        drawn = chart.draw(shown)
        check_texts(drawn)
        (axes,) = drawn.axes
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert sum(len(line.get_xdata()) for line in dots) == count
    assert len([line for line in axes.lines if line.get_marker() == "D"]) == 1
    dashed = [line for line in axes.lines if line.get_linestyle() == "--" and len(line.get_xdata()) > 1]
    assert len(dashed) == 1
    assert drawn.get_size_inches()[1] <= TALLEST


def test_the_plan_of_the_report_is_a_square(book: Book) -> None:
    """Where it lies between the ends of the curve."""
    values = {entry["name"]: entry["final"] for entry in book.manifest["objectives"]}
    found = made()
    assert values["county_money"] > 100
    shown = replace(book, frontier=found)
    with drawing():
        (axes,) = chart.draw(shown).axes
    assert len([line for line in axes.lines if line.get_marker() == "s"]) == 1
    assert "方块为本方案" in strip(chart.see(shown))
    far = replace(found, points=tuple(replace(point, x=point.x + 10**6) for point in found.points))
    assert "方块为本方案" not in strip(chart.see(replace(book, frontier=far)))


def test_without_a_frontier_one_sentence_says_how_to_make_it(book: Book) -> None:
    assert ("figure", "frontier") in next(section for section in SECTIONS if section.name == "options").parts
    text = BeautifulSoup(figure("frontier", book), "html.parser").get_text()
    assert text.startswith("没有取舍曲线：先运行 jiugai frontier")


def test_a_plan_is_shown_only_with_its_own_frontier(folder: Path, book: Book, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not the folder of a frontier"):
        open_report(folder, book.study.scenario.path, "zh", None, tmp_path)
