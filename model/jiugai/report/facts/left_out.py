"""The communities that are not in the plan: taken out by the gates, or eligible and not reached by the money."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from jiugai.inputs.case import TIERS
from jiugai.report.book import LEFT_OUT, Book, Site
from jiugai.report.facts.routes import designs


def applied(book: Book) -> list[Site]:
    """All but those completed before the plan."""
    return [site for site in book.sites if site.decision != "completed"]


def left_out(book: Book) -> list[Site]:
    return [site for site in book.sites if site.decision in LEFT_OUT]


def gated(book: Book) -> list[Site]:
    """Without any option left."""
    return [site for site in book.sites if site.decision == "ineligible"]


def unreached(book: Book) -> list[Site]:
    """With an option, and none chosen."""
    return [site for site in book.sites if site.decision == "later"]


def deciding_rules(site: Site, book: Book) -> tuple[str, ...]:
    """The rules that took options of a community off the menu; the order of tiers (S1) only where it stands alone."""
    rules = {row["rule"] for row in book.removed.get(site.id, ())}
    return tuple(sorted(rules - {"S1"} or rules))


def left_out_counts(book: Book) -> list[tuple[str, tuple[str, ...], int]]:
    """(decision, rules, communities), the most frequent first."""
    counts = Counter(
        (site.decision, deciding_rules(site, book) if site.decision == "ineligible" else ()) for site in left_out(book)
    )
    return [(decision, rules, n) for (decision, rules), n in sorted(counts.items(), key=lambda item: (-item[1], item))]


def full_cost(site: Site, book: Book) -> int:
    """What all works would cost that the community does not have yet, by its cheapest route; whole yuan."""
    return min(sum(int(work["cost"]) for work in works) for works in designs(site, book))


def first_scope_cost(site: Site, book: Book) -> int:
    """The smallest scope that S1 and S2 leave: the lowest tier lacking, and hazard works of every tier. Whole yuan.

    By the cheapest route where there are several.
    """
    return min(_first_scope_cost(works) for works in designs(site, book))


def _first_scope_cost(works: list[dict[str, Any]]) -> int:
    lowest = min((TIERS.index(work["tier"]) for work in works), default=0)
    return sum(int(work["cost"]) for work in works if work["hazard"] or work["tier"] == TIERS[lowest])


def upper_money_from(site: Site, book: Book) -> int | None:
    """The first plan year in which upper-level money may pay a start by its year of completion (E1); None: never."""
    for year in book.years:
        cutoff = book.study.param("eligibility.built_by", year)
        if cutoff is None or site.built_year <= cutoff:
            return year
    return None


def consent_lacking(site: Site, book: Book) -> tuple[int, int] | None:
    """(households that must agree, of them still to be won); None where consent suffices or no share is in force."""
    asked = book.study.param("consent.enter", book.first_year) if book.study.in_force("E3") else None
    if asked is None or site.consent >= asked:
        return None
    needed = -int(-(asked * site.households) // 1)
    return needed, max(needed - int(Fraction(site.consent) * site.households), 1)
