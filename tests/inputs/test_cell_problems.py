"""A cell, row or header that cannot be read: one problem with file, row and column, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.small import write_small
from jiugai.errors import DataError
from jiugai.inputs.case import load_case
from support.files import edit, texts

ROAD = "a.road,a,road,basic,40,"
SITE = "a,,甲小区,proposed,100,3,8000,1990,0.9"
TIERS = "basic、improvement、upgrade"

# file, text replaced, its replacement, problem in Chinese, problem in English
MISTAKES = {
    "unknown column": (
        "sources", "source_id,title,basis", "source_id,title,basis,colour",
        "第1行 「colour」：未知的列；可用的列：source_id、title、address、basis", "row 1 column colour: unknown column",
    ),
    "column without a name": (
        "sources", "source_id,title,basis", "source_id,title,basis,",
        "第1行：未知的列；可用的列：source_id、title、address、basis", "row 1: unknown column",
    ),
    "column twice": (
        "works", "cost,hazard", "cost,hazard,hazard",
        "第1行 「hazard」：列重复", "row 1 column hazard: the column stands twice",
    ),
    "required column missing": (
        "fiscal", "year,local_revenue,transfers_usable,", "year,local_revenue,carry_over,",
        "第1行 「transfers_usable」：缺少必填列（财力性转移支付）",
        "row 1 column transfers_usable: required column missing (usable transfers)",
    ),
    "required cell blank": (
        "works", ROAD, "a.road,a,road,basic,,",
        "第3行 「cost」：不能为空（造价）", "row 3 column cost: must not be blank",
    ),
    "required key blank": (
        "works", ROAD, ",a,road,basic,40,",
        "第3行 「work_id」：不能为空（工程编号）", "row 3 column work_id: must not be blank",
    ),
    "cell of blanks is blank": (
        "works", ROAD, "a.road,a,road,basic,  ,",
        "第3行 「cost」：不能为空（造价）", "row 3 column cost: must not be blank",
    ),
    "no number": (
        "works", ROAD, "a.road,a,road,basic,forty,",
        "第3行 「cost」 = 'forty'：不是数字", "row 3 column cost = 'forty': not a number",
    ),
    "number with an exponent": (
        "works", ROAD, "a.road,a,road,basic,4e1,",
        "第3行 「cost」 = '4e1'：不是数字", "row 3 column cost = '4e1': not a number",
    ),
    "number with separators": (
        "works", ROAD, 'a.road,a,road,basic,"1,040",',
        "第3行 「cost」 = '1,040'：不是数字", "row 3 column cost = '1,040': not a number",
    ),
    "ratio as a percentage": (
        "communities", SITE, "a,,甲小区,proposed,100,3,8000,1990,90%",
        "第2行 「consent_rate」 = '90%'：不是数字", "row 2 column consent_rate = '90%': not a number",
    ),
    "not whole yuan": (
        "works", ROAD, "a.road,a,road,basic,40.00005,",
        "第3行 「cost」 = '40.00005'：不是整元", "row 3 column cost = '40.00005': not a whole number of yuan",
    ),
    "money too large": (
        "works", ROAD, "a.road,a,road,basic,100000000001,",
        "第3行 「cost」 = '100000000001'：金额过大，请检查金额单位",
        "row 3 column cost = '100000000001': amount too large: check the money unit",
    ),
    "negative money": (
        "works", ROAD, "a.road,a,road,basic,-40,",
        "第3行 「cost」 = '-40'：不得小于0", "row 3 column cost = '-40': must not be below 0",
    ),
    "not a whole number": (
        "communities", SITE, "a,,甲小区,proposed,100.5,3,8000,1990,0.9",
        "第2行 「households」 = '100.5'：不是整数", "row 2 column households = '100.5': not a whole number",
    ),
    "below the minimum": (
        "communities", SITE, "a,,甲小区,proposed,0,3,8000,1990,0.9",
        "第2行 「households」 = '0'：不得小于1", "row 2 column households = '0': must not be below 1",
    ),
    "above the maximum": (
        "communities", SITE, "a,,甲小区,proposed,100,3,8000,1990,1.01",
        "第2行 「consent_rate」 = '1.01'：不得大于1", "row 2 column consent_rate = '1.01': must not be above 1",
    ),
    "year out of range": (
        "communities", SITE, "a,,甲小区,proposed,100,3,8000,90,0.9",
        "第2行 「built_year」 = '90'：不得小于1900", "row 2 column built_year = '90': must not be below 1900",
    ),
    "wrong choice": (
        "works", ROAD, "a.road,a,road,better,40,",
        f"第3行 「tier」 = 'better'：应为下列之一：{TIERS}",
        "row 3 column tier = 'better': must be one of: basic, improvement, upgrade",
    ),
    "wrong choice in a key": (
        "fund_rules", "fund_id,trade\nsport,sport", "fund_id,trade,tier\nsport,sport,better",
        f"第2行 「tier」 = 'better'：应为下列之一：*、{TIERS}",
        "row 2 column tier = 'better': must be one of: *, basic, improvement, upgrade",
    ),
    "wrong flag": (
        "works", ROAD, "a.road,a,road,basic,40,1",
        "第3行 「hazard」 = '1'：应为 yes 或 no", "row 3 column hazard = '1': must be yes or no",
    ),
    "bad id": (
        "works", ROAD, "a road,a,road,basic,40,",
        "第3行 「work_id」 = 'a road'：编号只能用英文字母、数字和 _ . -",
        "row 3 column work_id = 'a road': an id may hold only letters, digits and _ . -",
    ),
    "key twice": (
        "works", ROAD, "a.water,a,road,basic,40,",
        "第3行 「work_id」 = 'a.water'：主键重复", "row 3 column work_id = 'a.water': this key stands twice",
    ),
    "key of two columns twice": (
        "fund_years", "county,2022,60", "county,2021,60",
        "第4行 「fund_id+year」 = 'county, 2021'：主键重复",
        "row 4 column fund_id+year = 'county, 2021': this key stands twice",
    ),
    "a blank key choice means all": (
        "fund_rules", "sport,sport", "sport,\nsport,*\nsport,sport",
        "第3行 「fund_id+trade+tier+part+cost_part」 = 'sport, *, *, *, *'：主键重复",
        "row 3 column fund_id+trade+tier+part+cost_part = 'sport, *, *, *, *': this key stands twice",
    ),
    "too few cells": (
        "works", ROAD, "a.road,a,road,basic,40",
        "第3行：应有6列，实有5列", "row 3: has 5 cells, the header has 6",
    ),
    "too many cells": (
        "works", ROAD, "a.road,a,road,basic,40,,",
        "第3行：应有6列，实有7列", "row 3: has 7 cells, the header has 6",
    ),
    "quote left open": (
        "works", ROAD, 'a.road,a,"road,basic,40,',
        "：CSV格式错误：unexpected end of data", ": CSV error: unexpected end of data",
    ),
    "rows are counted as a spreadsheet does": (
        "works", ROAD, "\n\na.road,a,road,basic,x,",
        "第5行 「cost」 = 'x'：不是数字", "row 5 column cost = 'x': not a number",
    ),
}  # fmt: skip


def located(table: str, text: str) -> str:
    return f"{table}.csv{text}" if text[0] in "：:" else f"{table}.csv {text}"


@pytest.mark.parametrize(("table", "old", "new", "zh", "en"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_located_and_told_in_both_languages(
    tmp_path: Path, table: str, old: str, new: str, zh: str, en: str
) -> None:
    edit(write_small(tmp_path) / f"{table}.csv", old, new)
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [located(table, zh)]
    assert texts(caught.value, "en", tmp_path) == [located(table, en)]
    assert caught.value.exit_code == 2


def test_problems_of_all_tables_come_together(tmp_path: Path) -> None:
    write_small(tmp_path)
    edit(tmp_path / "works.csv", ROAD, "a.road,a,road,better,x,maybe")
    edit(tmp_path / "fiscal.csv", "2022,10000", "2022,x")
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    found = [(Path(p.where.file).name, p.where.row, p.where.column) for p in caught.value.problems]
    assert sorted(found) == [
        ("fiscal.csv", 3, "local_revenue"), ("works.csv", 3, "cost"), ("works.csv", 3, "hazard"), ("works.csv", 3, "tier"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n", "\ufeff"])
def test_empty_file(tmp_path: Path, text: str) -> None:
    (write_small(tmp_path) / "sources.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["sources.csv：空文件，至少要有表头"]
    assert texts(caught.value, "en", tmp_path) == ["sources.csv: empty file: a header is needed"]


def test_file_saved_as_gbk(tmp_path: Path) -> None:
    path = write_small(tmp_path) / "communities.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["communities.csv：不是UTF-8编码（可能是GBK），请另存为UTF-8"]
    assert texts(caught.value, "en", tmp_path) == ["communities.csv: not UTF-8 (GBK?): save it as UTF-8"]


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("communities", SITE, SITE.replace(",100,", f",{10**20},")),
        ("communities", SITE, SITE.replace(",3,", f",{10**20},")),
        ("communities", SITE, SITE.replace(",8000,", f",{'9' * 400},")),
    ],
    ids=["households", "buildings", "floor area"],
)
def test_a_number_beyond_all_measure_is_a_located_problem(tmp_path: Path, table: str, old: str, new: str) -> None:
    edit(write_small(tmp_path) / f"{table}.csv", old, new)
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert [problem.where.row for problem in caught.value.problems] == [2]
