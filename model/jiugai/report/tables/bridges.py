"""What the county advances until late money comes."""

from __future__ import annotations

from jiugai.report.book import Book
from jiugai.report.grid import Grid
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say

_COLUMNS = (
    ("bridge", "name"), ("late_fund", "name"), ("community", "name"), ("goes_out", "value"), ("comes_back", "value"),
    ("advanced", "wan"),
)  # fmt: skip


def bridges_table(book: Book) -> list[Grid]:
    """One line an advance of bridges.csv, in the order in which it goes out."""
    rows = sorted(book.plan_rows("bridges"), key=lambda row: (row["drawn_year"], row["repaid_year"]))
    lines = [
        (
            str(book.funds[row["bridge_fund_id"]]["name"]), str(book.funds[row["fund_id"]]["name"]),
            book.called(row["community_id"]), row["drawn_year"], row["repaid_year"], row["yuan"],
        )
        for row in rows
    ]  # fmt: skip
    note = say("bridges.note", book.lang)
    return plain_table("bridges", _COLUMNS, lines, "bridges.csv", book, note, total=("advanced",))
