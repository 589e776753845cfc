"""Fiscal room: each item with its sign, and a room below zero where duties exceed the money."""

from __future__ import annotations

import pytest

from jiugai.finance import Resources, Room, available_resources, fiscal_room

# powers of two: every sum says which items it holds
FISCAL = {
    "local_revenue": 2**20,
    "transfers_usable": 2**19,
    "transfers_in": 2**18,
    "carry_over": 2**17,
    "remitted_up": 1,
    "three_guarantees": 2,
    "other_rigid": 4,
    "fund_revenue_net": 2**16,
    "transfers_earmarked": 2**30,
    "new_quota_general": 2**31,
}


def test_general_room_by_hand() -> None:
    room = fiscal_room(FISCAL, general_service=8, special_service=16)
    assert room == Room(general=2**20 + 2**19 + 2**18 + 2**17 - 15, fund=2**16 - 16)


def test_resources_are_there_before_any_duty() -> None:
    """Guarantees, rigid spending and debt service come off the room, not off the resources."""
    assert available_resources(FISCAL) == Resources(general=2**20 + 2**19 + 2**18 + 2**17 - 1, fund=2**16)
    assert fiscal_room(FISCAL | {"three_guarantees": 0, "other_rigid": 0}, 0, 0) == Room(
        2**20 + 2**19 + 2**18 + 2**17 - 1, 2**16
    )


@pytest.mark.parametrize(
    ("item", "general", "fund"),
    [
        ("local_revenue", 1, 0),
        ("transfers_usable", 1, 0),
        ("transfers_in", 1, 0),
        ("carry_over", 1, 0),
        ("remitted_up", -1, 0),
        ("three_guarantees", -1, 0),
        ("other_rigid", -1, 0),
        ("fund_revenue_net", 0, 1),
        ("transfers_earmarked", 0, 0),
        ("new_quota_general", 0, 0),
    ],
)
def test_each_item_counts_once_with_its_sign(item: str, general: int, fund: int) -> None:
    before = fiscal_room(FISCAL, 0, 0)
    after = fiscal_room(FISCAL | {item: FISCAL[item] + 1_000}, 0, 0)
    assert (after.general - before.general, after.fund - before.fund) == (1_000 * general, 1_000 * fund)


def test_room_may_be_negative() -> None:
    poor = dict.fromkeys(FISCAL, 0) | {"local_revenue": 100, "three_guarantees": 150, "fund_revenue_net": 5}
    assert fiscal_room(poor, general_service=30, special_service=7) == Room(general=-80, fund=-2)


def test_special_debt_burdens_the_fund_budget_only() -> None:
    assert fiscal_room(FISCAL, 0, 100).general == fiscal_room(FISCAL, 0, 0).general
    assert fiscal_room(FISCAL, 100, 0).fund == fiscal_room(FISCAL, 0, 0).fund
