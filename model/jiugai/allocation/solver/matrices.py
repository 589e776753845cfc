"""A problem as arrays: what a solver without a door of PuLP is given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pulp
from numpy.typing import NDArray
from scipy.sparse import csr_array

from jiugai.allocation.expressions import objective_of

Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Matrices:
    """min cost · x + offset,  row_lower ≤ rows · x ≤ row_upper,  lower ≤ x ≤ upper,  x whole where `integer`.

    n columns in the order of their names, m rows as they were added; a limit that is not there is ±inf.
    names (n) · cost, lower, upper, integer: shape (n,) · row_lower, row_upper: shape (m,) · rows: sparse, shape (m, n)
    """

    names: list[str]
    cost: Vector
    offset: float
    lower: Vector
    upper: Vector
    integer: NDArray[np.bool_]
    rows: csr_array
    row_lower: Vector
    row_upper: Vector


def matrices_of(problem: pulp.LpProblem) -> Matrices:
    """The arrays of a minimisation problem. A row `Σ a·x + k ≤ 0` of PuLP becomes −inf ≤ Σ a·x ≤ −k."""
    variables = {str(variable.name): variable for variable in problem.variables()}
    names = sorted(variables)
    column = {name: number for number, name in enumerate(names)}
    cost = np.zeros(len(names))
    goal = objective_of(problem)
    for variable, coefficient in goal.items():
        cost[column[variable.name]] += coefficient

    rows = problem.constraints()
    entries = [
        (number, column[variable.name], coefficient)
        for number, row in enumerate(rows)
        for variable, coefficient in row.items()
    ]
    at, to, values = np.array(entries, dtype=np.float64).reshape(-1, 3).T
    limit = np.array([-row.constant for row in rows], dtype=np.float64)
    sense = np.array([row.sense for row in rows], dtype=np.int64)
    return Matrices(
        names=names,
        cost=cost,
        offset=float(goal.constant),
        lower=np.array([_or(variables[name].lowBound, -np.inf) for name in names], dtype=np.float64),
        upper=np.array([_or(variables[name].upBound, np.inf) for name in names], dtype=np.float64),
        integer=np.array([variables[name].cat == pulp.LpInteger for name in names], dtype=np.bool_),
        rows=csr_array((values, (at.astype(np.int64), to.astype(np.int64))), shape=(len(rows), len(names))),
        row_lower=np.where(sense == pulp.LpConstraintLE, -np.inf, limit),
        row_upper=np.where(sense == pulp.LpConstraintGE, np.inf, limit),
    )


def _or(bound: float | None, infinite: float) -> float:
    return infinite if bound is None else bound
