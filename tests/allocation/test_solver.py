"""The door to the solvers: no value without a status, bounds and nodes as told, the same from every solver."""

from __future__ import annotations

import _thread
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pulp
import pytest

from jiugai.allocation.solver import (
    FAILED,
    FEASIBLE,
    INFEASIBLE,
    LIMIT,
    OPTIMAL,
    SOLVERS,
    UNBOUNDED,
    Outcome,
    Request,
    available,
    minimise,
)
from jiugai.errors import SolverError
from support.command import programs

HERE = list(available())
TELLS_BOUND = {"highs", "scipy"}
PULP_4 = pulp.__version__.startswith("4")


def knapsack() -> pulp.LpProblem:
    """max 5x + 4y + 3z with 2x + 3y + z ≤ 5, 4x + y + 2z ≤ 11 over whole numbers: 13 at x = 2, z = 1."""
    problem = pulp.LpProblem("knapsack", pulp.LpMinimize)
    x, y, z = (problem.add_variable(name, lowBound=0, cat=pulp.LpInteger) for name in "xyz")
    problem.setObjective(-5 * x - 4 * y - 3 * z)
    problem += 2 * x + 3 * y + z <= 5
    problem += 4 * x + y + 2 * z <= 11
    problem += 3 * x + 4 * y + 2 * z <= 8
    return problem


def open_ended(category: str) -> pulp.LpProblem:
    """min −x with x ≤ y + 1."""
    problem = pulp.LpProblem("open", pulp.LpMinimize)
    x, y = (problem.add_variable(name, lowBound=0, cat=category) for name in "xy")
    problem.setObjective(-1 * x)
    problem += x - y <= 1
    return problem


def picks(rows: int, columns: int) -> tuple[pulp.LpProblem, list[pulp.LpVariable], list[list[int]]]:
    """0/1 variables and weights for them, the same every time."""
    draw = random.Random(7)
    problem = pulp.LpProblem("picks", pulp.LpMinimize)
    chosen = [problem.add_variable(f"p{i:03}", lowBound=0, upBound=1, cat=pulp.LpInteger) for i in range(columns)]
    return problem, chosen, [[draw.randrange(1, 100) for _ in chosen] for _ in range(rows)]


def crowded() -> pulp.LpProblem:
    """Ten knapsacks at once: a plan is found at once, a proof is far away."""
    problem, chosen, weights = picks(10, 120)
    values = [sum(row[i] for row in weights) for i in range(len(chosen))]
    problem.setObjective(pulp.lpSum(-v * p for v, p in zip(values, chosen, strict=True)))
    for row in weights:
        problem += pulp.lpSum(w * p for w, p in zip(row, chosen, strict=True)) <= sum(row) // 2
    return problem


def market_split() -> pulp.LpProblem:
    """Split every row in half exactly: feasible or not, no solver says so soon (Cornuéjols and Dawande)."""
    problem, chosen, weights = picks(5, 40)
    problem.setObjective(pulp.lpSum(chosen))
    for row in weights:
        problem += pulp.lpSum(w * p for w, p in zip(row, chosen, strict=True)) == sum(row) // 2
    return problem


def refused(solver: str, is_lp: bool) -> set[str]:
    """What an infeasible problem may be called: the CBC of `cbcbox` says "Status unknown" of an LP."""
    return {INFEASIBLE, FAILED} if solver == "cbc" and PULP_4 and is_lp else {INFEASIBLE}


def without_values(outcome: Outcome) -> bool:
    return (outcome.objective, outcome.bound, outcome.nodes, outcome.values) == (None, None, None, {})


@pytest.mark.parametrize("solver", HERE)
def test_optimal(solver: str) -> None:
    outcome = minimise(knapsack(), solver, Request())
    assert outcome.status == OPTIMAL
    assert outcome.objective == pytest.approx(-13)
    assert {name: round(value) for name, value in outcome.values.items()} == {"x": 2, "y": 0, "z": 1}
    assert outcome.bound == (pytest.approx(-13) if solver in TELLS_BOUND else None)
    assert (outcome.nodes is not None) == (solver in TELLS_BOUND)


@pytest.mark.parametrize("solver", HERE)
def test_the_constant_of_the_objective_counts_once(solver: str) -> None:
    for relaxed in (False, True):
        plain = minimise(knapsack(), solver, Request(relaxed=relaxed))
        problem = knapsack()
        problem.setObjective(problem.objective + 100)
        moved = minimise(problem, solver, Request(relaxed=relaxed))
        assert plain.objective is not None
        assert moved.objective == pytest.approx(plain.objective + 100)
        assert moved.bound == (pytest.approx(moved.objective) if solver in TELLS_BOUND else None)


@pytest.mark.parametrize("solver", HERE)
def test_relaxed_is_less_than_the_whole(solver: str) -> None:
    """Three halves of x fill 3 where the whole numbers stop at 1."""
    problem = pulp.LpProblem("halves", pulp.LpMinimize)
    x = problem.add_variable("x", lowBound=0, cat=pulp.LpInteger)
    problem.setObjective(-1 * x)
    problem += 2 * x <= 3
    whole, relaxed = (minimise(problem, solver, Request(relaxed=relaxed)) for relaxed in (False, True))
    assert (whole.status, relaxed.status) == (OPTIMAL, OPTIMAL)
    assert (whole.objective, relaxed.objective) == (pytest.approx(-1), pytest.approx(-1.5))
    assert relaxed.nodes is None


