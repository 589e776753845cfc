"""Fiscal room: what a county can newly spend in a year, from its two budgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """Room of one year in whole yuan; negative where inherited duties already exceed the money."""

    general: int
    fund: int


def fiscal_room(fiscal: Mapping[str, int], general_service: int, special_service: int) -> Room:
    """Room for new county money in one year (财政承受能力; clauses gaotai-2021#5.2, mohurd-2021-50#1.3).

    general = local revenue + usable transfers + transfers in + carry-over − remitted up − 三保 − other rigid − service
    fund    = net fund revenue − service of special debt

    Earmarked transfers do not count: they cannot pay for this. All in whole yuan.
    """
    general = (
        fiscal["local_revenue"]
        + fiscal["transfers_usable"]
        + fiscal["transfers_in"]
        + fiscal["carry_over"]
        - fiscal["remitted_up"]
        - fiscal["three_guarantees"]
        - fiscal["other_rigid"]
        - general_service
    )
    return Room(general=general, fund=fiscal["fund_revenue_net"] - special_service)
