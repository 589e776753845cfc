"""What the county pays each year for running what the plan has built, besides the works themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from jiugai.allocation.expressions import Expression
from jiugai.money import YUAN_PER_WAN

if TYPE_CHECKING:
    from jiugai.allocation.problem import Problem
    from jiugai.allocation.settled import Settled


def running(problem: Problem, year: int) -> Expression:
    """Σ_{o new: running_from[o] ≤ t} choose[o] · running[o]        (万元, general budget)"""
    return problem.chosen(np.where(problem.menu.options["fixed"], 0, _due(problem, year)) / YUAN_PER_WAN)


def running_standing(problem: Problem, year: int) -> int:
    """What communities in progress will have run by `year`, off the room whatever the plan does; whole yuan."""
    return int(np.where(problem.menu.options["fixed"], _due(problem, year), 0).sum())


def _due(problem: Problem, year: int) -> NDArray[np.int64]:
    """Yuan of the year by option, shape (options,)."""
    options = problem.menu.options
    return np.where(options["running_from"] <= year, options["running_yuan"], 0)


def running_of_the_plan(problem: Problem) -> Expression:
    """Σ_o choose[o] · running[o] · plan years, whenever it begins: else a late start would hide its cost.  (万元)"""
    return problem.chosen(problem.menu.options["running_yuan"].to_numpy() * len(problem.study.years) / YUAN_PER_WAN)


def running_yuan(settled: Settled, year: int) -> int:
    """`running` on the finished plan, whole yuan."""
    new = settled.chosen & ~settled.problem.menu.options["fixed"].to_numpy(dtype=np.bool_)
    return int(_due(settled.problem, year)[new].sum())
