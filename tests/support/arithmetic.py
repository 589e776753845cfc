"""A line of arithmetic as a budget officer writes it, checked: `1,000,000 × 30 % = 300,000`.

Numbers are exact: `1,200`, `0.3`, `30 %`; operators `+ − × ÷` (also `- * /`), `^` with a whole exponent, brackets and
`min max floor round` (half up). A line is two or more sides joined by `= ≠ ≤ ≥ < > ≈`; `≈` holds where the right side
is the left one rounded to the decimals it shows.
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction

_RELATION = re.compile(r"[=≠≤≥<>≈]")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PLAIN = str.maketrans({"×": "*", "÷": "/", "−": "-", "（": "(", "）": ")"})

_BINARY: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "min": min,
    "max": max,
    "floor": lambda value: Fraction(math.floor(value)),
    "round": lambda value: Fraction(math.floor(value + Fraction(1, 2))),
}
_HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "≠": operator.ne,
    "≤": operator.le,
    "≥": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


class NotArithmetic(ValueError):
    """The line is not of the form above."""


def value(text: str) -> Fraction:
    """The exact value of one side of a line.

    >>> value("1,000,000 × 30 % − 0.5")
    Fraction(599999, 2)
    >>> value("max(0, 3 − 5) + round(2.5)")
    Fraction(3, 1)
    """
    plain = text.translate(_PLAIN).replace("^", "**")
    plain = _NUMBER.sub(lambda found: f"N('{found[0].replace(',', '')}')", plain)
    plain = re.sub(r"\s*%", " / N('100')", plain)
    try:
        return _value(ast.parse(plain.strip(), mode="eval").body)
    except (SyntaxError, KeyError, AttributeError, TypeError, ValueError) as failure:
        raise NotArithmetic(text) from failure


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.Call):
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise ValueError(node)
        if node.func.id == "N":
            return Fraction(node.args[0].value)  # type: ignore[attr-defined]
        return _FUNCTIONS[node.func.id](*[_value(argument) for argument in node.args])
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        power = _value(node.right)
        if power.denominator != 1:
            raise ValueError(node)
        return Fraction(_value(node.left) ** power.numerator)
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError(node)


def holds(line: str) -> bool:
    """Is every relation of the line true?

    >>> holds("2 × 300 + 50 = 650 ≤ 700"), holds("1 ÷ 3 ≈ 0.33"), holds("1 ÷ 3 = 0.33")
    (True, True, False)
    """
    sides = _RELATION.split(line)
    relations = _RELATION.findall(line)
    if not relations:
        raise NotArithmetic(f"nothing is claimed: {line}")
    values = [value(side) for side in sides]
    for number, relation in enumerate(relations):
        left, right = values[number], values[number + 1]
        if relation == "≈":
            shown = sides[number + 1].strip().partition(".")[2]
            if abs(left - right) > Fraction(1, 2 * 10 ** len(shown)):
                return False
        elif not _HOLDS[relation](left, right):
            return False
    return True


def numbers(line: str) -> set[Fraction]:
    """Every number the line shows, and the value of each of its sides."""
    found = {Fraction(text.replace(",", "")) for text in _NUMBER.findall(line)}
    return found | {value(side) for side in _RELATION.split(line)}
