"""What the plan borrows, and its service to the last maturity."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from jiugai.report.book import Book
from jiugai.report.facts.debts import SERVICE, new_instruments, service_by_year
from jiugai.report.formats import Value
from jiugai.report.grid import Grid
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import say

_COLUMNS = (
    ("debt_name", "name"), ("project", "text"), ("borrower", "long"), ("drawn_in", "value"), ("drawn", "wan"),
    ("rate", "value"), ("term", "value"), ("interest", "wan"), ("last_year", "value"),
)  # fmt: skip


def borrowed_table(book: Book) -> list[Grid]:
    """One line an instrument."""
    lines = [_instrument(name, years, book) for name, years in new_instruments(book).items()]
    note = say("debt.note", book.lang)
    return plain_table("borrowed", _COLUMNS, lines, "debt.csv, funds.csv", book, note, total=("drawn", "interest"))


def _instrument(name: str, years: list[dict[str, Any]], book: Book) -> tuple[Value, ...]:
    fund = book.funds[years[0]["fund_id"]]
    project = name.removeprefix(f"{years[0]['fund_id']}.").rpartition(".")[0]
    return (
        str(fund["name"]), book.called(project) if project else "", years[0]["borrower"], years[0]["year"],
        sum(row["drawn_yuan"] for row in years), rate_text(fund["rate"]), fund["term_years"],
        sum(row["interest_yuan"] for row in years), years[-1]["year"],
    )  # fmt: skip


def rate_text(rate: Fraction) -> str:
    """An interest rate in percent.

    >>> rate_text(Fraction(326, 10000))
    '3.26%'
    """
    return f"{float(Fraction(rate) * 100):.2f}%"


def service_table(book: Book) -> list[Grid]:
    """One line a year, to the last maturity."""
    service = service_by_year(book)
    keys = [key for key in SERVICE if any(line[key] for line in service.values())]
    lines = [(year, *(line[key] for key in keys)) for year, line in service.items()]
    columns = [("year", "value"), *((key, "wan") for key in keys)]
    flows = [key for key in keys if not key.endswith("balance")]
    return plain_table("service", columns, lines, "debt.csv", book, say("debt.note", book.lang), total=flows)
