"""The tables of a frontier: a class each, its fields the columns of the file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class PointRow:
    """A plan that no plan found dominates; x and y in their unit, money to the yuan.

    No plan within `x_limit` (blank: no plan at all) is better in y than `y_bound`, and none that is as good in y is
    better in x than `x_bound`; blank where the solver told none. gap = |y_bound − y| / max(1, |y|), as solved, before
    whole yuan; proven: nothing better in y is possible. `folder`: the plan folder, seen from this one.
    """

    point: int
    x: Decimal
    x_bound: Decimal | None
    y: Decimal
    y_bound: Decimal | None
    x_limit: Decimal | None
    gap: Decimal | None
    proven: bool
    knee: bool
    communities: int
    households: int
    folder: str


@dataclass(frozen=True)
class RankRow:
    """The plan by rank within `x_limit` (blank: without a limit); the rest blank where going down the list ends in
    none. `taken`: the communities, joined by `;`."""

    x_limit: Decimal | None
    x: Decimal | None
    y: Decimal | None
    communities: int | None
    households: int | None
    taken: str
