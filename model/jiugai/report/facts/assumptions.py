"""What was assumed: by the list a case was made from, and by the defaults of blank cells, as plan.json lists it."""

from __future__ import annotations

from dataclasses import dataclass

from jiugai.inputs.dictionary import dictionary
from jiugai.report.book import Book


@dataclass(frozen=True)
class Assumed:
    """One assumption: where (`column` in words where the dictionary knows it), value, how many cells, why."""

    table: str
    column: str
    value: str
    cells: int
    reason: str


def assumptions(book: Book) -> list[Assumed]:
    """In the order of plan.json: those the case states first, then the defaults."""
    return [
        Assumed(
            table=row["table"],
            column=_in_words(row["table"], row["column"], book.lang),
            value=str(row["value"] or ""),
            cells=row["cells"],
            reason=row[book.lang],
        )
        for row in book.manifest["assumptions"]
    ]


def stated_on(table: str, book: Book) -> bool:
    """Does the case say that it had no data for this table?"""
    return any(row["table"] == table for row in book.case_rows("assumptions"))


def reported(book: Book) -> bool:
    """Are all communities the bureau's own, by the sources that their rows name?"""
    basis = {row["source_id"]: row["basis"] for row in book.case_rows("sources")}
    communities = book.case_rows("communities")
    return bool(communities) and all(basis.get(row["source_id"]) == "reported" for row in communities)


def _in_words(table: str, name: str, lang: str) -> str:
    column = dictionary().get(table, {}).get(name)
    return name if column is None else column.zh if lang == "zh" else column.en
