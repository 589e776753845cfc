"""What starts still need, and what the case does not say of them, on page one and in T1; what is out for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bs4 import BeautifulSoup

from jiugai.report import Book, page_one
from jiugai.report.facts.clauses import cite
from jiugai.report.facts.conditions import unstated
from jiugai.report.tables import grids
from jiugai.report.tables.left_out import gated_table

Thin = Callable[[str], Book]


def mind(book: Book) -> str:
    return BeautifulSoup(page_one(book), "html.parser").get_text()


def column(book: Book, name: str) -> dict[str, object]:
    """Name of a community → its cell of T1."""
    (grid,) = grids("T1", book)
    keys = [found.key for found in grid.columns]
    return {str(row.values[keys.index("name")]): row.values[keys.index(name)] for row in grid.rows if row.role == "row"}


def test_conditions_are_dated_and_joined(thin: Thin) -> None:
    book = thin("conditions")
    assert column(book, "conditions") == {
        "a小区": "",
        "b小区": (
            "2022年开工前：同意率达到66.7%（现60.0%）、参与率达到80.0%（现70.0%）、表决参与率达到66.7%（现50.0%）、"
            "物业管理书面约定、可研批复、宜成立业主委员会"
        ),
        "c小区": "2022年开工前：可研批复",
    }
    english = column(replace(book, lang="en"), "conditions")
    assert english["c小区"] == "before the start in 2022: study approved"


def test_the_reason_of_the_plan_says_the_same(thin: Thin) -> None:
    reasons = {row["community_id"]: row["reason"] for row in thin("conditions").plan_rows("selection")}
    assert reasons == {
        "a": "入选",
        "b": (
            "入选；条件：开工前居民同意率须达到规定比例（现为60.0%）、居民参与率须达到规定比例（现为70.0%）、"
            "改造方案须经法定比例业主表决通过、物业管理模式和物业费须书面约定、可研须批复并分类列明投资"
            "；先决条件未满足：业主委员会未成立"
        ),
        "c": "入选；条件：开工前可研须批复并分类列明投资",
        "d": "全部选项被移除：E2",
    }


def test_page_one_names_them(thin: Thin) -> None:
    text = mind(thin("conditions"))
    for sentence in (
        "1个小区同意率尚未达到规定比例", "1个小区的改造方案尚未表决通过", "1个小区的物业管理和物业费尚未书面约定",
        "2个小区的可研尚未批复", "1个新开工小区的先决条件",
    ):  # fmt: skip
        assert sentence in text


def test_what_is_not_stated_is_said(thin: Thin) -> None:
    """c states one fact of the eight; b leaves out the danger level, and its vote is counted."""
    book = thin("conditions")
    assert unstated(book) == {
        "demolition_planned": 1, "danger_level": 2, "vote_passed": 1, "upkeep_agreed": 1,
        "owners_committee": 1, "maintenance_fund": 1, "legacy_resolved": 1,
    }  # fmt: skip
    assert "房屋危险等级（2个新开工小区）" in mind(book)
    assert "danger level of the buildings (2 new starts)" in mind(replace(book, lang="en"))


def test_a_case_that_states_nothing(book: Book) -> None:
    """As in every case made before these facts were asked for: no column, one sentence."""
    (grid,) = grids("T1", book)
    assert "conditions" not in [found.key for found in grid.columns]
    assert mind(book).count("没有填写、因而未作限制的") == 1


def test_what_is_pulled_down_is_out_for_good(thin: Thin) -> None:
    (grid,) = gated_table(thin("conditions"))
    row = next(row for row in grid.rows if row.values[0] == "d小区")
    assert "计划征收拆迁 是、房屋危险等级 B级" in row.values
    assert "征收拆迁或危房解危，不纳入改造" in row.values


def test_a_clause_is_cited_by_the_numbering_of_its_document(thin: Thin) -> None:
    """The ids of E2 and E4 go further than the documents count; a reader must not look for an item 3."""
    book = thin("conditions")
    assert cite(book.study.clause("E2"), book) == "《高台县全面推进城镇老旧小区改造工作落实方案》二(二)"
    assert cite(book.study.clause("E4"), book) == "建办城〔2021〕50号一(七)"
