"""Capital of a project (项目资本金): what is not borrowed, and the part of special bonds that may count as capital."""

from __future__ import annotations

from fractions import Fraction

from jiugai.finance.ratio import ratio


def capital_ratio(investment: int, loan: int, bond: int, bond_as_capital: int = 0) -> Fraction | None:
    """(investment − loan − bond + bond as capital) / investment (D5, D6; 国发〔2019〕26号); None without investment.

    `loan`: market financing; `bond`: special bonds, of which `bond_as_capital` counts as capital (专项债券作资本金,
    国办发〔2024〕52号): 0 unless the county was given a part of its province's quota. Whole yuan.
    Raises `ValueError` where more is borrowed than invested, or more bonds count than were issued.

    >>> capital_ratio(1_000, 600, 300), capital_ratio(1_000, 600, 300, bond_as_capital=100)
    (Fraction(1, 10), Fraction(1, 5))
    """
    if min(loan, bond) < 0 or loan + bond > investment:
        raise ValueError(f"borrowed {loan} + {bond} of an investment of {investment} yuan")
    if not 0 <= bond_as_capital <= bond:
        raise ValueError(f"{bond_as_capital} yuan of bonds count as capital, {bond} were issued")
    return ratio(investment - loan - bond + bond_as_capital, investment)


def borrowable(investment: int, least_capital: Fraction, bond_as_capital: int = 0) -> int:
    """Most that may be borrowed, bonds and loans together: ⌊(1 − least capital) × investment⌋ + bond as capital, yuan.

    Never more than the investment.

    >>> borrowable(1_001, Fraction(1, 5)), borrowable(1_001, Fraction(1, 5), bond_as_capital=100)
    (800, 900)
    """
    share = 1 - least_capital
    return min(investment, investment * share.numerator // share.denominator + bond_as_capital)
