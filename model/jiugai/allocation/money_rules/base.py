"""Base of money rules: who may pay what, and labelled rows of the linear programme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.allocation.expressions import Expression
from jiugai.inputs.rule import Rule
from jiugai.menu.options import Mask
from jiugai.money import YUAN_PER_WAN, Exact

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled

AT_MOST, AT_LEAST, EQUAL = "<=", ">=", "="

YUAN, COMMUNITY, HOUSEHOLD, M2 = "yuan", "community", "household", "m2"


def scale(unit: str) -> int:
    """How many of `unit` one of the solver's numbers is: 10,000 yuan a 万元, else one."""
    return YUAN_PER_WAN if unit == YUAN else 1


@dataclass(frozen=True)
class Line:
    """A row on the finished plan; activity, limit and slack in its unit, exact; slack ≥ 0 where the row holds."""

    label: str
    activity: Exact
    limit: Exact
    slack: Exact
    unit: str = YUAN

    @property
    def short(self) -> Exact:
        """By how much the row is broken, in its unit."""
        return max(0, -self.slack)


@dataclass(frozen=True)
class Indicator:
    """A line of indicators.csv; value and limit in `unit`, exact. `warning`: shown, but nothing the plan must hold."""

    year: int
    name: str
    value: Exact
    limit: Exact | None
    ok: bool
    warning: bool = False
    unit: str = YUAN


@dataclass(frozen=True)
class Row:
    """One labelled row: lhs (sense) rhs, money in 万元, anything else in `unit`.

    `soft`: by how much the rule is broken, in the unit of its file, for each 万元 or unit that the row is missed; None:
    hard. `settle` gives activity and limit of the finished plan, exact, in `unit` (yuan for money), where they differ
    from the linear form; by default both sides are evaluated. `held`: pay against whole yuan of chosen options, a row
    that rounding keeps to the yuan.
    """

    label: str
    lhs: Expression
    sense: str
    rhs: Expression
    soft: Fraction | None = None
    settle: Callable[[Settled], tuple[Exact, Exact]] | None = None
    unit: str = YUAN
    held: bool = False


def label(**parts: object) -> str:
    """`community=gt01;year=2021`: the label grammar of constraints.csv."""
    return ";".join(f"{key}={value}" for key, value in parts.items())


class MoneyRule(Rule):
    """A rule about money. One subclass per rule id; the docstring gives the mathematics, units and clause."""

    #: why the rule makes no rows, where it makes none by nature
    silent: ClassVar[str] = ""
    #: may it be broken, at a weight in the objective `soft_broken`? Its file then says `soft`
    soft: ClassVar[bool] = False

    def may_pay(self, fund: Mapping[Any, Any], lines: pd.DataFrame) -> Mask:
        """Which lines (work × start year) the rule lets `fund` pay; all by default."""
        return np.ones(len(lines), dtype=np.bool_)

    def leaves(self, payers: NDArray[np.bool_], lines: pd.DataFrame) -> NDArray[np.bool_]:
        """Which payers of each line the rule leaves once every `may_pay` has spoken; shape (lines, funds), all."""
        return np.ones_like(payers)

    def in_time(self, fund: Mapping[Any, Any], years: NDArray[np.int64], completions: NDArray[np.int64]) -> Mask:
        """Which costs of `years`, in communities completed in `completions` (same shape), `fund` may pay; all."""
        return np.ones(len(years), dtype=np.bool_)

    def signature(self, lines: pd.DataFrame) -> dict[str, pd.Series]:
        """What tells lines apart in the rows of this rule; lines alike in all signatures form a class."""
        return {}

    def ties_to_site(self, fund: Mapping[Any, Any]) -> bool:
        """Does the rule limit this pooled fund site by site, so that its money must flow by cell?"""
        return False

    def claim(self, problem: Problem, project: str, year: int) -> Expression:
        """What the rule's money takes of the revenue of `project` in `year`, before special bonds, 万元."""
        return problem.constant(0.0)

    def claimed(self, settled: Settled, project: str, year: int) -> Exact:
        """`claim` on the finished plan, exact, in yuan."""
        return 0

    def rows(self, problem: Problem) -> Iterator[Row]:
        """The rule's rows of the linear programme; none by default."""
        return iter(())

    def remark(self, problem: Problem) -> str:
        """For rules_log.csv, after `rows`: why there is none, or what the rows pass over; "" for the general words."""
        return ""

    def broken(self, problem: Problem) -> Expression:
        """By how much a soft rule is broken besides its soft rows, in the unit of its file: what its gate priced."""
        prices = problem.menu.prices().get(self.id)
        return problem.constant(0.0) if prices is None else problem.chosen(prices.astype(np.float64))

    def indicators(self, settled: Settled) -> Iterator[Indicator]:
        """The rule's lines of indicators.csv on the finished plan; none by default."""
        return iter(())

    def tables(self, settled: Settled) -> Iterator[tuple[str, dict[str, object]]]:
        """(table, row) of the tables of the plan that the rule alone fills; none by default."""
        return iter(())

    def lines(self, settled: Settled) -> Iterator[Line]:
        """The rule's lines of constraints.csv on the finished plan: its rows, those at rest (0 against 0) left out."""
        for row in settled.problem.rows[self.id]:
            line = settled.line(row)
            if line.activity or line.limit:
                yield line
