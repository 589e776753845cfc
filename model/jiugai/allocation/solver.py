"""The one door to PuLP's solvers: status before values, incumbent, bound, nodes; what is not told is said so."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import highspy
import pulp

from jiugai.errors import Locator, Problem, SolverError
from jiugai.interrupts import watched

HIGHS, CBC = "highs", "cbc"
SOLVERS = (HIGHS, CBC)

OPTIMAL, FEASIBLE, INFEASIBLE, LIMIT, FAILED = "optimal", "feasible", "infeasible", "limit", "failed"

SEED = 20210317

_HIGHS_STATUS = {
    highspy.HighsModelStatus.kOptimal: OPTIMAL,
    highspy.HighsModelStatus.kModelEmpty: OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: INFEASIBLE,
    highspy.HighsModelStatus.kUnboundedOrInfeasible: INFEASIBLE,
    highspy.HighsModelStatus.kTimeLimit: LIMIT,
    highspy.HighsModelStatus.kIterationLimit: LIMIT,
    highspy.HighsModelStatus.kSolutionLimit: LIMIT,
    highspy.HighsModelStatus.kObjectiveBound: LIMIT,
    highspy.HighsModelStatus.kObjectiveTarget: LIMIT,
    highspy.HighsModelStatus.kInterrupt: LIMIT,
}


@dataclass(frozen=True)
class Request:
    """What is asked: relative and absolute gap, nodes and seconds (None: no limit); `relaxed`: the LP only."""

    gap: float = 0.0
    absolute_gap: float = 0.0
    nodes: int | None = None
    seconds: float | None = None
    start: dict[str, float] | None = None
    relaxed: bool = False


@dataclass(frozen=True)
class Outcome:
    """How a solve ended. `values` (by variable name) are empty unless a solution was found; `bound` None: not told.

    `status`: optimal (to the requested gap) · feasible (a limit ended the search, a solution is known) ·
    infeasible · limit (a limit ended it, nothing known) · failed.
    """

    status: str
    objective: float | None
    bound: float | None
    nodes: int | None
    values: dict[str, float]


def available() -> dict[str, str]:
    """Solver name → version text, of the solvers that can be used here."""
    found = {HIGHS: highspy.Highs().version()}
    if pulp.PULP_CBC_CMD(msg=False).available():
        found[CBC] = f"PuLP {pulp.__version__}"
    return found


def minimise(problem: pulp.LpProblem, solver: str, request: Request) -> Outcome:
    """Solve a minimisation problem. Raises `SolverError` for a solver that is not there."""
    if solver == HIGHS:
        return _highs(problem, request)
    if solver == CBC and CBC in available():
        return _cbc(problem, request)
    raise SolverError(
        Problem(
            Locator(column="--solver", value=solver),
            f"没有这个求解器；可用：{'、'.join(available())}",
            f"no such solver; available: {', '.join(available())}",
        )
    )


def _highs(problem: pulp.LpProblem, request: Request) -> Outcome:
    """HiGHS below PuLP: PuLP 3.3 fills the model, the status, bound and nodes are read from HiGHS itself."""
    front = pulp.HiGHS(mip=not request.relaxed, msg=False, threads=1, gapRel=request.gap, gapAbs=request.absolute_gap)
    front.createAndConfigureSolver(problem)
    front.buildSolverModel(problem)
    model: Any = problem.solverModel
    model.setOptionValue("random_seed", SEED)
    if request.nodes is not None:
        model.setOptionValue("mip_max_nodes", request.nodes)
    if request.seconds is not None:
        model.setOptionValue("time_limit", request.seconds)
    variables = problem.variables()
    if request.start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = [request.start.get(variable.name, 0.0) for variable in variables]
        model.setSolution(solution)
    model.HandleUserInterrupt = True
    watched(lambda: _run(model), model.cancelSolve)
    info = model.getInfo()
    status = _HIGHS_STATUS.get(model.getModelStatus(), FAILED)
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if status == LIMIT and has_values:
        status = FEASIBLE
    if status not in (OPTIMAL, FEASIBLE):
        return Outcome(status, None, None, None, {})
    is_mip = not request.relaxed and any(variable.cat == pulp.LpInteger for variable in variables)
    column = model.getSolution().col_value
    bound = float(info.mip_dual_bound) if is_mip else float(info.objective_function_value)
    constant = float(problem.objective.constant) if problem.objective is not None else 0.0
    return Outcome(
        status,
        float(info.objective_function_value) + constant,
        bound + constant if math.isfinite(bound) else None,
        int(info.mip_node_count) if is_mip else None,
        {variable.name: float(value) for variable, value in zip(variables, column, strict=True)},
    )


def _run(model: Any) -> None:
    model.run()
    highspy.Highs.resetGlobalScheduler(False)  # of this thread, which ends here


def _cbc(problem: pulp.LpProblem, request: Request) -> Outcome:
    """CBC through PuLP: it tells no bound, so optimality rests on its own word."""
    front = pulp.PULP_CBC_CMD(
        mip=not request.relaxed,
        msg=False,
        gapRel=request.gap,
        gapAbs=request.absolute_gap,
        timeLimit=request.seconds,
        maxNodes=request.nodes,
        options=["RandomS 1", "randomC 1"],
    )
    problem.solve(front)
    if problem.status == pulp.LpStatusInfeasible:
        return Outcome(INFEASIBLE, None, None, None, {})
    if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return Outcome(LIMIT if problem.status == pulp.LpStatusNotSolved else FAILED, None, None, None, {})
    values = {variable.name: float(variable.value() or 0.0) for variable in problem.variables()}
    status = OPTIMAL if problem.sol_status == pulp.LpSolutionOptimal else FEASIBLE
    goal = problem.objective
    objective = float(goal.constant) + sum(c * values.get(v.name, 0.0) for v, c in goal.items()) if goal else 0.0
    return Outcome(status, objective, None, None, values)
