"""The language of `ties.csv`: what a number in a sentence must equal, in cells of the tables of the same report.

```
T1[total].households                    the cell of the total (also `subtotal`)
T2[number = T1[decision = @decision.new].number].cost       the cells of the rows for which it holds, joined by number
indicators[row = "county_general"].{year}                   a row by its key, a column by another value of the sentence
T2[total].loan?                         nothing and 0, where the report does not have the table or column
sum(…) count(…) distinct(…) max(…) min(…) abs(…) share(part, whole)
within(span)  a year of it, years(span)  if any, years of it     across(span, …)  the sum of an expression of {year}
peak(span, …)  the first year in which an expression of {year} is largest
among(cells)  one of the texts  list(cells)  all of them       heading(T.column)  the number in the heading
numbers(cells)  one of the numbers in the texts                inside(cells)  the sum of the first number in each
```

Inside brackets a bare name is a column of the row, `row` its key; `a | b` is any of them, `^=` begins with, `*=` holds.
`{x}` is the value x of the sentence, `{parent}` the last part of the key of the sentence around it, `@key` a label or
words of the report. Nothing else can be said: a tie reads tables, and computes with + − × ÷.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

FUNCTIONS = (
    "sum", "count", "distinct", "max", "min", "abs", "share", "within", "years", "among", "list", "peak", "across",
    "heading", "numbers", "inside",
)  # fmt: skip
ROLES = ("total", "subtotal")
_TOKEN = re.compile(
    r'\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>"[^"]*")|\{(?P<value>[\w.]+)\}|@(?P<words>[\w.]+)'
    r"|(?P<name>[A-Za-z_]\w*)|(?P<sign>[\^*!<>]=|[-+*/=<>()\[\],.|?]))"
)


@dataclass(frozen=True)
class Number:
    value: Fraction


@dataclass(frozen=True)
class Text:
    value: str


@dataclass(frozen=True)
class Words:
    """`@key`."""

    key: str


@dataclass(frozen=True)
class Value:
    """`{name}`."""

    name: str


@dataclass(frozen=True)
class Column:
    """A column of the row at hand."""

    name: str
    optional: bool = False


@dataclass(frozen=True)
class Any:
    """`a | b`."""

    choices: tuple[Node, ...]


@dataclass(frozen=True)
class Sum:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call:
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Holds:
    """A condition on a row."""

    left: Node
    sign: str
    right: Node


@dataclass(frozen=True)
class Cells:
    """Rows of a table with a role for which all conditions hold, and of them one column (None: the rows)."""

    table: str
    role: str
    conditions: tuple[Holds, ...]
    column: str | Value | None
    optional: bool


Node = Number | Text | Words | Value | Column | Any | Sum | Call | Cells


def parse(text: str) -> Node:
    """The expression. Raises ValueError saying where it cannot be read.

    >>> parse("T1[total].households")
    Cells(table='T1', role='total', conditions=(), column='households', optional=False)
    """
    parser = _Parser(text)
    found = parser.sum()
    if parser.at < len(parser.tokens):
        raise parser.unreadable()
    return found


class _Parser:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.inside = text, 0, 0
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ValueError(f"{text!r}: cannot read {text[at:]!r}")
            kind = str(found.lastgroup)
            self.tokens.append((kind, found[kind]))
            at = found.end()

    def unreadable(self) -> ValueError:
        rest = " ".join(token for _, token in self.tokens[self.at :])
        return ValueError(f"{self.text!r}: cannot read {rest!r}")

    def sees(self, *signs: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] in [("sign", sign) for sign in signs]

    def take(self, *signs: str) -> str:
        if not self.sees(*signs):
            raise self.unreadable()
        self.at += 1
        return self.tokens[self.at - 1][1]

    def sum(self) -> Node:
        left = self.product()
        while self.sees("+", "-"):
            left = Sum(self.take("+", "-"), left, self.product())
        return left

    def product(self) -> Node:
        left = self.choice()
        while self.sees("*", "/"):
            left = Sum(self.take("*", "/"), left, self.choice())
        return left

    def choice(self) -> Node:
        choices = [self.one()]
        while self.sees("|"):
            self.take("|")
            choices.append(self.one())
        return choices[0] if len(choices) == 1 else Any(tuple(choices))

    def one(self) -> Node:
        if self.sees("("):
            self.take("(")
            inner = self.sum()
            self.take(")")
            return inner
        if self.at >= len(self.tokens):
            raise self.unreadable()
        kind, token = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return Number(Fraction(token))
        if kind == "text":
            return Text(token[1:-1])
        if kind == "words":
            return Words(token)
        if kind == "value":
            return Value(token)
        if kind != "name":
            self.at -= 1
            raise self.unreadable()
        if self.sees("("):
            return self.call(token)
        if self.inside and not self.sees("[", "."):
            optional = self.sees("?")
            if optional:
                self.take("?")
            return Column(token, optional)
        return self.cells(token)

    def call(self, name: str) -> Node:
        if name not in FUNCTIONS:
            raise ValueError(f"{self.text!r}: no function {name!r}")
        self.take("(")
        arguments = [self.sum()]
        while self.sees(","):
            self.take(",")
            arguments.append(self.sum())
        self.take(")")
        return Call(name, tuple(arguments))

    def cells(self, table: str) -> Node:
        role, conditions, column = "row", [], None
        if self.sees("["):
            self.take("[")
            self.inside += 1
            while True:
                if self.tokens[self.at : self.at + 1] in [[("name", name)] for name in ROLES]:
                    role = self.tokens[self.at][1]
                    self.at += 1
                else:
                    conditions.append(self.condition())
                if not self.sees(","):
                    break
                self.take(",")
            self.inside -= 1
            self.take("]")
        if self.sees("."):
            self.take(".")
            kind, token = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
            if kind not in ("name", "value"):
                raise self.unreadable()
            self.at += 1
            column = Value(token) if kind == "value" else token
        optional = self.sees("?")
        if optional:
            self.take("?")
        return Cells(table, role, tuple(conditions), column, optional)

    def condition(self) -> Holds:
        left = self.sum()
        sign = self.take("=", "!=", "<", ">", "<=", ">=", "^=", "*=")
        return Holds(left, sign, self.sum())
