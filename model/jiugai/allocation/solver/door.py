"""Which solvers are here, and the one call that solves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pulp

from jiugai.allocation.expressions import objective_of
from jiugai.allocation.solver import cbc, highs, scipy_milp
from jiugai.allocation.solver.outcome import EITHER, FEASIBLE, INFEASIBLE, OPTIMAL, UNBOUNDED, Outcome, Request
from jiugai.errors import Locator, Problem, SolverError

HIGHS, SCIPY, CBC = "highs", "scipy", "cbc"

_SOLVE: dict[str, Callable[[pulp.LpProblem, Request], Outcome]] = {
    HIGHS: highs.solve,
    SCIPY: scipy_milp.solve,
    CBC: cbc.solve,
}
SOLVERS = tuple(_SOLVE)

#: how far a row may be missed, as in the solvers
_TOLERANCE = 1e-7


def available() -> dict[str, str]:
    """Solver name → version text, of the solvers that can be used here. CBC comes with PuLP 3.3, not with 4.2."""
    found = {HIGHS: highs.version(), SCIPY: scipy_milp.version()}
    if cbc.is_there():
        found[CBC] = f"PuLP {pulp.__version__}"
    return found


def minimise(problem: pulp.LpProblem, solver: str, request: Request) -> Outcome:
    """Solve a problem that is to be minimised; its status is one of `STATUSES`.

    A problem that is maximised is a `ValueError`: the two lines of PuLP disagree on signs there.
    Raises `SolverError` for a solver that is not there.
    """
    if solver not in available():
        raise SolverError(
            Problem(
                Locator(column="--solver", value=solver),
                f"没有这个求解器；可用：{'、'.join(available())}",
                f"no such solver; available: {', '.join(available())}",
            )
        )
    if problem.sense != pulp.LpMinimize:
        raise ValueError("only minimisation problems are solved: negate the objective")
    if not problem.variables():
        return _without_variables(problem)
    outcome = _SOLVE[solver](problem, request)
    return _which(problem, solver, request) if outcome.status == EITHER else outcome


def _without_variables(problem: pulp.LpProblem) -> Outcome:
    """Nothing to choose, rows such as 0 ≤ 5 or 0 ≥ 1: HiGHS calls both empty, SciPy refuses both, so none is asked."""
    if all((row.getLb() or 0.0) <= _TOLERANCE and (row.getUb() or 0.0) >= -_TOLERANCE for row in problem.constraints()):
        value = float(objective_of(problem).constant)
        return Outcome(OPTIMAL, value, value)
    return Outcome(INFEASIBLE)


def _which(problem: pulp.LpProblem, solver: str, request: Request) -> Outcome:
    """Infeasible or unbounded: whether there is any solution, the objective left aside, tells which."""
    goal = objective_of(problem)
    problem.setObjective(pulp.lpSum([]))
    try:
        found = _SOLVE[solver](problem, replace(request, start=None))
    finally:
        problem.setObjective(goal)
    return Outcome(UNBOUNDED if found.status in (OPTIMAL, FEASIBLE) else found.status)
