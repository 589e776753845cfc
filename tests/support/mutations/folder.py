"""A case folder: one CSV a table, plain numbers, every cell as it stands."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

from jiugai.errors import Problem
from jiugai.inputs.case import Case, load_case
from jiugai.inputs.dictionary import Column, dictionary
from support.mutations.reading import Nothing, day
from support.mutations.source import Mutation
from support.mutations.values import text

Grid = list[list[str]]


@dataclass
class CaseFolder:
    """A copy of a case folder. A damage is one cell of one table; `damaged` is the grid of that table."""

    folder: Path
    good: Case = field(init=False)
    grids: dict[str, Grid] = field(init=False)

    def __post_init__(self) -> None:
        self.good = load_case(self.folder)
        self.grids = {
            path.stem: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
            for path in sorted(self.folder.glob("*.csv"))
        }

    @classmethod
    def copy(cls, case: Path, to: Path) -> CaseFolder:
        return cls(Path(shutil.copytree(case, to)))

    def draw(self, numbers: random.Random) -> tuple[Mutation, Grid]:
        """A cell drawn evenly over tables."""
        table = numbers.choice([name for name, grid in sorted(self.grids.items()) if len(grid) > 1])
        row = numbers.randrange(1, len(self.grids[table]))
        place = numbers.randrange(len(self.grids[table][0]))
        return self.put(table, row, place, text(numbers, self.grids[table][row][place]))

    def put(self, table: str, row: int, place: int, new: str) -> tuple[Mutation, Grid]:
        """The cell at `row` (from 0, the header included) and `place` becomes `new`."""
        grid = [list(cells) for cells in self.grids[table]]
        old, grid[row][place] = grid[row][place], new
        return Mutation("cell", table, row + 1, grid[0][place], old, new), grid

    def read(self, mutation: Mutation, damaged: Grid) -> Case:
        path = self.folder / f"{mutation.table}.csv"
        before = path.read_bytes()
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(damaged)
        path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        try:
            return load_case(self.folder)
        finally:
            path.write_bytes(before)

    def misread(self, mutation: Mutation, damaged: Grid, read: Case) -> str:
        header = [cell.strip() for cell in damaged[0]]
        columns = dictionary()[mutation.table]
        rows = [
            {name: _says(column, _cell(header, row, name), read.money_unit) for name, column in columns.items()}
            for row in damaged[1:]
            if any(cell.strip() for cell in row)
        ]
        return difference(self.good, read, {mutation.table: rows})

    def holds(self, mutation: Mutation, problem: Problem) -> bool:
        return Path(problem.where.file).stem == mutation.table


def difference(good: Case, read: Case, expected: dict[str, list[dict[str, Any]]]) -> str:
    """Where a case differs from `expected` (table → rows), or in other tables from the case undamaged; "" nowhere."""
    for name in good.tables:
        if name not in expected:
            if not good.as_stated(name).equals(read.as_stated(name)):
                return f"table {name} is read otherwise"
            continue
        keys = [column.name for column in dictionary()[name].values() if column.is_key]
        rows = sorted(expected[name], key=lambda row: [row[key] for key in keys])
        found = [
            {str(key): _plain(value) for key, value in row.items()} for row in read.as_stated(name).to_dict("records")
        ]
        if found != rows:
            wrong = [(a, b) for a, b in zip(found, rows, strict=False) if a != b]
            return f"{name}: {len(found)} rows for {len(rows)}; read {wrong[:1]}"
    return ""


def _plain(value: Any) -> Any:
    return None if value is None or value is pd.NA or value != value else value


def _cell(header: list[str], row: list[str], name: str) -> str:
    return row[header.index(name)].strip() if name in header else ""


def _says(column: Column, cell: str, unit: str) -> Any:
    """What the text of a cell says; `Nothing` for what must be refused."""
    cell = cell or column.default
    if not cell:
        return blank(column)
    if column.base_type in ("id", "text"):
        return cell
    if column.base_type == "date":
        return cell if day(cell) == cell else Nothing()
    if column.base_type == "choice":
        return cell if cell in column.choices else Nothing()
    if column.base_type == "bool":
        return {"yes": True, "no": False}.get(cell.lower(), Nothing())
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        return Nothing()
    size = 10_000 if column.base_type == "money" and unit == "wan_yuan" else 1
    return value_of(column, Fraction(Decimal(cell)), size)


def blank(column: Column) -> Any:
    """What a blank cell of a column without default is."""
    if column.required:
        return Nothing()
    if column.base_type in ("int", "year", "money", "ratio", "exact", "number", "bool"):
        return None
    return "*" if column.is_key and "*" in column.choices else ""


def value_of(column: Column, number: Fraction, size: Fraction | int = 1) -> Any:
    """A number in units of `size` as a value of its column; limits hold for the unit of the column, for 万元 in CSV."""
    kind, exact = column.base_type, number * size
    limited = number if kind == "money" else exact
    within = (column.min is None or limited >= column.min) and (column.max is None or limited <= column.max)
    if not within or (kind in ("int", "year", "money") and exact.denominator != 1):
        return Nothing()
    return float(exact) if kind == "number" else exact if kind in ("ratio", "exact") else int(exact)
