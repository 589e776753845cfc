"""Rounding and display of money, ties and negative amounts included."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from jiugai.money import cents, round_half_up, split, to_wan, wan_text


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0", 0), ("0.49", 0), ("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.499999", 2), ("2.500001", 3), ("7", 7),
        ("-0.49", 0), ("-0.5", 0), ("-0.51", -1), ("-1.5", -1), ("-2.5", -2), ("-2.6", -3), ("-7", -7),
        ("1/3", 0), ("2/3", 1), ("-1/3", 0), ("-2/3", -1),
    ],
)  # fmt: skip
def test_round_half_up(value: str, rounded: int) -> None:
    """Halves go up, towards +∞, on both sides of zero."""
    assert round_half_up(Fraction(value)) == rounded


def test_round_half_up_is_exact_where_floats_are_not() -> None:
    assert round_half_up(Fraction(10**17 + 1, 2)) == 5 * 10**16 + 1
    assert round_half_up(10**30) == 10**30
    assert type(round_half_up(Fraction(5, 2))) is int


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0.00"), ("5", "5.00"), ("0.004", "0.00"), ("0.005", "0.01"), ("0.015", "0.02"), ("0.025", "0.03"),
        ("1/3", "0.33"), ("2/3", "0.67"), ("-1/3", "-0.33"), ("-2/3", "-0.67"), ("-0.005", "0.00"), ("-0.015", "-0.01"),
        ("123456789012345678901/1", "123456789012345678901.00"),
    ],
)  # fmt: skip
def test_cents(value: str, text: str) -> None:
    amount = cents(Fraction(value))
    assert str(amount) == text
    assert amount.as_tuple().exponent == -2
    assert isinstance(amount, Decimal)


@pytest.mark.parametrize(
    ("yuan", "text"),
    [
        (0, "0.00"), (49, "0.00"), (50, "0.01"), (149, "0.01"), (150, "0.02"), (10_000, "1.00"), (12_345_678, "1,234.57"),
        (-49, "0.00"), (-50, "0.00"), (-51, "-0.01"), (-150, "-0.01"), (-12_345_678, "-1,234.57"), (10**15, "100,000,000,000.00"),
    ],
)  # fmt: skip
def test_wan_text(yuan: int, text: str) -> None:
    assert wan_text(yuan) == text


@pytest.mark.parametrize(("yuan", "wan"), [(0, 0.0), (1, 0.0001), (12_345_600, 1234.56), (-5_000, -0.5)])
def test_to_wan(yuan: int, wan: float) -> None:
    assert to_wan(yuan) == wan


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1, 1], [4, 3, 3]),  # a tie goes to the first
        (10, [1, 1, 2], [3, 2, 5]),  # 2.5 2.5 5
        (100, [Fraction(1, 3), Fraction(2, 3)], [33, 67]),
        (1, [Fraction(1, 5), Fraction(4, 5)], [0, 1]),
        (7, [0, 5], [0, 7]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_split_loses_nothing(total: int, weights: list[Fraction], parts: list[int]) -> None:
    assert split(total, weights) == parts
    assert sum(parts) == total
