"""The arithmetic of a frontier: repair by monotony, gaps that hold, a knee that is one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jiugai.analysis.frontier.curve import Bound, Point, best_within, knee, nondominated, proven_at

_SOME = st.integers(0, 12)
_PLANS = st.lists(st.builds(Point, _SOME, _SOME), min_size=1, max_size=9)


@given(plans=_PLANS)
def test_points_are_what_no_plan_dominates(plans: list[Point]) -> None:
    kept = nondominated(plans)
    assert set(kept) <= set(plans)
    assert all(one.x < other.x and one.y > other.y for one, other in pairwise(kept))
    for plan in plans:
        assert any(point.x <= plan.x and point.y <= plan.y for point in kept)


@given(plans=_PLANS, found=_PLANS, open_=st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_no_plan_at_all_is_better_than_the_gap_of_a_point(
    plans: list[Point], found: list[Point], open_: list[int]
) -> None:
    """`plans` are all that there are, `found` what a solver came upon; it proved a bound at the x of each of those."""
    everything = [*plans, *found]

    def best(limit: float) -> float:
        return min(plan.y for plan in everything if plan.x <= limit)

    bounds = [Bound(plan.x, best(plan.x) - spare) for plan, spare in zip(found, open_, strict=False)]
    for point in nondominated(found):
        proven = proven_at(point.x, bounds)
        assert proven is not None
        gap = point.y - proven.least
        assert gap >= 0
        assert all(plan.y >= point.y - gap for plan in everything if plan.x <= point.x)


@given(plans=_PLANS, limits=st.lists(_SOME, min_size=2, max_size=6))
def test_more_room_is_never_worse(plans: list[Point], limits: list[int]) -> None:
    bounds = [Bound(limit, -limit) for limit in limits]
    for tight, loose in pairwise(sorted({*limits, *(plan.x for plan in plans)})):
        ours, theirs = best_within(plans, tight), best_within(plans, loose)
        assert ours is None or (theirs is not None and theirs.y <= ours.y)
        weak, strong = proven_at(loose, bounds), proven_at(tight, bounds)
        assert weak is None or (strong is not None and strong.least >= weak.least)


def test_nothing_is_proven_beyond_every_limit() -> None:
    assert proven_at(3, [Bound(2, 5)]) is None
    assert proven_at(2, [Bound(2, 5), Bound(4, 3)]) == Bound(2, 5)


def test_the_knee() -> None:
    bent = [Point(0, 10), Point(1, 4), Point(2, 3), Point(10, 0)]
    assert knee(bent) == 1
    assert knee(bent[:2]) is None
    assert knee([Point(0, 2), Point(1, 1), Point(2, 0)]) is None  # a straight line
    assert knee([Point(0, 2), Point(1, 1.5), Point(2, 0)]) is None  # bent the other way
    assert knee([Point(0, 4), Point(1, 2), Point(2, 1), Point(4, 0)]) == 1  # as far as the next: the smaller x
