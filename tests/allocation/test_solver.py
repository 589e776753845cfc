"""The door to the solvers: no value without a status, bounds and nodes as told."""

from __future__ import annotations

import pulp
import pytest

from jiugai.allocation.solver import FAILED, FEASIBLE, INFEASIBLE, LIMIT, OPTIMAL, Request, available, minimise
from jiugai.errors import SolverError

SOLVERS = ["highs", "cbc"]


def knapsack(rows: int = 0) -> pulp.LpProblem:
    """max 5x + 4y + 3z with 2x + 3y + z ≤ 5, 4x + y + 2z ≤ 11 over whole numbers: 13 at x = 2, z = 1."""
    problem = pulp.LpProblem("knapsack", pulp.LpMinimize)
    x, y, z = (problem.add_variable(name, lowBound=0, cat=pulp.LpInteger) for name in "xyz")
    problem.setObjective(-5 * x - 4 * y - 3 * z)
    problem += 2 * x + 3 * y + z <= 5
    problem += 4 * x + y + 2 * z <= 11
    problem += 3 * x + 4 * y + 2 * z <= 8
    return problem


@pytest.mark.parametrize("solver", SOLVERS)
def test_optimal(solver: str) -> None:
    outcome = minimise(knapsack(), solver, Request())
    assert outcome.status == OPTIMAL
    assert outcome.objective == pytest.approx(-13)
    assert {name: round(value) for name, value in outcome.values.items()} == {"x": 2, "y": 0, "z": 1}
    assert outcome.bound == (pytest.approx(-13) if solver == "highs" else None)


@pytest.mark.parametrize("solver", SOLVERS)
def test_relaxed_is_no_more_than_the_whole(solver: str) -> None:
    outcome = minimise(knapsack(), solver, Request(relaxed=True))
    assert outcome.status == OPTIMAL
    assert outcome.objective is not None
    assert outcome.objective <= -13


@pytest.mark.parametrize("solver", SOLVERS)
def test_infeasible_has_no_values(solver: str) -> None:
    problem = knapsack()
    problem += pulp.lpSum(problem.variables()) >= 100
    outcome = minimise(problem, solver, Request())
    assert outcome.status == INFEASIBLE
    assert (outcome.objective, outcome.bound, outcome.values) == (None, None, {})


@pytest.mark.parametrize("solver", SOLVERS)
def test_unbounded_has_no_values(solver: str) -> None:
    problem = pulp.LpProblem("unbounded", pulp.LpMinimize)
    x, y = problem.add_variable("x", lowBound=0), problem.add_variable("y", lowBound=0)
    problem.setObjective(-1 * x)
    problem += x - y <= 1
    outcome = minimise(problem, solver, Request())
    assert outcome.status in (INFEASIBLE, LIMIT, FAILED)
    assert (outcome.objective, outcome.values) == (None, {})


def test_a_limit_is_never_called_optimal() -> None:
    """Equal halves of odd numbers: nothing to find at the root, and no time to look further."""
    problem = pulp.LpProblem("hard", pulp.LpMinimize)
    picks = [problem.add_variable(f"p{i}", lowBound=0, upBound=1, cat=pulp.LpInteger) for i in range(60)]
    weights = [2 * ((i * 7919) % 10_007) + 10_001 for i in range(60)]
    problem.setObjective(pulp.lpSum(picks))
    problem += pulp.lpSum(w * 2 * p for w, p in zip(weights, picks, strict=True)) == sum(weights) // 2 * 2 + 1
    outcome = minimise(problem, "highs", Request(nodes=1, seconds=0.05))
    assert outcome.status != OPTIMAL
    if outcome.status != FEASIBLE:
        assert (outcome.objective, outcome.values) == (None, {})


def test_a_solver_that_is_not_there() -> None:
    with pytest.raises(SolverError, match="no such solver"):
        minimise(knapsack(), "abacus", Request())
    assert {"highs", "cbc"} <= set(available())
