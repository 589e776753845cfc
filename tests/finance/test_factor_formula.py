"""The factor formula on three places, by hand: weights of 2019 and of 2020, difficulty, performance without it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiugai.finance import Factor, factor_shares, split_by_factors

PLACES = ("甲县", "乙县", "丙县")
TASKS = {
    "area": (200_000, 300_000, 500_000), "households": (2_000, 3_000, 5_000), "buildings": (50, 100, 50),
    "communities": (5, 10, 5),
}  # fmt: skip
PERFORMANCE = Factor("performance", Fraction("0.1"), dict(zip(PLACES, (90, 80, 80), strict=True)), adjusted=False)
ALIKE = dict.fromkeys(PLACES, 1)
POORER = ALIKE | {"丙县": 2}


def tasks(*percent: int) -> list[Factor]:
    return [
        Factor(name, Fraction(weight, 100), dict(zip(PLACES, amounts, strict=True)))
        for weight, (name, amounts) in zip(percent, TASKS.items(), strict=True)
    ]


def shares(factors: list[Factor], difficulty: dict[str, int]) -> list[Fraction]:
    return list(factor_shares(factors, difficulty).values())


def test_weights_of_2019() -> None:
    """Area and households .2 .3 .5, buildings and communities .25 .5 .25: .8 × .2 + .2 × .25 = .21 and so on."""
    assert shares(tasks(40, 40, 10, 10), ALIKE) == [Fraction("0.21"), Fraction("0.34"), Fraction("0.45")]


def test_difficulty_multiplies_the_tasks() -> None:
    """The third county counts twice: 2/15, 3/15 and 10/15 of area and households, .2 .4 .4 of the others."""
    assert shares(tasks(40, 40, 10, 10), POORER) == [Fraction(11, 75), Fraction("0.24"), Fraction(46, 75)]


def test_performance_carries_no_difficulty() -> None:
    """.7 × 2/15 + .2 × .2 + .1 × 90/250 and so on."""
    factors = [*tasks(40, 30, 10, 10), PERFORMANCE]
    by_hand = [
        Fraction("0.7") * 2 / 15 + Fraction("0.04") + Fraction("0.036"),
        Fraction("0.7") * 3 / 15 + Fraction("0.08") + Fraction("0.032"),
        Fraction("0.7") * 10 / 15 + Fraction("0.08") + Fraction("0.032"),
    ]
    assert shares(factors, POORER) == by_hand
    assert by_hand == [Fraction(127, 750), Fraction(63, 250), Fraction(434, 750)]


def test_to_the_yuan() -> None:
    """146,666.67 · 240,000 · 613,333.33: the yuan left goes to the largest remainder."""
    pot = split_by_factors(1_000_000, tasks(40, 40, 10, 10), POORER)
    assert pot == {"甲县": 146_667, "乙县": 240_000, "丙县": 613_333}


def test_weights_of_another_formula() -> None:
    """Hebei's reward money of 2019: households 20, investment 70, performance 10."""
    factors = [
        Factor("households", Fraction("0.2"), {"A": 1_000, "B": 3_000}),
        Factor("investment", Fraction("0.7"), {"A": 6_000, "B": 4_000}),
        Factor("performance", Fraction("0.1"), {"A": 50, "B": 50}, adjusted=False),
    ]
    assert split_by_factors(100_000_000, factors, {"A": 1, "B": 1}) == {"A": 52_000_000, "B": 48_000_000}


@pytest.mark.parametrize(
    ("factors", "difficulty", "told"),
    [
        (tasks(40, 40, 10, 9), ALIKE, "add up to 1"),
        (tasks(40, 40, 30, -10), ALIKE, "0 or more"),
        ([], ALIKE, "add up to 1"),
        (tasks(40, 40, 10, 10), ALIKE | {"丁县": 1}, "area: places differ"),
        (tasks(40, 40, 10, 10), {"甲县": 1}, "area: places differ"),
        (tasks(40, 40, 10, 10), ALIKE | {"丙县": 0}, "above 0"),
        ([Factor("x", Fraction(1), dict.fromkeys(PLACES, 0))], ALIKE, "x: 0 in every place"),
        ([Factor("x", Fraction(1), ALIKE | {"丙县": -1})], ALIKE, "x: an amount is negative"),
    ],
)
def test_what_cannot_be_split(factors: list[Factor], difficulty: dict[str, int], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        split_by_factors(1_000, factors, difficulty)


@given(
    st.integers(0, 10**12),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 300)), min_size=1, max_size=12).filter(
        lambda x: any(a for a, _ in x)
    ),
    st.integers(1, 50),
)
def test_nothing_is_lost_and_nobody_is_off_by_a_yuan(pot: int, places: list[tuple[int, int]], scale: int) -> None:
    """Only ratios of coefficients count: all of them times anything is the same split."""
    amounts = {str(i): amount for i, (amount, _) in enumerate(places)}
    difficulty = {str(i): Fraction(d, 100) for i, (_, d) in enumerate(places)}
    factors = [
        Factor("tasks", Fraction("0.9"), amounts),
        Factor("base", Fraction("0.1"), dict.fromkeys(amounts, 1), adjusted=False),
    ]
    split = split_by_factors(pot, factors, difficulty)
    exact = factor_shares(factors, difficulty)
    assert sum(split.values()) == pot
    assert all(abs(split[place] - pot * exact[place]) < 1 for place in split)
    assert split == split_by_factors(pot, factors, {place: d * scale for place, d in difficulty.items()})
