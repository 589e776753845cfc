"""Wenzhou's kinked matching by hand, to 0.01 万元: at the floor, 4 and 12 points above, 3 below."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiugai.finance import Matching, matching_grant, matching_lines
from jiugai.money import wan_text

WENZHOU = {"gain": Fraction(1), "loss": Fraction(2), "most": Fraction(1, 10)}
BASIC = Matching(floor=Fraction(1, 10), ratio=Fraction("0.4"), **WENZHOU)

# A class of 2,345.67 万元; base 300 yuan a ㎡ × 61,234.5 ㎡ = 1,837.035 万元; 40 % at the floor of 10 %.
INVESTMENT = 23_456_700
BASE = Fraction("61234.5") * 300


@pytest.mark.parametrize(
    ("percent", "resident", "grant"),
    [
        (10, 2_345_670, "734.81"),  # 40 % of 1,837.035
        (14, 3_283_938, "808.30"),  # +4 points: 44 %
        (20, 4_691_340, "918.52"),  # +10: 50 %, the most
        (22, 5_160_474, "918.52"),  # +12: still 50 %
        (7, 1_641_969, "624.59"),  # −3: twice that off, 34 %
        (0, 0, "367.41"),  # −10: 20 %
    ],
)
def test_by_hand(percent: int, resident: int, grant: str) -> None:
    assert resident == INVESTMENT * percent // 100
    exact = matching_grant(INVESTMENT, resident, BASE, BASIC)
    assert wan_text(round(exact)) == grant


@pytest.mark.parametrize(("floor", "above", "grant"), [("0.3", 4, 44), ("0.7", 12, 50), ("0.7", -3, 34)])
def test_the_floors_of_the_other_classes(floor: str, above: int, grant: int) -> None:
    resident = int((Fraction(floor) + Fraction(above, 100)) * 1_000_000)
    matching = Matching(Fraction(floor), Fraction("0.4"), **WENZHOU)
    assert matching_grant(1_000_000, resident, 100, matching) == grant


def test_the_three_lines_meet_at_the_floor_and_at_the_most() -> None:
    below, above, top = matching_lines(INVESTMENT, BASE, BASIC)
    floor, most = INVESTMENT * Fraction(10, 100), INVESTMENT * Fraction(20, 100)
    assert below.at(floor) == above.at(floor) == BASE * Fraction("0.4")
    assert above.at(most) == top.at(most) == BASE / 2
    assert (below.slope, above.slope, top.slope) == (2 * BASE / INVESTMENT, BASE / INVESTMENT, 0)


def test_a_grant_does_not_fall_below_zero() -> None:
    far = Matching(Fraction("0.7"), Fraction("0.4"), **WENZHOU)
    assert matching_lines(1_000, 900, far)[0].at(0) == -900
    assert matching_grant(1_000, 0, 900, far) == 0
    assert matching_grant(1_000, 500, 900, far) == 0
    assert matching_grant(1_000, 510, 900, far) == 18


@pytest.mark.parametrize(
    "changed",
    [
        {"loss": Fraction(1, 2)}, {"gain": Fraction(-1)}, {"most": Fraction(-1)}, {"floor": Fraction(2)},
        {"floor": Fraction(-1)}, {"ratio": Fraction(-1)},
    ],
)  # fmt: skip
def test_a_bargain_that_is_none(changed: dict[str, Fraction]) -> None:
    with pytest.raises(ValueError, match="gain <= loss"):
        Matching(**({"floor": Fraction(1, 10), "ratio": Fraction("0.4")} | WENZHOU | changed))


@pytest.mark.parametrize(("investment", "resident", "base"), [(0, 0, 1), (10, 0, -1), (10, 11, 1), (10, -1, 1)])
def test_amounts_that_cannot_be(investment: int, resident: int, base: int) -> None:
    with pytest.raises(ValueError, match=r"need an investment|residents pay"):
        matching_grant(investment, resident, base, BASIC)


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.data())
def test_concave_where_it_is_above_zero(investment: int, base: int, data: st.DataObject) -> None:
    """The grant half-way is at least half of both ends: a programme may use the three lines as rows."""
    a, b = (data.draw(st.integers(0, investment // 2)) * 2 for _ in range(2))
    ends = [matching_grant(investment, resident, base, BASIC) for resident in (a, b)]
    assert 2 * matching_grant(investment, (a + b) // 2, base, BASIC) >= sum(ends)
