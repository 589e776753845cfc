"""The heading of a plain list: where it stands, what each column is, and in which unit; no unit is ever guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiugai.errors import DataError, Locator, ProblemLog
from jiugai.inputs.cells import folded, split_number, text_of
from jiugai.inputs.dictionary import Unreadable
from jiugai.inputs.sheets import Cell, Fault, Sheet, is_blank
from jiugai.intake.plain.fields import UNITS, Field, recognise

_SEARCHED = 30  # rows from the top in which a heading is looked for
_LEAST = 2  # recognised columns that make a heading, the name among them
_STATED = re.compile(r"(?:计量|金额|货币|面积)?单位[:：]?(.+)")
_ASIDE = re.compile(r"(附件|附表|填报|填表|制表|单位|编制|表\d|日期|时间)")
_SPAN = re.compile(r"(20\d\d)年?[-—–~至到]+(20\d\d)年")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")

_NEEDS_UNIT = ("money", "area")
_TELLING = {"money": "万元 / 元 / 亿元", "area": "㎡ / 万㎡"}
_TELLING_EN = {"money": "万元 (10,000 yuan), 元 (yuan) or 亿元", "area": "㎡ or 万㎡"}


@dataclass(frozen=True)
class Heading:
    """One recognised column: its field, place and the size of its unit."""

    field: Field
    column: int
    text: str
    size: Decimal


@dataclass(frozen=True)
class Head:
    """The heading of a list: columns by field name, the first data row, and the headings that are not used."""

    columns: dict[str, Heading]
    first_row: int
    unused: tuple[str, ...]
    title: str = ""  # the line above the heading that names the list
    years: tuple[int, ...] = ()  # plan years stated in the title above: none, one, or first and last


def number_below(heading: Heading, cell: Cell) -> tuple[str, str, Decimal]:
    """(plain decimal text, unit written in the cell, size of its unit) of a number below a heading.

    A unit in the cell goes before that of the heading. Raises `Unreadable` for no one number, or another kind of unit.
    """
    text, unit = split_number(cell)
    unit = folded(unit)
    if unit and (unit not in UNITS or UNITS[unit][0] != heading.field.unit_kind):
        raise Unreadable(f"单位“{unit}”与此列不符", f"unit {unit!r} does not fit this column")
    return text, unit, UNITS[unit][1] if unit else heading.size


def find_head(sheet: Sheet) -> Head | None:
    """The heading of a sheet, one row or two; None where no row looks like one. Raises `DataError`."""
    for row in range(min(_SEARCHED, len(sheet.rows))):
        single = _named(_texts(sheet.rows[row]))
        below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
        double = _named(_joined(sheet, row)) if "name" in single and _continues(below) else {}
        if len(double) >= len(single) and _is_head(double):
            return _head(sheet, row, _joined(sheet, row), row + 2)
        if _is_head(single):
            return _head(sheet, row, _texts(sheet.rows[row]), row + 1)
    return None


def _texts(cells: Sequence[Cell]) -> list[str]:
    return ["" if isinstance(cell, Fault) else text_of(cell) for cell in cells]


def _named(texts: Sequence[str]) -> dict[str, int]:
    """field name → column, for the headings that are recognised."""
    found: dict[str, int] = {}
    for column, text in enumerate(texts):
        field = recognise(text)[0] if text else None
        if field is not None:
            found.setdefault(field.name, column)
    return found


def _is_head(named: dict[str, int]) -> bool:
    return "name" in named and len(named) >= _LEAST


def _continues(below: Sequence[Cell]) -> bool:
    """Whether a row may be the second line of a heading: words only, no digit."""
    texts = [cell for cell in below if not is_blank(cell)]
    return bool(texts) and all(isinstance(cell, str) and not re.search(r"\d", cell.replace("m2", "")) for cell in texts)


def _joined(sheet: Sheet, row: int) -> list[str]:
    """Two heading rows as one: the group over each column (filled to the right) and the word under it."""
    upper, lower = _texts(sheet.rows[row]), _texts(sheet.rows[row + 1])
    spans = {
        column: first[1]
        for first, last in sheet.merged
        if first[0] <= row <= last[0]
        for column in range(first[1], last[1] + 1)
    }
    joined = []
    group = ""
    for column, (over, under) in enumerate(zip(upper, lower, strict=True)):
        if column in spans:
            over = upper[spans[column]]  # noqa: PLW2901  the word of the merged range
        elif not over and under and not sheet.merged:
            over = group  # noqa: PLW2901  CSV keeps no ranges: a blank beside a group belongs to it
        group = over or group
        joined.append(f"{over}/{under}" if over and under and over != under else over or under)
    return joined


def _head(sheet: Sheet, row: int, texts: Sequence[str], first_row: int) -> Head:
    stated = dict(_stated_units(sheet, row))
    log = ProblemLog(DataError)
    columns: dict[str, Heading] = {}
    unused: list[str] = []
    for column, text in enumerate(texts):
        if not text:
            continue
        field, units = recognise(text)
        if field is None:
            unused.append(text)
            continue
        where = sheet.at(row, text)
        if field.name in columns:
            other = columns[field.name].text
            log.add(
                where,
                f"与「{other}」是同一内容（{field.zh}），请只留一列",
                f"is the same as {other!r} ({field.en}): keep one",
            )
            continue
        size = _size(field, units, stated, where, log, _units_in_cells(sheet, column, first_row))
        columns[field.name] = Heading(field, column, text, size)
    log.finish()
    return Head(columns, first_row, tuple(unused), _title(sheet, row), _title_years(sheet, row))


def _title(sheet: Sheet, row: int) -> str:
    """The first line above the heading, unless it states units or who filled the list in."""
    lines = [text for cells in sheet.rows[:row] for text in _texts(cells) if text]
    return next((text for text in lines if not _ASIDE.match(folded(text))), "")


def _title_years(sheet: Sheet, row: int) -> tuple[int, ...]:
    """Plan years in the title: `2026年…` or `2021—2025年…`; () where it names none or more than that."""
    text = " ".join(folded(text) for cells in sheet.rows[:row] for text in _texts(cells))
    spans = {(int(first), int(last)) for first, last in _SPAN.findall(text)}
    if len(spans) == 1:
        return spans.pop()
    years = {int(year) for year in _YEAR.findall(text)}
    return tuple(years) if len(years) == 1 and not spans else ()


def _units_in_cells(sheet: Sheet, column: int, first_row: int) -> bool:
    """Whether every number of a column is written with its own unit."""
    units = []
    for row in sheet.rows[first_row:]:
        try:
            units.append(split_number(row[column])[1])
        except Unreadable:  # told later, cell by cell, where the row is a community
            continue
    return bool(units) and all(units)


def _size(
    field: Field, units: Sequence[str], stated: dict[str, Decimal], where: Locator, log: ProblemLog, in_cells: bool
) -> Decimal:
    """The size of the column's unit; a money or area column without one is asked about."""
    fitting = {UNITS[unit][1] for unit in units if unit in UNITS and UNITS[unit][0] == field.unit_kind}
    strange = [unit for unit in units if unit not in UNITS] or ([] if fitting else units)
    if strange and field.unit_kind:
        log.add(where, f"单位“{strange[0]}”与「{field.zh}」不符", f"unit {strange[0]!r} does not fit {field.en}")
    elif len(fitting) == 1:
        return fitting.pop()
    elif fitting:
        log.add(where, "写了两个单位", "has two units")
    elif field.kind in _NEEDS_UNIT and not in_cells:
        if field.kind in stated:
            return stated[field.kind]
        telling, telling_en = _TELLING[field.kind], _TELLING_EN[field.kind]
        log.add(where, f"没有单位，请在表头写明：{telling}", f"has no unit: write one into the heading: {telling_en}")
    return Decimal(1)


def _stated_units(sheet: Sheet, row: int) -> Iterator[tuple[str, Decimal]]:
    """Units stated above the heading: `单位：万元、平方米`. Two units of one kind are as good as none."""
    found: dict[str, set[Decimal]] = {}
    for cells in sheet.rows[:row]:
        for text in _texts(cells):
            stated = _STATED.search(folded(text).strip("()"))
            for part in re.split(r"[、,;/和及]", stated[1]) if stated else ():
                if part.strip("()") in UNITS:
                    kind, size = UNITS[part.strip("()")]
                    found.setdefault(kind, set()).add(size)
    for kind, sizes in found.items():
        if len(sizes) == 1:
            yield kind, sizes.pop()
