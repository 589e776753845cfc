"""Interest shares, debt ratio and tier, PPP share: exact, at their limits, and where the whole is nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jiugai.finance import debt_ratio, headroom, interest_share, ppp_share, tier

TENTH = Fraction(1, 10)
BOUNDS = {"yellow": Fraction("1.2"), "orange": Fraction(2), "red": Fraction(3)}


def test_interest_share_by_hand() -> None:
    """宣州区 2024: 0.9841 亿元 interest on general bonds is a tenth of 9.841 亿元 of spending."""
    assert interest_share(98_410_000, 984_100_000) == TENTH
    assert interest_share(98_410_000, 984_099_999) > TENTH


def test_nothing_spent_is_no_share() -> None:
    assert interest_share(5, 0) is None
    assert interest_share(0, 0) is None
    assert ppp_share([5], 0) is None
    assert debt_ratio(5, 0) is None
    assert debt_ratio(5, -1) is None


def test_nothing_owed_is_a_share_of_zero() -> None:
    assert interest_share(0, 10) == debt_ratio(0, 10) == ppp_share([], 10) == 0


@pytest.mark.parametrize(
    ("debt", "colour"),
    [
        (0, "green"), (11_999, "green"), (12_000, "yellow"), (19_999, "yellow"), (20_000, "orange"), (29_999, "orange"),
        (30_000, "red"), (46_000, "red"),
    ],
)  # fmt: skip
def test_tier_at_its_bounds(debt: int, colour: str) -> None:
    """Bounds of the 2019 system: red from 300 %, orange from 200, yellow from 120, green below."""
    assert tier(debt_ratio(debt, 10_000), BOUNDS, "green") == colour


def test_tier_without_a_ratio() -> None:
    assert tier(debt_ratio(100, 0), BOUNDS, "green") is None


def test_tier_needs_different_bounds() -> None:
    with pytest.raises(ValueError, match="two colours"):
        tier(Fraction(1), BOUNDS | {"amber": Fraction(2)}, "green")


def test_ppp_of_all_projects() -> None:
    assert ppp_share([300, 500, 200], 10_000) == TENTH


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (0, 9), (98, 1_005), (100, 1_000), (120, 1_005), (7, 10**12 + 9)])
def test_headroom_reaches_the_limit_and_no_further(part: int, whole: int) -> None:
    room = headroom(TENTH, part, whole)
    assert part + room <= TENTH * whole < part + room + 1
