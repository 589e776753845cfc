"""The frontier beside a plan, as a report tells it: every point with what ranking reaches for no more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiugai.analysis.frontier import OpenFrontier
from jiugai.analysis.frontier.rows import PointRow, RankRow
from jiugai.labels import label


@dataclass(frozen=True)
class Beside:
    """A point and the best plan by rank whose x is no worse (None: there is none)."""

    point: PointRow
    ranked: RankRow | None
    more: Decimal | None


def beside(found: OpenFrontier) -> list[Beside]:
    """Every point in order. `more`: how much better its y is than that of ranking, never below zero."""
    lines = []
    for point in found.points:
        ranked = found.by_rank_within(point.x)
        more = None if ranked is None or ranked.y is None else found.sign("y") * (ranked.y - point.y) + 0  # no −0
        lines.append(Beside(point, ranked, more))
    return lines


def best_by_rank(found: OpenFrontier) -> RankRow | None:
    """The plan by rank with the best y, of several the one with the best x."""
    rows = [row for row in found.ranking if row.x is not None and row.y is not None]
    order = {axis: found.sign(axis) for axis in ("x", "y")}
    return min(rows, key=lambda row: (order["y"] * (row.y or 0), order["x"] * (row.x or 0)), default=None)


def first_as_good(found: OpenFrontier, y: Decimal) -> PointRow | None:
    """The point with the best x whose y is no worse than `y`."""
    sign = found.sign("y")
    return next((point for point in found.points if sign * point.y <= sign * y), None)


def axis_name(found: OpenFrontier, axis: str, lang: str) -> str:
    return label(f"objective.{found.objective(axis)}", lang)
