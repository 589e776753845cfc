"""A plain list as a CSV file or a workbook: cells, headings, rows, totals and its encoding damaged."""

from __future__ import annotations

import csv
import datetime
import io
import random
import re
from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from jiugai.errors import Problem
from jiugai.intake.plain import Listing, Options, build_case, read_listing
from support.mutations import damages
from support.mutations.reading import UNITS, Nothing, agrees, half, is_gap, is_total, number_and_unit, shown, year
from support.mutations.source import Mutation
from support.mutations.values import TYPED, text
from support.workbook import Workbook

_SHEET = "清单"
_NAME = "小区名称"
#: words of a heading without its unit → (field, what it measures)
_FIELDS = {
    "小区名称": ("name", "text"), "小区名": ("name", "text"), "县": ("place", "text"), "所属社区": ("neighbourhood", "text"), "标段": ("lot", "text"),
    "计划年度": ("plan_year", "year"), "建成年份": ("built_year", "year"), "户数": ("households", "household"),
    "楼栋数": ("buildings", "building"), "建筑面积": ("floor_area_m2", "m2"), "居民同意率": ("consent_rate", "ratio"),
    "计划投资": ("invest_total", "yuan"), "标段总投资": ("invest_lot", "yuan"), "投资/基础类": ("invest_basic", "yuan"), "投资/基础": ("invest_basic", "yuan"),
    "投资/完善类": ("invest_improvement", "yuan"), "投资/完善": ("invest_improvement", "yuan"),
}  # fmt: skip
_UNUSED = ("序号", "备注", "我的列")
_SUMMED = ("household", "building", "m2", "yuan")
_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")


