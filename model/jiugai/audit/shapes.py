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


class CaseShape(Protocol):
    """The facts of a place: typed tables, money in whole yuan."""

    @property
    def first_year(self) -> int: ...
    @property
    def last_year(self) -> int: ...
    @property
    def targets(self) -> Mapping[str, int]: ...
    @property
    def debt_tier(self) -> str: ...
    def table(self, name: str, /) -> pd.DataFrame: ...


class StudyShape(Protocol):
    """Case, scenario and the policy in force; `rules`: ids of the catalogue, in force or not."""

    @property
    def case(self) -> CaseShape: ...
    @property
    def scenario(self) -> ScenarioShape: ...
    @property
    def rules(self) -> tuple[str, ...]: ...
    def param(self, parameter: str, year: int, /) -> Fraction | None: ...
    def in_force(self, rule: str, /) -> bool: ...
    def clause(self, rule: str, /) -> str: ...
