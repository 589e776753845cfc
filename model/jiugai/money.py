"""Money: 万元 for the model, whole yuan for the plan. Rounding happens here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

YUAN_PER_WAN = 10_000

Exact = int | Fraction


def to_wan(yuan: int) -> float:
    """Yuan → 万元 as the solver sees it.

    >>> to_wan(12_345_600)
    1234.56
    """
    return yuan / YUAN_PER_WAN


def round_half_up(value: Exact) -> int:
    """Nearest whole number, halves away from zero towards +∞ (四舍五入 for amounts ≥ 0).

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(249, 100))
    (3, 2)
    """
    return int((Fraction(value) * 2 + 1) // 2)


def split(total: int, weights: Sequence[Exact]) -> list[int]:
    """Split whole yuan by weights ≥ 0, largest remainder first (最大余数法), ties in the order given; nothing is lost.

    Part i = ⌊total · w_i / Σ w⌋, and one yuan more for the parts with the largest remainders until they add up.

    >>> split(1000, [1, 1, 1])
    [334, 333, 333]
    """
    whole = sum(weights, Fraction(0))
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def cents(value: Exact) -> Decimal:
    """An exact amount of yuan with two decimals, half up.

    >>> cents(Fraction(1, 3))
    Decimal('0.33')
    """
    return Decimal(round_half_up(Fraction(value) * 100)).scaleb(-2).quantize(Decimal("0.01"))


def wan_text(yuan: int) -> str:
    """万元 with two decimals for display; the integer is never rounded again for sums.

    >>> wan_text(12_345_678)
    '1,234.57'
    """
    return f"{Decimal(round_half_up(Fraction(yuan, 100))).scaleb(-2):,.2f}"
