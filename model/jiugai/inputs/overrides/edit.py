"""The overrides of one table: taken one by one, checked against each other, then applied at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from jiugai.errors import Locator, Problem
from jiugai.inputs.dictionary import Column, Unreadable
from jiugai.inputs.override import Change, Override, unchanged
from jiugai.inputs.overrides.targets import Target, is_operation, key_columns, key_of_new, row_keys, target
from jiugai.inputs.overrides.values import in_case_unit, told, worked_out, written
from jiugai.inputs.tables import Table
from jiugai.inputs.vocabulary import nearest

_ROW = ""  # in place of a column: the row as a whole


class Edit:
    """What a scenario does to a table. A cell or a row is changed by one override at most."""

    def __init__(self, before: Table, money_unit: str) -> None:
        self._before, self._money_unit = before, money_unit
        self._cells: dict[tuple[int, str], tuple[Any, bool]] = {}
        self._rows: dict[str, dict[str, tuple[Any, bool]]] = {}
        self._by: dict[int, dict[str, Override]] = {}
        self._added_by: dict[str, Override] = {}
        self._overrides: list[Override] = []
        self._keys = row_keys(before)
        self._values = {name: before.frame[name].tolist() for name in before.columns}

    def take(self, override: Override, tail: str) -> None:
        """One override; `tail` is its path behind the table. Raises `ScenarioError`."""
        self._overrides.append(override)
        found = target(self._before, tail, override)
        if found.column is not None:
            self._set(override, found, found.column)
        elif override.value is None:
            for position in found.positions:
                self._claim(override, position, _ROW)
        else:
            self._add(override, found)

    def _set(self, override: Override, found: Target, column: Column) -> None:
        filled = self._before.filled.get(column.name, frozenset())
        for position in found.positions:
            self._claim(override, position, column.name)
            old = self._values[column.name][position]
            try:
                if is_operation(override.value):
                    new = worked_out(column, old, override.value, self._money_unit), False
                else:
                    new = written(column, override.value, self._money_unit)
            except Unreadable as problem:
                if len(found.positions) == 1:
                    raise override.wrong(problem.zh, problem.en) from None
                key = self._keys[position]
                raise override.wrong(f"{key}：{problem.zh}", f"{key}: {problem.en}") from None
            stated = position in filled and not new[1] and not is_operation(override.value)
            if stated or told(new[0]) != told(old):
                self._cells[position, column.name] = new

    def _claim(self, override: Override, position: int, column: str) -> None:
        mine = self._by.setdefault(position, {})
        other = next((by for of, by in mine.items() if of == column or _ROW in (of, column)), None)
        if other is not None:
            name, key = f"{other.path} ({other.file.name})", self._keys[position]
            raise override.wrong(f"与 {name} 改同一处：{key}", f"changes the same place as {name}: {key}")
        mine[column] = override

    def _add(self, override: Override, found: Target) -> None:
        if found.positions:
            zh = "已有这一行：改其中一格请在路径后加列名"
            raise override.wrong(zh, "this row is there already: to change a cell, add its column to the path")
        row = override.value
        unknown = [str(name) for name in row if name not in self._before.columns]
        if unknown:
            near = nearest(unknown[0], self._before.columns)
            known = near or ", ".join(self._before.columns)
            raise override.wrong(f"没有这一列（{unknown[0]}）：{known}", f"no such column ({unknown[0]}): {known}")
        keys = key_of_new(self._before, found.key, row)
        if keys is None:
            names = ", ".join(column.name for column in key_columns(self._before))
            zh, en = (
                f"看不出主键各部分：请在行中写明 {names}",
                f"the parts of the key are not certain: state {names} in the row",
            )
            raise override.wrong(zh, en)
        values: dict[str, tuple[Any, bool]] = {}
        for name, column in self._before.columns.items():
            try:
                values[name] = written(column, keys.get(name, row.get(name)), self._money_unit)
            except Unreadable as problem:
                raise override.wrong(f"{name}：{problem.zh}", f"{name}: {problem.en}") from None
        lower = {key.lower(): key for key in self._keys}
        if lower.get(found.key.lower()):
            other = lower[found.key.lower()]
            zh = f"与 {other} 只有大小写不同，请改成不同的编号"
            raise override.wrong(zh, f"differs from {other} in capitals only: choose another id")
        self._rows[found.key] = values
        self._added_by[found.key] = override

    def changes(self, problems: list[Problem]) -> Iterator[Change]:
        """Old → new: cells of one override that all change alike by its path, others each by its own; no path twice.

        An override without effect is added to `problems`.
        """
        table = f"case.{self._before.name}"
        told_by: dict[str, list[Change]] = {}
        for position, column, override in self._claims():
            key = self._keys[position]
            if column == _ROW:
                change = Change(f"{table}.{key}", self._row_text(self._row(position)), "", override)
                told_by.setdefault(override.path, []).append(change)
            elif (position, column) in self._cells:
                was, now = told(self._values[column][position]), told(self._cells[position, column][0])
                if was != now:
                    change = Change(f"{table}.{key}.{column}", was, now, override)
                    told_by.setdefault(override.path, []).append(change)
        for path, group in told_by.items():
            if len(group) > 1 and len({(change.old, change.new) for change in group}) == 1:
                yield replace(group[0], path=path, cells=len(group))
            else:
                yield from group
        for key, row in self._rows.items():
            yield Change(f"{table}.{key}", "", self._row_text(row), self._added_by[key])
        working = set(told_by) | {override.path for override in self._added_by.values()}
        refused = {problem.where.column for problem in problems}
        idle = [override for override in self._overrides if override.path not in working | refused]
        problems.extend(unchanged(override, self._now(override)) for override in idle)

    def _claims(self) -> Iterator[tuple[int, str, Override]]:
        for position, mine in self._by.items():
            for column, override in mine.items():
                yield position, column, override

    def _now(self, override: Override) -> str:
        """What stands in the cells of an override that does nothing, the first few, in the money unit of the case."""
        found = [
            told(in_case_unit(self._before.columns[of], self._values[of][at], self._money_unit))
            for at, of, by in self._claims()
            if by is override
        ]
        return ", ".join(list(dict.fromkeys(filter(None, found)))[:3])

    def _row(self, position: int) -> dict[str, tuple[Any, bool]]:
        filled = self._before.filled
        return {name: (cells[position], position in filled.get(name, ())) for name, cells in self._values.items()}

    def _row_text(self, row: dict[str, tuple[Any, bool]]) -> str:
        """What a row states besides its key."""
        is_key = {column.name for column in key_columns(self._before)}
        texts = {name: told(value) for name, (value, is_default) in row.items() if not is_default}
        return "; ".join(f"{name}={text}" for name, text in texts.items() if text and name not in is_key)

    def table(self) -> Table:
        """The table with every change, sorted by key like one that was read."""
        before = self._before
        if not self._by and not self._rows:
            return before
        gone = {position for position, mine in self._by.items() if _ROW in mine}
        kept = [position for position in range(len(before.frame)) if position not in gone]
        added = [self._rows[key] for key in self._rows]
        columns: dict[str, pd.Series] = {}
        blanks: dict[str, list[bool]] = {}
        for name, column in before.columns.items():
            values, filled = self._values[name], before.filled.get(name, frozenset())
            cells = [self._cells.get((at, name), (values[at], at in filled)) for at in kept]
            cells += [row[name] for row in added]
            columns[name] = pd.Series([value for value, _ in cells], dtype=column.dtype)
            blanks[name] = [is_default for _, is_default in cells]
        frame = pd.DataFrame(columns)
        frame = frame.sort_values([column.name for column in key_columns(before)], kind="stable")
        order = frame.index.tolist()
        rows = [before.rows[at] for at in kept] + [0] * len(added)
        return replace(
            before,
            frame=frame.reset_index(drop=True),
            rows=tuple(rows[place] for place in order),
            filled={name: frozenset(i for i, p in enumerate(order) if marks[p]) for name, marks in blanks.items()},
            set_by=self._set_by({place: i for i, place in enumerate(order)}, kept),
        )

    def _set_by(self, now: dict[int, int], kept: list[int]) -> dict[tuple[int, str], Locator]:
        """Where a problem of a changed cell lies: at the override. `now`: place before sorting → position."""
        place = {at: now[number] for number, at in enumerate(kept)}
        found = {(place[at], name): where for (at, name), where in self._before.set_by.items() if at in place}
        for at, name, override in self._claims():
            if at in place:
                found[place[at], name] = override.at()
        for number, override in enumerate(self._added_by.values(), start=len(kept)):
            found[now[number], _ROW] = override.at()
        return found
