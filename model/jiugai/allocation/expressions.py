"""Linear expressions, made the one way that PuLP 3.3 and 4.2 share."""

from __future__ import annotations

from collections.abc import Iterable

import pulp

Expression = pulp.LpAffineExpression


def linear(terms: Iterable[tuple[pulp.LpVariable, float]], constant: float = 0.0) -> Expression:
    """Σ coefficient · variable + constant; a variable that comes twice counts twice."""
    expression: Expression = pulp.lpSum(())
    expression.constant = constant
    for variable, coefficient in terms:
        expression.addterm(variable, coefficient)
    return expression


def objective_of(problem: pulp.LpProblem) -> Expression:
    """What the problem minimises; nothing (0) where no objective was set."""
    return linear(()) if problem.objective is None else problem.objective
