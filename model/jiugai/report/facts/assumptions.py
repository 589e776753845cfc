"""What was assumed: by the list a case was made from (its table `assumptions`), and by the defaults of blank cells."""

from __future__ import annotations

from dataclasses import dataclass

from jiugai.inputs.dictionary import dictionary
from jiugai.report.book import Book


@dataclass(frozen=True)
class Assumed:
    """One assumption: where, which value, how many cells; `reason` is empty for the default of a blank cell."""

    table: str
    column: str
    value: str
    cells: int
    reason: str


def assumptions(book: Book) -> list[Assumed]:
    """Those with a reason first, in the order of their table; then the defaults, as plan.json lists them."""
    stated = [
        Assumed(row["table"], row["column"], str(row["value"] or ""), row["cells"], row[f"reason_{book.lang}"])
        for row in book.case_rows("assumptions")
    ]
    defaults = [
        Assumed(row["table"], row["column"], str(row["value"]), row["cells"], "")
        for row in book.manifest["assumptions"]
        if row["table"] != "assumptions"
    ]
    return stated + defaults


def column_name(assumed: Assumed, lang: str) -> str:
    """The column in words; its name where the dictionary does not know it."""
    column = dictionary().get(assumed.table, {}).get(assumed.column)
    return assumed.column if column is None else column.zh if lang == "zh" else column.en
