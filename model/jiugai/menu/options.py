"""The menu as columns: one row per option, one row per option × work × year of its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.inputs.case import TIERS

Mask = NDArray[np.bool_]

_PRICE = "price."

#: columns of an option that, with the work, tell lines apart: who may pay a work depends on nothing else of an option
LINE_KEYS = ("start_year", "upper", "window", "completion")


def price_column(rule: str) -> str:
    """The column of `Menu.options` with the units of a soft rule that an option breaks.

    >>> price_column("E1")
    'price.E1'
    """
    return _PRICE + rule


@dataclass
class RuleLog:
    """What rules took off the menu, and how many rows each made or why none. Silence is a defect."""

    removed: list[pd.DataFrame] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def remove(self, rule: str, clause: str, options: pd.DataFrame, values: Sequence[str]) -> None:
        if not len(options):
            return
        self.removed.append(
            pd.DataFrame(
                {
                    "site": options["community_id"],
                    "option": options["option"],
                    "rule": rule,
                    "clause": clause,
                    "values": list(values),
                }
            )
        )

    def note(self, rule: str, rows: int, reason: str) -> None:
        self.rows[rule] = rows
        self.reasons[rule] = reason

    def removed_table(self) -> pd.DataFrame:
        columns = ["site", "option", "rule", "clause", "values"]
        return (
            pd.concat(self.removed, ignore_index=True) if self.removed else pd.DataFrame(columns=columns, dtype="str")
        )


@dataclass(frozen=True)
class Menu:
    """All options.

    `options` has one row per option: option (name), community_id, project (project_id or community_id), scope (bits of
    tiers), tier, start_year, upper (upper-level money allowed), window (which window of the centre pays what,
    `allocation/variants.py`; "": any), fixed (in progress: must be taken), households, joint (with the whole cluster),
    saved_yuan (what that saves), clears (illegal structures go first), price.<rule> (units of a soft rule it breaks),
    condition (what must be had before its works start, in words), deadline (by when they start, in words), unmet (what
    it should have and has not), benefit (points), hazard_households, basic_households, completion (the year in which
    its works are completed), cost_yuan, route ("" where it has none) with its facts, running_yuan (county money a year
    from running_from on). Names are `<scope>@<start year>[~<route>]`, then what the variants add: `/joint`,
    `/<window>`.
    `costs` has option (row number in `options`), work (row number in the case's works), year, yuan, done (the year in
    which the work is completed: before the year of its retention).
    """

    options: pd.DataFrame
    costs: pd.DataFrame

    def prices(self) -> dict[str, NDArray[np.int64]]:
        """Soft rule of the menu → units of it that each option breaks."""
        names = [name for name in self.options.columns if name.startswith(_PRICE)]
        return {name.removeprefix(_PRICE): self.options[name].to_numpy(dtype=np.int64) for name in names}

    def keep(self, mask: Mask) -> Menu:
        """The menu reduced to the options of `mask`, numbered anew."""
        number = np.full(len(mask), -1)
        number[mask] = np.arange(int(mask.sum()))
        costs = self.costs[mask[self.costs["option"].to_numpy()]]
        costs = costs.assign(option=number[costs["option"].to_numpy()])
        return Menu(self.options[mask].reset_index(drop=True), costs.reset_index(drop=True))


def scope_name(scope: int) -> str:
    """`basic+improvement` for the scope bits 0b011.

    >>> scope_name(0b101)
    'basic+upgrade'
    """
    return "+".join(tier for bit, tier in enumerate(TIERS) if scope >> bit & 1)