@pytest.mark.parametrize("solver", HERE)
@pytest.mark.parametrize("relaxed", [False, True])
def test_infeasible_has_no_values(solver: str, relaxed: bool) -> None:
    problem = knapsack()
    problem += pulp.lpSum(problem.variables()) >= 100
    outcome = minimise(problem, solver, Request(relaxed=relaxed))
    assert outcome.status in refused(solver, relaxed)
    assert without_values(outcome)
    if (solver, PULP_4) == ("cbc", False):  # PuLP itself shows some all the same
        assert any(variable.value() for variable in problem.variables())


@pytest.mark.parametrize("solver", HERE)
def test_whole_numbers_may_be_what_is_infeasible(solver: str) -> None:
    problem = pulp.LpProblem("halves", pulp.LpMinimize)
    x, y = (problem.add_variable(name, lowBound=0, upBound=9, cat=pulp.LpInteger) for name in "xy")
    problem.setObjective(x + y)
    problem += 2 * x - 2 * y == 1
    assert minimise(problem, solver, Request(relaxed=True)).status == OPTIMAL
    outcome = minimise(problem, solver, Request())
    assert outcome.status == INFEASIBLE
    assert without_values(outcome)


@pytest.mark.parametrize("solver", HERE)
@pytest.mark.parametrize("category", [pulp.LpContinuous, pulp.LpInteger])
def test_unbounded_is_told_from_infeasible(solver: str, category: str) -> None:
    """HiGHS says "infeasible or unbounded" of the whole numbers: the door asks again without the objective."""
    problem = open_ended(category)
    outcome = minimise(problem, solver, Request())
    assert outcome.status == UNBOUNDED
    assert without_values(outcome)
    assert str(problem.objective) == str(open_ended(category).objective)
    problem += problem.variables()[0] * 1 >= 5
    problem += pulp.lpSum(problem.variables()) <= 3
    assert minimise(problem, solver, Request()).status in refused(solver, category == pulp.LpContinuous)


@pytest.mark.parametrize("solver", HERE)
@pytest.mark.parametrize(("needed", "status"), [(0, OPTIMAL), (1, INFEASIBLE)])
def test_nothing_to_choose(solver: str, needed: int, status: str) -> None:
    """A model without variables is empty to HiGHS, whatever its rows say."""
    problem = pulp.LpProblem("empty", pulp.LpMinimize)
    problem.setObjective(pulp.lpSum([7]))
    problem += pulp.lpSum([0]) >= needed
    outcome = minimise(problem, solver, Request())
    assert outcome.status == status
    assert outcome.objective == (7 if status == OPTIMAL else None)


@pytest.mark.parametrize("solver", HERE)
@pytest.mark.parametrize("limit", [Request(nodes=1), Request(seconds=0.3)], ids=["nodes", "seconds"])
def test_a_limit_with_a_plan_is_feasible(solver: str, limit: Request) -> None:
    problem = crowded()
    outcome = minimise(problem, solver, limit)
    assert outcome.status == FEASIBLE
    assert outcome.objective is not None
    assert outcome.objective < 0
    at = outcome.values
    for row in problem.constraints():
        assert sum(c * at[variable.name] for variable, c in row.items()) + row.constant <= 1e-6
    assert all(min(abs(value), abs(value - 1)) < 1e-6 for value in at.values())
    if outcome.bound is not None:
        assert outcome.bound < outcome.objective


@pytest.mark.parametrize("solver", HERE)
@pytest.mark.parametrize("limit", [Request(nodes=1), Request(seconds=0.3)], ids=["nodes", "seconds"])
def test_a_limit_without_a_plan_has_no_values(solver: str, limit: Request) -> None:
    outcome = minimise(market_split(), solver, limit)
    assert outcome.status == LIMIT
    assert without_values(outcome)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C is heard, even where these tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("solver", [solver for solver in HERE if solver != "scipy"])  # `milp` hears nothing
def test_an_interrupt_stops_the_search_and_is_passed_on(
    solver: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program that CBC is ends with the run, and its files go."""
    for name in ("TMP", "TEMP", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    seen: list[str] = []

    def interrupt() -> None:
        seen.extend(programs(tmp_path))
        _thread.interrupt_main()

    timer = threading.Timer(0.5, interrupt)
    began = time.perf_counter()
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        minimise(market_split(), solver, Request(seconds=120))
    assert time.perf_counter() - began < 30
    timer.join()
    assert len(seen) == (solver == "cbc")
    assert programs(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
    assert minimise(knapsack(), solver, Request()).status == OPTIMAL  # nothing is left locked


def test_the_same_problem_ends_the_same() -> None:
    first, second = (minimise(crowded(), "highs", Request(nodes=20)) for _ in range(2))
    assert first == second


def test_a_start_is_taken() -> None:
    problem = crowded()
    found = minimise(problem, "highs", Request(nodes=50))
    again = minimise(problem, "highs", Request(nodes=1, start=found.values))
    assert found.objective is not None
    assert again.objective is not None
    assert again.objective <= found.objective + 1e-6


def test_a_solver_that_is_not_there() -> None:
    with pytest.raises(SolverError, match="no such solver"):
        minimise(knapsack(), "abacus", Request())
    assert HERE[:2] == ["highs", "scipy"]
    assert set(HERE) <= set(SOLVERS)


@pytest.mark.skipif(PULP_4, reason="PuLP 4 brings no CBC")
def test_cbc_comes_with_pulp_3() -> None:
    assert list(SOLVERS) == HERE


def test_a_maximum_is_refused() -> None:
    problem = pulp.LpProblem("up", pulp.LpMaximize)
    problem.setObjective(problem.add_variable("x", lowBound=0, upBound=1))
    with pytest.raises(ValueError, match="negate the objective"):
        minimise(problem, "highs", Request())
