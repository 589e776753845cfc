"""What became of every allotment: used at once, used after being carried over, still there, or lapsed. Whole yuan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from jiugai.report.book import Book
from jiugai.report.facts.payers import CHANNELS


@dataclass(frozen=True)
class Allotment:
    """A fund with an envelope over the plan years: allotted = at_once + carried + left + lapsed."""

    fund: str
    name: str
    channel: str
    status: str
    document: str
    allotted: int
    at_once: int
    carried: int
    left: int
    lapsed: int

    @property
    def used(self) -> int:
        return self.at_once + self.carried


def allotments(book: Book) -> list[Allotment]:
    """Funds with an envelope, in the order of `CHANNELS`; the oldest allotment is used first (formats.md 3.4)."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in book.plan_rows("funds"):
        rows[row["fund_id"]].append(row)
    found = []
    for fund_id, years in rows.items():
        fund = book.funds[fund_id]
        allotted = sum(row["new_yuan"] for row in years)
        if fund["scope"] != "pooled" or fund["instrument"] == "debt" or not allotted:
            continue
        used = sum(row["used_yuan"] for row in years)
        carried = sum(min(row["opening_yuan"], row["used_yuan"]) for row in years)
        last = max(years, key=lambda row: row["year"])
        found.append(
            Allotment(
                fund=fund_id, name=str(fund["name"]), channel=fund["channel"], status=fund["status"],
                document=str(fund["document_no"] or ""), allotted=allotted, at_once=used - carried, carried=carried,
                left=last["carried_yuan"], lapsed=sum(row["lapsed_yuan"] for row in years),
            )
        )  # fmt: skip
    return sorted(found, key=lambda item: (CHANNELS.index(item.channel), item.fund))
