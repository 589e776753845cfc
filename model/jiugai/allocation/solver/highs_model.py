"""A problem of PuLP in HiGHS: filled, asked within limits, run where Ctrl-C is heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np
import pulp

from jiugai.allocation.expressions import objective_of
from jiugai.allocation.solver.outcome import SEED, Request
from jiugai.interrupts import watched


def empty_model() -> highspy.Highs:
    """A model that says nothing, and ends the same for the same problem: one thread, a fixed seed."""
    model = highspy.Highs()
    options: dict[str, Any] = {"output_flag": False, "threads": 1, "random_seed": SEED}
    for option, value in options.items():
        model.setOptionValue(option, value)
    return model


def fill(model: highspy.Highs, problem: pulp.LpProblem, relaxed: bool) -> list[str]:
    """Put the problem into an empty model; returns the names of its columns.

    Columns stand in the order of their names, rows as they were added, under either line of PuLP (whose own fillers
    differ in this): the order decides which of equally good plans is found.
    """
    columns = sorted(problem.variables(), key=lambda variable: str(variable.name))
    number_of = {variable.name: number for number, variable in enumerate(columns)}
    cost = {variable.name: coefficient for variable, coefficient in objective_of(problem).items()}
    for number, variable in enumerate(columns):
        model.addCol(
            cost.get(variable.name, 0.0),
            _or(variable.lowBound, -highspy.kHighsInf),
            _or(variable.upBound, highspy.kHighsInf),
            0, [], [],
        )  # fmt: skip
        if variable.cat == pulp.LpInteger and not relaxed:
            model.changeColIntegrality(number, highspy.HighsVarType.kInteger)
    for row in problem.constraints():
        entries = [(number_of[variable.name], coefficient) for variable, coefficient in row.items() if coefficient]
        model.addRow(
            _or(row.getLb(), -highspy.kHighsInf),
            _or(row.getUb(), highspy.kHighsInf),
            len(entries),
            [number for number, _ in entries],
            [coefficient for _, coefficient in entries],
        )
    model.changeObjectiveOffset(objective_of(problem).constant)
    return [str(variable.name) for variable in columns]


def _or(bound: float | None, infinite: float) -> float:
    return infinite if bound is None else float(bound)


def integers(model: highspy.Highs) -> list[int]:
    """Numbers of the columns that must be whole."""
    kinds = model.getLp().integrality_
    return [number for number, kind in enumerate(kinds) if kind == highspy.HighsVarType.kInteger]


def ask(model: highspy.Highs, request: Request, start: Sequence[float] | None = None) -> highspy.HighsStatus | None:
    """Run with the limits of a request.

    `start`: a value for every column. Whole numbers alone are handed on: HiGHS finds the best money for them, where it
    would keep the money of another objective.
    """
    options: dict[str, Any] = {
        "mip_rel_gap": request.gap,
        "mip_abs_gap": request.absolute_gap,
        "mip_max_nodes": request.nodes,
        "time_limit": request.seconds,
    }
    for option, value in options.items():
        if value is not None:
            model.setOptionValue(option, value)
    if start is not None:
        whole = integers(model)
        model.setSolution(len(whole), np.array(whole, np.int32), np.array([round(start[n]) for n in whole], np.float64))
    return run(model)


def run(model: highspy.Highs) -> highspy.HighsStatus | None:
    """Run beside the main thread, which alone is told of Ctrl-C: the search is stopped, then the interrupt raised."""

    def work() -> highspy.HighsStatus | None:
        status = model.run()
        highspy.Highs.resetGlobalScheduler(False)  # of this thread, which ends here
        return status

    model.HandleUserInterrupt = True
    return watched(work, model.cancelSolve)


def has_solution(model: highspy.Highs) -> bool:
    """Whether the last run left a plan that holds."""
    return bool(model.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible)


def values_of(model: highspy.Highs) -> list[float]:
    """The values of the columns."""
    return list(map(float, model.getSolution().col_value))
