"""The burden of debt and of PPP on a county: interest shares (D3), debt ratio and its tier (D2), PPP share (D9).

Limits are arguments: they are dated numbers of the law, and live with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from jiugai.finance.ratio import ratio
from jiugai.money import Exact


def interest_share(interest: int, spending: int) -> Fraction | None:
    """Interest of a year / spending of the budget that pays it; None where nothing is spent (D3; 国办函〔2016〕88号).

    General debt: by general budget expenditure (一般公共预算支出); special debt: by fund expenditure
    (政府性基金支出). Whole yuan. Above 10 % of either, fiscal restructuring must start.

    >>> interest_share(98_410_000, 1_230_125_000)
    Fraction(2, 25)
    """
    return ratio(interest, spending)


def debt_ratio(debt: int, resources: int) -> Fraction | None:
    """Debt ratio (债务率): balance of debt / total fiscal resources (综合财力); None where there are none (D2).

    `debt`: statutory debt at the end of the year, general and special; hidden debt is no input of this tool, so the
    official ratio may be higher. `resources`: of both budgets, whole yuan.

    >>> debt_ratio(150, 100)
    Fraction(3, 2)
    """
    return ratio(debt, resources)


def tier(debt: Exact | None, lower_bounds: Mapping[str, Exact], lowest: str) -> str | None:
    """Tier colour (风险等级, 红橙黄绿) of a debt ratio: the colour with the highest lower bound not above it (D2).

    `lower_bounds`: colour → its least ratio, bounds included; `lowest`: the colour below all. None without a ratio.
    Raises `ValueError` where two colours begin at one ratio.

    >>> bounds = {"red": Fraction(3), "orange": Fraction(2), "yellow": Fraction(12, 10)}
    >>> [tier(Fraction(percent, 100), bounds, "green") for percent in (119, 120, 299, 300)]
    ['green', 'yellow', 'orange', 'red']
    """
    if len(set(lower_bounds.values())) < len(lower_bounds):
        raise ValueError("two colours begin at one ratio")
    if debt is None:
        return None
    reached = {bound: colour for colour, bound in lower_bounds.items() if bound <= debt}
    return reached[max(reached)] if reached else lowest


def ppp_share(spending: Iterable[int], general_spending: int) -> Fraction | None:
    """Spending on all PPP projects in a year / general budget expenditure; None where that is nothing (D9).

    Whole yuan. At most 10 % of the level's general budget expenditure; above 5 %, no new government-pay project
    (财政部 2022-11; number of the document not verified).

    >>> ppp_share([300, 200], 10_000)
    Fraction(1, 20)
    """
    return ratio(sum(spending), general_spending)


def headroom(limit: Fraction, part: int, whole: int) -> int:
    """Whole yuan until `part` is `limit` of `whole`: ⌊limit × whole⌋ − part; below 0 where it is above already.

    >>> headroom(Fraction(1, 10), 98, 1_005), headroom(Fraction(1, 10), 120, 1_005)
    (2, -20)
    """
    return limit.numerator * whole // limit.denominator - part
