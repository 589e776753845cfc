"""constraints.csv as the audit's own list: every line of section 3.7, recomputed and held against the plan."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.ledger import Ledger, Line
from jiugai.audit.report import Book
from jiugai.audit.tables import Claims
from jiugai.money import cents
from jiugai.plan import KEYS

BINDING_YUAN = 100

#: unit of a line → its word in Chinese and English
UNITS = {
    "yuan": ("元", "yuan"),
    "community": ("个小区", "communities"),
    "household": ("户", "households"),
    "m2": ("㎡", "m²"),
}


def build_lines(book: Book, ledger: Ledger) -> dict[tuple[str, str], Line]:
    """(rule, label) → line, for the rules in force; lines of two zeros are left out."""
    return {
        (check.id, label): line
        for check in book.lines
        for label, line in check.lines(ledger)
        if line.activity or line.limit
    }


def printed(book: Book, rule: str, line: Line) -> Row:
    """A line as constraints.csv shows it; slack is the exact difference, rounded once."""
    slack = cents(line.activity - line.limit if line.sense == ">=" else line.limit - line.activity)
    return {
        "clause": book.clause(rule),
        "activity": cents(line.activity),
        "limit": cents(line.limit),
        "slack": slack,
        "unit": line.unit,
        "binding": abs(slack) <= BINDING_YUAN if line.unit == "yuan" else abs(slack) < 1,
    }


def _told(amount: Fraction | int) -> str:
    """An activity as a sentence gives it: whole where it is."""
    return f"{int(amount):,}" if amount == int(amount) else f"{cents(amount):,}"


def check_lines(book: Book, lines: Mapping[tuple[str, str], Line], claims: Claims) -> None:
    """constraints.csv is exactly this list, and every hard line holds (ratio rows up to their cells).

    Lines of rules that the audit does not re-check are left aside: the report names these rules.
    """
    due: dict[Key, Row] = {(rule, label): printed(book, rule, line) for (rule, label), line in lines.items()}

    def rule_of(key: Key, _column: str) -> str:
        return book.either(str(key[0]), "model#constraints")

    found = {key: row for key, row in claims.rows["constraints"].items() if key[0] not in book.unchecked}
    compare(book, "constraints", KEYS["constraints"], found, due, rule_of)
    asks = {check.id: check.asks for check in book.lines}
    for (rule, label), line in lines.items():
        book.count(rule, line.margin if line.unit == "yuan" else None)
        if line.soft or line.margin + line.cells >= 0:
            continue
        zh, en = asks[rule]
        unit, unit_en = UNITS[line.unit]
        sense = {"=": ("应等于", "must equal"), "<=": ("应不超过", "must not exceed"), ">=": ("应不少于", "must reach")}
        book.fail(
            rule,
            f"{zh}（{label}）：实际 {_told(line.activity)} {unit}，{sense[line.sense][0]} {cents(line.limit):,} {unit}",
            f"{en} ({label}): {_told(line.activity)} {unit_en}, {sense[line.sense][1]} {cents(line.limit):,} {unit_en}",
        )
