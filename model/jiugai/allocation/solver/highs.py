"""HiGHS below PuLP: filled from the problem, its own model status read, bound and nodes as it tells them."""

from __future__ import annotations

import math
from typing import Any

import highspy
import pulp

from jiugai.allocation.expressions import objective_of
from jiugai.allocation.solver.endings import of_highs
from jiugai.allocation.solver.outcome import FAILED, FEASIBLE, OPTIMAL, SEED, Outcome, Request, ended
from jiugai.interrupts import watched


def version() -> str:
    """The version of HiGHS."""
    return str(highspy.Highs().version())


def solve(problem: pulp.LpProblem, request: Request) -> Outcome:
    """Minimise with one thread and a fixed seed, so that the same problem ends the same. Ctrl-C stops it."""
    model = highspy.Highs()
    for option, value in _options(request).items():
        model.setOptionValue(option, value)
    names = fill(model, problem, request.relaxed)
    if request.start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = [request.start.get(name, 0.0) for name in names]
        model.setSolution(solution)
    if run(model) == highspy.HighsStatus.kError:
        return Outcome(FAILED)
    info = model.getInfo()
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    status = ended(of_highs(int(model.getModelStatus())), has_values)
    if status not in (OPTIMAL, FEASIBLE):
        return Outcome(status)
    is_mip = not request.relaxed and any(variable.cat == pulp.LpInteger for variable in problem.variables())
    objective = float(info.objective_function_value)
    bound = float(info.mip_dual_bound) if is_mip else objective if status == OPTIMAL else -math.inf
    return Outcome(
        status,
        objective,
        bound if math.isfinite(bound) else None,
        int(info.mip_node_count) if is_mip else None,
        dict(zip(names, map(float, model.getSolution().col_value), strict=True)),
    )


def _options(request: Request) -> dict[str, Any]:
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": SEED,
        "mip_rel_gap": request.gap,
        "mip_abs_gap": request.absolute_gap,
        "mip_max_nodes": request.nodes,
        "time_limit": request.seconds,
    }
    return {name: value for name, value in options.items() if value is not None}


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


def run(model: highspy.Highs) -> highspy.HighsStatus | None:
    """Run beside the main thread, which alone is told of Ctrl-C: the search is stopped, then the interrupt raised."""

    def work() -> highspy.HighsStatus | None:
        status = model.run()
        highspy.Highs.resetGlobalScheduler(False)  # of this thread, which ends here
        return status

    model.HandleUserInterrupt = True
    return watched(work, model.cancelSolve)
