"""A case workbook: the template filled with a case, its cells, headings, rows and columns damaged, written anew."""

from __future__ import annotations

import csv
import datetime
import io
import random
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl

from jiugai.errors import Problem
from jiugai.inputs.case import Case, load_case, read_case
from jiugai.inputs.dictionary import Column, dictionary
from jiugai.intake.template.write import template_bytes
from support.mutations import damages
from support.mutations.folder import blank, difference, value_of
from support.mutations.reading import UNITS, Nothing, agrees, day, is_gap, is_total, number_and_unit, shown, year
from support.mutations.source import Mutation
from support.workbook import Percent, Workbook

_HEAD = 1  # row of the headings in the template, from 0
_FLAGS = {"是": True, "有": True, "√": True, "✓": True, "yes": True, "true": True,
          "否": False, "无": False, "×": False, "no": False, "false": False}  # fmt: skip


@cache
def labels() -> dict[str, tuple[str, str]]:
    text = files("jiugai").joinpath("labels.csv").read_text(encoding="utf-8")
    return {row["key"]: (row["zh"], row["en"]) for row in csv.DictReader(text.splitlines())}


@dataclass
class CaseBook:
    """The template filled with a case; `folder` takes the damaged files. `damaged` is a `Workbook`."""

    case: Path
    folder: Path
    good: Case = field(init=False)
    book: Workbook = field(init=False)

    def __post_init__(self) -> None:
        self.good = load_case(self.case)
        book = openpyxl.load_workbook(io.BytesIO(template_bytes(read_case(self.case))))
        self.book = Workbook({sheet.title: _rows(sheet) for sheet in book if sheet.title not in ("填表说明", "选项")})

    def draw(self, numbers: random.Random) -> tuple[Mutation, Workbook]:
        """A sheet with rows, then a damage of it: mostly of a cell."""
        book = deepcopy(self.book)
        full = [name for name, rows in book.sheets.items() if len(rows) > _HEAD + 2 and name != "基本情况"]
        return damages.damage(book, numbers.choice(full), _HEAD, numbers), book

    def read(self, mutation: Mutation, damaged: Workbook) -> Case:
        return load_case(damaged.save(self.folder / "case.xlsx"))

    def misread(self, mutation: Mutation, damaged: Workbook, read: Case) -> str:
        names = {labels()[f"table.{table}"][0]: table for table in dictionary()}
        sheet = mutation.table
        if sheet not in damaged.sheets:
            return f"read without its sheet {sheet}"
        for ranges in damaged.merged.get(sheet, ()):
            top, bottom = (int("".join(filter(str.isdigit, end))) for end in ranges.split(":"))
            if bottom > _HEAD + 1 and top <= len(damaged.sheets[sheet]):
                return "read in spite of merged cells"
        rows, wrong = _table(names[sheet], damaged.sheets[sheet], self._money())
        return wrong or difference(self.good, read, {names[sheet]: rows})

    def _money(self) -> Fraction:
        """The unit of money headings that name none: that of the case sheet."""
        stated = dict(row[:2] for row in self.book.sheets["基本情况"])[labels()["case.money_unit"][0]]
        return Fraction(UNITS[stated][1])

    def holds(self, mutation: Mutation, problem: Problem) -> bool:
        return problem.where.sheet == mutation.table


def _rows(sheet: Any) -> list[list[Any]]:
    """The cells of a sheet, blank rows at its end left out."""
    rows = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _bare(cell: Any) -> str:
    text = shown(cell)
    return "".join(unicodedata.normalize("NFKC", text.strip("*＊★ ")).split()).lower() if isinstance(text, str) else ""


def _heading(table: str, cell: Any, money: Fraction) -> tuple[Column, Fraction] | None:
    """The column a heading names, and the size of its unit."""
    words = _bare(cell)
    for cut in (words, words.rpartition("(")[0]):
        for column in dictionary()[table].values():
            if cut and cut in {_bare(name) for name in (column.name, column.zh, column.en)}:
                unit = words[len(cut) :].strip("()")
                kind = column.unit or ("year" if column.base_type == "year" else "")
                if not unit or not kind:
                    return column, money if column.base_type == "money" else Fraction(1)
                sizes = {_bare(written): size for written, (measures, size) in UNITS.items() if measures == kind}
                return column, Fraction(sizes.get(unit, 0))
    return None


