"""The arithmetic of a frontier: which plans stay, what is proven at a limit, where the knee is.

Everything here is minimised in both coordinates; an objective that is maximised comes with its sign changed.

*Repair.* Let V(ε) be the least y of all plans with x ≤ ε. A larger ε admits every plan of a smaller one, so V falls:

    ε ≤ ε'  ⟹  V(ε) ≥ V(ε')                                                                                (1)

Two things are known, whatever the solver left open. A plan p that was found, wherever, satisfies x ≤ ε for every
ε ≥ x(p), so V(ε) ≤ U(ε) := min {y(p) : x(p) ≤ ε}. A bound L' proven at ε' holds at every ε ≤ ε' by (1), so
V(ε) ≥ L(ε) := max {L' : ε' ≥ ε}. Hence L ≤ V ≤ U, and both L and U fall. The plans at which U drops are those that
no plan found dominates; at such a plan p the gap is U(x(p)) − L(x(p)) = y(p) − L(x(p)): no plan at all with x no
larger can be better in y by more than that. With the coordinates exchanged the same holds for bounds on x.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

#: a curve whose greatest distance from its chord is less, on axes from 0 to 1, has no knee
STRAIGHT = 1e-3


class Plan(Protocol):
    """A plan by its two objectives, both minimised."""

    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...


P = TypeVar("P", bound=Plan)


@dataclass(frozen=True)
class Bound:
    """Proven: no plan with one objective at most `limit` has less than `least` of the other."""

    limit: float
    least: float


def nondominated(plans: Iterable[P]) -> list[P]:
    """The plans that no other is at least as good as in both and better in one; by x, each once.

    >>> [(p.x, p.y) for p in nondominated([Point(2, 5), Point(1, 7), Point(2, 6), Point(3, 5)])]
    [(1, 7), (2, 5)]
    """
    kept: list[P] = []
    for plan in sorted(plans, key=lambda p: (p.x, p.y)):
        if not kept or plan.y < kept[-1].y:
            kept.append(plan)
    return kept


def best_within(plans: Iterable[P], limit: float) -> P | None:
    """The plan with the least y among those with x at most `limit`, of several the one with the least x."""
    return min((plan for plan in plans if plan.x <= limit), key=lambda p: (p.y, p.x), default=None)


def proven_at(limit: float, bounds: Iterable[Bound]) -> Bound | None:
    """The strongest bound that holds for every plan within `limit`, by (1); of equal ones that of the least limit."""
    holding = [bound for bound in bounds if bound.limit >= limit]
    return max(holding, key=lambda bound: (bound.least, -bound.limit), default=None)


def knee(points: Sequence[Plan]) -> int | None:
    """The number of the point farthest from the chord of the curve, on its good side; None where there is none.

    Points are those of `nondominated`, in their order. Both axes are scaled to 0 … 1 between the first and the last
    point; on these the chord is x + y = 1, and the distance (1 − x − y) / √2. Of several the one with the least x.
    None with fewer than three points, or where no point is farther than `STRAIGHT`.

    >>> knee([Point(0, 4), Point(1, 1), Point(4, 0)]), knee([Point(0, 2), Point(1, 1), Point(2, 0)])
    (1, None)
    """
    if len(points) < 3:
        return None
    first, last = points[0], points[-1]
    wide, high = last.x - first.x, first.y - last.y
    far = [1 - (p.x - first.x) / wide - (p.y - last.y) / high for p in points]
    farthest = max(far)
    return far.index(farthest) if farthest / 2**0.5 > STRAIGHT else None


@dataclass(frozen=True)
class Point:
    """Two coordinates."""

    x: float
    y: float