@dataclass
class PlainList:
    """A list; `suffix` says as what file it is written into `folder`. `damaged` is (book of one sheet, encoding)."""

    path: Path
    folder: Path
    suffix: str = ".csv"
    book: Workbook = field(init=False)
    head: int = field(init=False)

    def __post_init__(self) -> None:
        rows: list[list[Any]] = list(csv.reader(io.StringIO(self.path.read_text(encoding="utf-8-sig"), newline="")))
        width = max(map(len, rows))
        rows = [row + [""] * (width - len(row)) for row in rows]
        first = next(place for place, row in enumerate(rows) if _NAME in row)
        self.head = first + ("" in rows[first])  # a second line of headings fills what the first leaves blank
        if self.suffix == ".xlsx":
            rows = [[_typed(cell) for cell in row] if at > self.head else row for at, row in enumerate(rows)]
        self.book = Workbook({_SHEET: rows})

    def draw(self, numbers: random.Random) -> tuple[Mutation, tuple[Workbook, str]]:
        book = deepcopy(self.book)
        encoding = numbers.choice(_ENCODINGS)
        if self.suffix == ".xlsx":
            return damages.damage(book, _SHEET, self.head, numbers), (book, encoding)
        if numbers.random() < 0.03:
            return Mutation("encoding", _SHEET, 0, "", "", "utf-16"), (book, "utf-16")
        mutation = damages.damage(book, _SHEET, self.head, numbers, lambda numbers, old: text(numbers, str(old), TYPED))
        book.merged, book.hidden_rows = {}, {}  # a CSV file has neither
        return mutation, (book, encoding)

    def read(self, mutation: Mutation, damaged: tuple[Workbook, str]) -> tuple[Listing, dict[str, int]]:
        """The list as read, and what the works of its case cost: community → whole yuan."""
        book, encoding = damaged
        path = self.folder / f"list{self.suffix}"
        if self.suffix == ".xlsx":
            book.save(path)
        else:
            buffer = io.StringIO()
            csv.writer(buffer, lineterminator="\n").writerows(
                [[as_text(cell) for cell in row] for row in book.sheets[_SHEET]]
            )
            path.write_bytes(buffer.getvalue().encode(encoding))
        listing = read_listing(path)
        built = build_case(listing, path, Options(first_year=2021, last_year=2022))
        names = {row["community_id"]: row["name"] for row in built.tables["communities"]}
        cost = dict.fromkeys(names.values(), 0)
        for work in built.tables["works"]:
            cost[names[work["community_id"]]] += work["cost"]
        return listing, cost

    def misread(self, mutation: Mutation, damaged: tuple[Workbook, str], read: tuple[Listing, dict[str, int]]) -> str:
        book, encoding = damaged
        if encoding == "utf-16":
            return "read in spite of its encoding"
        listing, cost = read
        differences = [self._difference(said, listing, cost) for said in self._readings(mutation, book)]
        return "" if "" in differences else differences[0]

    def _readings(self, mutation: Mutation, book: Workbook) -> list[list[dict[str, Any]] | str]:
        """What the list says; a heading with a slip may still be understood, or be left unused."""
        readings = [self._said(deepcopy(book))]
        if mutation.kind == "heading":
            alike = [mutation.old] if _units(mutation.old) == _units(mutation.new) else []
            for words in (*alike, "我的列"):
                other = deepcopy(book)
                cells = other.sheets[_SHEET][self.head]
                cells[cells.index(mutation.new)] = words
                readings.append(self._said(other))
        return readings

    def _difference(self, said: list[dict[str, Any]] | str, listing: Listing, cost: dict[str, int]) -> str:
        if isinstance(said, str):
            return said
        found = [
            {name: value for name, value in row.values.items() if value is not None and name in _KEPT}
            for row in listing.rows
        ]
        if found != said:
            wrong = [(a, b) for a, b in zip(found, said, strict=False) if a != b]
            return f"{len(found)} communities for {len(said)}; read {wrong[:1]}"
        for row in said:
            tiers = [row[name] for name in ("invest_basic", "invest_improvement") if name in row]
            stated = row.get("invest_total", sum(tiers) if tiers else None)
            if stated is not None and cost[row["name"]] != stated:
                return f"{row['name']} costs {cost[row['name']]} for {stated}"
        return ""

    def holds(self, mutation: Mutation, problem: Problem) -> bool:
        return Path(problem.where.file).stem == "list"

    def _said(self, book: Workbook) -> list[dict[str, Any]] | str:
        """The communities the list names, field → value; or what had to be refused."""
        rows = book.sheets[_SHEET]
        fields: dict[str, tuple[int, str, Fraction]] = {}
        for place, words in enumerate(self._headings(rows)):
            name, kind, size = _field(words)
            if name in fields:
                return f"read in spite of two headings for {name}"
            if name:
                fields[name] = (place, kind, size)
        if "name" not in fields:
            return "read without a heading of the names"
        for top, bottom, place in _spans(book):
            held = [
                name for name, (at, kind, _) in fields.items() if at == place and (kind != "text" or name == "name")
            ]
            if held and bottom > self.head and held[0] != "invest_lot" and not _blank(rows[top][place]):
                return f"read in spite of merged cells of {held[0]}"
            for row in range(top, bottom + 1) if bottom < len(rows) else ():
                rows[row][place] = rows[top][place]
        said: list[dict[str, Any]] = []
        since = 0
        for row in rows[self.head + 1 :]:
            if all(map(_blank, row)) or self._is_remark(row, fields):
                continue
            if is_total(next(cell for cell in row if not _blank(cell))) or is_total(row[fields["name"][0]]):
                if wrong := _total(row, fields, said, since):
                    return wrong
                since = len(said)
                continue
            said.append({
                name: _says(name, kind, row[place], size)
                for name, (place, kind, size) in fields.items() if not is_gap(row[place])
            })  # fmt: skip
        return said

    def _headings(self, rows: list[list[Any]]) -> list[str]:
        if self.head == 0 or _NAME not in rows[self.head - 1]:
            return [str(cell) for cell in rows[self.head]]
        group, joined = "", []
        for upper, lower in zip(
            *([str(cell).strip() for cell in rows[at]] for at in (self.head - 1, self.head)), strict=True
        ):
            group = upper or group  # a word stands for the columns to its right that have one below
            over = group if lower else upper
            joined.append(f"{over}/{lower}" if over and lower and over != lower else over or lower)
        return joined

    def _is_remark(self, row: list[Any], fields: dict[str, tuple[int, str, Fraction]]) -> bool:
        numbers = [row[place] for place, kind, _ in fields.values() if kind != "text" and not _blank(row[place])]
        first = shown(next(cell for cell in row if not _blank(cell)))
        section = isinstance(first, str) and re.match(
            r"\([0-9一二三四五六七八九十]+\)|[一二三四五六七八九十]+、", half(first)
        )
        return not numbers and isinstance(first, str) and bool(section or first.startswith(("注", "备注")))


