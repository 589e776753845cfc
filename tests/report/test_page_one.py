"""Page one: the meeting's words, numbers from the tables, texts escaped."""

import re
from dataclasses import replace

from bs4 import BeautifulSoup

from jiugai.money import wan_text
from jiugai.report import page_one
from jiugai.report.book import Book
from jiugai.report.facts import decisions
from jiugai.report.front_page import payers_table
from jiugai.report.grid import Column, Grid, Row, grid_html
from jiugai.report.tables.recompute import audit_table
from report.reading import plain

SOLVER_WORDS = (
    "目标",
    "约束",
    "求解",
    "最优",
    "整数",
    "间隙",
    "变量",
    "松弛",
    "objective",
    "solver",
    "gap",
    "bound",
    "optimal",
)


def test_says_the_plan(book: Book) -> None:
    text = BeautifulSoup(page_one(book), "html.parser").get_text()
    assert f"{len(book.chosen)}个" in text
    assert f"{decisions.chosen_households(book):,}户" in text
    assert f"{wan_text(book.total)}万元" in text
    assert "基准日：2021-12-31" in text
    assert "小区数据为公布值、明细为假设" in text
    for head in ("建议提请审议", "谁出钱", "先改谁、为什么", "县里担多少", "没进来的", "要当心的", "辅助测算"):
        assert head in text


def test_table_ties(book: Book) -> None:
    grid = payers_table(book)
    assert grid.total("yuan") == book.total
    assert grid.total("issued") == book.paid(lambda payment: payment.status == "issued")


def test_county_ties_to_indicators(book: Book) -> None:
    indicators = book.open.plan.indicators
    county = indicators[indicators["indicator"].isin(("county_general", "county_fund"))]
    assert sum(entry.value for entry in decisions.county_years(book)) == county["value"].sum()
    assert decisions.county_money(book) == book.total - book.paid(
        lambda payment: payment.level != "county" or payment.instrument != "grant"
    )


def test_a_rule_that_nobody_re_checks_stands_on_page_one_and_beside_the_audit(book: Book) -> None:
    assert "未独立复核" not in page_one(book)
    assert "未独立复核" not in [row.values[4] for row in audit_table(book)[0].rows]
    audit = book.open.audit | {"unchecked": [{"rule": "F9", "clause": "gaotai-2021#3.3"}]}
    unchecked = replace(book, open=replace(book.open, audit=audit))
    assert "1条生效规则未独立复核：F9 管线专营单位出资。" in plain(page_one(unchecked))
    row = next(row for row in audit_table(unchecked)[0].rows if "未独立复核" in row.values)
    assert row.values[:2] == ("F9", "管线专营单位出资")
    english = plain(page_one(replace(unchecked, lang="en")))
    assert "Rules in force that are not independently re-checked (1): F9 Money of the utilities." in english


def test_no_solver_words(book: Book) -> None:
    text = BeautifulSoup(page_one(book), "html.parser").get_text()
    assert [word for word in SOLVER_WORDS if word in text] == []


def test_english_has_no_chinese_sentence(english: Book) -> None:
    """Names and document titles stay Chinese; the words between them do not."""
    text = BeautifulSoup(page_one(english), "html.parser").get_text()
    named = sorted({*english.names.values(), *english.study.policy.seen_from.place}, key=len, reverse=True)
    for name in named:
        text = text.replace(name, "")
    text = re.sub(r"《[^》]*》|[一-鿿]+〔\d+〕\d+号", "", text)
    assert re.findall(r"[一-鿿]+", text) == []


def test_text_is_escaped() -> None:
    evil = '<script>alert("x")</script>'
    grid = Grid("g", evil, [Column("a", (evil, evil), "text", evil)], [Row((evil,)), Row((evil,), "group")], [evil])
    html = grid_html(grid)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 9
