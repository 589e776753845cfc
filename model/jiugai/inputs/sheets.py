"""A sheet as it was typed: cells with the row numbers a spreadsheet shows, read from a CSV file or a workbook.

Nothing is interpreted here. A cell that cannot be trusted (an error such as #REF!, a formula never calculated) is a
`Fault`, so that whoever reads it must answer for it.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jiugai.errors import DataError, Locator, Problem, os_reason


@dataclass(frozen=True)
class Fault:
    """A cell without a usable value: what stands there, and the sentence about it."""

    text: str
    zh: str
    en: str


Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | Fault
Span = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column) of a merged range, from 0

SUFFIXES = (".csv", ".xlsx", ".xlsm")
UTF_8, GBK = "UTF-8", "GBK"
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


@dataclass(frozen=True)
class Sheet:
    """A grid of cells, all rows equally long; row `i` is row `i + 1` of the spreadsheet.

    A CSV file has no `name`; `lengths` says how many cells each of its lines had before all were made equal.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    encoding: str = ""
    merged: tuple[Span, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = field(default=frozenset())
    hidden_columns: frozenset[int] = field(default=frozenset())
    lengths: tuple[int, ...] = ()

    def at(self, row: int = -1, column: str = "", value: object = "") -> Locator:
        """The place of row `row` (from 0) for a message."""
        shown = value.text if isinstance(value, Fault) else str(value)
        return Locator(self.file, self.name, row + 1, column, shown)


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def read_sheets(path: Path, encodings: Sequence[str] = (UTF_8,)) -> list[Sheet]:
    """The sheets of a file, by its suffix. Raises `DataError` for a file that cannot be read or is of another kind."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return [read_csv_sheet(path, encodings)]
    if suffix in (".xlsx", ".xlsm"):
        from jiugai.inputs.workbook import read_workbook

        return read_workbook(path)
    raise DataError(
        Problem(
            Locator(str(path)),
            f"不支持“{suffix or '无扩展名'}”文件：请在Excel或WPS中另存为 .xlsx（或CSV）",
            f"{suffix or 'a file without a suffix'} is not supported: save it as .xlsx (or CSV)",
        )
    )


def file_bytes(path: Path) -> bytes:
    """The content of an input file. Raises `DataError`."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError(Problem(Locator(str(path)), "找不到文件", "file not found")) from None
    except OSError as failure:
        zh, en = os_reason(failure)
        raise DataError(Problem(Locator(str(path)), f"无法读取：{zh}", f"cannot be read: {en}")) from None


def decode(content: bytes, path: Path, encodings: Sequence[str]) -> tuple[str, str]:
    """(text, encoding). UTF-8 is strict, so a GBK file cannot pass for it; GBK only where `encodings` admits it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(
            Problem(
                Locator(str(path)),
                "是UTF-16编码（“Unicode文本”），请另存为“CSV UTF-8”",
                "is UTF-16 (Unicode text): save it as CSV UTF-8",
            )
        )
    try:
        return content.decode("utf-8").lstrip("\ufeff"), UTF_8
    except UnicodeDecodeError:
        pass
    if GBK in encodings:
        try:
            return content.decode("gb18030"), GBK
        except UnicodeDecodeError:
            problem = Problem(Locator(str(path)), "既不是UTF-8也不是GBK编码", "neither UTF-8 nor GBK")
            raise DataError(problem) from None
    raise DataError(
        Problem(Locator(str(path)), "不是UTF-8编码（可能是GBK），请另存为UTF-8", "not UTF-8 (GBK?): save it as UTF-8")
    )


def read_csv_sheet(path: Path, encodings: Sequence[str] = (UTF_8,)) -> Sheet:
    """A CSV file as a sheet of texts; a cell of several lines is one row. Raises `DataError`."""
    text, encoding = decode(file_bytes(path), path, encodings)
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        zh, en = (
            "含有空字节（可能是UTF-16编码），请另存为“CSV UTF-8”",
            "holds a zero byte (UTF-16?): save it as CSV UTF-8",
        )
        raise DataError(Problem(Locator(str(path), row=row), zh, en))
    lines: list[tuple[Cell, ...]] = []
    try:
        # a line ends with LF, CR LF or CR only; a cell of several lines is one row, as a spreadsheet counts
        lines.extend(
            tuple(cell.strip() for cell in line) for line in csv.reader(io.StringIO(text, newline=""), strict=True)
        )
    except csv.Error as failure:
        zh, en = next((told for part, told in _CSV_FAULTS.items() if part in str(failure)), (str(failure),) * 2)
        where = Locator(str(path), row=len(lines) + 1)
        raise DataError(Problem(where, f"CSV格式错误：{zh}", f"CSV error: {en}")) from None
    return Sheet(str(path), "", squared(lines), encoding, lengths=tuple(map(len, lines)))


def squared(lines: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """All rows as long as the longest."""
    width = max((len(line) for line in lines), default=0)
    return tuple((*line, *("",) * (width - len(line))) for line in lines)
