"""Contracts and final accounts of a community, by the stage (概算 … 决算) of its costs. Whole yuan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiugai.inputs.actuals import ACCEPTED, DONE, PAID, happened
from jiugai.report.book import Book, Site

_CONTRACTED, _SETTLED = ("contract", "settled", "final"), ("settled", "final")


@dataclass(frozen=True)
class Contract:
    """A community whose works are beyond the estimate, or that is finished.

    `estimate`, `price`, `settled`, `final`: Σ cost of its works at that stage, None where it has none. `done`: value of
    works done by the ledger, None where it has no such entry. `vouchers`: numbers of payments.
    """

    name: str
    owner: str
    estimate: int | None
    price: int | None
    settled: int | None
    final: int | None
    contracted: int
    done: int | None
    paid: int
    vouchers: tuple[str, ...]
    accepted: str
    finished: bool

    @property
    def paid_share(self) -> Fraction | None:
        return Fraction(self.paid, self.contracted) if self.contracted else None

    @property
    def done_share(self) -> Fraction | None:
        return Fraction(self.done, self.contracted) if self.contracted and self.done is not None else None

    @property
    def owed(self) -> int | None:
        """Works done and not paid."""
        return None if self.done is None else max(0, self.done - self.paid)


def contracts(book: Book) -> list[Contract]:
    """Communities with works under contract or settled."""
    return [it for it in _all(book) if it.contracted]


def settlements(book: Book) -> list[Contract]:
    """Communities that are finished: completed before the plan, accepted, or with all their works settled."""
    return [it for it in _all(book) if it.finished]


def _all(book: Book) -> list[Contract]:
    ledger = book.case_rows("ledger")
    accepted = happened(book.study.case.table("ledger"), ACCEPTED)
    done = _by_work([row for row in ledger if row["entry"] == DONE])
    paid, vouchers = _paid(book), defaultdict(list)
    for row in ledger:
        if row["entry"] == PAID and row["document_no"]:
            vouchers[row["work_id"]].append(row["document_no"])
    works: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for work in book.works.values():
        if not work["already_present"] or paid.get(work["work_id"]):
            works[work["community_id"]].append(work)
    return [
        _contract(site, works[site.id], done, paid, vouchers, accepted.get(site.id, ""))
        for site in book.sites
        if works[site.id]
    ]


def _contract(
    site: Site,
    works: list[dict[str, Any]],
    done: dict[str, int],
    paid: dict[str, int],
    vouchers: dict[str, list[str]],
    accepted: str,
) -> Contract:
    under = [work for work in works if work["cost_stage"] in _CONTRACTED]
    told = [number for work in under for number in vouchers.get(work["work_id"], ())]
    begun = [done[work["work_id"]] for work in under if work["work_id"] in done]
    settled = all(work["cost_stage"] in _SETTLED for work in works)
    return Contract(
        name=site.name,
        owner=site.owner,
        estimate=_at(works, "estimate", "approved"),
        price=_at(works, "contract"),
        settled=_at(works, "settled"),
        final=_at(works, "final"),
        contracted=sum(work["cost"] for work in under),
        done=sum(begun) if begun else None,
        paid=sum(paid.get(work["work_id"], 0) for work in (under or works)),
        vouchers=tuple(dict.fromkeys(told)),
        accepted=accepted,
        finished=site.decision == "completed" or bool(accepted) or settled,
    )


def _at(works: list[dict[str, Any]], *stages: str) -> int | None:
    found = [work["cost"] for work in works if work["cost_stage"] in stages]
    return sum(found) if found else None


def _paid(book: Book) -> dict[str, int]:
    """work → paid up to the day of the plan: before the plan by commitments, in its years by the ledger."""
    rows = [row for row in book.case_rows("ledger") if row["entry"] == PAID]
    paid = _by_work([row for row in rows if int(row["date"][:4]) >= book.first_year])
    for row in book.case_rows("commitments"):
        paid[row["work_id"]] = paid.get(row["work_id"], 0) + row["paid"]
    return paid


def _by_work(rows: list[dict[str, Any]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for row in rows:
        total[row["work_id"]] = total.get(row["work_id"], 0) + row["amount"]
    return total
