"""Every fund as an account (资金台账): what the plan does with it, what happened up to now. Whole yuan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jiugai.inputs.actuals import ALLOTTED, PAID, RECALLED
from jiugai.report.book import Book
from jiugai.report.facts.payers import CHANNELS


@dataclass(frozen=True)
class FundAccount:
    """A fund over the plan years: opening + allotted = assigned + left + lapsed, assigned = at_once + after_carry.

    Planned: `opening` comes from before the plan, `allotted` is the money of the plan years (of residents, loans and
    bonds: what is used), `sites` are the communities it pays; `advanced` is spent before it comes. Happened, by the
    ledger: `given`, `recalled`, `paid`; `day` is the day of the last allotment.
    """

    name: str
    channel: str
    status: str
    document: str
    day: str
    sites: int
    opening: int
    allotted: int
    at_once: int
    after_carry: int
    assigned: int
    advanced: int
    left: int
    lapsed: int
    given: int
    recalled: int
    paid: int
    pooled: bool

    @property
    def key(self) -> str:
        """Tells a fund with an envelope from one that pays what is wanted, or by community."""
        return "envelope" if self.pooled else ""


def fund_accounts(book: Book) -> list[FundAccount]:
    """Funds with money in the plan or in the ledger, in the order of `CHANNELS`."""
    rows, advanced = _by_fund(book.plan_rows("funds")), _by_fund(book.plan_rows("accounts"))
    ledger, paid = _by_fund(book.case_rows("ledger")), paid_to_date(book)
    found = []
    for fund_id, fund in book.funds.items():
        years, happened = rows.get(fund_id, []), ledger.get(fund_id, [])
        used, carried = _sum(years, "used_yuan"), sum(min(row["opening_yuan"], row["used_yuan"]) for row in years)
        opening = next((row["opening_yuan"] for row in years if row["year"] == book.first_year), 0)
        notices = [row for row in happened if row["entry"] == ALLOTTED]
        item = FundAccount(
            name=str(fund["name"]),
            channel=fund["channel"],
            status=fund["status"],
            document=str(
                fund["document_no"] or next((row["document_no"] for row in notices if row["document_no"]), "")
            ),
            day=max((row["date"] for row in notices), default=""),
            sites=len({payment.community for payment in book.payments if payment.fund == fund_id}),
            opening=opening,
            allotted=_sum(years, "new_yuan"),
            at_once=used - carried,
            after_carry=carried,
            assigned=used,
            advanced=_sum(advanced.get(fund_id, []), "advanced_yuan"),
            left=max(years, key=lambda row: row["year"])["carried_yuan"] if years else 0,
            lapsed=_sum(years, "lapsed_yuan"),
            given=_sum(notices, "amount"),
            recalled=_sum((row for row in happened if row["entry"] == RECALLED), "amount"),
            paid=paid.get(fund_id, 0),
            pooled=fund["scope"] == "pooled" and fund["instrument"] != "debt" and bool(_sum(years, "new_yuan")),
        )
        if item.opening or item.allotted or item.given or item.paid:
            found.append(item)
    return sorted(found, key=lambda item: (CHANNELS.index(item.channel), item.name))


def paid_to_date(book: Book) -> dict[str, int]:
    """fund → yuan paid up to the day of the plan: before the plan by commitments, in its years by the ledger."""
    paid: dict[str, int] = defaultdict(int)
    for row in book.case_rows("commitments"):
        paid[row["fund_id"]] += row["paid"]
    for row in book.case_rows("ledger"):
        if row["entry"] == PAID and int(row["date"][:4]) >= book.first_year:
            paid[row["fund_id"]] += row["amount"]
    return dict(paid)


def _by_fund(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["fund_id"]].append(row)
    return grouped


def _sum(rows: Iterable[dict[str, Any]], column: str) -> int:
    return sum(int(row[column]) for row in rows)
