"""The case of `small.py` as a workbook in Chinese, as a bureau would fill it; the same facts."""

from __future__ import annotations

import csv
from typing import Any

from inputs.small import TABLES
from jiugai.inputs.dictionary import Column, dictionary
from jiugai.inputs.vocabulary import choice_label, table_label
from support.workbook import Rows, Workbook

CASE_SHEET: Rows = [
    ["格式版本", "jiugai-case/1"],
    ["标题(中文)", "试例"],
    ["标题(英文)", "test case"],
    ["省(自治区、直辖市)", "甘肃省"],
    ["市(州)", "张掖市"],
    ["县(市、区)", "高台县"],
    ["规划首年", 2021],
    ["规划末年", 2022],
    ["金额单位", ""],
    ["数据性质", "示例数据"],
    ["参照文件", "xuchang-2021-13｜许昌市的答复"],
    ["公布目标:小区数", 2],
]


def small_book() -> Workbook:
    """A workbook that reads as the small case does; money headings in 万元."""
    sheets: dict[str, Rows] = {"基本情况": [list(row) for row in CASE_SHEET]}
    for table, text in TABLES.items():
        header, *rows = csv.reader(text.splitlines())
        columns = [dictionary()[table][name] for name in header]
        heading: list[Any] = [f"{column.zh}(万元)" if column.base_type == "money" else column.zh for column in columns]
        sheets[table_label(table)] = [
            heading,
            *([_typed(column, cell) for column, cell in zip(columns, row, strict=True)] for row in rows),
        ]
    return Workbook(sheets)


def _typed(column: Column, text: str) -> Any:
    if not text:
        return ""
    if column.base_type in ("choice", "bool"):
        return choice_label(column, text)
    return text if column.base_type in ("id", "text", "date") else float(text)


def place(book: Workbook, sheet: str, heading: str, row: int) -> tuple[list[Any], int]:
    """(cells of the row counted from 1, position of a heading)."""
    rows = book.sheets[sheet]
    return rows[row - 1], rows[0].index(heading)


def put(book: Workbook, sheet: str, heading: str, row: int, value: Any) -> Workbook:
    cells, position = place(book, sheet, heading, row)
    cells[position] = value
    return book
