"""Scenarios side by side in the report and on the page of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from jiugai.analysis.compare import trade
from jiugai.errors import DataError
from jiugai.report import Book, figure, heading, open_report, opening, statement, table
from jiugai.report.contents import OPTIONS, numbers
from jiugai.report.figures import trade as chart
from jiugai.report.figures.style import TALLEST, drawing
from jiugai.report.grid import Grid
from jiugai.report.tables import grids
from jiugai.report.tables.options import TABLES
from jiugai.report.tables.plain import basis_line
from jiugai.report.ties.check import check
from jiugai.report.ties.read_html import read_html
from jiugai.run import bundled_root
from report.options import made
from report.test_figures import check_texts

SHOW = {"figure": figure, "table": table, "text": statement}


@pytest.fixture(scope="session")
def compared(book: Book) -> Book:
    return replace(book, comparison=made(), document="options")


def shown_whole(book: Book) -> str:
    parts = [str(opening(book))]
    for section in OPTIONS:
        parts.append(heading(section.name, book))
        parts += [SHOW[kind](name, book) for kind, name in section.parts]
    return f'<html lang="{book.lang}"><body><main>{"".join(parts)}</main></body></html>'


def column(grid: Grid, key: str) -> Sequence[object]:
    return grid.cells(key)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_whole_page(lang: str, compared: Book) -> None:
    book = replace(compared, lang=lang)
    page = shown_whole(book)
    text = BeautifulSoup(page, "html.parser").get_text()
    assert [problem.text("en") for problem in check(read_html(page), "compare.html")] == []
    assert not set("{}") & set(text)
    assert "None" not in text
    found = numbers(book)
    assert [found[f"section.{section.name}"] for section in OPTIONS] == ["1", "2", "3"]
    assert (found["table.T12"], found["table.option_trade"], found["table.option_sites"]) == ("T12", "1-2", "2-1")
    for name in TABLES:
        (grid,) = grids(name, book)
        assert basis_line(book) in grid.notes[-1]
        assert all(len(row.values) == len(grid.columns) for row in grid.rows)


def test_the_notebook_shows_the_contents_in_order() -> None:
    notebook = nbformat.read(bundled_root() / "notebooks" / "02_compare.ipynb", as_version=4)
    shown = [cell.source for cell in notebook.cells if cell.cell_type == "code"][2:]
    words = {"figure": "figure", "table": "table", "text": "statement"}
    expected = ["opening(options)"]
    for section in OPTIONS:
        expected.append(f'heading("{section.name}", options)')
        expected += [f'{words[kind]}("{name}", options)' for kind, name in section.parts]
    assert shown == expected


def test_t12_has_a_row_a_scenario_and_no_total(compared: Book) -> None:
    (t12,) = grids("T12", compared)
    assert [row.role for row in t12.rows] == ["row"] * 4
    assert column(t12, "state") == ["有方案", "有方案", "有方案", "无可行方案"]
    assert column(t12, "county") == [25_000_000, 24_000_000, 23_000_000, None]
    assert column(t12, "debt_ratio") == ["51.23%", "51.23%", "51.23%", None]
    assert column(t12, "risks") == ["无", "上级资金收回、专营单位出资不足额、不排除有更好的安排", "无", None]
    (failed,) = grids("option_failed", compared)
    assert [row.values[1:] for row in failed.rows] == [
        ("无可行方案", "没有满足全部硬约束的方案"),
        ("无可行方案", "钱不够。"),
    ]


def test_differences_in_words_and_money(compared: Book) -> None:
    (sites,) = grids("option_sites", compared)
    rows = [row for row in sites.rows if row.role == "row"][:10]
    assert [row.values[1] for row in rows] == [
        "纳入（2022年开工，原为暂缓）", "退出（原2022年开工，现为不符合条件）", "开工2021→2023", "类别基础类→提升类", "路线空→gas",
        "工程减1项、增0项", "资金退出1笔、进入2笔", "暂缓→不符合条件", "", "纳入（2021年开工，原为案例中没有）",
    ]  # fmt: skip
    assert [row.values[2:] for row in rows[:2]] == [(500_000, 500_000, 0), (-700_000, 0, -700_000)]
    assert [row.values[2:] for row in sites.rows if row.role == "subtotal"] == [(-200_000, 500_000, -700_000)] * 2
    (moves,) = grids("option_moves", compared)
    assert moves.rows[0].values[1:] == (2, "小区0、小区9", 1, "小区1", 1, 1, 1, -200_000)
    (changes,) = grids("option_changes", compared)
    assert column(changes, "setting")[:4] == ["管线专营单位最低出资比例", "案例数据", "需求评分权重", "案例"]
    assert column(changes, "old")[:4] == ["3/10", "空", "20", "a"]


def test_a_wrong_number_of_the_chart_is_found(compared: Book) -> None:
    page = shown_whole(compared)
    assert page.count(">1,080</data>") == 1
    (problem,) = check(read_html(page.replace(">1,080</data>", ">1,090</data>")), "compare.html")
    assert (problem.where.column, problem.where.value) == ("figure.trade.see.reached", "1,090")


def test_what_is_said_of_the_proof(compared: Book) -> None:
    said = BeautifulSoup(statement("options", compared), "html.parser")
    points = [item.get_text() for item in said.find_all("li")]
    assert len(points) == 2  # of the other pair a difference is proven, as is to be expected
    assert "差别已证明" in points[0]
    assert points[1].endswith("安排完全相同。")
    (pairs,) = grids("option_pairs", compared)
    assert column(pairs, "range_other")[0] == "1,040–1,070"


def test_without_a_comparison_one_sentence_says_how_to_make_it(book: Book) -> None:
    shown = "".join(SHOW[kind](name, book) for kind, name in OPTIONS[0].parts)
    text = BeautifulSoup(shown, "html.parser").get_text()
    assert text == (
        "没有方案比选：以本场景（tianchang）为第一个场景运行 jiugai compare，再用 jiugai report 出报告，比选即列在这里。"
    )


@pytest.mark.parametrize(("count", "step", "lang"), [(2, 40, "zh"), (8, 40, "zh"), (14, 40, "en"), (6, 0, "zh")])
def test_the_chart_of_any_number_of_scenarios(count: int, step: int, lang: str, book: Book) -> None:
    """Numbers touch neither each other nor the axes, dots on one place share theirs, long titles are cut."""
    shown = replace(book, lang=lang, comparison=made(count, step))
    assert chart.shows(shown)
    assert chart.see(shown)
    with drawing():
        drawn = chart.draw(shown)
        check_texts(drawn)
        (axes,) = drawn.axes
        dots = [line for line in axes.lines if line.get_marker() in ("o", "s")]
        whiskers = [line for line in axes.lines if line.get_marker() in ("_", "|")]
    assert drawn.get_size_inches()[1] <= TALLEST
    assert len(dots) == count
    assert len(whiskers) == 2 * (count // 2)  # every second scenario is not proven
    numbers = "·".join(text.get_text() for text in axes.texts).split("·")
    assert sorted(map(int, numbers)) == list(range(1, count + 1))


def test_what_the_chart_measures() -> None:
    """Objectives that all have and measure alike; else what needs no measure."""
    drawn = trade(made())
    assert (drawn.reached, drawn.borne) == ("score", "county_money")
    assert [(point.reached_bound, point.borne_bound) for point in drawn.points] == [
        (None, None),
        (1070, 855),
        (None, None),
    ]
    apart = trade(made(alike=False))
    assert (apart.reached, apart.borne) == ("households", "county_money")
    assert [point.reached for point in apart.points] == [7000, 7001, 7002]
    bare = made()
    without = replace(bare, tables=replace(bare.tables, objectives=()))
    assert (trade(without).borne, trade(without).points[0].borne) == ("county_and_bonds", 3300)


def test_a_plan_is_shown_only_with_its_own_comparison(folder: Path, book: Book, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not the folder of a comparison"):
        open_report(folder, book.study.scenario.path, "zh", tmp_path)
    assert not made().holds(book.open)
