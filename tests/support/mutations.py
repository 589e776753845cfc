"""Damaging a source of case data, and an oracle that reads the damage on its own.

A *source* is anything a case can be read from: it has cells by table, row and column, takes a mutated cell, and is
read by the program. The oracle knows the column dictionary and nothing of the reader: a mutated cell is either refused,
with its place, or read as exactly what an independent reading of the text says; every other cell is read as before.
To add a source (a workbook, a plain list): a class with the three members of `Source`.
"""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from jiugai.errors import JiugaiError, Problem
from jiugai.inputs.case import Case, load_case
from jiugai.inputs.dictionary import Column, dictionary

Grid = list[list[str]]


class Source(Protocol):
    """Something a case is read from. Row 0 of a grid is the header."""

    def grids(self) -> Mapping[str, Grid]:
        """Table name → its cells as text, unharmed."""

    @contextmanager
    def mutated(self, table: str, grid: Grid) -> Iterator[None]:
        """The table holds `grid` while the block runs."""

    def read(self) -> Case:
        """The case as the program reads it. Raises `JiugaiError`."""


@dataclass
class CaseFolder:
    """The first source: a copy of a case folder, one CSV a table, every cell quoted where it must be."""

    folder: Path

    @classmethod
    def copy(cls, case: Path, to: Path) -> CaseFolder:
        return cls(Path(shutil.copytree(case, to)))

    def grids(self) -> Mapping[str, Grid]:
        return {
            path.stem: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
            for path in sorted(self.folder.glob("*.csv"))
        }

    @contextmanager
    def mutated(self, table: str, grid: Grid) -> Iterator[None]:
        path = self.folder / f"{table}.csv"
        before = path.read_bytes()
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(grid)
        path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
        try:
            yield
        finally:
            path.write_bytes(before)

    def read(self) -> Case:
        return load_case(self.folder)


# --- the damage -------------------------------------------------------------------------------------------------------

_CELLS = (
    "", " ", "0", "-0", "-1", "0.5", "1e9", "1E5", "nan", "NaN", "inf", "-inf", "None", "NULL", "yes", "NO", "*", "１２", "٣",
    "1,2", "1，234", "12%", "¥12", "12元", "+7", "7.", ".7", "007", "7.0", "7.50", "1_000", "0x1f", "1/3", "=1+1", "#N/A", "'7",
    '"', "'", "\n", "a\nb", "\r", "\0", "\u2028", "\u200b7", "7\u00a0", "\u30007\u3000", "\ufeff7", "2021", "2021.0", "2021-12-31",
    "99999999999999999999", "9" * 400, "0." + "3" * 60, "0.00001", "tc01", "TC01", "central", "Central", "loan", "debt", "own",
    "general_bond", "in_progress", "completed", "upgrade", "天" * 50, "true", "1", "-", "\\", "a b", "；", "🏚",
)  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """One damaged cell: row as a spreadsheet counts, what stood there and what stands now."""

    table: str
    row: int
    column: str
    old: str
    new: str


def draw(source: Source, seed: random.Random) -> tuple[Mutation, Grid]:
    """A cell drawn evenly over tables, and the grid with it damaged: another text, or the old one slightly changed."""
    grids = source.grids()
    table = seed.choice([name for name, grid in sorted(grids.items()) if len(grid) > 1])
    grid = [list(row) for row in grids[table]]
    row = seed.randrange(1, len(grid))
    place = seed.randrange(len(grid[0]))
    old = grid[row][place]
    new = seed.choice(_CELLS) if seed.random() < 0.7 else _changed(old, seed)
    grid[row][place] = new
    return Mutation(table, row + 1, grid[0][place], old, new), grid


def _changed(text: str, seed: random.Random) -> str:
    """A slip of the hand: a character dropped, doubled, exchanged or put in."""
    at = seed.randrange(len(text) + 1)
    sign = seed.choice("0123456789.,-%eE ＿０．\u00a0\tx甲")
    return seed.choice(
        (text[:at] + sign + text[at:], text[:at] + text[at + 1 :], text[:at] + sign + text[at + 1 :], text * 2)
    )


# --- the oracle -------------------------------------------------------------------------------------------------------


class Misread(AssertionError):
    """The program read a damaged case as something it does not say."""


