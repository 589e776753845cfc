"""What must be had before works start: what the case states to be missing (E3, E4, E5, E8), and what it does not state.

E7 asks for more, softly: what is missing of it stands beside the others, as wanted rather than needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiugai.report.book import Book, Site


@dataclass(frozen=True)
class Condition:
    """Of one start: `key` is the column that is short; `rate` and `asked` where it is a share."""

    rule: str
    key: str
    rate: Fraction | None = None
    asked: Fraction | None = None


#: the rules in the order of the steps before works start, what is only wanted last
RULES = ("E3", "E4", "E5", "E8", "E7")

#: rule → its flags: `no` is a condition, blank is not stated
_FLAGS = {
    "E4": ("vote_passed",),
    "E5": ("upkeep_agreed",),
    "E8": ("feasibility_approved",),
    "E7": ("owners_committee", "maintenance_fund", "legacy_resolved"),
}
#: rule → what a case need not state, and is told of
_ASKED = {"E2": ("demolition_planned", "danger_level"), **_FLAGS}
#: rule → (column, parameter) of its shares
_SHARES = {
    "E3": (("consent_rate", "consent.enter"), ("participation_rate", "consent.participation")),
    "E4": (("vote_turnout", "vote.quorum"), ("vote_agreement", "vote.approval")),
}


def conditions(site: Site, book: Book) -> list[Condition]:
    """What is missing for the start of a newly chosen community."""
    if site.decision != "new" or site.start_year is None:
        return []
    row, in_force = book.communities[site.id], book.study.in_force
    return [found for rule in RULES if in_force(rule) for found in _missing(rule, row, site.start_year, book)]


def _missing(rule: str, row: dict[str, Any], year: int, book: Book) -> Iterator[Condition]:
    yield from (Condition(rule, name) for name in _FLAGS.get(rule, ()) if row[name] is False)
    for column, parameter in _SHARES.get(rule, ()):
        asked = book.study.param(parameter, year)
        if asked is not None and row[column] is not None and row[column] < asked:
            yield Condition(rule, column, row[column], asked)


def lacking(rule: str, book: Book) -> list[Site]:
    """The new starts with a condition of the rule."""
    return [site for site in book.chosen if any(found.rule == rule for found in conditions(site, book))]


def unstated(book: Book) -> dict[str, int]:
    """Column → new starts for which the case does not state it, of the facts that gates in force ask for."""
    starts = [book.communities[site.id] for site in book.chosen if site.decision == "new"]
    asked = [name for rule in ("E2", *RULES) if book.study.in_force(rule) for name in _ASKED.get(rule, ())]
    counts = {name: sum(row[name] in (None, "") and not _counted(name, row) for row in starts) for name in asked}
    return {name: count for name, count in counts.items() if count}


def _counted(name: str, row: dict[str, Any]) -> bool:
    """A vote whose turnout and agreement are stated needs no word on its result."""
    return name == "vote_passed" and row["vote_turnout"] is not None and row["vote_agreement"] is not None
