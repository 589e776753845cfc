"""Every kind of mistake in a case workbook: how it is made. The sentences are in `test_book_problems.py`."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from inputs.small_book import put, small_book
from support.workbook import Formula, Percent, Workbook

SITES, WORKS, FUNDS, YEARS, CASE = "小区", "工程", "资金", "资金额度", "基本情况"
COST, AREA = "造价(万元)", "建筑面积"


def _heading(book: Workbook, sheet: str, old: str, new: str) -> Workbook:
    head = book.sheets[sheet][0]
    head[head.index(old)] = new
    return book


def _case(key: str, value: object) -> Workbook:
    book = small_book()
    next(row for row in book.sheets[CASE] if row[0] == key)[1] = value
    return book


def _row(sheet: str, *cells: object) -> Workbook:
    book = small_book()
    book.sheets[sheet].append(list(cells))
    return book


def _without(sheet: str) -> Workbook:
    book = small_book()
    del book.sheets[sheet]
    return book


def _renamed(sheet: str, name: str) -> Workbook:
    book = small_book()
    book.sheets = {name if old == sheet else old: rows for old, rows in book.sheets.items()}
    return book


def _added(name: str, *rows: list[object]) -> Workbook:
    book = small_book()
    book.sheets[name] = [list(row) for row in rows]
    return book


def _column(sheet: str, heading: object, *cells: object) -> Workbook:
    book = small_book()
    for row, cell in zip(book.sheets[sheet], (heading, *cells), strict=False):
        row.append(cell)
    return book


def _no_column(sheet: str, heading: str) -> Workbook:
    book = small_book()
    position = book.sheets[sheet][0].index(heading)
    for row in book.sheets[sheet]:
        del row[position]
    return book


def _merged(sheet: str, cells: str) -> Workbook:
    book = small_book()
    book.merged = {sheet: [cells]}
    return book


def _small(sheet: str, heading: str, row: int, value: object) -> Callable[[], Workbook]:
    return lambda: put(small_book(), sheet, heading, row, value)


MISTAKES: dict[str, Callable[[], Workbook]] = {
    "required sheet missing": lambda: _without(FUNDS),
    "case sheet missing": lambda: _without(CASE),
    "unknown sheet near a known one": lambda: _renamed(YEARS, "资金额度表"),
    "unknown sheet": lambda: _added("我的计算", ["a"], [1]),
    "sheet twice, in two languages": lambda: _added("works", ["work_id"]),
    "no heading row": lambda: _added("债务限额", ["甲", "乙"], [1, 2]),
    "unknown heading": lambda: _column(WORKS, "颜色"),
    "unknown heading near a known one": lambda: _heading(small_book(), SITES, "建成年份", "建成年"),
    "heading twice": lambda: _column(WORKS, "cost(元)"),
    "required heading missing": lambda: _no_column(WORKS, COST),
    "content without a heading": lambda: _column(WORKS, "", "", "见备注"),
    "heading is an error": lambda: _column(WORKS, Formula("=#REF!", "#REF!")),
    "money without a unit": lambda: _heading(small_book(), WORKS, COST, "造价"),
    "unknown unit": lambda: _heading(small_book(), WORKS, COST, "造价(美元)"),
    "unit of another kind": lambda: _heading(small_book(), SITES, AREA, "建筑面积(万元)"),
    "unit of the cell": _small(WORKS, COST, 3, "40元"),
    "error value": _small(WORKS, COST, 3, Formula("=#REF!", "#REF!")),
    "formula never calculated": _small(WORKS, COST, 3, Formula("=20+20")),
    "date as a number": _small(WORKS, COST, 3, datetime.date(2021, 5, 1)),
    "flag as a number": _small(WORKS, COST, 3, True),
    "words as a number": _small(WORKS, COST, 3, "约40"),
    "range as a number": _small(SITES, "户数", 2, "100-120"),
    "percentage as a number": _small(SITES, "户数", 2, Percent(0.5)),
    "not whole yuan": _small(WORKS, COST, 3, 40.00005),
    "not a whole number": _small(SITES, "户数", 2, 100.5),
    "share above one": _small(SITES, "居民同意率", 2, 90),
    "year uncertain": _small(SITES, "建成年份", 2, "80年代"),
    "required cell blank": _small(WORKS, COST, 3, "—"),
    "choice with a near one": _small(WORKS, "专业", 3, "供水管网"),
    "choice with no near one": _small(WORKS, "改造类别", 3, "xyz"),
    "flag in other words": _small(WORKS, "安全隐患", 3, "可能"),
    "id twice": _small(WORKS, "工程编号", 3, "a.water"),
    "id in Chinese": _small(WORKS, "工程编号", 3, "甲小区道路"),
    "id is a fraction": _small(WORKS, "工程编号", 3, 1.5),
    "id is a date": _small(WORKS, "工程编号", 3, datetime.date(2021, 3, 1)),
    "digits lost in a text": _small(SITES, "小区名称", 2, 12345678901234567890.0),
    "reference to nothing": _small(WORKS, "小区编号", 3, "c"),
    "kind unlike the channel": _small(FUNDS, "资金类别", 2, "省级补助"),
    "envelope outside the plan": lambda: _row(YEARS, "sport", 2030, 5),
    "wrong total": lambda: _row(WORKS, "合计", "", "", "", 82.34),
    "total in another unit": lambda: _row(WORKS, "合计", "", "", "", "82.3456元"),
    "merged cells": lambda: _merged(WORKS, "B2:B3"),
    "no communities": lambda: Workbook({**small_book().sheets, SITES: small_book().sheets[SITES][:1]}),
    "case: item missing": lambda: Workbook({**small_book().sheets, CASE: small_book().sheets[CASE][1:]}),
    "case: item blank": lambda: _case("市(州)", ""),
    "case: item unknown": lambda: _row(CASE, "规划年", 2021),
    "case: item twice": lambda: _row(CASE, "规划首年", 2021),
    "case: unknown choice": lambda: _case("金额单位", "美元"),
    "case: no year": lambda: _case("规划首年", "十四五"),
    "case: years reversed": lambda: _case("规划末年", 2019),
    "case: another format": lambda: _case("格式版本", "jiugai-case/9"),
    "case: target with a unit": lambda: _case("公布目标:小区数", "24个"),
}
