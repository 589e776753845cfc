"""One CSV table → a typed DataFrame, by the column dictionary; every problem located by row and column."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from jiugai.errors import Locator, ProblemLog, os_reason
from jiugai.inputs.dictionary import Column, Unreadable


@dataclass(frozen=True, order=True)
class Assumption:
    """A default of the dictionary that filled blank cells."""

    table: str
    column: str
    value: str
    cells: int


_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
#: what the csv module says of a broken file → what a user is told
_CSV_FAULTS = {
    "unexpected end of data": (
        "引号没有成对，其后的内容都被并入一格",
        "a quote is left open: all that follows is in one cell",
    ),
    "expected after": (
        "引号之后应为逗号；格内的引号要写成两个",
        "a comma must follow a closing quote; a quote in a cell is doubled",
    ),
    "field limit": (
        "有一格超过131072字，可能引号没有成对",
        "a cell has more than 131072 characters: is a quote left open?",
    ),
}


def read_rows(path: Path, log: ProblemLog) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header and (row number, cells) of a UTF-8 CSV file; blank lines are skipped, problems go to `log`."""
    try:
        text = path.read_bytes().decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        log.add(Locator(str(path)), "不是UTF-8编码（可能是GBK），请另存为UTF-8", "not UTF-8 (GBK?): save it as UTF-8")
        return [], []
    except OSError as failure:
        zh, en = os_reason(failure)
        log.add(Locator(str(path)), f"无法读取：{zh}", f"cannot be read: {en}")
        return [], []
    if "\0" in text:
        log.add(
            Locator(str(path), row=text[: text.index("\0")].count("\n") + 1),
            "含有空字节（可能是UTF-16编码），请另存为“CSV UTF-8”",
            "holds a zero byte (UTF-16?): save it as CSV UTF-8",
        )
        return [], []
    # rows as a spreadsheet counts them: a cell of several lines is one row; a line ends with LF, CR LF or CR only
    numbered: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(csv.reader(_LINE_END.split(text), strict=True), start=1):
            numbered.append((number, [cell.strip() for cell in cells]))
    except csv.Error as failure:
        zh, en = next((told for part, told in _CSV_FAULTS.items() if part in str(failure)), (str(failure),) * 2)
        log.add(Locator(str(path), row=len(numbered) + 1), f"CSV格式错误：{zh}", f"CSV error: {en}")
        return [], []
    numbered = [(number, cells) for number, cells in numbered if any(cells)]
    if not numbered:
        log.add(Locator(str(path)), "空文件，至少要有表头", "empty file: a header is needed")
        return [], []
    return numbered[0][1], numbered[1:]


def _check_header(path: Path, header: list[str], columns: dict[str, Column], log: ProblemLog) -> bool:
    where = str(path)
    known = "、".join(columns), ", ".join(columns)
    ok = True
    if len(header) == 1 and any(sign in header[0] for sign in ";\t|"):
        log.add(
            Locator(where, row=1),
            "各列应以逗号分隔，请另存为“CSV UTF-8（逗号分隔）”",
            "columns must be separated by commas: save it as CSV UTF-8",
        )
        return False
    for name, count in Counter(header).items():
        if name not in columns:
            log.add(
                Locator(where, row=1, column=name),
                f"未知的列；可用的列：{known[0]}",
                f"unknown column; known columns: {known[1]}",
            )
            ok = False
        elif count > 1:
            log.add(Locator(where, row=1, column=name), "列重复", "the column stands twice")
            ok = False
    for column in columns.values():
        if column.required and column.name not in header:
            log.add(
                Locator(where, row=1, column=column.name),
                f"缺少必填列（{column.zh}）",
                f"required column missing ({column.en})",
            )
            ok = False
    return ok


def _check_case_of_ids(
    path: Path, rows: list[tuple[int, list[str]]], frame: pd.DataFrame, keys: list[str], log: ProblemLog
) -> None:
    """Two ids that differ in capitals only are one id to a spreadsheet, and to most people."""
    if len(keys) != 1 or len(frame) == 0 or not isinstance(frame[keys[0]].iloc[0], str):
        return
    first: dict[str, tuple[int, str]] = {}
    for (number, _), name in zip(rows, frame[keys[0]], strict=True):
        seen, other = first.setdefault(name.lower(), (number, name))
        if other != name:
            log.add(
                Locator(str(path), row=number, column=keys[0], value=name),
                f"与第{seen}行的 {other} 只有大小写不同，请改成不同的编号",
                f"differs from {other} in row {seen} in capitals only: choose another id",
            )


def empty_table(columns: dict[str, Column]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype=column.dtype) for name, column in columns.items()})


def read_table(
    path: Path, columns: dict[str, Column], money_unit: str, log: ProblemLog
) -> tuple[pd.DataFrame, list[Assumption]]:
    """The table at `path` with the dictionary's columns and dtypes, sorted by its key, and the defaults used.

    Money becomes whole yuan (int64), ratios exact fractions. An unknown column, a duplicate key, a missing or
    unreadable value is added to `log`; the frame is then only as good as its readable cells.
    """
    header, rows = read_rows(path, log)
    if not header or not _check_header(path, header, columns, log):
        return empty_table(columns), []
    values: dict[str, list[Any]] = {name: [] for name in columns}
    used_defaults: Counter[str] = Counter()
    places = {name: header.index(name) for name in columns if name in header}
    failed = False
    for number, cells in rows:
        if len(cells) != len(header):
            log.add(
                Locator(str(path), row=number),
                f"应有{len(header)}列，实有{len(cells)}列",
                f"has {len(cells)} cells, the header has {len(header)}",
            )
            failed = True
            continue
        for name, column in columns.items():
            text = cells[places[name]] if name in places else ""
            if not text:
                if column.required:
                    log.add(
                        Locator(str(path), row=number, column=name),
                        f"不能为空（{column.zh}）",
                        f"must not be blank ({column.en})",
                    )
                    failed = True
                if column.default:
                    used_defaults[name] += 1
                    text = column.default
            if not text:
                values[name].append(column.blank())
                continue
            try:
                values[name].append(column.read(text, money_unit))
            except Unreadable as problem:
                log.add(Locator(str(path), row=number, column=name, value=text), problem.zh, problem.en)
                values[name].append(column.blank())
                failed = True
    if failed:
        return empty_table(columns), []
    frame = pd.DataFrame({name: pd.Series(values[name], dtype=column.dtype) for name, column in columns.items()})
    keys = [column.name for column in columns.values() if column.is_key]
    duplicated = frame.duplicated(keys, keep="first")
    for position in duplicated[duplicated].index:
        key = ", ".join(str(frame.loc[position, key]) for key in keys)
        log.add(
            Locator(str(path), row=rows[position][0], column="+".join(keys), value=key),
            "主键重复",
            "this key stands twice",
        )
    _check_case_of_ids(path, rows, frame, keys, log)
    assumptions = [Assumption(path.stem, name, columns[name].default, used_defaults[name]) for name in used_defaults]
    return frame.sort_values(keys, kind="stable", ignore_index=True), sorted(assumptions)
