"""How much of every limit is taken (constraints.csv), by rule."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from jiugai.report.book import Book

_ALWAYS_TIGHT = ("F7", "S8")  # equalities and promises: full by nature
BINS = 10
FULL = "full"


def _rows(book: Book) -> list[dict[str, Any]]:
    return [
        row
        for row in book.plan_rows("constraints")
        if row["rule"] not in _ALWAYS_TIGHT and (row["activity"] or row["limit"])
    ]


def gathered(book: Book) -> dict[str, Counter[int | str]]:
    """rule → bin (0 … 9: tenths of the limit that are taken, `full`: binding) → rows.

    What is taken: activity / limit where the activity may not be larger, limit / activity where it may not be
    smaller; that is 1 − |slack| / the larger of the two. A row that is broken counts as binding.
    """
    found: dict[str, Counter[int | str]] = {}
    for row in _rows(book):
        bins = found.setdefault(row["rule"], Counter())
        activity, limit, slack = (Fraction(row[key]) for key in ("activity", "limit", "slack"))
        taken = 1 - slack / max(activity, limit)
        bins[FULL if row["binding"] or slack <= 0 else min(max(int(taken * BINS), 0), BINS - 1)] += 1
    return found
