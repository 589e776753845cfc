"""The ledger of allotments: what each fund was given, what was used, what is left and what lapses."""

from __future__ import annotations

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.allotments import allotments
from jiugai.report.grid import Grid
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say

_COLUMNS = (
    ("fund", "name"), ("channel", "text"), ("document", "long"), ("fund_status", "text"), ("allotted", "wan"),
    ("at_once", "wan"), ("after_carry", "wan"), ("left", "wan"), ("lapsed", "wan"),
)  # fmt: skip


def allotments_table(book: Book) -> list[Grid]:
    """One line a fund with an envelope: allotted = used at once + used after carry-over + left + lapsed."""
    lines = [
        (
            item.name, label(f"channel.{item.channel}", book.lang), item.document,
            label(f"status.{item.status}", book.lang), item.allotted, item.at_once, item.carried, item.left,
            item.lapsed,
        )
        for item in allotments(book)
    ]  # fmt: skip
    money = tuple(key for key, shape in _COLUMNS if shape == "wan")
    note = say("allotments.note", book.lang)
    return plain_table("allotments", _COLUMNS, lines, "funds.csv", book, note, total=money)
