"""Targets that follow from a plan: the lines of the performance target table (绩效目标表), by level and kind.

What a plan cannot know (acceptance, satisfaction, what is paid) has no value: it is left to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from jiugai.inputs.channels import PUBLIC_KINDS
from jiugai.labels import label
from jiugai.money import round_half_up
from jiugai.report.book import Book, households
from jiugai.report.formats import amount_text, share_text, unit_word


@dataclass(frozen=True)
class Target:
    """One line: level, kind and name (words `target.…`), value (`""`: to fill in), files it comes from.

    `amount`: the value as a number, where something can be held against it.
    """

    level: str
    kind: str
    name: str
    value: str
    files: str = ""
    amount: int | Fraction | None = None


def targets(book: Book) -> list[Target]:
    """The lines in the order of the table; none where no community is in the plan."""
    if not book.chosen:
        return []
    return [*_output(book), *_benefit(book), Target("satisfaction", "satisfaction", "satisfied", "")]


def _output(book: Book) -> Iterator[Target]:
    chosen = book.chosen

    def count(amount: int | Fraction, unit: str) -> str:
        return amount_text(amount, unit, book.lang)

    area = sum((site.floor_area for site in chosen), Fraction(0))
    buildings = sum(site.buildings for site in chosen)
    starts = sum(site.decision == "new" and site.start_year == book.first_year for site in chosen)
    last = max(site.end_year or book.first_year for site in chosen)
    cost, served = sum(site.cost for site in chosen), households(chosen)
    unit_cost = rate_text(sum(site.total for site in chosen), area, "m2", book)
    yield Target("output", "quantity", "communities", count(len(chosen), "community"), "selection.csv", len(chosen))
    yield Target("output", "quantity", "households", count(served, "household"), "selection.csv", served)
    yield Target("output", "quantity", "buildings", count(buildings, "building"), "communities.csv", buildings)
    yield Target("output", "quantity", "area", count(area, "m2"), "communities.csv", area)
    yield Target("output", "quality", "accepted", "")
    yield Target("output", "time", "starts", count(starts, "community"), "selection.csv", starts)
    yield Target("output", "time", "finished", str(last), "spending.csv", last)
    yield Target("output", "time", "paid", "")
    yield Target("output", "cost", "cost", money_text(cost, book), "selection.csv", cost)
    yield Target("output", "cost", "unit_area", unit_cost, "selection.csv, communities.csv")


def _benefit(book: Book) -> Iterator[Target]:
    lang = book.lang
    hazards = [site for site in book.chosen if site.hazard]
    other = book.paid(lambda payment: payment.kind not in PUBLIC_KINDS)
    insulated = sum("insulation" in site.trades for site in book.chosen)
    agreed = sum(bool(book.communities[site.id]["upkeep_agreed"]) for site in book.chosen)
    upkeep = (amount_text(agreed, "community", lang), "communities.csv") if agreed else ("", "")
    cured, share = households(hazards), Fraction(other, book.total) if book.total else None
    told = share_text(other, book.total)
    ecological = amount_text(insulated, "community", lang)
    yield Target("benefit", "social", "hazard", amount_text(cured, "household", lang), "works.csv", cured)
    yield Target("benefit", "economic", "other_money", told, "funding.csv", share)
    yield Target("benefit", "ecological", "insulated", ecological, "spending.csv", insulated)
    yield Target("benefit", "lasting", "upkeep", *upkeep)


def money_text(yuan: int, book: Book) -> str:
    return f"{amount_text(yuan, 'yuan', book.lang)} {label('unit.wan_yuan', book.lang)}"


def rate_text(yuan: int, quantity: int | Fraction, unit: str, book: Book) -> str:
    """Yuan a unit, rounded half up; empty where there is none of it."""
    if not quantity:
        return ""
    rate = round_half_up(Fraction(yuan) / Fraction(quantity))
    return f"{rate:,} {label('unit.yuan', book.lang)}/{unit_word(1, unit, book.lang)}"
