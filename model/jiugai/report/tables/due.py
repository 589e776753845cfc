"""What falls due, by date: money that is taken back, splits, advances, debt service, conditions."""

from __future__ import annotations

from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.clauses import cite
from jiugai.report.formats import DASH, Value
from jiugai.report.grid import Grid
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say

_COLUMNS = (
    ("deadline", "date"), ("due_what", "text"), ("fund", "name"), ("what", "name"), ("due_yuan", "wan"),
    ("consequence", "long"), ("clause", "long"),
)  # fmt: skip
_ALLOTTED = ("spend", "lapse", "split")


def due_table(book: Book) -> list[Grid]:
    """One line a row of due.csv; debt service after the plan years is left to the table of service."""
    last = book.years[-1]
    rows = [row for row in book.plan_rows("due") if row["what"] != "debt_service" or row["due_year"] <= last]
    rows.sort(key=lambda row: (row["due_date"] or f"{row['due_year']}-00", row["what"], row["fund_id"], row["subject"]))
    files, note = "due.csv", say("due.note", book.lang)
    return plain_table("due", _COLUMNS, [_line(row, book) for row in rows], files, book, note)


def _line(row: dict[str, Any], book: Book) -> tuple[Value, ...]:
    lang, what = book.lang, row["what"]
    rules = book.study.policy.library.rules
    told = getattr(rules[what], lang) if what in rules else label(f"due.{what}", lang)
    subject = row["subject"]
    named = book.called(subject) if subject else DASH
    about = say("due.allotted", lang, year=subject) if what in _ALLOTTED else named
    return (
        row["due_date"] or _year(row, book), told, str(book.funds[row["fund_id"]]["name"]) if row["fund_id"] else DASH,
        about, row["yuan"], label(f"consequence.{row['consequence']}", lang), cite(row["clause"], book),
    )  # fmt: skip


def _year(row: dict[str, Any], book: Book) -> str:
    if row["what"] == "split":
        days = book.study.param("due.split_days", row["due_year"])
        return say("due.after_receipt", book.lang, year=row["due_year"], days=int(days or 0))
    return str(row["due_year"])
