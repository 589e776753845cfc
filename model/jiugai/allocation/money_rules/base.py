"""Base of money rules: who may pay what, and labelled rows of the linear programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from jiugai.allocation.expressions import Expression
from jiugai.inputs.rule import Rule
from jiugai.menu.options import Mask
from jiugai.money import Exact

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

AT_MOST, AT_LEAST, EQUAL = "<=", ">=", "="


@dataclass(frozen=True)
class Line:
    """A row on the finished plan; activity, limit and slack in yuan, exact; slack ≥ 0 where the row holds."""

    label: str
    activity: Exact
    limit: Exact
    slack: Exact


@dataclass(frozen=True)
class Row:
    """One labelled row: lhs (sense) rhs, in 万元.

    `soft`: points per 万元 of shortfall (AT_LEAST rows only); None: hard. `settle` gives activity and limit in yuan
    from the finished plan where whole-yuan schedules differ from the linear form; by default both sides are evaluated.
    """

    label: str
    lhs: Expression
    sense: str
    rhs: Expression
    soft: float | None = None
    settle: Callable[[Settled], tuple[Exact, Exact]] | None = None


def label(**parts: object) -> str:
    """`community=gt01;year=2021`: the label grammar of constraints.csv."""
    return ";".join(f"{key}={value}" for key, value in parts.items())


class MoneyRule(Rule):
    """A rule about money. One subclass per rule id; the docstring gives the mathematics, units and clause."""

    #: why the rule makes no rows, where it makes none by nature
    silent: ClassVar[str] = ""

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        """Which lines (work × start year) the rule lets `fund` pay; all by default."""
        return np.ones(len(lines), dtype=np.bool_)

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        """What tells lines apart in the rows of this rule; lines alike in all signatures form a class."""
        return {}

    def ties_to_site(self, fund: Mapping[Any, Any]) -> bool:
        """Does the rule limit this pooled fund site by site, so that its money must flow by cell?"""
        return False

    def rows(self, problem: Problem) -> Iterator[Row]:
        """The rule's rows of the linear programme; none by default."""
        return iter(())

    def remark(self, problem: Problem) -> str:
        """For rules_log.csv: why the rule makes no rows, where the case tells; "" for the general words."""
        return ""

    def lines(self, settled: Settled) -> Iterator[Line]:
        """The rule's lines of constraints.csv on the finished plan: its rows, those at rest (0 against 0) left out."""
        for row in settled.problem.rows[self.id]:
            line = settled.line(row)
            if line.activity or line.limit:
                yield line
