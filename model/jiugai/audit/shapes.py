"""What the audit needs to see of a study, as protocols: any object of this shape will do, no reader is imported."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol

import pandas as pd


class ScenarioShape(Protocol):
    """Date of knowledge and the weights of need and tier (whole percents and whole points)."""

    @property
    def as_of(self) -> datetime.date: ...
    @property
    def need_weights(self) -> Mapping[str, int]: ...
    @property
    def tier_weights(self) -> Mapping[str, int]: ...


class RuleShape(Protocol):
    """A rule as the catalogue writes it; `programmes`: those it speaks of, none for every one; `shapes_plan`: no for
    one that asks for tables of the report alone.
    """

    @property
    def shapes_plan(self) -> bool: ...
    @property
    def in_force(self) -> bool: ...
    @property
    def programmes(self) -> tuple[str, ...]: ...


class CaseShape(Protocol):
    """The facts of a place: typed tables, money in whole yuan."""

    @property
    def first_year(self) -> int: ...
    @property
    def last_year(self) -> int: ...
    @property
    def programme(self) -> str: ...
    @property
    def targets(self) -> Mapping[str, int]: ...
    @property
    def debt_tier(self) -> str: ...
    def table(self, name: str, /) -> pd.DataFrame: ...
    def as_stated(self, name: str, /) -> pd.DataFrame: ...


class StudyShape(Protocol):
    """Case, scenario and policy; `rules`: the catalogue by id; `clause`: of a rule, that reaches the case, or ""."""

    @property
    def case(self) -> CaseShape: ...
    @property
    def scenario(self) -> ScenarioShape: ...
    @property
    def rules(self) -> Mapping[str, RuleShape]: ...
    def param(self, parameter: str, year: int, /) -> Fraction | None: ...
    def clause(self, rule: str, /) -> str: ...
