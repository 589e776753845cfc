"""The search among few columns: a plan of the whole problem, bounded by the whole problem, and never the last word."""

from __future__ import annotations

import highspy
import pulp
import pytest

from allocation.test_solver import picks
from jiugai.allocation.solver import FEASIBLE, OPTIMAL, Outcome, Request, minimise
from jiugai.allocation.solver.highs_model import empty_model, fill
from jiugai.allocation.solver.kernel import search_kernel

COLUMNS = 240


def knapsacks(columns: int = COLUMNS, offset: float = 7.0) -> pulp.LpProblem:
    """Two knapsacks at once over 0/1 variables; the constant must come back in values and bounds."""
    problem, chosen, weights = picks(2, columns)
    values = [10 + weights[0][i] + 7 * (i % 17) for i in range(len(chosen))]
    problem.setObjective(pulp.lpSum(-v * p for v, p in zip(values, chosen, strict=True)) + offset)
    for row in weights:
        problem += pulp.lpSum(w * p for w, p in zip(row, chosen, strict=True)) <= sum(row) // 20
    return problem


@pytest.fixture(scope="module")
def best() -> Outcome:
    """The optimum, from another solver."""
    outcome = minimise(knapsacks(), "scipy", Request())
    assert outcome.status == OPTIMAL
    return outcome


def in_highs(problem: pulp.LpProblem) -> highspy.Highs:
    model = empty_model()
    fill(model, problem, relaxed=False)
    return model


def only_the_last() -> pulp.LpProblem:
    """2·first + last = 1: the relaxation takes half of the first, a plan needs the last, which is the dearest."""
    problem = pulp.LpProblem("last", pulp.LpMinimize)
    chosen = [problem.add_variable(f"x{i:03}", lowBound=0, upBound=1, cat=pulp.LpInteger) for i in range(COLUMNS)]
    problem.setObjective(pulp.lpSum(number * variable for number, variable in enumerate(chosen)))
    problem += 2 * chosen[0] + chosen[-1] == 1
    return problem


def test_the_whole_problem_is_proven_where_proof_is_asked(best: Outcome) -> None:
    found = minimise(knapsacks(), "highs", Request())
    assert found.status == OPTIMAL
    assert found.objective == pytest.approx(best.objective)
    assert found.bound == pytest.approx(best.objective)


@pytest.mark.parametrize("gap", [0.001, 0.05])
def test_what_few_columns_give_lies_between_optimum_and_gap(gap: float, best: Outcome) -> None:
    problem, least = knapsacks(), best.objective
    found = search_kernel(in_highs(problem), Request(gap=gap), None)
    assert least is not None
    assert found is not None
    assert found.bound <= least + 1e-6 <= found.objective + 2e-6
    assert found.closes(Request(gap=gap)) == (found.objective - found.bound <= gap * abs(found.objective))
    outcome = minimise(problem, "highs", Request(gap=gap))
    assert outcome.status == OPTIMAL
    assert outcome.bound is not None
    assert outcome.bound <= least + 1e-6
    assert least - 1e-6 <= (outcome.objective or 0.0) <= outcome.bound + gap * abs(outcome.bound) * 1.01


def test_a_plan_of_few_columns_is_a_plan_of_all() -> None:
    problem = knapsacks()
    values = minimise(problem, "highs", Request(gap=0.05)).values
    for row in problem.constraints():
        assert sum(c * values[variable.name] for variable, c in row.items()) <= (row.getUb() or 0.0) + 1e-6
    assert all(abs(value - round(value)) < 1e-6 for value in values.values())


def test_the_whole_problem_stays_as_it_is() -> None:
    model = in_highs(knapsacks())
    before = model.getLp()
    seen = [list(before.col_lower_), list(before.col_upper_), list(before.integrality_), list(before.col_cost_)]
    assert search_kernel(model, Request(gap=0.01), None) is not None
    after = model.getLp()
    assert [list(after.col_lower_), list(after.col_upper_), list(after.integrality_), list(after.col_cost_)] == seen


def test_a_start_is_never_lost(best: Outcome) -> None:
    """Its columns stay open, so that no search ends worse than it began."""
    problem = knapsacks()
    names = [variable.name for variable in problem.variables()]
    start = [best.values[name] for name in sorted(names)]
    found = search_kernel(in_highs(problem), Request(nodes=1), start)
    assert found is not None
    assert found.objective == pytest.approx(best.objective)


def test_small_problems_are_searched_whole() -> None:
    assert search_kernel(in_highs(knapsacks(150)), Request(), None) is None


def test_where_few_columns_hold_no_plan_the_whole_does() -> None:
    problem = only_the_last()
    assert search_kernel(in_highs(problem), Request(), None) is None
    outcome = minimise(problem, "highs", Request())
    assert outcome.status == OPTIMAL
    assert outcome.objective == pytest.approx(COLUMNS - 1)


def test_nodes_are_those_of_both_searches() -> None:
    outcome = minimise(knapsacks(), "highs", Request(nodes=1))
    assert outcome.status == FEASIBLE
    assert outcome.nodes == 1
    assert outcome.bound is not None
    assert (outcome.objective or 0.0) > outcome.bound
