"""What a tie comes to, in a report read back: a number, a text, or one of several texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiugai.report.ties import language as said
from jiugai.report.ties.document import Cell, Document, Line, leading_number, number_of, numbers_in
from jiugai.report.ties.language import Node

_YEAR = re.compile(r"\d{4}")


class Untied(Exception):
    """An expression that comes to nothing in this report; says why, for the reader of a problem."""


@dataclass(frozen=True)
class Choice:
    """One of these texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """All of these texts, in this order."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Span:
    """A year from first to last; `perhaps`: whatever years there are, none at all being well too."""

    first: int
    last: int
    perhaps: bool = False


Result = Fraction | str | Choice | Listed | Span
_Found = Result | list[Cell] | list[Line]


@dataclass(frozen=True)
class Evaluator:
    """Evaluates expressions for one sentence: `values` are its other values, `words` the texts of `@key`."""

    document: Document
    values: Mapping[str, str]
    words: Callable[[str], str]

    def result(self, node: Node) -> Result:
        """Raises `Untied`."""
        found = self._find(node, None)
        if isinstance(found, list):
            return Fraction(0) if isinstance(node, said.Cells) and node.optional and not found else self._single(found)
        return found

    def _find(self, node: Node, line: Line | None) -> _Found:
        if isinstance(node, said.Number):
            return node.value
        if isinstance(node, said.Text):
            return node.value
        if isinstance(node, said.Words):
            return self.words(node.key)
        if isinstance(node, said.Value):
            return self._value(node.name)
        if isinstance(node, said.Column):
            return self._cell(node.name, line)
        if isinstance(node, said.Any):
            return Choice(tuple(text for choice in node.choices for text in self._texts(self._find(choice, line))))
        if isinstance(node, said.Sum):
            return self._sum(node, line)
        if isinstance(node, said.Cells):
            return self._cells(node, line)
        return self._call(node, line)

    def _value(self, name: str) -> str:
        if name not in self.values:
            raise Untied(f"{{{name}}}")
        return self.values[name]

    def _cell(self, name: str, line: Line | None) -> list[Cell] | str:
        assert line is not None  # the parser makes columns only inside brackets
        if name == "row":
            return line.key
        return [line.cells.get(name, Cell(""))]

    def _sum(self, node: said.Sum, line: Line | None) -> Fraction:
        left, right = (self._number(self._find(side, line)) for side in (node.left, node.right))
        if node.sign == "/" and not right:
            raise Untied("÷ 0")
        return {"+": left + right, "-": left - right, "*": left * right, "/": left / (right or 1)}[node.sign]

    def _cells(self, node: said.Cells, around: Line | None) -> list[Cell] | list[Line]:
        table = self.document.tables.get(node.table)
        column = self._value(node.column.name) if isinstance(node.column, said.Value) else node.column
        if table is None or (column is not None and column not in table.columns):
            if node.optional:
                return []
            raise Untied(node.table if table is None else f"{node.table}.{column}")
        if any(name not in table.columns for condition in node.conditions for name in _columns(condition)):
            raise Untied(f"{node.table}[…]")
        lines = [
            line
            for line in table.lines
            if line.role == node.role and all(self._holds(condition, line) for condition in node.conditions)
        ]
        if column is None:
            return lines
        return [line.cells[column] for line in lines if column in line.cells]

    def _holds(self, condition: said.Holds, line: Line) -> bool:
        left, right = self._find(condition.left, line), self._find(condition.right, line)
        sign = condition.sign
        if sign in ("<", ">", "<=", ">="):
            a, b = self._number(left), self._number(right)
            return {"<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]
        texts = self._texts(left)
        if sign == "^=":
            return any(text.startswith(other) for text in texts for other in self._texts(right))
        if sign == "*=":
            return any(other in text for text in texts for other in self._texts(right))
        if isinstance(left, Fraction) or isinstance(right, Fraction):
            return (self._number(left) == self._number(right)) == (sign == "=")
        return bool(set(texts) & set(self._texts(right))) == (sign == "=")

    def _call(self, node: said.Call, line: Line | None) -> _Found:
        if node.name in ("peak", "across"):
            return self._by_year(node, line)
        if node.name == "heading":
            return self._heading(node.arguments[0])
        found = [self._find(argument, line) for argument in node.arguments]
        if node.name in ("among", "list", "distinct", "numbers", "inside"):
            return _of_texts(node.name, [text for item in found for text in self._texts(item)])
        if node.name in ("within", "years"):
            span = self._span(found[0])
            return Span(span.first, span.last, node.name == "years")
        if node.name == "count":
            return Fraction(sum(len(item) for item in found if isinstance(item, list)))
        if node.name == "share":
            part, whole = (self._number(item) for item in found)
            return part / whole if whole else "–"
        numbers = [number for item in found for number in self._numbers(item)]
        if not numbers and node.name != "sum":
            raise Untied(f"{node.name}()")
        return _of_numbers(node.name, numbers)

    def _heading(self, node: Node) -> Fraction:
        """The first number in the heading of a column."""
        if not isinstance(node, said.Cells) or node.table not in self.document.tables:
            raise Untied("heading()")
        found = numbers_in(self.document.tables[node.table].headings.get(str(node.column), ""))
        if not found:
            raise Untied(f"heading({node.table}.{node.column})")
        return number_of(found[0])

    def _by_year(self, node: said.Call, line: Line | None) -> Fraction:
        """The first year of a span in which an expression of {year} is largest, or the sum over its years."""
        span, expression = node.arguments
        years = self._span(self._find(span, line))
        of_year = {
            year: self._in_year(year)._number(self._in_year(year)._find(expression, line))
            for year in range(years.first, years.last + 1)
        }
        if node.name == "across":
            return sum(of_year.values(), Fraction(0))
        return Fraction(max(of_year, key=lambda year: (of_year[year], -year)))

    def _in_year(self, year: int) -> Evaluator:
        return Evaluator(self.document, {**self.values, "year": str(year)}, self.words)

    def _span(self, found: _Found) -> Span:
        years = [int(year) for text in self._texts(found) for year in _YEAR.findall(text)]
        if not years:
            raise Untied("within()")
        return Span(min(years), max(years))

    def _single(self, found: list[Cell] | list[Line]) -> Result:
        cells = [cell for cell in found if isinstance(cell, Cell)]
        if len(cells) != 1 or len(found) != 1:
            raise Untied(f"[{len(found)}]")
        number = cells[0].number
        return cells[0].text if number is None else number

    def _numbers(self, found: _Found) -> Sequence[Fraction]:
        if isinstance(found, list):
            return [cell.number or Fraction(0) for cell in found if isinstance(cell, Cell)]
        if isinstance(found, Span):
            return [Fraction(found.first), Fraction(found.last)]
        return [self._number(found)]

    def _number(self, found: _Found) -> Fraction:
        """One number; of no cell at all (an optional column) 0."""
        if isinstance(found, Fraction):
            return found
        if isinstance(found, str):
            number = leading_number(found)
        elif isinstance(found, list) and len(found) <= 1:
            number = found[0].number if found and isinstance(found[0], Cell) else Fraction(0)
        else:
            number = None
        if number is None:
            raise Untied(repr(found))
        return number

    def _texts(self, found: _Found) -> list[str]:
        if isinstance(found, list):
            return [cell.text for cell in found if isinstance(cell, Cell)]
        if isinstance(found, Choice | Listed):
            return list(found.texts)
        if isinstance(found, Fraction):
            return [str(found.numerator) if found.denominator == 1 else str(float(found))]
        return [found] if isinstance(found, str) else []


def _columns(node: Node | said.Holds) -> Iterator[str]:
    """Columns that a condition needs."""
    if isinstance(node, said.Column) and node.name != "row" and not node.optional:
        yield node.name
    elif isinstance(node, said.Sum | said.Holds):
        yield from (*_columns(node.left), *_columns(node.right))
    elif isinstance(node, said.Call):
        for argument in node.arguments:
            yield from _columns(argument)


def _of_texts(name: str, texts: Sequence[str]) -> Result:
    if name == "among":
        return Choice(tuple(texts))
    if name == "list":
        return Listed(tuple(texts))
    if name == "distinct":
        return Fraction(len(set(texts)))
    if name == "numbers":
        return Choice(tuple(number for text in texts for number in numbers_in(text)))
    firsts = (number for text in texts for number in numbers_in(text)[:1])
    return sum(map(number_of, firsts), Fraction(0))


def _of_numbers(name: str, numbers: Sequence[Fraction]) -> Fraction:
    if name == "sum":
        return sum(numbers, Fraction(0))
    if name == "abs":
        return abs(numbers[0])
    return max(numbers) if name == "max" else min(numbers)