@dataclass
class Tally:
    """How mutations ended: read, refused at the cell, refused elsewhere (a key that others refer to, …)."""

    ends: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)

    def add(self, end: str, problems: tuple[Problem, ...] = ()) -> None:
        self.ends[end] += 1
        self.sentences.update(re.sub(r"[\d.]+", "#", problem.en)[:60] for problem in problems)


def check(source: Source, good: Case, mutation: Mutation, grid: Grid, tally: Tally) -> None:
    """Read the damaged source and compare with the oracle. Raises `Misread`; a crash passes through as it is."""
    with source.mutated(mutation.table, grid):
        try:
            case = source.read()
        except JiugaiError as error:
            _check_refusal(mutation, error)
            here = any(_at(mutation, problem) for problem in error.problems)
            tally.add("refused at the cell" if here else "refused elsewhere", error.problems)
            return
    _check_reading(good, case, mutation, grid)
    tally.add("read")


def _check_refusal(mutation: Mutation, error: JiugaiError) -> None:
    if not error.problems or error.exit_code != 2:
        raise Misread(f"{mutation}: refused without a problem of the input")
    for problem in error.problems:
        if not (problem.zh and problem.en and problem.where.file):
            raise Misread(f"{mutation}: a problem without place or words: {problem}")


def _at(mutation: Mutation, problem: Problem) -> bool:
    where = problem.where
    return (
        Path(where.file).stem == mutation.table and mutation.row == where.row and where.column in ("", mutation.column)
    )


def _check_reading(good: Case, case: Case, mutation: Mutation, grid: Grid) -> None:
    columns = dictionary()[mutation.table]
    for name, frame in good.tables.items():
        if name == mutation.table:
            _check_table(columns, case, mutation, grid)
        elif not frame.equals(case.tables[name]):
            raise Misread(f"{mutation}: table {name} is read otherwise")


def _check_table(columns: dict[str, Column], case: Case, mutation: Mutation, grid: Grid) -> None:
    """Every cell of the damaged table, read independently, in the order of the keys."""
    header = [cell.strip() for cell in grid[0]]
    expected = [
        {name: _says(column, _cell(header, row, name), case.money_unit) for name, column in columns.items()}
        for row in grid[1:]
        if any(cell.strip() for cell in row)
    ]
    keys = [name for name, column in columns.items() if column.is_key]
    expected.sort(key=lambda row: [row[key] for key in keys])
    frame = case.tables[mutation.table]
    found = [{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]
    if found != expected:
        wrong = [(a, b) for a, b in zip(found, expected, strict=False) if a != b]
        raise Misread(f"{mutation}: {len(found)} rows for {len(expected)}; read {wrong[:1]}")


def _cell(header: list[str], row: list[str], name: str) -> str:
    return row[header.index(name)].strip() if name in header else ""


def _plain(value: Any) -> Any:
    return None if value is None or value is pd.NA or value != value else value


class Nothing:
    """What no reading of a cell can be: equal to nothing."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return False

    def __lt__(self, other: object) -> bool:
        return True


def _says(column: Column, text: str, unit: str) -> Any:
    """What the text of a cell says by the words of docs/formats.md; `Nothing` for what must be refused."""
    text = text or column.default
    kind = {"key": "id", "key_year": "year", "key_choice": "choice"}.get(column.type, column.type)
    if not text:
        if column.required:
            return Nothing()
        return None if kind in ("int", "year", "money", "ratio", "exact", "number") else "*" if column.is_key else ""
    if kind in ("id", "text"):
        return text
    if kind == "choice":
        return text if text in column.choices else Nothing()
    if kind == "bool":
        return {"yes": True, "no": False}.get(text.lower(), Nothing())
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return Nothing()
    return _number(column, kind, Decimal(text), unit)


def _number(column: Column, kind: str, number: Decimal, unit: str) -> Any:
    within = (column.min is None or number >= column.min) and (column.max is None or number <= column.max)
    exact = Fraction(number) * (10_000 if kind == "money" and unit == "wan_yuan" else 1)
    if not within or (kind in ("int", "year", "money") and exact.denominator != 1):
        return Nothing()
    return float(number) if kind == "number" else exact if kind in ("ratio", "exact") else int(exact)


def run(source: Source, count: int, seed: int) -> Tally:
    """`count` mutations of a source, each checked."""
    numbers, tally, good = random.Random(seed), Tally(), source.read()
    for _ in range(count):
        mutation, grid = draw(source, numbers)
        check(source, good, mutation, grid, tally)
    return tally
