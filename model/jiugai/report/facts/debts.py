"""Government debt and what the plan borrows, year by year, from debt.csv and debt_limits.csv. Whole yuan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from jiugai.report.book import Book

#: channel of government bonds → type of debt
BONDS = {"general_bond": "general", "special_bond": "special"}

_BORROWERS = {"general_bond": "bond", "special_bond": "special"}
#: what `service_by_year` tells of each year
SERVICE = ("bond", "bond_balance", "special", "special_balance", "loan", "loan_balance")


@dataclass(frozen=True)
class DebtYear:
    """General (`g_`) and special (`s_`) debt of one plan year; `limit` is None where the case has none.

    `new_closing` is of what the plan draws. Principal counts what is paid in cash: refinanced principal stays in the
    balance. Loans of project firms are no government debt and are not in it.
    """

    year: int
    g_limit: int | None
    g_opening: int
    g_issued: int
    g_repaid: int
    g_interest: int
    g_closing: int
    g_new_closing: int
    s_limit: int | None
    s_opening: int
    s_repaid: int
    s_interest: int
    s_closing: int
    s_issued: int
    s_new_closing: int

    @property
    def limit(self) -> int | None:
        return None if self.g_limit is None or self.s_limit is None else self.g_limit + self.s_limit

    @property
    def closing(self) -> int:
        return self.g_closing + self.s_closing

    @property
    def g_room(self) -> int | None:
        return None if self.g_limit is None else self.g_limit - self.g_closing

    @property
    def s_room(self) -> int | None:
        return None if self.s_limit is None else self.s_limit - self.s_closing


def debt_years(book: Book) -> list[DebtYear]:
    """Plan years with any government debt or limit; none where the case has neither."""
    kinds = {row["instrument_id"]: row["debt_type"] for row in book.case_rows("debts")}
    limits = {row["year"]: row for row in book.case_rows("debt_limits")}
    sums: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in book.plan_rows("debt"):
        channel = book.funds[row["fund_id"]]["channel"] if row["fund_id"] else ""
        if channel and channel not in BONDS:
            continue
        line = sums[BONDS[channel] if channel else kinds[row["instrument_id"]], row["year"]]
        for key in ("opening", "drawn", "principal", "interest", "closing"):
            line[key] += row[f"{key}_yuan"]
        if row["fund_id"]:
            line["new_closing"] += row["closing_yuan"]
    years = []
    for year in book.years:
        general, special, limit = sums["general", year], sums["special", year], limits.get(year)
        if limit is None and not general and not special:
            continue
        years.append(
            DebtYear(
                year=year,
                g_limit=None if limit is None else limit["limit_general"],
                g_opening=general["opening"], g_issued=general["drawn"], g_repaid=general["principal"],
                g_interest=general["interest"], g_closing=general["closing"], g_new_closing=general["new_closing"],
                s_limit=None if limit is None else limit["limit_special"],
                s_opening=special["opening"], s_repaid=special["principal"], s_interest=special["interest"],
                s_closing=special["closing"], s_issued=special["drawn"], s_new_closing=special["new_closing"],
            )
        )  # fmt: skip
    return years


def barred(book: Book) -> dict[int, int]:
    """Plan year → what the tier of the county bars of its new quotas, where it bars anything."""
    rows = (row for row in book.plan_rows("indicators") if row["indicator"] == "tier_barred")
    return {row["year"]: row["value"] for row in rows if row["value"]}


def all_barred(book: Book) -> bool:
    """Whether the tier leaves nothing of the new quotas of any plan year."""
    fiscal = [row for row in book.case_rows("fiscal") if row["year"] in book.years]
    quotas: int = sum(row["new_quota_general"] + int(row["new_quota_special"] or 0) for row in fiscal)
    return quotas > 0 and quotas == sum(barred(book).values())


def new_instruments(book: Book) -> dict[str, list[dict[str, Any]]]:
    """instrument → its years in debt.csv, for what the plan draws."""
    lines: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in book.plan_rows("debt"):
        if row["fund_id"]:
            lines[row["instrument_id"]].append(row)
    return {name: years for name, years in lines.items() if any(row["drawn_yuan"] for row in years)}


def service_by_year(book: Book) -> dict[int, dict[str, int]]:
    """year → payment of what the plan borrows: bond (general, by the county), special (bonds), loan (project firms).

    The service of special bonds is paid from the revenue of their projects, what is missing by the county.
    """
    service: dict[int, dict[str, int]] = {}
    for years in new_instruments(book).values():
        borrower = _BORROWERS.get(book.funds[years[0]["fund_id"]]["channel"], "loan")
        for row in years:
            line = service.setdefault(row["year"], dict.fromkeys(SERVICE, 0))
            line[borrower] += row["principal_yuan"] + row["interest_yuan"]
            line[f"{borrower}_balance"] += row["closing_yuan"]
    return dict(sorted(service.items()))
