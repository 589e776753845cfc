"""A case workbook: which sheet is what, and its tables read through the column dictionary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jiugai.errors import DataError, Locator, Problem, ProblemLog
from jiugai.inputs.book.header import read_case_sheet
from jiugai.inputs.book.headings import Heading
from jiugai.inputs.book.marks import APART, is_empty
from jiugai.inputs.book.table import read_sheet_table
from jiugai.inputs.cells import folded
from jiugai.inputs.dictionary import REQUIRED_TABLES, dictionary
from jiugai.inputs.header import Header, make_header
from jiugai.inputs.sheets import Sheet, read_sheets
from jiugai.inputs.tables import Table, empty_table
from jiugai.inputs.units import unit_size
from jiugai.inputs.vocabulary import CASE, GUIDE, LISTS, nearest, sheet_names, table_label
from jiugai.labels import label

_LEAST = 2  # sheets of tables that make a workbook a case, even where its case sheet is missing


@dataclass(frozen=True)
class Book:
    """A workbook once read; `notes` say what a reader of the file may not see in it."""

    header: Header
    tables: dict[str, Table]
    notes: list[Problem] = field(default_factory=list)


def is_case_book(sheets: Sequence[Sheet]) -> bool:
    """Whether sheets follow the template: a case sheet, or sheets of at least two tables."""
    found = [sheet_names().get(folded(sheet.name)) for sheet in sheets]
    return CASE in found or sum(name in dictionary() for name in found) >= _LEAST


def read_book(path: Path) -> Book:
    """Header and tables of a case workbook. Raises `DataError` with every problem found."""
    sheets = read_sheets(path)
    if not is_case_book(sheets):
        raise DataError(
            Problem(
                Locator(str(path)),
                "不是案例工作簿（没有“基本情况”等工作表）。小区清单请先用 jiugai import 转成案例",
                "is no case workbook (no case sheet). Turn a plain list into a case with jiugai import first",
            )
        )
    log = ProblemLog(DataError)
    notes: list[Problem] = []
    named, meant = _named(sheets, log, notes)
    raw = _header(path, named, meant, log)
    money_size = None if raw is None or not raw["money_unit"] else unit_size("yuan", raw["money_unit"])
    tables: dict[str, Table] = {}
    headings: list[Heading] = []
    for table in dictionary():
        sheet = named.get(table)
        if sheet is None:
            if table in REQUIRED_TABLES and table not in meant:
                name = table_label(table)
                log.add(Locator(str(path)), f"缺少工作表“{name}”", f"sheet {name} ({table}) is missing")
            tables[table] = empty_table(table, dictionary()[table], Locator(str(path), table_label(table)))
            continue
        # where the header failed, 万元 stands in for its money unit, so that the other problems are found too
        size = unit_size("yuan", "wan_yuan") if raw is None else money_size
        tables[table], found = read_sheet_table(sheet, table, size, log, notes)
        headings += found
    log.finish()
    if not tables["communities"].rows:  # the template as it was made: nothing to plan
        raise DataError(Problem(tables["communities"].where, "没有数据行", "has no rows"))
    assert raw is not None
    return Book(make_header(raw | {"money_unit": raw["money_unit"] or _common_unit(headings)}), tables, notes)


def _named(sheets: Sequence[Sheet], log: ProblemLog, notes: list[Problem]) -> tuple[dict[str, Sheet], set[str]]:
    """(table or `CASE` → its sheet, tables that sheets of unknown name were likely meant to be)."""
    named: dict[str, Sheet] = {}
    meant: set[str] = set()
    for sheet in sheets:
        name = sheet_names().get(folded(sheet.name))
        if name in (GUIDE, LISTS):
            continue
        if name is None:
            meant.add(_unknown_sheet(sheet, log, notes))
        elif name in named:
            other = named[name].name
            log.add(sheet.at(), f"与“{other}”是同一个表，请只留一个", f"is the same table as {other}: keep one")
        else:
            named[name] = sheet
            if sheet.hidden:
                notes.append(Problem(sheet.at(), "工作表是隐藏的，仍已读入", "the sheet is hidden and was read"))
    return named, meant - set(named)


def _unknown_sheet(sheet: Sheet, log: ProblemLog, notes: list[Problem]) -> str:
    """Say what becomes of a sheet that is no table; the table it was likely meant to be, or ""."""
    if sheet.name.startswith(APART) or all(is_empty(cells) for cells in sheet.rows):
        notes.append(Problem(sheet.at(), "没有读此工作表", "this sheet was not read"))
        return ""
    near = nearest(folded(sheet.name), sheet_names())
    hint = "" if not near else f"，是否为“{_shown(sheet_names()[near])}”"
    hint_en = "" if not near else f"; did you mean {sheet_names()[near]} ({_shown(sheet_names()[near])})?"
    names = "、".join(_shown(name) for name in (CASE, *dictionary()))
    log.add(
        sheet.at(),
        f"未知的工作表{hint}；可用：{names}。自用的表请以“{APART}”开头命名，不会读入",
        f"unknown sheet{hint_en or '.'} A sheet of your own is left alone if its name begins with {APART}",
    )
    return sheet_names()[near] if near else ""


def _shown(name: str) -> str:
    return label(f"sheet.{name}") if name == CASE else table_label(name)


def _header(path: Path, named: Mapping[str, Sheet], meant: set[str], log: ProblemLog) -> dict[str, Any] | None:
    if CASE not in named:
        name = label(f"sheet.{CASE}")
        if CASE not in meant:
            log.add(Locator(str(path)), f"缺少工作表“{name}”", f"sheet {name} ({CASE}) is missing")
        return None
    try:
        return read_case_sheet(named[CASE])
    except DataError as error:
        log.extend(error.problems)
        return None


def _common_unit(headings: Sequence[Heading]) -> str:
    """The unit all money headings share, if it is 万元; amounts of mixed units are whole yuan."""
    sizes = {heading.size for heading in headings if heading.column.base_type == "money"}
    return "wan_yuan" if sizes == {unit_size("yuan", "wan_yuan")} else "yuan"
