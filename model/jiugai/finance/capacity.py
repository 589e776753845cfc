"""Fiscal capacity: what a county has at its disposal in a year, and what of it is still free, in its two budgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Resources:
    """Money at the county's disposal in one year (可用财力), whole yuan, before any duty is met."""

    general: int
    fund: int


@dataclass(frozen=True)
class Room:
    """Room of one year in whole yuan; negative where inherited duties already exceed the money."""

    general: int
    fund: int


def available_resources(fiscal: Mapping[str, int]) -> Resources:
    """Resources of one year by budget (财力; D8, clauses gaotai-2021#5.2, mohurd-2021-50#1.3).

    general (一般公共预算) = local revenue + usable transfers + transfers in + carry-over − remitted up
    fund (政府性基金预算)   = fund revenue net of cost and set-asides

    Earmarked transfers do not count: they cannot pay for this. All in whole yuan.

    >>> available_resources({"local_revenue": 500, "transfers_usable": 300, "transfers_in": 20, "carry_over": 10,
    ...                      "remitted_up": 30, "fund_revenue_net": 90})
    Resources(general=800, fund=90)
    """
    general = (
        fiscal["local_revenue"]
        + fiscal["transfers_usable"]
        + fiscal["transfers_in"]
        + fiscal["carry_over"]
        - fiscal["remitted_up"]
    )
    return Resources(general=general, fund=fiscal["fund_revenue_net"])


def fiscal_room(fiscal: Mapping[str, int], general_service: int, special_service: int) -> Room:
    """Room for new county money in one year (财政承受能力; D8, clauses gaotai-2021#5.2, mohurd-2021-50#1.3).

    general = resources − 三保 − other rigid − service of general debt
    fund    = resources − service of special debt

    Resources as in `available_resources`. All in whole yuan.
    """
    resources = available_resources(fiscal)
    return Room(
        general=resources.general - fiscal["three_guarantees"] - fiscal["other_rigid"] - general_service,
        fund=resources.fund - special_service,
    )
