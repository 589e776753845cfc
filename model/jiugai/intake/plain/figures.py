"""The figures that stand in for what a list does not say: value and ground of each, from `figures.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Figure:
    """A stand-in value with its ground in both languages."""

    value: Fraction
    text: str
    zh: str
    en: str


@cache
def figure(name: str) -> Figure:
    """The figure `name`. Raises KeyError for an unknown one."""
    text = files("jiugai.intake.plain").joinpath("figures.yaml").read_text(encoding="utf-8")
    entry = yaml.safe_load(text)[name]
    return Figure(Fraction(entry["value"]), entry["value"], entry["zh"], entry["en"])
