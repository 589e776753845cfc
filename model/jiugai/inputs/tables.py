"""Cells of a table, from whatever kind of file → a typed DataFrame, every problem and every row located."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from jiugai.errors import Locator, ProblemLog
from jiugai.frames import each_row
from jiugai.inputs.dictionary import Column, Unreadable
from jiugai.inputs.sheets import Cell, Sheet


@dataclass(frozen=True, order=True)
class Assumption:
    """A default of the dictionary that filled blank cells."""

    table: str
    column: str
    value: str
    cells: int


@dataclass(frozen=True)
class Field:
    """A column of a table as it stands in a file: its place, its heading as written, and how its cells are read.

    `read` gives the value of a cell, None where nothing is given; it raises `Unreadable`.
    """

    column: Column
    place: int
    heading: str
    read: Callable[[Cell], Any]


@dataclass(frozen=True)
class Table:
    """A table once read. Money is whole yuan, ratios are exact fractions, rows are sorted by key.

    `rows`: the spreadsheet row of every row of `frame`; `filled`: column → positions where its default stands;
    `taken_from`: position → table and position that the row was made from; `set_by`: (position, column) → the override
    of a scenario that set the cell, (position, "") → that added the row.
    """

    name: str
    columns: Mapping[str, Column]
    frame: pd.DataFrame
    where: Locator
    rows: tuple[int, ...]
    headings: Mapping[str, str]
    filled: Mapping[str, frozenset[int]]
    taken_from: Mapping[int, tuple[Table, int]] = field(default_factory=dict)
    set_by: Mapping[tuple[int, str], Locator] = field(default_factory=dict)

    @property
    def assumptions(self) -> list[Assumption]:
        return sorted(
            Assumption(self.name, name, self.columns[name].default, len(places))
            for name, places in self.filled.items()
            if places
        )

    def at(self, position: int | None, column: str, value: object = "") -> Locator:
        """The place of a row of the frame, for a message; without one, that of the column."""
        if position is not None and position in self.taken_from:
            other, place = self.taken_from[position]
            return other.at(place, column if column in other.columns else "", value)
        if position is not None:
            override = self.set_by.get((position, column)) or self.set_by.get((position, ""))
            if override is not None:
                return replace(override, value=str(value) or override.value)
        row = 0 if position is None else self.rows[position]
        return Locator(self.where.file, self.where.sheet, row, self.headings.get(column, column), str(value))

    def each(self, chosen: pd.Series | None = None) -> Iterator[tuple[int, Any]]:
        """(position, row) of all rows, or of the chosen ones."""
        frame = self.frame if chosen is None else self.frame[chosen]
        return zip(frame.index.tolist(), each_row(frame), strict=True)

    def given(self) -> Iterator[dict[str, Any]]:
        """Rows as plain values; None where nothing was given, be it filled by a default or not."""
        for position, row in enumerate(self.frame.to_dict("records")):
            yield {
                str(name): None if position in self.filled.get(str(name), ()) or _is_missing(value) else value
                for name, value in row.items()
            }


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value == "" or (isinstance(value, float) and value != value)


def empty_frame(columns: Mapping[str, Column]) -> pd.DataFrame:
    return _no_rows(tuple((name, column.dtype) for name, column in columns.items())).copy()


@lru_cache(maxsize=64)
def _no_rows(dtypes: tuple[tuple[str, str], ...]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([], dtype=dtype) for name, dtype in dtypes})


def empty_table(name: str, columns: Mapping[str, Column], where: Locator) -> Table:
    return Table(name, columns, empty_frame(columns), where, (), {}, {})


def typed_table(
    name: str,
    columns: Mapping[str, Column],
    sheet: Sheet,
    fields: Mapping[str, Field],
    rows: Sequence[int],
    log: ProblemLog,
) -> Table:
    """The rows (from 0) of a sheet with the dictionary's columns and dtypes, sorted by key.

    A duplicate key, a missing or an unreadable value is added to `log`; the table is then empty.
    """
    where = Locator(sheet.file, sheet.name)
    headings = {name: field.heading for name, field in fields.items()}
    values: dict[str, list[Any]] = {name: [] for name in columns}
    blanks: dict[str, list[bool]] = {name: [] for name in columns}
    failed = False
    for row in rows:
        for key, column in columns.items():
            value, filled, good = _cell(sheet, row, column, fields.get(key), log)
            values[key].append(value)
            blanks[key].append(filled)
            failed = failed or not good
    if failed:
        return empty_table(name, columns, where)
    frame = pd.DataFrame({key: pd.Series(values[key], dtype=column.dtype) for key, column in columns.items()})
    keys = [column.name for column in columns.values() if column.is_key]
    duplicated = frame.duplicated(keys, keep="first")
    for position in duplicated[duplicated].index:
        key = ", ".join(str(frame.loc[position, key]) for key in keys)
        heading = "+".join(headings.get(key, key) for key in keys)
        log.add(sheet.at(rows[position], heading, key), "主键重复", "this key stands twice")
    if len(keys) == 1:
        _check_capitals(sheet, rows, frame[keys[0]], headings.get(keys[0], keys[0]), log)
    frame = frame.sort_values(keys, kind="stable")
    order = frame.index.tolist()
    return Table(
        name=name,
        columns=columns,
        frame=frame.reset_index(drop=True),
        where=where,
        rows=tuple(rows[position] + 1 for position in order),
        headings=headings,
        filled={key: frozenset(i for i, p in enumerate(order) if marks[p]) for key, marks in blanks.items()},
    )


def _check_capitals(sheet: Sheet, rows: Sequence[int], ids: pd.Series, heading: str, log: ProblemLog) -> None:
    """Two ids that differ in capitals only are one id to a spreadsheet, and to most people."""
    first: dict[str, tuple[int, str]] = {}
    for row, name in zip(rows, map(str, ids), strict=True):
        seen, other = first.setdefault(name.lower(), (row + 1, name))
        if other != name:
            zh = f"与第{seen}行的 {other} 只有大小写不同，请改成不同的编号"
            en = f"differs from {other} in row {seen} in capitals only: choose another id"
            log.add(sheet.at(row, heading, name), zh, en)


def _cell(sheet: Sheet, row: int, column: Column, field: Field | None, log: ProblemLog) -> tuple[Any, bool, bool]:
    """(value, whether it is the default, whether it could be read); a column left out is a blank cell."""
    value: Any = None
    if field is not None:
        cell = sheet.rows[row][field.place]
        try:
            value = field.read(cell)
        except Unreadable as problem:
            log.add(sheet.at(row, field.heading, _shown(cell)), problem.zh, problem.en)
            return column.blank(), False, False
    if value is not None:
        return value, False, True
    if column.required:
        heading = column.name if field is None else field.heading
        log.add(sheet.at(row, heading), f"不能为空（{column.zh}）", f"must not be blank ({column.en})")
        return column.blank(), False, False
    if column.default:
        return column.read(column.default, "yuan"), True, True
    return column.blank(), False, True


def _shown(cell: Cell) -> object:
    """A cell as a message shows it."""
    return f"{cell:.15g}" if isinstance(cell, float) else cell


def columns_fit(
    written: Sequence[str], known: Mapping[str, Column], at: Callable[[str], Locator], log: ProblemLog
) -> bool:
    """Whether no known column stands twice and every required one is there; else problems go to `log`."""
    fit = True
    for name, count in Counter(written).items():
        if name in known and count > 1:
            log.add(at(name), "列重复", "the column stands twice")
            fit = False
    for column in known.values():
        if column.required and column.name not in written:
            log.add(at(column.name), f"缺少必填列（{column.zh}）", f"required column missing ({column.en})")
            fit = False
    return fit
