"""The notes of plan.json that page one tells as they stand."""

from __future__ import annotations

from jiugai.report.book import Book
from jiugai.report.facts import decisions

#: kinds of notes for which page one has words of its own
_SAID = ("indicator", "unchecked", "proof")


def told_here(book: Book) -> list[dict[str, str]]:
    """Notes {about, zh, en} that nothing else on page one says."""
    return [
        note
        for note in book.manifest["notes"]
        if note["about"] not in _SAID and not (note["about"] == "no_room" and _breach_says_it(book))
    ]


def _breach_says_it(book: Book) -> bool:
    """Whether every year without room has an inherited breach: that sentence says that nothing new is put there."""
    without = {
        row["year"]
        for row in book.plan_rows("indicators")
        if row["indicator"] in ("county_general", "county_fund") and row["limit"] == 0
    }
    return without <= decisions.broken_indicators(book).get(("inherited_breach", "yuan"), {}).keys()
