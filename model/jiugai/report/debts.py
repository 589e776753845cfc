"""Section 4: county money and debt against their limits, and what the plan borrows."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.formats import Value
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.official import origin
from jiugai.report.rules import column
from jiugai.report.wording import say

_SHOWN = (
    "county_general", "county_fund", "general_debt", "new_general_bonds",
    "utility_shortfall", "upper_lapse", "inherited_breach",
)  # fmt: skip


def room_table(book: Book) -> list[Grid]:
    """indicators.csv with the years side by side; lines with nothing but zeros are left out."""
    lang = book.lang
    found = {(row["indicator"], row["year"]): row for row in book.plan_rows("indicators")}
    rows = []
    for name in _SHOWN:
        line = [found.get((name, year), {"value": 0, "limit": None, "kind": "", "ok": True}) for year in book.years]
        if not any(entry["value"] or entry["limit"] for entry in line):
            continue
        ok = label("word.kept" if all(entry["ok"] for entry in line) else "word.broken", lang)
        rows.append(Row((label(f"indicator.{name}", lang), *(entry["value"] for entry in line), ok)))
        if any(entry["kind"] == "limit" and entry["limit"] is not None for entry in line):
            rows.append(Row((say("room.limit", lang), *(entry["limit"] for entry in line), "")))
    columns = [
        column("indicator", "name", lang),
        *(Column(str(year), (label("word.year", lang).format(year=year),), "wan") for year in book.years),
        column("state", "text", lang),
    ]
    notes = [say("room.note", lang), origin("indicators.csv, fiscal.csv, debts.csv", book)]
    return [Grid("room", say("room.title", lang), columns, rows, notes)]


def new_instruments(book: Book) -> dict[str, list[dict[str, Any]]]:
    """instrument → its years in debt.csv, for what the plan draws."""
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in book.plan_rows("debt"):
        if row["fund_id"]:
            lines[row["instrument_id"]].append(row)
    return {name: years for name, years in lines.items() if any(row["drawn_yuan"] for row in years)}


def borrowed_table(book: Book) -> list[Grid]:
    """One line an instrument."""
    lang = book.lang
    rows = []
    for name, years in new_instruments(book).items():
        fund = book.funds[years[0]["fund_id"]]
        project = name.removeprefix(f"{years[0]['fund_id']}.").rpartition(".")[0]
        rows.append(
            Row(
                (
                    str(fund["name"]),
                    book.called(project) if project else "",
                    years[0]["borrower"],
                    years[0]["year"],
                    sum(row["drawn_yuan"] for row in years),
                    rate_text(fund["rate"]),
                    fund["term_years"],
                    sum(row["interest_yuan"] for row in years),
                    years[-1]["year"],
                )
            )
        )
    if not rows:
        return []
    drawn, interest = (sum(_int(row.values[place]) for row in rows) for place in (4, 7))
    total: tuple[Value, ...] = (label("word.total", lang), None, None, None, drawn, None, None, interest, None)
    columns = [
        column("debt_name", "name", lang), column("project", "text", lang), column("borrower", "long", lang),
        column("drawn_in", "value", lang), column("drawn", "wan", lang), column("rate", "value", lang),
        column("term", "value", lang), column("interest", "wan", lang), column("last_year", "value", lang),
    ]  # fmt: skip
    notes = [say("debt.note", lang), origin("debt.csv, funds.csv", book)]
    return [Grid("borrowed", say("borrowed.title", lang), columns, [*rows, Row(total, "total")], notes)]


def _int(value: Value) -> int:
    return value if isinstance(value, int) else 0


def rate_text(rate: Any) -> str:
    """A yearly rate in percent, two decimals.

    >>> rate_text(Fraction(326, 10000))
    '3.26%'
    """
    return f"{float(Fraction(rate) * 100):.2f}%"


def service_by_year(book: Book) -> dict[int, dict[str, int]]:
    """year → payment of what the plan borrows: bond (by the county) and loan (by the project firms)."""
    service: dict[int, dict[str, int]] = {}
    for years in new_instruments(book).values():
        borrower = "bond" if book.funds[years[0]["fund_id"]]["channel"] == "general_bond" else "loan"
        for row in years:
            line = service.setdefault(row["year"], {"bond": 0, "loan": 0, "bond_balance": 0, "loan_balance": 0})
            line[borrower] += row["principal_yuan"] + row["interest_yuan"]
            line[f"{borrower}_balance"] += row["closing_yuan"]
    return dict(sorted(service.items()))


def service_table(book: Book) -> list[Grid]:
    """One line a year, to the last maturity."""
    lang, service = book.lang, service_by_year(book)
    if not service:
        return []
    keys = [
        key for key in ("bond", "bond_balance", "loan", "loan_balance") if any(line[key] for line in service.values())
    ]
    rows = [Row((year, *(line[key] for key in keys))) for year, line in service.items()]
    sums: list[Value] = [
        None if key.endswith("balance") else sum(line[key] for line in service.values()) for key in keys
    ]
    columns = [column("year", "value", lang), *(column(key, "wan", lang) for key in keys)]
    notes = [say("debt.note", lang), origin("debt.csv", book)]
    return [
        Grid(
            "service",
            say("service.title", lang),
            columns,
            [*rows, Row((label("word.total", lang), *sums), "total")],
            notes,
        )
    ]
