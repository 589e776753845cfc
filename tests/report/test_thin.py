"""Plans with little in them: every part is shown, what has nothing to show says so in a sentence, numbers stay whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from jiugai.money import wan_text
from jiugai.report import Book, figure, heading, noted, open_report, page_one, statement, table
from jiugai.report.contents import SECTIONS, numbers
from jiugai.report.figures import CHARTS
from jiugai.report.tables import grids
from jiugai.report.ties.marks import strip
from jiugai.run import make_plan
from report.test_figures import IN_THE_REPORT
from report.thin import CASES
from support.case import make_study

SHOW = {"figure": figure, "table": table, "text": statement}


Thin = Callable[[str], Book]


def whole(book: Book) -> str:
    """The report as its parts, without the notebook."""
    parts = [str(page_one(book))]
    for section in SECTIONS[1:]:
        parts.append(heading(section.name, book))
        parts += [SHOW[kind](name, book) for kind, name in section.parts]
    return "".join(parts)


@pytest.mark.parametrize(("name", "lang"), [*((name, "zh") for name in CASES), ("decade", "en")])
def test_every_part_is_shown(name: str, lang: str, thin: Thin) -> None:
    """English with every chart once; of all cases in `tests/full`."""
    shows_every_part(name, replace(thin(name), lang=lang))


def shows_every_part(name: str, book: Book) -> None:
    lang = book.lang
    expected = CASES[name]().charts or set(IN_THE_REPORT)
    assert {chart for chart in IN_THE_REPORT if CHARTS[chart].shows(book)} == expected
    soup = BeautifulSoup(whole(book), "html.parser")
    text = re.sub(r"x\{y\}", "", soup.get_text())
    assert not re.search(r"[{}]|\bNone\b(?!:)|\bnan\b", text)
    assert not re.search(r"\b1 (communities|households|assumptions|limits|allotments)\b", text)
    for paragraph in soup.find_all(["p", "li", "figcaption", "th"]):
        assert paragraph.get_text(strip=True), paragraph
    for place, picture in enumerate(soup.select("figure.chart"), start=1):
        mark = f"图 {place}　" if lang == "zh" else f"Figure {place} · "
        assert picture.figcaption is not None
        assert picture.figcaption.get_text().startswith(mark)
        assert str(picture.img["alt"]).startswith(mark)
    assert len(soup.select("figure.chart")) == len(expected)


@pytest.mark.parametrize("name", CASES)
def test_numbers_are_consecutive(name: str, thin: Thin) -> None:
    found = numbers(thin(name))
    assert [found[f"section.{section.name}"] for section in SECTIONS] == [
        str(place) for place in range(1, len(SECTIONS) + 1)
    ]
    figures = [int(number) for key, number in found.items() if key.startswith("figure.")]
    assert figures == list(range(1, len(figures) + 1))
    for place in range(1, len(SECTIONS) + 1):
        tables = [number for key, number in found.items() if key.startswith("table.") and f"{place}-" in number]
        assert tables == [f"{place}-{counted}" for counted in range(1, len(tables) + 1)]


def test_sections_open_with_a_chart() -> None:
    assert all(section.parts[0][0] == "figure" for section in SECTIONS[1:])


def sentences(name: str, thin: Thin) -> str:
    return BeautifulSoup(whole(thin(name)), "html.parser").get_text()


def test_no_money(thin: Thin) -> None:
    text = sentences("no_money", thin)
    assert "2021年没有可以安排的小区，本方案不提请安排资金，原因见第7节。" in text
    assert "没有安排资金，不绘资金来源与流向各图。" in text
    assert "没有纳入小区，不列表 T1、T2、T3。" in text
    assert "未纳入1个、100户：符合条件而资金未及1个、100户。" in text
    assert "财政承受能力评估结论：通过。" in text


def test_nothing_left_out(thin: Thin) -> None:
    text = sentences("one", thin)
    assert "没进来的：申报小区全部纳入。" in text
    assert "没有未纳入的小区。" in text
    assert "没有政府债务，本方案也不借款，不绘债务图。" in text
    assert "本方案不借款" in text


def test_all_in_progress(thin: Thin) -> None:
    text = sentences("running", thin)
    assert "；其中续建1个，尚需25.00万元；2021年没有新开工小区。" in text
    assert "先改谁、为什么：全部为续建" in text
    assert "一、续建" in text
    (t3,) = grids("T3", thin("running"))
    assert [row.values[0] for row in t3.rows if row.role == "group"] == ["一、续建"]


def test_what_the_gates_took_and_what_it_would_take(thin: Thin) -> None:
    (gated,) = grids("gated", thin("gated"))
    columns = [column.key for column in gated.columns]
    rows = {row.values[0]: dict(zip(columns, row.values, strict=True)) for row in gated.rows}
    b, c, d = rows["b小区"], rows["c小区"], rows["丁" * 40]
    assert b["reason"] == "不满足“居民同意率”"
    assert b["values"] == "同意率 50.0%、应达 66.7%"
    assert b["would_take"] == "同意户达到67户（再征得17户）"
    assert (c["values"], c["would_take"]) == ("无资金可支付 道路", "为上述工程落实可支付的资金")
    assert (d["reason"], d["would_take"], d["full_cost"]) == ("没有待实施的工程", "没有待实施的工程", 0)
    assert gated.total("households") == 300
    assert gated.total("full_cost") == 500_000
    assert grids("unreached", thin("gated")) == ()


def test_conditions_of_capacity(thin: Thin) -> None:
    """A bond applied for, old special debt beyond the fund budget, and principal after the plan."""
    text = sentences("borrowed", thin)
    assert "财政承受能力评估结论：有条件通过。" in text
    assert "本方案之前的支出或债务已超过财力或限额（2021年5.90万元、2022年5.90万元）" in text
    assert "尚为拟申请" in text
    assert "在2022年以后还有" in text
    first, second = grids("T9", thin("borrowed"))
    assert [row.values[-1] for row in first.rows] == ["通过", "通过", None]
    assert [row.values[-1] for row in second.rows] == ["有条件通过", "有条件通过", None]


def test_assumptions_are_told_on_page_one(thin: Thin) -> None:
    book = thin("assumed")
    first = BeautifulSoup(page_one(book), "html.parser").get_text()
    number = numbers(book)["table.assumptions"]
    listed = book.manifest["assumptions"]
    assert f"本方案有{len(listed)}项假设（涉及{sum(row['cells'] for row in listed)}个数据），见表 {number}。" in first
    assert "未填" not in first
    (grid,) = grids("assumptions", book)
    assert len(grid.rows) == len(listed)
    assert [row.values for row in grid.rows[:2]] == [
        ("fiscal", "一般公共预算本级收入", "x{y}", 2, "清单没有财政数据"),
        ("case", "place", "", 1, "没有写明地区"),
    ]
    assert "财政承受能力：未经检验" in first
    assert f"案例没有财政数据，可用财力为假设（表 {number}）" in sentences("assumed", thin)


def first_page(name: str, thin: Thin, lang: str) -> str:
    return BeautifulSoup(page_one(replace(thin(name), lang=lang)), "html.parser").get_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CASES)
def test_notes_are_told_once_on_page_one_and_again_at_the_end(name: str, lang: str, thin: Thin) -> None:
    book = replace(thin(name), lang=lang)
    first, last = first_page(name, thin, lang), BeautifulSoup(statement("recompute", book), "html.parser").get_text()
    for note in book.manifest["notes"]:
        words = strip(noted.told(note, book))
        assert last.count(words) == 1
        said_otherwise = note["about"] in ("indicator", "unchecked", "proof")
        assert first.count(words) == (0 if said_otherwise else 1)


def test_no_room_is_not_told_beside_the_breach_that_takes_it(thin: Thin) -> None:
    """`borrowed`: old debt exceeds the fund budget in both years, which page one says already; `no_money`: none does."""
    for name, told in (("borrowed", 0), ("no_money", 1)):
        note = {"about": "no_room", "zh": "没有余地。", "en": "No room."}
        opened = thin(name).open
        book = replace(thin(name), open=replace(opened, manifest=opened.manifest | {"notes": [note]}))
        assert page_one(book).count("没有余地。") == told


def test_kinds_of_notes(thin: Thin) -> None:
    kinds = {name: [note["about"] for note in thin(name).manifest["notes"]] for name in CASES if name != "decade"}
    assert kinds == {
        "one": [], "no_money": ["nothing", "no_room"], "gated": [], "running": [], "finished": ["nothing", "idle"],
        "borrowed": ["indicator"], "assumed": [], "conditions": [], "bonds": ["indicator"] * 5,
    }  # fmt: skip


def test_nobody_applied(thin: Thin) -> None:
    text = first_page("finished", thin, "zh")
    assert "2021年没有待改造的小区，本方案不提请安排资金。" in text
    assert "没进来的：规划期内没有待改造的小区。" in text
    assert "谁出钱：本方案不安排资金。" in text


def test_one_of_everything(thin: Thin) -> None:
    text = sentences("one", thin)
    assert "2021年共40.00万元，全部来自县级资金及债券。" in text
    assert "没有中央和省级资金。" in text
    assert "只有a小区用到规划期的资金，40.00万元。" in text
    assert "规划期投资40.00万元，均为新开工。" in text


def test_a_list_of_the_bureau_is_no_published_one(thin: Thin) -> None:
    book = replace(thin("assumed"))  # its own, for what follows
    rows = [row | {"source_id": "list"} for row in book.case_rows("communities")]
    book._read["case", "communities"] = rows
    book._read["case", "sources"] = [{"source_id": "list", "basis": "reported", "title": "清单", "address": ""}]
    assert "小区数据为本单位清单、明细为假设" in page_one(book)


def test_special_bonds_their_service_and_the_tier_are_told(thin: Thin) -> None:
    """Page one: who pays, the tier, what is left to the county, the warning lines; T9 and T10 hold the same numbers."""
    book = thin("bonds")
    told = book.open.plan.indicators.set_index(["indicator", "year"])["value"]
    drawn = book.paid(lambda payment: payment.channel == "special_bond")
    text = first_page("bonds", thin, "zh")
    assert f"、专项债券{wan_text(drawn)}万元（以项目收益偿还）。债务风险等级：橙色。" in text
    assert f"由政府性基金预算负担：2022年{wan_text(told['bond_shortfall', 2022])}万元。" in text
    assert "受债务风险等级限制，新增债务额度不能使用的部分：2021年65.00万元" in text
    assert "须启动财政重整（付息2022年" in text
    assert "PPP支出责任超过一般公共预算支出的规定比例（2021年5.00万元" in text
    general, special = grids("T9", book)
    rows = [dict(zip((column.key for column in general.columns), row.values, strict=True)) for row in general.rows]
    assert [row["services"] for row in rows[:3]] == [20_000, 20_000, 20_000]
    assert [row["continuing"] + row["added"] for row in rows[:3]] == [told["county_general", y] for y in book.years]
    rows = [dict(zip((column.key for column in special.columns), row.values, strict=True)) for row in special.rows]
    assert [row["fund_taken"] for row in rows[:3]] == [told["county_fund", y] for y in book.years]
    assert [row["fund_bonds"] for row in rows[:3]] == [told["bond_shortfall", y] for y in book.years]
    balances, issued = grids("T10", book)
    rows = [dict(zip((column.key for column in balances.columns), row.values, strict=True)) for row in balances.rows]
    assert [row["s_closing"] for row in rows[:3]] == [told["special_debt", y] for y in book.years]
    assert rows[2]["s_new_closing"] == drawn
    assert any(
        "本县债务风险等级为橙色：2021、2022、2023年新增额度中195.00万元不能使用" in strip(note)
        for note in balances.notes
    )
    rows = [dict(zip((column.key for column in issued.columns), row.values, strict=True)) for row in issued.rows]
    assert sum(row["s_issued"] for row in rows[:3]) == drawn


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_county_that_may_draw_nothing_new_is_told_so(lang: str, tmp_path: Path) -> None:
    """Red, and old special debt over its limit besides."""
    case = CASES["bonds"]()
    limits = [row | {"limit_special": 4_000_000} for row in case.tables["debt_limits"]]
    study = make_study(tmp_path, case.tables | {"debt_limits": limits}, case.years, header={"debt_tier": "red"})
    make_plan(study, tmp_path / "plan")
    book = open_report(tmp_path / "plan", tmp_path / "study.yaml", lang)
    assert {row["fund_id"] for row in book.plan_rows("debt")} <= {"", "loan"}
    text = BeautifulSoup(page_one(book), "html.parser").get_text()
    notes = strip(" ".join(grids("T10", book)[0].notes))
    if lang == "zh":
        assert "新增一般债券0，专项债券0。债务风险等级：红色，不得新增政府债务，规划期新增为零。" in text
        assert "规划期新增为零。2021、2022、2023年既有专项债务已超限额，不得新增专项债务。" in text
        assert "2021、2022、2023年既有专项债务已超限额，新增为零。" in notes
        assert "390.00万元不能使用" in notes
    else:
        assert "No new bonds. Debt tier: Red, no new government debt is allowed and none is drawn." in text
        assert "exceeds its limit in 2021, 2022, 2023: no new special debt." in text
        assert "Special debt from before the plan exceeds its limit in 2021, 2022, 2023: nothing new is drawn." in notes
