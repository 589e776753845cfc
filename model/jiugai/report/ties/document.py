"""A report as it is read back from a file: its tables with their keys, its sentences with their references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_LEADING = re.compile(rf"(?:{_NUMBER.pattern})(?=$|[\s㎡个户年元万项格])")
NOTHING = ("–", "")


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and its value: None where it is no number. `exact`: in the file, beside a rounded text."""

    text: str
    exact: Fraction | None = None

    @property
    def number(self) -> Fraction | None:
        if self.exact is not None:
            return self.exact
        return Fraction(0) if self.text in NOTHING else leading_number(self.text)


@dataclass(frozen=True)
class Line:
    """A row: role `row`, `group`, `subtotal` or `total`; `key` where it has one; cells by the key of their column."""

    role: str
    key: str
    cells: dict[str, Cell]


@dataclass
class Table:
    """A table of any number of sheets; `headings` by the key of the column."""

    name: str
    columns: list[str]
    lines: list[Line]
    headings: dict[str, str] = field(default_factory=dict)


@dataclass
class Said:
    """A sentence: its key and parts in order, text and values."""

    key: str
    parts: list[str | Told] = field(default_factory=list)
    around: Said | None = None

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def values(self) -> dict[str, Told]:
        return {part.name: part for part in self.parts if isinstance(part, Told)}


@dataclass
class Told:
    """A value of a sentence: text of its own, and sentences inside it."""

    name: str
    parts: list[str | Said] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def own(self) -> str:
        """Its text but for the sentences inside it."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def inside(self) -> Iterator[Said]:
        return (part for part in self.parts if isinstance(part, Said))


@dataclass
class Document:
    """A report read back. `captions`: id of a table, chart or section → its caption; `loose`: text in no sentence."""

    lang: str
    tables: dict[str, Table] = field(default_factory=dict)
    sentences: list[Said] = field(default_factory=list)
    captions: dict[str, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)


def leading_number(text: str) -> Fraction | None:
    """The number that a text is, or begins with before a unit; None where it is no number.

    >>> leading_number("1,234.56"), leading_number("62.5%"), leading_number("3 个小区"), leading_number("2021—2022")
    (Fraction(30864, 25), Fraction(5, 8), Fraction(3, 1), None)
    """
    found = _LEADING.match(text.strip())
    return None if found is None else number_of(found[0])


def number_of(text: str) -> Fraction:
    plain = text.replace(",", "").replace("−", "-")
    return Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)


def numbers_in(text: str) -> list[str]:
    """Every number of a text, as it stands there."""
    return [found[0] for found in _NUMBER.finditer(text)]


def joined(name: str, sheets: list[Table]) -> Table:
    """Sheets of one table: side by side where they have the same rows and agree on what they share, else in turn."""
    columns = list(dict.fromkeys(column for sheet in sheets for column in sheet.columns))
    headings = {key: text for sheet in sheets for key, text in sheet.headings.items()}
    lines = list(sheets[0].lines)
    for sheet in sheets[1:]:
        lines = _beside(lines, sheet.lines) or [*lines, *sheet.lines]
    return Table(name, columns, lines, headings)


def _beside(left: list[Line], right: list[Line]) -> list[Line]:
    """Rows put together, with the total that either sheet has; none where the sheets have other rows."""
    bodies = [[line for line in lines if line.role != "total"] for lines in (left, right)]
    if len(bodies[0]) != len(bodies[1]) or not all(map(_same, *bodies)):
        return []
    rows = [Line(a.role, a.key, a.cells | b.cells) for a, b in zip(*bodies, strict=True)]
    cells = [line.cells for line in (*left, *right) if line.role == "total"]
    total = {key: cell for found in cells for key, cell in found.items()}
    return [*rows, Line("total", "", total)] if cells else rows


def _same(left: Line, right: Line) -> bool:
    shared = left.cells.keys() & right.cells.keys()
    return left.role == right.role and all(left.cells[key].text == right.cells[key].text for key in shared)
