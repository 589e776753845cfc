"""What a column is by definition, from `identities.csv`: `gap` = cost − sum, `share` = yuan ÷ total of yuan.

A formula is a sum of columns, or one sum divided by another; `cost_*` stands for every column of that beginning,
`{first}` for the first plan year, `total(yuan)` for the total of a column. Columns that a plan has nothing for are
zero. An empty formula: the column has none, and its total is no sum either (a mean).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_TERM = re.compile(r"([+-]?)\s*(total\()?([\w*]+)\)?\s*")


@dataclass(frozen=True)
class Term:
    """A column with its sign; `of_total`: its total, whatever the row."""

    sign: int
    key: str
    of_total: bool = False


@dataclass(frozen=True)
class Identity:
    """A column is `over`, or `over` ÷ `under`; nothing where both are empty."""

    over: tuple[Term, ...]
    under: tuple[Term, ...] = ()


def identities(table: str, first_year: int) -> dict[str, list[Identity]]:
    """column → what it may be, of a table; the first that fits holds."""
    found: dict[str, list[Identity]] = {}
    for name, key, formula in _lines():
        if name == table:
            found.setdefault(key, []).append(_parsed(formula.replace("{first}", str(first_year))))
    return found


@cache
def _lines() -> tuple[tuple[str, str, str], ...]:
    text = files("jiugai.report.xlsx").joinpath("identities.csv").read_text(encoding="utf-8")
    return tuple((row["table"], row["key"], row["formula"]) for row in csv.DictReader(text.splitlines()))


def _parsed(formula: str) -> Identity:
    """Raises ValueError for what is neither a sum nor a quotient of sums.

    >>> _parsed("(a + b_*) / total(c)").under
    (Term(sign=1, key='c', of_total=True),)
    """
    over, _, under = formula.partition("/")
    return Identity(_sum(over), _sum(under))


def _sum(text: str) -> tuple[Term, ...]:
    plain = text.strip()
    if plain.startswith("("):
        plain = plain[1:-1]
    terms, at = [], 0
    while at < len(plain):
        found = _TERM.match(plain, at)
        if found is None:
            raise ValueError(f"identities.csv: {text!r}")
        terms.append(Term(-1 if found[1] == "-" else 1, found[3], bool(found[2])))
        at = found.end()
    return tuple(terms)
