"""Workbooks: values by calamine, and what it does not tell (errors, formulas never calculated, percent formats, hidden
rows and columns) from the file itself.

calamine gives an error cell and a formula without a stored result as an empty cell; read so, a broken sum would pass
for "not given".
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from jiugai.errors import DataError, Locator, Problem
from jiugai.inputs.sheets import Cell, Fault, Sheet, file_bytes, squared

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_FORMATS = (9, 10)  # the built-in ones
_MOST_CELLS = 5_000_000
_MOST_COLUMNS = 16_384  # of the file format

_ERROR = ("单元格是错误值，请改正公式", "the cell holds an error: mend its formula")
_UNCALCULATED = (
    "公式没有结果：请在Excel或WPS中打开并保存一次",
    "the formula has no stored result: open and save the file once",
)


@dataclass
class _Marks:
    """What the file says of the cells of one sheet, by (row, column) from 0."""

    faults: dict[tuple[int, int], Fault] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_workbook(path: Path) -> list[Sheet]:
    """The worksheets of an .xlsx file, in order. Raises `DataError` where it cannot be read."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
    except ImportError:
        raise DataError(
            Problem(
                Locator(str(path)),
                '读取Excel文件需要 excel 组件：python -m pip install "jiugai[excel]"；或另存为CSV',
                'reading workbooks needs the excel extra: python -m pip install "jiugai[excel]"; or save as CSV',
            )
        ) from None
    content = file_bytes(path)
    if not content.startswith(b"PK"):
        raise _unreadable(
            path,
            "is no .xlsx file inside (encrypted, or an old .xls renamed?)",
            "内容不是.xlsx（已加密，或是旧版.xls改名？）",
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [
            (entry.name, entry.visible != SheetVisibleEnum.Visible)
            for entry in book.sheets_metadata
            if entry.typ == SheetTypeEnum.WorkSheet
        ]
        grids = {name: book.get_sheet_by_name(name) for name, _ in names}
        if any(grid.total_height * grid.total_width > _MOST_CELLS for grid in grids.values()):
            raise _unreadable(
                path, "has far too many cells: delete empty rows and columns", "单元格过多：请删除空行空列"
            )
        marks = dict(_read_marks(content))
    except (
        CalamineError,
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        ValueError,
        OSError,
        EOFError,
    ) as failure:
        raise _unreadable(path, f"cannot be read: {failure}", f"无法读取：{failure}") from None
    sheets = []
    for name, hidden in names:
        grid, found = grids[name], marks.get(name, _Marks())
        rows: list[list[Cell]] = [list(line) for line in grid.to_python(skip_empty_area=False)]
        sheets.append(
            Sheet(
                file=str(path),
                name=name,
                rows=squared(_marked(rows, found)),
                merged=tuple(grid.merged_cell_ranges or ()),
                hidden=hidden,
                hidden_rows=frozenset(found.hidden_rows),
                hidden_columns=frozenset(found.hidden_columns),
            )
        )
    return sheets


def _unreadable(path: Path, en: str, zh: str) -> DataError:
    return DataError(Problem(Locator(str(path)), zh, en))


def _marked(rows: list[list[Cell]], marks: _Marks) -> list[list[Cell]]:
    """The values with faults in their places and percentages written as such: 0.85 shown as 85% becomes "85%"."""
    for row, column in marks.faults:
        while len(rows) <= row:
            rows.append([])
        while len(rows[row]) <= column:
            rows[row].append("")
    for (row, column), fault in marks.faults.items():
        rows[row][column] = fault
    for row, column in marks.percents:
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            rows[row][column] = f"{(Decimal(f'{value:.15g}') * 100).normalize():f}%"
    return rows


def _read_marks(content: bytes) -> Iterator[tuple[str, _Marks]]:
    """(sheet name, its marks). A file whose styles cannot be read has no percent formats."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        percent_styles = _percent_styles(archive)
        links = {
            entry.get("Id"): entry.get("Target", "")
            for entry in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        }
        for entry in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):  # noqa: S314
            target = links.get(entry.get(_LINK), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in archive.namelist() and "worksheets" in part:
                with archive.open(part) as file:
                    yield entry.get("name", ""), _sheet_marks(file, percent_styles)


def _sheet_marks(file: IO[bytes], percent_styles: frozenset[int]) -> _Marks:
    marks = _Marks()
    for _, element in ElementTree.iterparse(file, ("end",)):  # noqa: S314
        if element.tag == f"{_MAIN}col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min", "1")), int(element.get("max", "0"))
            marks.hidden_columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
        elif element.tag == f"{_MAIN}row":
            if element.get("hidden") in ("1", "true"):
                marks.hidden_rows.add(int(element.get("r", "0")) - 1)
            for cell in element.iter(f"{_MAIN}c"):
                place = _REFERENCE.fullmatch(cell.get("r", ""))
                if place is not None:
                    _mark_cell(marks, cell, (int(place[2]) - 1, _column(place[1])), percent_styles)
            element.clear()
    return marks


def _mark_cell(
    marks: _Marks, cell: ElementTree.Element, place: tuple[int, int], percent_styles: frozenset[int]
) -> None:
    formula, value = cell.find(f"{_MAIN}f"), cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "e":
        marks.faults[place] = Fault(value, *_ERROR)
    elif formula is not None and not value and cell.get("t") not in ("str", "inlineStr"):
        marks.faults[place] = Fault(f"={formula.text or ''}", *_UNCALCULATED)
    elif cell.get("t", "n") == "n" and int(cell.get("s", "0")) in percent_styles:
        marks.percents.add(place)


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Style numbers whose number format shows a percentage."""
    try:
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        return frozenset()
    own = {
        int(entry.get("numFmtId", "0")): _LITERAL.sub("", entry.get("formatCode", ""))
        for entry in styles.iter(f"{_MAIN}numFmt")
    }
    formats = styles.find(f"{_MAIN}cellXfs")
    numbers = [int(entry.get("numFmtId", "0")) for entry in formats] if formats is not None else []
    return frozenset(
        style for style, number in enumerate(numbers) if number in _PERCENT_FORMATS or "%" in own.get(number, "")
    )


def _column(letters: str) -> int:
    """Column number from 0.

    >>> _column("A"), _column("Z"), _column("AA")
    (0, 25, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
