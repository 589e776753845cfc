"""What a case workbook may look like and still be read exactly; what is passed over is said."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from inputs.small import write_small
from inputs.small_book import place, put, small_book
from jiugai.errors import DataError
from jiugai.inputs.book import is_case_book
from jiugai.inputs.case import Case, load_case
from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.sheets import read_sheets
from support.files import texts
from support.workbook import Formula, Percent, Workbook

COST = "造价(万元)"


def loaded(book: Workbook, folder: Path) -> Case:
    return load_case(book.save(folder / "case.xlsx"))


def assert_same(book: Workbook, folder: Path) -> Case:
    """The workbook reads as the small case does; its `Case`."""
    found, wanted = loaded(book, folder), load_case(write_small(folder / "csv"))
    for table in dictionary():
        pd.testing.assert_frame_equal(found.table(table), wanted.table(table))
    for name in ("title", "place", "years", "borrow", "targets", "basis", "assumptions"):
        assert getattr(found, name) == getattr(wanted, name)
    return found


def _titled() -> Workbook:
    book = small_book()
    for name, rows in book.sheets.items():
        if name != "基本情况":
            rows[:0] = [[f"某县{name}表（2021年）"], [], ["", "单位：见表头"]]
    return book


def _noted() -> Workbook:
    book = small_book()
    for rows in book.sheets.values():
        rows.insert(1, ["※ 必填", "", "※ 可空"])
        rows.append([])
        rows.append(["※ 填表人：张三"])
    return book


def _english() -> Workbook:
    book = small_book()
    sheets = {"Case" if name == "基本情况" else name: rows for name, rows in book.sheets.items()}
    sheets["works"] = sheets.pop("工程")
    sheets["works"][0] = ["work_id", "Community ID", "trade", "tier", "cost (wan_yuan)", "hazard"]
    sheets["works"][1][2:4] = ["water", "Basic"]
    sheets["Case"][0][0] = "format"
    return Workbook(sheets)


def _signed() -> Workbook:
    book = small_book()
    for name, rows in book.sheets.items():
        if name != "基本情况":
            rows[0] = [f"{cell} *" for cell in rows[0]]
    return book


def _in(unit: str, size: int) -> Callable[[], Workbook]:
    """Every amount in another unit, as digits."""

    def made() -> Workbook:
        book = small_book()
        for rows in book.sheets.values():
            for position, heading in enumerate(rows[0]):
                if str(heading).endswith("(万元)"):
                    rows[0][position] = str(heading).replace("万元", unit)
                    for row in rows[1:]:
                        if row[position] != "":
                            row[position] = f"{Decimal(round(row[position] * 10_000)) / size:f}"
        return book

    return made


def _stated_on_the_case_sheet() -> Workbook:
    book = small_book()
    for rows in book.sheets.values():
        rows[0] = [str(heading).replace("(万元)", "") if heading else heading for heading in rows[0]]
    next(row for row in book.sheets["基本情况"] if row[0] == "金额单位")[1] = "万元"
    return book


#: cells typed in another way: sheet, heading, row, what is typed
TYPED: dict[str, tuple[str, str, int, Any]] = {
    "full-width digits": ("工程", COST, 3, "４０．０"),
    "currency sign": ("工程", COST, 3, "￥40"),
    "the unit of the column": ("工程", COST, 3, "40 万元"),
    "a number as text": ("工程", COST, 2, "12.3456"),
    "a formula with its result": ("工程", COST, 3, Formula("=20+20", 40)),
    "a percentage as text": ("小区", "居民同意率", 2, "90%"),
    "a percentage by format": ("小区", "居民同意率", 2, Percent(0.9)),
    "thousands": ("财政收支", "三保支出(万元)", 2, "9,000"),
    "a unit of households": ("小区", "户数", 2, "100户"),
    "a unit of area": ("小区", "建筑面积", 2, "8,000㎡"),
    "a year as text": ("小区", "建成年份", 2, "1990年"),
    "a year as a date": ("小区", "建成年份", 2, datetime.date(1990, 6, 1)),
    "a year and a month": ("小区", "建成年份", 2, "1990-06"),
    "a flag as a tick": ("工程", "安全隐患", 4, "√"),
    "a flag as a value": ("工程", "安全隐患", 4, True),
    "a choice in English": ("工程", "专业", 2, "Water"),
    "a choice as its key": ("工程", "专业", 2, "water"),
    "nothing, as a dash": ("小区", "楼栋数", 3, "—"),
    "spaces around an id": ("工程", "工程编号", 2, " a.water "),
    "a name on two lines": ("小区", "小区名称", 2, "甲小区\n"),
}


@pytest.mark.parametrize(
    "made",
    [
        small_book, _titled, _noted, _english, _signed, _in("元", 1), _in("亿元", 10**8), _stated_on_the_case_sheet,
    ],
    ids=["plain", "titles", "remarks", "English", "signs", "yuan", "亿元", "unit on the case sheet"],
)  # fmt: skip
def test_forms_of_the_workbook(tmp_path: Path, made: Callable[[], Workbook]) -> None:
    assert assert_same(made(), tmp_path).notes == ()


@pytest.mark.parametrize(("sheet", "heading", "row", "value"), TYPED.values(), ids=TYPED)
def test_cells_as_people_type_them(tmp_path: Path, sheet: str, heading: str, row: int, value: object) -> None:
    assert_same(put(small_book(), sheet, heading, row, value), tmp_path)


def test_number_as_an_id(tmp_path: Path) -> None:
    """A whole number is an id; it is the same in every sheet."""
    book = small_book()
    for sheet, row in (("小区", 2), ("工程", 2), ("工程", 3), ("出资约定", 2)):
        put(book, sheet, "小区编号", row, 101)
    assert loaded(book, tmp_path).table("communities")["community_id"].tolist() == ["101", "b"]


@pytest.mark.parametrize(("unit", "value"), [("万㎡", 0.8), ("平方米", 8000)])
def test_area_in_other_units(tmp_path: Path, unit: str, value: float) -> None:
    book = put(small_book(), "小区", "建筑面积", 2, value)
    put(book, "小区", "建筑面积", 3, 0.40005 if unit == "万㎡" else 4000.5)
    cells, position = place(book, "小区", "建筑面积", 1)
    cells[position] = f"建筑面积（{unit}）"
    assert_same(book, tmp_path)


def test_totals_are_checked_and_left_out(tmp_path: Path) -> None:
    book = small_book()
    book.sheets["工程"].insert(3, ["小计", "", "", "", 52.35])  # rounded to its decimals
    book.sheets["工程"].append(["", "", "合 计", "", 82.3456])
    case = assert_same(book, tmp_path)
    assert [note.text("zh").split("case.xlsx ")[1] for note in case.notes] == [
        "工程 第4行：合计行，已核对，不读入", "工程 第6行：合计行，已核对，不读入",
    ]  # fmt: skip


def test_blank_amounts_add_nothing_to_a_total(tmp_path: Path) -> None:
    book = small_book()
    book.sheets["台账"].append(["合计", "", "", "", "", "", 31])  # a start has no amount
    assert [note.where.row for note in assert_same(book, tmp_path).notes] == [6]


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    book = small_book()
    book.hidden, book.hidden_rows, book.hidden_columns = ["存量债务"], {"工程": [3]}, {"小区": "E:F"}
    case = assert_same(book, tmp_path)
    assert [note.text("en").split("case.xlsx ")[1] for note in case.notes] == [
        "存量债务: the sheet is hidden and was read", "小区: hidden columns were read too: 户数、楼栋数",
        "工程: hidden rows were read too: 3",
    ]  # fmt: skip


def test_sheets_of_the_users_own_are_left_alone_and_said(tmp_path: Path) -> None:
    book = small_book()
    book.sheets |= {"备注-测算": [["随便", 1]], "Sheet9": []}
    case = assert_same(book, tmp_path)
    assert [note.where.sheet for note in case.notes] == ["备注-测算", "Sheet9"]


def test_guide_and_lists_of_the_template_are_no_data(tmp_path: Path) -> None:
    book = small_book()
    book.sheets = {"填表说明": [["怎么填"]], **book.sheets, "选项": [["documents"]]}
    assert assert_same(book, tmp_path).notes == ()


def test_units_may_differ_from_column_to_column(tmp_path: Path) -> None:
    """The case then counts in whole yuan."""
    book = put(small_book(), "存量债务", "期初余额(万元)", 2, 0.1)
    book.sheets["存量债务"][0][2] = "期初余额(亿元)"
    assert assert_same(book, tmp_path).money_unit == "yuan"


def test_files_of_a_workbook_case(tmp_path: Path) -> None:
    assert loaded(small_book(), tmp_path).files() == [tmp_path / "case.xlsx"]


def test_what_makes_a_case_book(tmp_path: Path) -> None:
    book = small_book()
    assert is_case_book(read_sheets(book.save(tmp_path / "a.xlsx")))
    plain = Workbook({"小区": [["小区名称", "户数"], ["甲", 10]], "Sheet2": []})
    assert not is_case_book(read_sheets(plain.save(tmp_path / "b.xlsx")))


def test_problems_of_all_sheets_come_together(tmp_path: Path) -> None:
    book = put(small_book(), "工程", COST, 3, "x")
    put(book, "财政收支", "年度", 3, "去年")
    next(row for row in book.sheets["基本情况"] if row[0] == "规划首年")[1] = "x"
    with pytest.raises(DataError) as caught:
        loaded(book, tmp_path)
    assert [(p.where.sheet, p.where.row) for p in caught.value.problems] == [
        ("基本情况", 7),
        ("工程", 3),
        ("财政收支", 3),
    ]


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

#: file name, content, sentence in Chinese, in English
FILES: dict[str, tuple[str, bytes | None, str, str]] = {
    "missing": ("a.xlsx", None, "：找不到文件", ": file not found"),
    "encrypted": (
        "a.xlsx", ENCRYPTED,
        "：内容不是.xlsx（已加密，或是旧版.xls改名？）", ": is no .xlsx file inside (encrypted, or an old .xls renamed?)",
    ),
    "old format": (
        "a.xls", ENCRYPTED,
        "：不支持“.xls”文件：请在Excel或WPS中另存为 .xlsx（或CSV）", ": .xls is not supported: save it as .xlsx (or CSV)",
    ),
    "text": (
        "a.xlsx", "小区,户数\n".encode(),
        "：内容不是.xlsx（已加密，或是旧版.xls改名？）", ": is no .xlsx file inside (encrypted, or an old .xls renamed?)",
    ),
    "one table": (
        "a.csv", "小区,户数\n".encode(),
        "：不是案例工作簿（没有“基本情况”等工作表）。小区清单请先用 jiugai import 转成案例",
        ": is no case workbook (no case sheet). Turn a plain list into a case with jiugai import first",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "zh", "en"), FILES.values(), ids=FILES)
def test_files_that_are_no_case(tmp_path: Path, name: str, content: bytes | None, zh: str, en: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_case(tmp_path / name)
    assert texts(caught.value, "zh", tmp_path) == [name + zh]
    assert texts(caught.value, "en", tmp_path) == [name + en]


def test_damaged_archive(tmp_path: Path) -> None:
    path = small_book().save(tmp_path / "case.xlsx")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(DataError) as caught:
        load_case(path)
    assert [text.split("：")[1] for text in texts(caught.value, "zh", tmp_path)] == ["无法读取"]


def test_a_list_for_a_case(tmp_path: Path) -> None:
    path = Workbook({"小区": [["小区名称", "户数"], ["甲", 10]]}).save(tmp_path / "list.xlsx")
    with pytest.raises(DataError, match="is no case workbook"):
        load_case(path)
