"""Base of every rule class: its id, its place in the order, and the parameters it declares."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, TypeVar, overload

import pandas as pd

from jiugai.discovery import classes_in
from jiugai.inputs.study import Study
from jiugai.money import Exact
from jiugai.policy.rule_files import rule_order


class Dated:
    """A policy parameter seen from a study: `share[2023]` is its exact value in 2023, or None."""

    def __init__(self, study: Study, parameter: str) -> None:
        self._study, self._parameter = study, parameter

    def __getitem__(self, year: int) -> Fraction | None:
        return self._study.param(self._parameter, year)

    def get(self, year: int, default: Exact) -> Fraction:
        value = self[year]
        return Fraction(default) if value is None else value

    def over(self, years: pd.Series) -> pd.Series:
        """The value (float, NaN where none is in force) for each entry of `years`."""
        values = {int(year): self[int(year)] for year in years.unique()}
        return years.map({year: float("nan") if value is None else float(value) for year, value in values.items()})


class parameter:  # noqa: N801  reads as a declaration in the rule's class body
    """Declares a policy parameter of a rule: `share = parameter("utility.min_share")`."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, rule: None, owner: type) -> parameter: ...
    @overload
    def __get__(self, rule: Rule, owner: type) -> Dated: ...
    def __get__(self, rule: Rule | None, owner: type) -> parameter | Dated:
        return self if rule is None else Dated(rule.study, self.name)


class Rule:
    """A rule of the catalogue, or the half of one that acts in one room. The docstring gives its mathematics."""

    id: ClassVar[str]
    #: rules of a room take effect by `order`, equal ones by id (E1, E3, S1, … F9, F10, … D1, then other letters)
    order: ClassVar[int] = 100

    def __init__(self, study: Study) -> None:
        self.study = study

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """Ids of the declared parameters."""
        return tuple(sorted(value.name for value in vars(cls).values() if isinstance(value, parameter)))

    def unasked(self) -> frozenset[str]:
        """Parameters that this case does not ask for: no report names their values as used."""
        return frozenset()


R = TypeVar("R", bound=Rule)


def rules_in(package: str, base: type[R]) -> tuple[type[R], ...]:
    """The rule classes of a room, in the order in which they take effect."""
    return tuple(sorted(classes_in(package, base), key=lambda rule: (rule.order, rule_order(rule.id))))
