"""Kernel search: before the whole problem, the few columns of it that its relaxation recommends.

A plan takes one option in fifteen, and a search among all of them spends its time on those that nothing speaks for. Of
the integer columns only these stay open: what the relaxation uses, what the start uses, and twice as many more in the
order of their reduced costs. What is found holds in the whole problem, and the relaxation of the whole problem bounds
it. (Angelelli, Mansini, Speranza 2010, Computers & Operations Research 37.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import highspy

from jiugai.allocation.solver.highs_model import ask, empty_model, has_solution, integers, values_of
from jiugai.allocation.solver.outcome import Request

#: integer columns below which the whole problem is searched at once
_MANY = 200

#: nodes after which few columns have given most of what they give
_NODES = 60

_USED = 1e-6


@dataclass(frozen=True)
class Kernel:
    """What the search among few columns found: values of all columns, objective, lower bound of the whole problem, and
    the nodes spent."""

    values: list[float]
    objective: float
    bound: float
    nodes: int

    def closes(self, request: Request) -> bool:
        """Whether it is as good as was asked for."""
        return self.objective - self.bound <= max(request.absolute_gap, request.gap * abs(self.objective))


def search_kernel(whole: highspy.Highs, request: Request, start: Sequence[float] | None) -> Kernel | None:
    """The best plan among the promising columns of `whole`, which is left as it is; None: too small a problem, or no
    plan there."""
    columns = integers(whole)
    if len(columns) < _MANY:
        return None
    few = empty_model()
    few.passModel(whole.getLp())
    for number in columns:
        few.changeColIntegrality(number, highspy.HighsVarType.kContinuous)
    ask(few, Request(seconds=request.seconds))
    if few.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    bound, relaxed, reduced = few.getInfo().objective_function_value, values_of(few), few.getSolution().col_dual
    used = {number for number in columns if max(relaxed[number], start[number] if start else 0.0) > _USED}
    others = sorted((number for number in columns if number not in used), key=lambda number: float(reduced[number]))
    for number in columns:
        few.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    least = few.getLp().col_lower_  # a copy of all columns: asked for once
    for number in others[2 * len(used) :]:
        few.changeColBounds(number, least[number], 0.0)
    few.clearSolver()
    ask(few, replace(request, nodes=min(request.nodes or _NODES, _NODES)), start)
    if not has_solution(few):
        return None
    info = few.getInfo()
    return Kernel(values_of(few), info.objective_function_value, bound, max(info.mip_node_count, 0))
