"""Matching with a kink (F14): a grant that rises with what residents pay above a floor, and falls faster below it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiugai.money import Exact


@dataclass(frozen=True)
class Line:
    """grant = intercept + slope × resident money, both in yuan."""

    intercept: Fraction
    slope: Fraction

    def at(self, resident: Exact) -> Fraction:
        return self.intercept + self.slope * resident


@dataclass(frozen=True)
class Matching:
    """The bargain (共同缔造系数), shares exact; a point is one hundredth of the class investment.

    floor   least resident share of the investment of the class, elevators left out
    ratio   grant ratio at the floor, a share of the grant base
    gain    points of grant ratio for each point above the floor
    loss    points of grant ratio lost for each point below it; ≥ gain, so that the grant is concave in resident money
    most    most that the ratio gains

    Wenzhou (温州, 2020–2022; republished rule, not verified): floor 10, 30 or 70 % by class, gain 1, loss 2, most 10
    points. Points are counted in proportion; the text counts a begun point as a whole one.
    """

    floor: Fraction
    ratio: Fraction
    gain: Fraction
    loss: Fraction
    most: Fraction

    def __post_init__(self) -> None:
        if not (0 <= self.gain <= self.loss and self.most >= 0 and 0 <= self.floor <= 1 and self.ratio >= 0):
            raise ValueError(f"need 0 <= gain <= loss, most >= 0, ratio >= 0 and a floor within 0 ... 1: {self}")


def matching_lines(investment: int, base: Exact, matching: Matching) -> tuple[Line, Line, Line]:
    """The three lines whose minimum is the grant: below the floor, above it, and at the most.

    With I the class investment, B the grant base (unit base × area), f floor, ρ ratio, R resident money, all yuan:

        B·(ρ + loss·(R/I − f)),   B·(ρ + gain·(R/I − f)),   B·(ρ + most)

    A programme with grant ≤ each of them has the grant, where all three are ≥ 0. Raises `ValueError` where I ≤ 0 or
    B < 0.

    >>> below, above, top = matching_lines(1_000, 900, Matching(*map(Fraction, ("0.1", "0.5", "1", "2", "0.1"))))
    >>> [int(line.at(140)) for line in (below, above, top)]
    [522, 486, 540]
    """
    if investment <= 0 or base < 0:
        raise ValueError(f"need an investment above 0 and a base of 0 or more: {investment}, {base}")
    below, above = (
        Line(base * (matching.ratio - points * matching.floor), Fraction(base) * points / investment)
        for points in (matching.loss, matching.gain)
    )
    return below, above, Line(base * (matching.ratio + matching.most), Fraction(0))


def matching_grant(investment: int, resident: int, base: Exact, matching: Matching) -> Fraction:
    """The grant in yuan, exact: the least of `matching_lines` at `resident` yuan, never below 0.

    Raises `ValueError` where residents pay less than nothing or more than the class costs.

    >>> bargain = Matching(*map(Fraction, ("0.1", "0.5", "1", "2", "0.1")))
    >>> [int(matching_grant(1_000, resident, 900, bargain)) for resident in (100, 140, 220, 70)]
    [450, 486, 540, 396]
    """
    if not 0 <= resident <= investment:
        raise ValueError(f"residents pay {resident} of {investment} yuan")
    return max(Fraction(0), min(line.at(resident) for line in matching_lines(investment, base, matching)))