def _table(table: str, rows: list[list[Any]], money: Fraction) -> tuple[list[dict[str, Any]], str]:
    """The rows a sheet says, and what had to be refused: a heading, a total."""
    head = next(
        (place for place, row in enumerate(rows) if sum(_heading(table, cell, money) is not None for cell in row) > 1),
        None,
    )
    if head is None:
        return [], "read without a heading"
    places: dict[str, tuple[int, Fraction]] = {}
    for place, cell in enumerate(rows[head]):
        found = _heading(table, cell, money)
        if found is None or found[0].name in places or not found[1]:
            below = any(_given(row[place]) for row in rows[head + 1 :] if place < len(row) and not _note(row))
            if _given(cell) or below:
                return [], f"read in spite of the heading {cell!r}"
            continue
        places[found[0].name] = (place, found[1])
    said: list[dict[str, Any]] = []
    since = 0
    for row in rows[head + 1 :]:
        if _note(row) or not any(map(_given, row)):
            continue
        keys = [
            row[places[name][0]] for name, column in dictionary()[table].items() if column.is_key and name in places
        ]
        first = next(cell for cell in row if _given(cell))
        if is_total(first) or (not any(map(_given, keys)) and any(map(is_total, row))):
            if wrong := _total(table, row, places, said, since):
                return [], wrong
            since = len(said)
            continue
        said.append({
            name: _says(column, row[places[name][0]], places[name][1]) if name in places else _says(column, "", Fraction(1))
            for name, column in dictionary()[table].items()
        })  # fmt: skip
    return said, ""


def _given(cell: Any) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _note(row: list[Any]) -> bool:
    given = [cell for cell in row if _given(cell)]
    return bool(given) and all(isinstance(cell, str) and cell.strip().startswith("※") for cell in given)


def _total(
    table: str, row: list[Any], places: Mapping[str, tuple[int, Fraction]], said: list[dict[str, Any]], since: int
) -> str:
    """A total that is accepted is that of the rows since the last one, or of all."""
    for name, (place, size) in places.items():
        column = dictionary()[table][name]
        summed = column.base_type in ("int", "number", "exact", "money") and column.unit not in (
            "ratio",
            "year",
            "point",
        )
        if not summed or is_gap(row[place]):
            continue
        values = [Fraction(line[name] or 0) if not isinstance(line[name], Nothing) else Fraction(0) for line in said]
        if not any(agrees(sum(part, Fraction(0)), row[place], size, column.unit) for part in (values[since:], values)):
            return f"read in spite of the total {row[place]!r} of {name}"
    return ""


def _says(column: Column, cell: Any, size: Fraction) -> Any:
    """What a cell of a workbook says below a heading in units of `size`; `Nothing` for what must be refused."""
    kind, text = column.base_type, shown(cell)
    if isinstance(text, Nothing):
        return text
    gap = not _given(cell) or text == "" or (kind != "text" and is_gap(cell) and not (kind == "bool" and text == "无"))
    if gap:
        cell = text = column.default
        if not text:
            return blank(column)
        size = Fraction(1)
    if kind in ("text", "id"):
        if isinstance(text, bool | datetime.date):
            words = ("no", "yes")[text] if isinstance(text, bool) else text.isoformat()
            return Nothing() if kind == "id" else words
        return Nothing() if kind == "id" and isinstance(cell, Percent | float) and not text.isdecimal() else text
    if kind == "bool":
        return text if isinstance(text, bool) else _FLAGS.get(_bare(text), Nothing())
    if kind == "choice":
        words = {_bare(word): choice for choice in column.choices for word in (choice, *_words(column, choice))}
        return words.get(_bare(text) if isinstance(text, str) else "", Nothing())
    if kind == "year":
        found = year(cell)
        return Nothing() if found is None else value_of(column, Fraction(found))
    if kind == "date":
        return day(cell) or Nothing()
    return _number(column, cell, size)


def _words(column: Column, choice: str) -> tuple[str, str]:
    return labels()["choice.any" if choice == "*" else f"{column.name}.{choice}"]


def _number(column: Column, cell: Any, size: Fraction) -> Any:
    found = number_and_unit(cell)
    if found is None:
        return Nothing()
    number, unit = found
    if unit and (UNITS[unit][0] != column.unit or (unit != "%" and UNITS[unit][1] != size)):
        return Nothing()
    size = Fraction(UNITS[unit][1]) if unit else size
    yuan = number * size if column.base_type == "money" else number
    return value_of(column, yuan if column.base_type == "money" else number, 1 if column.base_type == "money" else size)
