"""The factor formula (因素法): how a pot of subsidy is split among places by their tasks, in whole yuan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiugai.money import Exact, split


@dataclass(frozen=True)
class Factor:
    """One factor: its weight (a share of the pot) and the amount of every place.

    `adjusted`: amounts are multiplied by the difficulty coefficient (财政困难程度系数) of the place. Task volumes are;
    performance is not (财综〔2019〕31号 art. 8).
    """

    name: str
    weight: Fraction
    amounts: Mapping[str, Exact]
    adjusted: bool = True


def factor_shares(factors: Sequence[Factor], difficulty: Mapping[str, Exact]) -> dict[str, Fraction]:
    """Share of every place in the pot, exact; places in the order of `difficulty`; the shares add up to 1.

    share_i = Σ_k w_k · x_ik · d_i / Σ_j x_jk · d_j,  d = 1 for a factor that is not adjusted

    财综〔2019〕31号: area, households, buildings, communities 40/40/10/10, or 40/30/10/10 and performance 10.
    Raises `ValueError` unless weights add up to 1, every factor has an amount ≥ 0 of exactly these places and is above
    0 for one of them, and every coefficient is above 0.

    >>> area = Factor("area", Fraction(3, 5), {"A": 300, "B": 100})
    >>> performance = Factor("performance", Fraction(2, 5), {"A": 80, "B": 80}, adjusted=False)
    >>> factor_shares([area, performance], {"A": 1, "B": 3})
    {'A': Fraction(1, 2), 'B': Fraction(1, 2)}
    """
    if sum((factor.weight for factor in factors), Fraction(0)) != 1 or any(factor.weight < 0 for factor in factors):
        raise ValueError("the weights of the factors must be 0 or more and add up to 1")
    if any(coefficient <= 0 for coefficient in difficulty.values()):
        raise ValueError("a difficulty coefficient must be above 0")
    shares = dict.fromkeys(difficulty, Fraction(0))
    for factor in factors:
        for place, part in _parts(factor, difficulty).items():
            shares[place] += factor.weight * part
    return shares


def split_by_factors(pot: int, factors: Sequence[Factor], difficulty: Mapping[str, Exact]) -> dict[str, int]:
    """`pot` whole yuan among the places by `factor_shares`, to the yuan: largest remainder, ties in the order given.

    >>> thirds = Factor("households", Fraction(1), {"A": 1, "B": 1, "C": 1})
    >>> split_by_factors(100, [thirds], {"A": 1, "B": 1, "C": 1})
    {'A': 34, 'B': 33, 'C': 33}
    """
    shares = factor_shares(factors, difficulty)
    return dict(zip(shares, split(pot, list(shares.values())), strict=True))


@dataclass(frozen=True)
class OwnPart:
    """One factor as a single place knows it: weight, its own amount and coefficient, and Σ amount · coefficient of all.

    A factor without coefficient (performance) has coefficient 1 and the plain sum.
    """

    weight: Fraction
    own: Exact
    total: Exact
    difficulty: Exact = 1


def own_share(parts: Sequence[OwnPart]) -> Fraction:
    """Share of one place in the pot, exact: Σ_k w_k · x_k · d / total_k, which is `factor_shares` of that place.

    Raises `ValueError` unless weights add up to 1 and every part lies within its total.

    >>> own_share([OwnPart(Fraction(3, 5), 300, 600), OwnPart(Fraction(2, 5), 80, 160)])
    Fraction(1, 2)
    """
    if sum((part.weight for part in parts), Fraction(0)) != 1 or any(part.weight < 0 for part in parts):
        raise ValueError("the weights of the factors must be 0 or more and add up to 1")
    if any(not 0 <= part.own * part.difficulty <= part.total or part.total <= 0 for part in parts):
        raise ValueError("an own amount must lie within its total")
    return sum((part.weight * Fraction(part.own) * part.difficulty / part.total for part in parts), Fraction(0))


def _parts(factor: Factor, difficulty: Mapping[str, Exact]) -> dict[str, Fraction]:
    """Part of every place in one factor."""
    if set(factor.amounts) != set(difficulty):
        raise ValueError(f"{factor.name}: places differ from those with a difficulty coefficient")
    if any(amount < 0 for amount in factor.amounts.values()):
        raise ValueError(f"{factor.name}: an amount is negative")
    amounts = {
        place: Fraction(factor.amounts[place]) * (coefficient if factor.adjusted else 1)
        for place, coefficient in difficulty.items()
    }
    whole = sum(amounts.values(), Fraction(0))
    if whole == 0:
        raise ValueError(f"{factor.name}: 0 in every place, nothing to split by")
    return {place: amount / whole for place, amount in amounts.items()}
