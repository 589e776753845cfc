"""What the report itself settles, from `conventions.yaml`: shifts of a stress test, weights of a score."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _conventions() -> dict[str, dict[str, Any]]:
    text = files("jiugai.report").joinpath("conventions.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def shift(name: str) -> Fraction:
    """By how much a stress test shifts `revenue` and `cost` (shares) and `rate` (a rate)."""
    return Fraction(_conventions()["stress"][name])


def weight(target: str) -> Fraction:
    """The points of a target of T4 in the self-evaluation; all together make 100."""
    return Fraction(_conventions()["weights"][target])
