"""The factor formula on three places, by hand: weights of 2019 and of 2020, difficulty, performance without it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiugai.finance import Factor, OwnPart, factor_shares, own_share, split_by_factors
from support.figures import published

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


def test_published_tasks_of_two_cities() -> None:
    """Qingdao and Jinan, plan of 2023, at 40/40/10/10 and alike in difficulty (the money was not published).

    Of both: 1,865.39 万㎡, 237,605 households, 6,222 buildings, 998 communities. Qingdao's share
    .4 × 1,109.48 / 1,865.39 + .4 × 137,714 / 237,605 + .1 × 3,782 / 6,222 + .1 × 473 / 998 = .577924…
    """
    cities = {row["city"]: row for row in published("shandong_plan_2023.csv") if row["district"] == "(全市)"}
    columns = {"area_wan_m2": 40, "households": 40, "buildings": 10, "communities": 10}
    factors = [
        Factor(name, Fraction(weight, 100), {city: Fraction(row[name]) for city, row in cities.items()})
        for name, weight in columns.items()
    ]
    share = factor_shares(factors, dict.fromkeys(cities, 1))
    by_hand = Fraction("443.792") / Fraction("1865.39") + Fraction("55085.6") / 237_605
    by_hand += Fraction("378.2") / 6_222 + Fraction("47.3") / 998
    assert share["青岛市"] == by_hand
    assert round(float(by_hand), 6) == 0.577924
    assert split_by_factors(100_000_000, factors, dict.fromkeys(cities, 1)) == {
        "青岛市": 57_792_440,
        "济南市": 42_207_560,
    }


def test_a_city_finds_its_own_share_from_the_totals_alone() -> None:
    """Jinan in the province: 12.107 % of area, 14.280 % of households, 11.780 % of buildings, 13.468 % of communities."""
    rows = published("shandong_plan_2023.csv")
    whole, jinan = (next(r for r in rows if r["district"] == d and r["city"] == c) for c, d in _PLACES)
    columns = {"area_wan_m2": "0.4", "households": "0.4", "buildings": "0.1", "communities": "0.1"}
    parts = [OwnPart(Fraction(w), Fraction(jinan[name]), Fraction(whole[name])) for name, w in columns.items()]
    percent = [round(float(part.own / part.total) * 100, 3) for part in parts]
    assert percent == [12.107, 14.28, 11.781, 13.468]
    assert round(float(own_share(parts)) * 100, 3) == 13.08  # .4 × (12.107 + 14.280) + .1 × (11.781 + 13.468)


_PLACES = (("山东省", "(全省)"), ("济南市", "(全市)"))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([OwnPart(Fraction(9, 10), 1, 2)], "add up to 1"),
        ([OwnPart(Fraction(1), 3, 2)], "within its total"),
        ([OwnPart(Fraction(1), 1, 2, difficulty=3)], "within its total"),
        ([OwnPart(Fraction(1), 0, 0)], "within its total"),
    ],
)
def test_an_own_share_that_cannot_be(parts: list[OwnPart], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        own_share(parts)


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 100), st.integers(1, 300)), min_size=1, max_size=8))
def test_the_own_share_is_that_of_the_split(places: list[tuple[int, int, int]]) -> None:
    tasks_of, merits, difficulty = (
        {str(i): Fraction(place[k], 100) if k == 2 else place[k] for i, place in enumerate(places)} for k in range(3)
    )
    factors = [Factor("x", Fraction(9, 10), tasks_of), Factor("p", Fraction(1, 10), merits, adjusted=False)]
    adjusted = sum(tasks_of[i] * difficulty[i] for i in difficulty)
    for i, share in factor_shares(factors, difficulty).items():
        parts = [OwnPart(Fraction(9, 10), tasks_of[i], adjusted, difficulty[i])]
        parts.append(OwnPart(Fraction(1, 10), merits[i], sum(merits.values())))
        assert own_share(parts) == share


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
