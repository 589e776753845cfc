"""Every example has its arithmetic, and it holds. That the plans are those told: `tests/full`."""

from __future__ import annotations

import doctest
from decimal import Decimal
from fractions import Fraction

import pytest

from jiugai.policy import load_policy
from jiugai.run import policy_folder
from support import arithmetic
from support.arithmetic import holds, numbers
from support.example import Example, cell_text, example_ids, read_example


@pytest.fixture(params=example_ids())
def example(request: pytest.FixtureRequest) -> Example:
    return read_example(request.param)


def calculations(example: Example) -> list[str]:
    return [line["calc"] for line in example.data["hand"] if "calc" in line]


def test_the_hand_calculation_is_right(example: Example) -> None:
    lines = calculations(example)
    assert lines, "nothing is calculated"
    for line in lines:
        assert holds(line), line


def test_limits_and_activities_are_calculated(example: Example) -> None:
    """No number of a constraint line comes from nowhere: the calculation has it."""
    known = set().union(*map(numbers, calculations(example))) | {Fraction(0)}
    for row in example.data.get("plan", {}).get("constraints", []):
        for column in ("activity", "limit"):
            if column in row:
                assert Fraction(cell_text(row[column])) in known, f"{row['label']}: {column} {row[column]}"


def test_amounts_are_compared_as_numbers() -> None:
    assert cell_text(Decimal("450000.00")) == cell_text(450_000) == "450000"
    assert cell_text(True) == "yes"


def test_false_and_empty_arithmetic_is_refused() -> None:
    assert doctest.testmod(arithmetic).failed == 0
    assert not holds("1,000,000 × 30 % = 300,001")
    assert not holds("2 + 2 = 4 = 5")
    for line in ("1,000,000", "造价 = 3", "2 +* 3 = 5", "open(1) = 1"):
        with pytest.raises(arithmetic.NotArithmetic):
            holds(line)


def test_every_rule_of_the_catalogue_has_its_example() -> None:
    assert example_ids() == list(load_policy(policy_folder()).rules)
