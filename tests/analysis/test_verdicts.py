"""When two plans differ provably: hand-made objectives, every way in which their ranges may lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from jiugai.analysis.compare.proof import pair_rows, reach
from jiugai.analysis.compare.rows import ObjectiveRow

SENSES = {"lapse": "min", "households": "max", "money": "min"}


def stage(objective: str, value: str, bound: str | None = None, proven: bool | None = None) -> ObjectiveRow:
    """An objective at `value`; proven where no bound is given, unless told otherwise."""
    proven = bound is None if proven is None else proven
    known = None if bound is None else Decimal(bound)
    return ObjectiveRow(
        "", 1, objective, "", SENSES[objective], Decimal(value), known, None, proven, Decimal(value), Decimal(0)
    )


def verdict(one: Sequence[ObjectiveRow], other: Sequence[ObjectiveRow], **measured: int) -> tuple[str, str, str]:
    """(verdict, objective, better) of `one` and `other`; `measured`: objectives that `other` measures otherwise."""
    theirs = [replace(row, measure=measured.get(row.objective, 1)) for row in other]
    (row,) = pair_rows({"one": one, "other": theirs}, lambda *_: False)
    return row.verdict, row.objective, row.better


ZERO = stage("lapse", "0")


def test_the_first_that_differs_decides() -> None:
    assert verdict([ZERO, stage("households", "500"), stage("money", "9")],
                   [ZERO, stage("households", "400"), stage("money", "1")]) == ("differ", "households", "one")  # fmt: skip
    assert verdict([stage("lapse", "3")], [ZERO]) == ("differ", "lapse", "other")


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [
        ("480", "500", ("open", "households", "")),  # may still reach what the other has: touches it
        ("480", "510", ("open", "households", "")),
        ("480", "499", ("differ", "households", "other")),  # cannot
        ("501", "520", ("differ", "households", "one")),  # has more already
        ("500", "520", ("open", "households", "")),  # the same, and perhaps more
    ],
)
def test_a_range_against_a_proven_500(value: str, bound: str, expected: tuple[str, str, str]) -> None:
    later = stage("money", "1")
    assert (
        verdict([ZERO, stage("households", value, bound), later], [ZERO, stage("households", "500"), later]) == expected
    )


def test_ranges_of_what_is_to_be_small_lie_below_the_value() -> None:
    assert reach(stage("money", "30", "25")) == (25, 30)
    assert verdict([stage("money", "30", "25")], [stage("money", "28", "26")]) == ("open", "money", "")
    assert verdict([stage("money", "30", "25")], [stage("money", "24", "20")]) == ("differ", "money", "other")


def test_a_solver_that_tells_no_bound() -> None:
    """Proven by its own word it is a point; not proven, nothing is ruled out beyond the value."""
    told = stage("money", "30", None, proven=True)
    assert reach(told) == (30, 30)
    untold = stage("money", "30", None, proven=False)
    assert reach(untold) == (None, 30)
    assert verdict([untold], [stage("money", "10")]) == ("open", "money", "")
    assert verdict([untold], [stage("money", "31")]) == ("differ", "money", "one")


def test_a_bound_that_is_proven_within_the_tolerance_of_money_is_the_value() -> None:
    assert reach(stage("money", "30.0001", "30", proven=True)) == (Decimal("30.0001"), Decimal("30.0001"))
    assert verdict([stage("money", "30.0001")], [stage("money", "30")]) == ("equal", "", "")  # one yuan of rounding
    assert verdict([stage("money", "30.001")], [stage("money", "30")]) == ("differ", "money", "other")


def test_what_follows_an_open_one_is_not_compared() -> None:
    """The later objective was sought with another earlier value held: it says nothing."""
    one = [stage("households", "480", "510"), stage("money", "1")]
    assert verdict(one, [stage("households", "500"), stage("money", "100")]) == ("open", "households", "")


def test_the_same_in_everything() -> None:
    assert verdict([ZERO, stage("money", "5")], [ZERO, stage("money", "5")]) == ("equal", "", "")


def test_only_what_is_common_is_compared() -> None:
    more = [ZERO, stage("households", "500"), stage("money", "5")]
    other_order = [ZERO, stage("money", "5"), stage("households", "500")]
    assert verdict(more, other_order) == ("apart", "households", "")
    assert verdict(more, more[:2]) == ("apart", "money", "")
    assert verdict(more[:1], more) == ("apart", "households", "")
    assert verdict(more, more, money=2) == ("apart", "money", "")
    # decided before they part
    assert verdict([stage("lapse", "1"), *more[1:]], more, money=2) == ("differ", "lapse", "other")