_KEPT = {name for name, _ in _FIELDS.values()}


def _typed(cell: str) -> Any:
    """A cell of a list as a spreadsheet would keep it: a plain number as a number."""
    return float(cell) if cell and cell.replace(".", "", 1).isascii() and cell.replace(".", "", 1).isdigit() else cell


def as_text(cell: Any) -> str:
    said = shown(cell) if not isinstance(cell, str) else cell
    return said if isinstance(said, str) else said.isoformat() if isinstance(said, datetime.date) else str(said)


def _blank(cell: Any) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _spans(book: Workbook) -> list[tuple[int, int, int]]:
    """(first row, last row, column) of the merged ranges, from 0."""
    return [
        (int(top[1:]) - 1, int(bottom[1:]) - 1, ord(top[0]) - ord("A"))
        for top, bottom in (cells.split(":") for cells in book.merged.get(_SHEET, ()))
    ]


def _field(words: str) -> tuple[str, str, Fraction]:
    """(field or "", what it measures, size of the unit in the heading)."""
    plain = "".join(half(words).split()).lower()
    units = []
    for unit, (measures, size) in UNITS.items():
        if f"({unit})" in plain:
            plain = plain.replace(f"({unit})", "")
            units.append((measures, Fraction(size)))
    name, kind = _FIELDS.get(plain, ("", ""))
    if not name and _FIELDS.get(plain.partition("(")[0], ("", ""))[1] == "text":
        name, kind = _FIELDS[plain.partition("(")[0]]  # behind a word without unit, brackets are a remark
    return name, kind, next((size for measures, size in units if measures == kind), Fraction(1))


def _units(words: str) -> set[str]:
    return {unit for unit in UNITS if f"({unit})" in half(words)}


def _says(name: str, kind: str, cell: Any, size: Fraction) -> Any:
    seen = shown(cell)
    if isinstance(seen, Nothing):
        return seen
    if kind == "text":
        return (
            {True: "yes", False: "no"}.get(seen, seen)
            if isinstance(seen, bool)
            else seen.isoformat()
            if isinstance(seen, datetime.date)
            else seen
        )
    if kind == "year":
        found = year(cell)
        return found if found is not None and 1900 <= found <= 2100 else Nothing()
    number = number_and_unit(cell)
    if number is None:
        return Nothing()
    value, unit = number
    if unit and UNITS[unit][0] != kind:
        return Nothing()
    exact = value * (Fraction(UNITS[unit][1]) if unit else size)
    if exact < 0 or (kind == "ratio" and (exact > 1 or (size != 1 and not unit and 0 < value <= size))):
        return Nothing()
    if kind == "yuan":
        return (exact + Fraction(1, 2)).__floor__()
    if kind in ("household", "building"):
        return int(exact) if exact.denominator == 1 and exact >= 1 else Nothing()
    return exact if exact or kind == "ratio" else Nothing()


def _total(row: list[Any], fields: dict[str, tuple[int, str, Fraction]], said: list[dict[str, Any]], since: int) -> str:
    """A total that is accepted is that of the rows since the last one, or of all; of less where a row says nothing."""
    for name, (place, kind, size) in fields.items():
        if kind not in _SUMMED or name == "invest_lot" or is_gap(row[place]):
            continue
        sums = [
            sum((Fraction(line.get(name, 0)) for line in part), Fraction(0)) for part in (said[since:], said) if part
        ]
        if any(agrees(total, row[place], size, kind) for total in sums):
            continue
        if not any(name not in line for line in said):
            return f"read in spite of the total {row[place]!r} of {name}"
    return ""
