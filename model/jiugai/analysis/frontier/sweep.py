"""Sweeping the trade-off of two objectives: both ends, equally spaced limits between, then where the curve jumps."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from jiugai.allocation.ranking import Ranking
from jiugai.allocation.tradeoff import Found, TradeOff, X, Y
from jiugai.analysis.frontier.curve import Bound, best_within, nondominated, proven_at

#: parts of the whole range of x nearer than which two points are not told apart
_RESOLUTION = 1000
#: of the coarsest whole-yuan rounding: what an x in money is stepped back by at least, 万元
_LEAST_STEP = 1e-3

Told = Callable[[Found, int], None]


@dataclass
class Sweep:
    """What a sweep found: plans, what is proven, and the plans by rank (limit, plan; the last without a limit)."""

    tradeoff: TradeOff
    told: Told = lambda found, solves: None
    found: list[Found] = field(default_factory=list)
    ranked: list[tuple[float, Found | None]] = field(default_factory=list)
    #: on y within a limit on x, and on x within a limit on y
    y_bounds: list[Bound] = field(default_factory=list)
    x_bounds: list[Bound] = field(default_factory=list)
    solves: int = 0

    def run(self, points: int) -> None:
        """Find at least `points` points where the curve has as many.

        1. The ends: best y, then the best x with it; best x, then the best y with it.
        2. Down the list by need within each of `points` equally spaced limits, and without one. Its plans are plans.
        3. The limits from the loosest to the tightest, each started from the best plan known within it. One at which
           the best plan known is proven already, by a looser limit, is passed over.
        4. At the x of every plan by rank that is no worse than those found: after that none lies above the curve.
        5. While there are fewer than `points`: just below the x of a point, for the one before it, where the jump is
           largest; for at most as many solves again.
        """
        self._ends()
        low, high = self._range()
        limits = [low + (high - low) * step / (points - 1) for step in range(points)]
        ranking = Ranking(self.tradeoff)
        for limit in (*limits, math.inf) if high > low else (high, math.inf):
            plan = ranking.within(limit)
            self.ranked.append((limit, plan))
            if plan is not None:
                self.found.append(plan)
        if high > low:
            for limit in reversed(limits[1:-1]):
                self._solve(limit)
        for plan in self._better_by_rank():
            self._solve(plan.x)
        self._fill(points, self.solves + points)

    @property
    def points(self) -> list[Found]:
        """The plans found that none dominates, by x."""
        return nondominated(self.found)

    def _ends(self) -> None:
        tradeoff = self.tradeoff
        best = tradeoff.least(Y)
        self._know(Y, math.inf, best.bound)
        self._tidy(best.found)
        least = tradeoff.least(X, start=best_within(self.found, math.inf))
        self._know(X, math.inf, least.bound)
        self._solve(least.found.x, least.found)

    def _range(self) -> tuple[float, float]:
        points = self.points
        return points[0].x, points[-1].x

    def _solve(self, limit: float, start: Found | None = None) -> None:
        """The least y within `limit`, then the least x with it; nothing where that is known to proof."""
        known = best_within(self.found, limit + self.tradeoff.slack(X))
        proven = proven_at(limit, self.y_bounds)
        if known is not None and proven is not None and known.y <= proven.least + self.tradeoff.slack(Y):
            return
        answer = self.tradeoff.least(Y, limit, known or start)
        self._know(Y, limit, answer.bound)
        self._tidy(answer.found)

    def _tidy(self, plan: Found) -> None:
        """The least x with the y of a plan."""
        answer = self.tradeoff.least(X, plan.y, plan)
        self._know(X, plan.y, answer.bound)
        self.found.append(answer.found)
        self.solves += 1
        self.told(answer.found, self.solves)

    def _know(self, axis: str, limit: float, bound: float | None) -> None:
        if bound is not None:
            (self.y_bounds if axis == Y else self.x_bounds).append(Bound(limit, bound))

    def _better_by_rank(self) -> list[Found]:
        """Plans by rank that are points as they stand: no solve looked for a better one within their x."""
        ranked = {id(plan) for _, plan in self.ranked}
        return [plan for plan in self.points if id(plan) in ranked]

    def _fill(self, points: int, most: int) -> None:
        low, high = self._range()
        step = 1.0 if self.tradeoff.stages[X].whole else max((high - low) / _RESOLUTION, _LEAST_STEP)
        searched: set[float] = set()
        while len(self.points) < points and self.solves < most:
            pairs = zip(self.points, self.points[1:], strict=False)
            jumps = [
                ((right.x - left.x) * (left.y - right.y), right.x - step)
                for left, right in pairs
                if right.x - left.x > step and right.x - step not in searched
            ]
            if not jumps:
                return
            limit = max(jumps)[1]
            searched.add(limit)
            self._solve(limit)
