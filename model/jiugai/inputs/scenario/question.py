"""A scenario as read: what is asked of a case, known on which day, in which order, at which effort."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from jiugai.errors import Locator
from jiugai.inputs.override import CASE, POLICY, Override


@dataclass(frozen=True)
class Objective:
    """A stage of the lexicographic order; `tolerance` is absolute, in the unit of the objective.

    `gap` and `nodes` replace the scenario's effort for this stage.
    """

    name: str
    tolerance: Fraction
    gap: float | None = None
    nodes: int | None = None


@dataclass(frozen=True)
class Effort:
    """How hard the solver works: relative gap and nodes a stage; seconds a stage only where asked for."""

    gap: float
    nodes: int
    seconds: float | None = None


@dataclass(frozen=True)
class Scenario:
    """The question as it was read. `soft_weights`: rule id → points a broken unit, where it differs from the rule's.

    `overrides` are those of the root, as it stands, then those of every file that descends from it down to this one;
    `chain` are the other files of the descent, `root` the scenario without a parent (this one, where it has none).
    """

    path: Path
    name: str
    title: dict[str, str]
    author: str
    date: datetime.date
    baseline: bool
    question: str
    changes: str
    case: Path
    policy: Path | None
    as_of: datetime.date
    overrides: tuple[Override, ...]
    objectives: tuple[Objective, ...]
    need_weights: dict[str, int]
    tier_weights: dict[str, int]
    soft_weights: dict[str, Fraction]
    discount_rate: Fraction
    effort: Effort
    lang: str
    root: Path
    chain: tuple[Path, ...] = ()
    #: the root alone, without the changes of its descendants; None where this is the root
    base: Scenario | None = field(default=None, repr=False)

    def files(self) -> list[Path]:
        """This file and all that it descends from."""
        return [self.path, *self.chain]

    def of_root(self, room: str) -> list[Override]:
        """What the root itself sets in `policy` or `case`."""
        return [entry for entry in self.overrides if entry.room == room and entry.file == self.root]

    def of_descent(self, room: str) -> list[Override]:
        """What the files below the root set there."""
        return [entry for entry in self.overrides if entry.room == room and entry.file != self.root]

    def own(self) -> list[Override]:
        """What the files below the root set of the scenario's own keys."""
        return [entry for entry in self.overrides if entry.room not in (POLICY, CASE)]

    def place(self, key: str, value: object = "") -> Locator:
        """Where a key is set, for a message: in the file whose override set it, else in the root."""
        return place_of(key, self.own(), self.root, value)


def place_of(key: str, overrides: list[Override], default: Path, value: object = "") -> Locator:
    """The override that set `key`, or a part of it, or what it is part of; else the key itself in `default`."""
    for entry in overrides:
        if entry.path == key:
            return Locator(str(entry.file), column=key, value=str(value))
    for entry in overrides:
        if entry.path.startswith(f"{key}.") or key.startswith(f"{entry.path}."):
            return Locator(str(entry.file), column=entry.path, value=str(value))
    return Locator(str(default), column=key, value=str(value))
