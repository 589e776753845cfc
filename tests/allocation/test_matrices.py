"""One problem, filled three ways: our columns and rows in HiGHS, our matrices, and PuLP's own filling of HiGHS."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
import pulp
import pytest
from scipy.sparse import csc_array, csr_array

from allocation.rule_cases import RULE_CASES
from allocation.test_golden_rules import study_of
from jiugai.allocation.solver import highs
from jiugai.allocation.solver.matrices import matrices_of
from support.solve import problem_of

Filled = dict[str, Any]


def of_model(model: highspy.Highs, names: list[str]) -> Filled:
    """What a HiGHS holds, its columns in the order of their names."""
    lp = model.getLp()
    make = csc_array if lp.a_matrix_.format_ == highspy.MatrixFormat.kColwise else csr_array
    shape = (lp.num_row_, lp.num_col_)
    rows = make((lp.a_matrix_.value_, lp.a_matrix_.index_, lp.a_matrix_.start_), shape=shape).toarray()
    order = sorted(range(len(names)), key=names.__getitem__)
    whole = [kind == highspy.HighsVarType.kInteger for kind in lp.integrality_] or [False] * len(names)
    return {
        "names": [names[i] for i in order],
        "cost": np.array(lp.col_cost_)[order],
        "lower": np.array(lp.col_lower_)[order],
        "upper": np.array(lp.col_upper_)[order],
        "integer": np.array(whole)[order],
        "rows": rows[:, order],
        "row_lower": np.array(lp.row_lower_),
        "row_upper": np.array(lp.row_upper_),
    }


def ours(problem: pulp.LpProblem) -> tuple[highspy.Highs, Filled]:
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    names = highs.fill(model, problem, relaxed=False)
    assert names == sorted(names)
    return model, of_model(model, names)


def of_pulp(problem: pulp.LpProblem) -> Filled:
    front = pulp.HiGHS(msg=False)
    front.createAndConfigureSolver(problem)
    front.buildSolverModel(problem)
    filled = getattr(problem, "exported_variables", problem.variables)()
    return of_model(problem.solverModel, [variable.name for variable in filled])


def of_matrices(problem: pulp.LpProblem) -> Filled:
    arrays = matrices_of(problem)
    return {name: getattr(arrays, name) for name in ours(problem)[1]} | {"rows": arrays.rows.toarray()}


def every_kind() -> pulp.LpProblem:
    """All senses, free, fixed, bounded and whole variables, constants on both sides, names out of order."""
    problem = pulp.LpProblem("kinds", pulp.LpMinimize)
    c = problem.add_variable("c10", lowBound=0, cat=pulp.LpInteger)
    a = problem.add_variable("c2", lowBound=None, upBound=4)
    b = problem.add_variable("a", lowBound=2, upBound=2)
    d = problem.add_variable("b", lowBound=0, upBound=1, cat=pulp.LpInteger)
    problem.setObjective(3 * c - a + 0.5 * d + 11)
    problem += c + 2 * a - 1 >= 3 - b
    problem += a - d <= 7
    problem += 2 * c + 3 * a + d == 5 + c
    return problem


def same(left: Filled, right: Filled) -> None:
    assert left["names"] == right["names"]
    for name in left:
        if name != "names":
            np.testing.assert_array_equal(left[name], right[name], err_msg=name)


def test_every_kind_of_variable_and_row() -> None:
    problem = every_kind()
    arrays = of_matrices(problem)
    assert arrays["names"] == ["a", "b", "c10", "c2"]
    assert arrays["cost"].tolist() == [0.0, 0.5, 3.0, -1.0]
    assert arrays["lower"].tolist() == [2.0, 0.0, 0.0, -np.inf]
    assert arrays["upper"].tolist() == [2.0, 1.0, np.inf, 4.0]
    assert arrays["integer"].tolist() == [False, True, True, False]
    assert arrays["rows"].tolist() == [[1.0, 0.0, 1.0, 2.0], [0.0, -1.0, 0.0, 1.0], [0.0, 1.0, 1.0, 3.0]]
    assert arrays["row_lower"].tolist() == [4.0, -np.inf, 5.0]
    assert arrays["row_upper"].tolist() == [np.inf, 7.0, 5.0]
    assert matrices_of(problem).offset == ours(problem)[0].getLp().offset_ == 11.0
    same(arrays, ours(problem)[1])
    same(arrays, of_pulp(problem))


@pytest.mark.parametrize("rule", list(RULE_CASES)[::3])
def test_a_study_filled_three_ways(rule: str, tmp_path: Any) -> None:
    problem = problem_of(study_of(RULE_CASES[rule](), tmp_path)).lp
    problem.setObjective(pulp.lpSum(problem.variables()))
    arrays = of_matrices(problem)
    assert arrays["rows"].any()
    same(arrays, ours(problem)[1])
    same(arrays, of_pulp(problem))
