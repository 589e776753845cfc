"""indicators.csv recomputed (3.8): what each rule in force shows, as its check says."""

from __future__ import annotations

from jiugai.audit.compare import Key, Row, compare
from jiugai.audit.ledger import Ledger
from jiugai.audit.report import Book
from jiugai.audit.tables import Claims
from jiugai.plan import KEYS


def expected_indicators(book: Book, ledger: Ledger) -> dict[Key, Row]:
    """(year, indicator) → the row of indicators.csv."""
    return {
        (figure.year, figure.name): {
            "value": figure.value,
            "limit": figure.limit,
            "unit": figure.unit,
            "clause": book.clause(check.id),
            "kind": check.shows[figure.name],
            "ok": figure.ok,
        }
        for check in book.lines
        for figure in check.figures(ledger)
    }


def check_indicators(book: Book, ledger: Ledger, claims: Claims) -> None:
    """indicators.csv is the recomputed list; a difference is reported under the rule of the indicator.

    What a rule shows that the audit does not re-check is left aside: the report names these rules.
    """
    rule_of = {name: check.id for check in book.lines for name in check.shows}
    unchecked = {book.clause(rule) for rule in book.unchecked}

    def rule(key: Key, _column: str) -> str:
        return book.either(rule_of.get(str(key[1]), ""), "model#indicators")

    due = expected_indicators(book, ledger)
    found = {
        key: row
        for key, row in claims.rows["indicators"].items()
        if str(key[1]) in rule_of or row["clause"] not in unchecked
    }
    compare(book, "indicators", KEYS["indicators"], found, due, rule)
