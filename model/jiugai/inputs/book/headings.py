"""The heading row of a sheet: where it stands, which column each heading is, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiugai.errors import ProblemLog
from jiugai.inputs.book.marks import bare, is_empty, is_note
from jiugai.inputs.cells import folded, text_of
from jiugai.inputs.dictionary import Column, Unreadable
from jiugai.inputs.sheets import Cell, Fault, Sheet, is_blank
from jiugai.inputs.tables import columns_fit
from jiugai.inputs.units import unit_size, written_units
from jiugai.inputs.vocabulary import column_names, nearest

_SEARCHED = 30  # rows from the top in which a heading is looked for
_SHOWN = 3  # units named in a message
_LEAST = 2  # known headings that make a heading row
_WITH_UNIT = re.compile(r"(?P<name>.+?)[(\[【〔](?P<unit>[^()\[\]【】〔〕]*)[)\]】〕]")


@dataclass(frozen=True)
class Heading:
    """A heading: its column of the dictionary, place and words; `size` of its unit, None where none is written."""

    column: Column
    place: int
    text: str
    size: Decimal | None


@dataclass(frozen=True)
class Head:
    """The heading row (from 0) and its headings by column name."""

    row: int
    headings: Mapping[str, Heading]


def unit_kind(column: Column) -> str:
    """The dictionary's unit of a column; years count in years."""
    return column.unit or ("year" if column.base_type == "year" else "")


def find_head(sheet: Sheet, table: str, money_size: Decimal | None, log: ProblemLog) -> Head | None:
    """The heading row of a table's sheet; None where there is none, or where it has problems (in `log`).

    `money_size`: size of the money unit that holds where a heading names none; None: each must name its own.
    """
    known = column_names(table)
    for row, cells in enumerate(sheet.rows[:_SEARCHED]):
        found = [_resolve(_words(cell), known) for cell in cells]
        if sum(column is not None for column, _ in found) >= _LEAST:
            return _read_head(sheet, row, table, money_size, log)
    names = "、".join(column.zh for column in dict.fromkeys(known.values()) if column.required)
    english = ", ".join(column.name for column in dict.fromkeys(known.values()) if column.required)
    log.add(
        sheet.at(),
        f"前{_SEARCHED}行里找不到表头；必填的列：{names}",
        f"no heading row in the first {_SEARCHED} rows; required columns: {english}",
    )
    return None


def _words(cell: Cell) -> str:
    return "" if isinstance(cell, Fault) else bare(text_of(cell))


def _resolve(words: str, known: Mapping[str, Column]) -> tuple[Column | None, str]:
    """(column, what stands in the brackets behind its name)."""
    whole = folded(words)
    if whole in known:
        return known[whole], ""
    split = _WITH_UNIT.fullmatch(whole)
    if split is not None and split["name"] in known:
        return known[split["name"]], split["unit"]
    return None, ""


def _read_head(sheet: Sheet, row: int, table: str, money_size: Decimal | None, log: ProblemLog) -> Head | None:
    known = column_names(table)
    written: list[str] = []
    meant: set[str] = set()
    headings: dict[str, Heading] = {}
    good = True
    for place, cell in enumerate(sheet.rows[row]):
        if is_blank(cell):
            good = _nothing_below(sheet, row, place, log) and good
            continue
        words = cell.text if isinstance(cell, Fault) else text_of(cell)
        column, unit = _resolve(_words(cell), known)
        try:
            if column is None:
                near = nearest(folded(bare(words)), known)
                meant |= {known[near].name} if near else set()
                raise _unknown(known, near)
            written.append(column.name)
            headings.setdefault(column.name, Heading(column, place, words, _unit_size(column, unit, money_size)))
        except Unreadable as problem:
            log.add(sheet.at(row, words), problem.zh, problem.en)
            good = False
    columns = {column.name: column for column in known.values()}
    at = {name: heading.text for name, heading in headings.items()}
    likely = {name for name in meant if name not in written}  # told with the unknown heading: not told again as missing
    fit = columns_fit([*written, *likely], columns, lambda name: sheet.at(row, at.get(name, columns[name].zh)), log)
    return Head(row, headings) if good and fit else None


def _unknown(known: Mapping[str, Column], near: str) -> Unreadable:
    """An unknown heading; `near`: the known one most like it, or ""."""
    hint, hint_en = ("", "") if not near else (f"，是否为「{known[near].zh}」", f"; did you mean {known[near].name}?")
    names = "、".join(dict.fromkeys(column.zh for column in known.values()))
    return Unreadable(f"未知的列{hint}；可用的列：{names}", f"unknown column{hint_en}")


def _unit_size(column: Column, unit: str, money_size: Decimal | None) -> Decimal | None:
    """The size of the unit in a heading; None where none is written and none needed. Raises `Unreadable`."""
    kind = unit_kind(column)
    if not kind:
        return None  # brackets behind a name without a unit are a remark
    if unit:
        size = unit_size(kind, unit)
        if size is None:
            shown = written_units(kind)[:_SHOWN]
            zh, en = "、".join(shown), ", ".join(shown)
            raise Unreadable(f"单位“{unit}”不符；应如：{zh}", f"unit {unit!r} does not fit; write it like: {en}")
        return size
    if column.base_type == "money" and money_size is None:
        raise Unreadable(
            "没有单位：请在表头写明（元、万元或亿元），或在“基本情况”填金额单位",
            "has no unit: write 元, 万元 or 亿元 into the heading, or give the money unit on the case sheet",
        )
    return money_size if column.base_type == "money" else None


def _nothing_below(sheet: Sheet, row: int, place: int, log: ProblemLog) -> bool:
    """A column without a heading holds nothing."""
    for below in range(row + 1, len(sheet.rows)):
        cells = sheet.rows[below]
        if not is_blank(cells[place]) and not is_note(cells) and not is_empty(cells):
            log.add(
                sheet.at(below, column_letters(place), cells[place]),
                "此列没有表头：请补上表头，或删去内容",
                "this column has no heading: give it one, or clear the column",
            )
            return False
    return True


def column_letters(place: int) -> str:
    """The letters of a column, from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    while place >= 0:
        letters = chr(ord("A") + place % 26) + letters
        place = place // 26 - 1
    return letters
