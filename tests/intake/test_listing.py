"""Plain lists as bureaus keep them: title rows, merged headings, totals, numbers as text, GBK, workbooks."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from intake.lists import PLAIN, read_text, write_book, write_list
from jiugai.intake.plain import Listing, read_listing
from support.case import ROOT

BOTH = [("甲小区", 100, 3, 8000, 1990, 2_500_000), ("乙小区", 50, 2, Fraction("4000.5"), 1985, 1_205_000)]


def facts(listing: Listing) -> list[tuple[object, ...]]:
    names = ("name", "households", "buildings", "floor_area_m2", "built_year", "invest_total")
    return [tuple(row.get(name) for name in names) for row in listing.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    listing = read_listing(write_list(tmp_path, PLAIN, encoding))
    assert facts(listing) == BOTH
    assert (("文件不是UTF-8，按GBK编码读取", "the file is not UTF-8 and was read as GBK") in listing.notes) == (
        encoding == "gbk"
    )


#: the same two communities, written as people do
SAME = {
    "full-width digits, separators, units in cells": """\
小区名称,户数,楼栋数,建筑面积（㎡）,建成年份,投资
甲小区,１００户,3栋,"8,000",1990年,250万元
乙小区,５０,2 幢,４０００．５㎡,1985年12月,"￥1,205,000元"
""",
    "title rows, unit line, total, remark": """\
某县老旧小区改造计划表,,,,,
单位：万元、平方米,,,,,
小区名称,户数,栋数,建筑面积,建成年代,总投资
甲小区,100,3,8000,1990,250
乙小区,50,2,4000.5,1985,120.5
合计（2个小区）,150,5,12000.5,,370.5
注：投资为估算数。,,,,,
""",
    "sections and subtotals": """\
小区名称,户数,栋数,面积(㎡),建成时间,投资(元)
一、城区,,,,,
甲小区,100,3,8000,1990-06-30,2500000
小计,100,3,8000,,2500000
二、乡镇,,,,,
乙小区,50,2,4000.5,1985.7,1205000
小计,50,2,4000.5,,1205000
总计,150,5,12000.5,,3705000
""",
    "two heading rows": """\
序号,小区名称,规模,,,建成年份,投资
,,户数,楼栋数,建筑面积(万㎡),,总投资(亿元)
1,甲小区,100,3,0.8,1990,0.025
2,乙小区,50,2,0.40005,1985,0.01205
""",
    "repeated heading, blank rows, unknown columns": """\
编号,改造小区名称,涉及户数,楼栋数,建筑面积m2,建成年份,计划投资（万元）,联系电话
,,,,,,,
1,甲小区,100,3,8000,1990,250,0936-1
编号,改造小区名称,涉及户数,楼栋数,建筑面积m2,建成年份,计划投资（万元）,联系电话
2,乙小区,50,2,4000.5,1985,120.5,—
""",
    "english": """\
name,households,buildings,area (m2),built_year,investment (yuan)
甲小区,100,3,8000,1990,2500000
乙小区,50,2,4000.5,1985,1205000
""",
}


@pytest.mark.parametrize("kind", SAME)
def test_one_list_in_many_forms(tmp_path: Path, kind: str) -> None:
    assert facts(read_text(tmp_path, SAME[kind])) == BOTH


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    listing = read_text(tmp_path, SAME["repeated heading, blank rows, unknown columns"])
    assert listing.notes == [
        ("没有使用的列：联系电话、编号", "columns not used: 联系电话、编号"),
        ("第4行不是小区，已跳过：编号", "row 4 is no community: 编号"),
    ]


def test_a_workbook_with_merged_heading_and_street(tmp_path: Path) -> None:
    rows = [
        ["2021—2025年老旧小区改造计划"],
        ["序号", "街道", "小区名称", "规模", "", "", "建成年份", "投资（万元）"],
        ["", "", "", "户数", "栋数", "建筑面积（㎡）", "", ""],
        [1, "东街", "甲小区", 100, 3, 8000, datetime.date(1990, 5, 1), 250],
        [2, "", "乙小区", 50, 2, 4000.5, "1985年", "120.5"],
        ["合计", "", "", 150, 5, 12000.5, "", 370.5],
    ]

    def touch(book: object, page: object) -> None:
        page.merge_range(0, 0, 0, 7, rows[0][0])  # type: ignore[attr-defined]
        page.merge_range(1, 3, 1, 5, "规模")  # type: ignore[attr-defined]
        page.merge_range(3, 1, 4, 1, "东街")  # type: ignore[attr-defined]
        date = book.add_format({"num_format": "yyyy-mm-dd"})  # type: ignore[attr-defined]
        page.write_datetime(3, 6, rows[3][6], date)  # type: ignore[attr-defined]
        page.set_row(4, None, None, {"hidden": True})  # type: ignore[attr-defined]

    listing = read_listing(write_book(tmp_path / "清单.xlsx", rows, touch))
    assert facts(listing) == BOTH
    assert [row.get("street") for row in listing.rows] == ["东街", "东街"]
    assert listing.head.years == (2021, 2025)
    assert listing.head.title == "2021—2025年老旧小区改造计划"
    assert ("隐藏的行也已读入：第5行", "hidden rows were read too: 5") in listing.notes


def test_percent_formats_and_percent_texts(tmp_path: Path) -> None:
    def touch(book: object, page: object) -> None:
        percent = book.add_format({"num_format": "0.0%"})  # type: ignore[attr-defined]
        page.write_number(1, 2, 0.855, percent)  # type: ignore[attr-defined]

    rows = [["小区名称", "户数", "同意率（%）"], ["甲", 10, ""], ["乙", 10, "85.5％"], ["丙", 10, 85.5]]
    listing = read_listing(write_book(tmp_path / "a.xlsx", rows, touch))
    assert [row.get("consent_rate") for row in listing.rows] == [Fraction("0.855")] * 3


def test_floats_of_a_workbook_are_read_as_shown(tmp_path: Path) -> None:
    rows = [["小区名称", "户数", "投资（亿元）"], ["甲", 100, 0.1 + 0.2], ["乙", 100, 0.0123456789012]]
    listing = read_listing(write_book(tmp_path / "a.xlsx", rows))
    assert [row.get("invest_total") for row in listing.rows] == [30_000_000, 1_234_568]
    assert listing.rounded == 1


def test_the_sheet_with_the_list_is_found(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("封面").write(0, 0, "关于老旧小区改造的说明")
        page = book.add_worksheet("清单")
        for number, row in enumerate([["小区名称", "户数"], ["甲", 10]]):
            page.write_row(number, 0, row)
    listing = read_listing(path)
    assert listing.sheet.name == "清单"
    assert listing.notes == [("没有使用的工作表：封面", "sheets not used: 封面")]


@pytest.mark.parametrize(
    ("values", "name"), [((1990, 1985), "built_year"), ((2021, 2022), "plan_year")], ids=["built", "planned"]
)
def test_a_bare_year_is_told_by_its_values(tmp_path: Path, values: tuple[int, int], name: str) -> None:
    listing = read_text(tmp_path, f"小区名称,户数,年份\n甲,10,{values[0]}\n乙,10,{values[1]}\n")
    assert [row.get(name) for row in listing.rows] == list(values)


def test_the_sample_list_reads_whole() -> None:
    listing = read_listing(ROOT / "data" / "samples" / "plain_list.csv")
    assert len(listing.rows) == 8
    assert sum(row.get("invest_basic") for row in listing.rows) == 17_288_000
    assert sum(row.get("invest_improvement") or 0 for row in listing.rows) == 9_131_000
