"""A part of a whole as an exact fraction, with one answer to a whole that is not there."""

from __future__ import annotations

from fractions import Fraction

from jiugai.money import Exact


def ratio(part: Exact, whole: Exact) -> Fraction | None:
    """part / whole; None where the whole is 0 or less: then there is no ratio, not even for a part of 0.

    >>> ratio(1, 8), ratio(1, 0)
    (Fraction(1, 8), None)
    """
    return Fraction(part) / Fraction(whole) if whole > 0 else None
