"""The three yardsticks of renewal (建办城〔2021〕50号 三（一）): benefit, quality, effect of public money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jiugai.inputs.channels import PUBLIC_KINDS
from jiugai.report.book import Book, households
from jiugai.report.facts.targets import rate_text
from jiugai.report.formats import amount_text, share_text


@dataclass(frozen=True)
class Measure:
    """One line: yardstick (benefit, quality, money), its words `measure.<name>`, value (`""`: to fill in), files."""

    yardstick: str
    name: str
    value: str
    files: str = ""


@dataclass(frozen=True)
class Share:
    """A part of a whole above zero, in `unit`."""

    name: str
    part: int
    whole: int
    unit: str


def shares(book: Book) -> list[Share]:
    """Households reached of those waiting, of those with hazards, public money of all; none where nothing is chosen."""
    if not book.chosen:
        return []
    waiting = [site for site in book.sites if site.decision != "completed"]
    endangered = [site for site in waiting if site.hazard]
    cured = [site for site in endangered if site.chosen]
    found = [
        Share("reached_share", households(book.chosen), households(waiting), "household"),
        Share("hazards", households(cured), households(endangered), "household"),
        Share("public_share", _public(book), book.total, "yuan"),
    ]
    return [share for share in found if share.whole]


def measures(book: Book) -> list[Measure]:
    """The lines in order; none where no community is in the plan."""
    return [*_benefit(book), *_quality(book), *_money(book)] if book.chosen else []


def _public(book: Book) -> int:
    return book.paid(lambda payment: payment.kind in PUBLIC_KINDS)


def _share(name: str, book: Book) -> str:
    return next((share_text(share.part, share.whole) for share in shares(book) if share.name == name), share_text(0, 0))


def _benefit(book: Book) -> Iterator[Measure]:
    reached = households(book.chosen)
    residents = book.paid(lambda payment: payment.kind == "resident")
    yield Measure("benefit", "reached", amount_text(reached, "household", book.lang), "selection.csv")
    yield Measure("benefit", "reached_share", _share("reached_share", book), "selection.csv, communities.csv")
    yield Measure("benefit", "residents_pay", rate_text(residents, reached, "household", book), "funding.csv")
    yield Measure("benefit", "satisfied", "")


def _quality(book: Book) -> Iterator[Measure]:
    beyond = sum(site.tier != "basic" for site in book.chosen)
    yield Measure("quality", "hazards", _share("hazards", book), "works.csv, selection.csv")
    yield Measure("quality", "beyond_basic", amount_text(beyond, "community", book.lang), "selection.csv")
    yield Measure("quality", "accepted", "")


def _money(book: Book) -> Iterator[Measure]:
    each = rate_text(_public(book), households(book.chosen), "household", book)
    of_fees = {work for work, row in book.works.items() if row["cost_part"] == "other_fees"}
    fees = sum(row["cost_yuan"] for row in book.plan_rows("spending") if row["work_id"] in of_fees)
    lapsed = sum(row["lapsed_yuan"] for row in book.plan_rows("funds") if row["kind"] in ("central", "provincial"))
    yield Measure("money", "public_each", each, "funding.csv")
    yield Measure("money", "public_share", _share("public_share", book), "funding.csv")
    yield Measure("money", "fees", share_text(fees, book.total), "spending.csv, works.csv")
    yield Measure("money", "lapsed", amount_text(lapsed, "yuan", book.lang), "funds.csv")
