"""Why no plan exists: a smallest set of rows that cannot hold together, and what giving way on each would take.

Proposed communities may be left out but for a task already handed down (S11), so only that and what is promised to
communities in progress (S8) can make the rules infeasible. The rows are found by an elastic filter followed by a
deletion filter (Chinneck and Dravnieks 1991): every hard row r gets a violation e[r] ≥ 0 (万元, or the row's unit);
minimise Σ e, forbid each e that was needed, until nothing gives; then drop every forbidden row without which the rest
still clashes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pulp

from jiugai.allocation.classes import build_classes
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.money_rules.base import AT_LEAST, AT_MOST, EQUAL, Row
from jiugai.allocation.money_rules.change import LockedTask
from jiugai.allocation.money_rules.tasks import TasksAndAims
from jiugai.allocation.problem import OWN, Problem
from jiugai.allocation.solver import HIGHS, INFEASIBLE, OPTIMAL, Request, minimise
from jiugai.inputs.study import Study
from jiugai.menu.options import Menu

#: violations below this are solver noise, 万元 (a hundredth of a yuan)
_NOISE = 1e-6
_RELAXED = Request(relaxed=True)
#: clashes without a row in common that are told at once
MOST_CLASHES = 5


@dataclass(frozen=True)
class Demand:
    """One row of a clash. `give_way`: 万元, or units of the row, by which this row alone would have to give way."""

    rule: str
    row: Row
    give_way: float


@dataclass(frozen=True)
class Clash:
    """Rows that cannot all hold; without any one of them the others can."""

    problem: Problem
    demands: tuple[Demand, ...]


@dataclass(frozen=True)
class _Elastic:
    rule: str
    row: Row
    violation: tuple[pulp.LpVariable, ...]

    def allow(self, allowed: bool) -> None:
        for variable in self.violation:
            variable.bounds(0.0, None if allowed else 0.0)

    def size(self, values: dict[str, float]) -> float:
        return sum(values.get(variable.name, 0.0) for variable in self.violation)


def find_clashes(study: Study, menu: Menu) -> list[Clash]:
    """Up to `MOST_CLASHES` clashes of a study without a plan; none if its rows can be met.

    Looks at the linear relaxation of the whole menu first; where that can be met, at the communities in progress alone,
    which have no choice left: no plan of the whole menu means none of them either, tasks of new starts apart. What
    parts of communities can do and whole ones cannot is a task (S11, S12): last, tasks give way, in whole communities.
    """
    fixed = menu.options["fixed"].to_numpy(dtype=np.bool_)
    every = {rule.id for rule in rules_in_force(study)}
    tasks = every & {TasksAndAims.id, LockedTask.id}
    return (
        _clashes(study, menu, _RELAXED, every, set())
        or _clashes(study, menu.keep(fixed), _RELAXED, every - tasks, set())
        or (_clashes(study, menu, Request(), tasks, every - tasks) if tasks else [])
    )


def _clashes(study: Study, menu: Menu, request: Request, giving: set[str], holding: set[str]) -> list[Clash]:
    """Clashes among the hard rows of the rules `giving`, while those of the rules `holding` hold."""
    rules = rules_in_force(study)
    problem = Problem(study, menu, build_classes(study, menu, rules), rules, OWN)
    rows = []
    for rule in rules:
        for row in (row for row in rule.rows(problem) if row.soft is None):
            if rule.id in giving:
                rows.append(_elastic(problem, rule.id, row))
            elif rule.id in holding:
                problem.constrain(row.lhs, row.sense, row.rhs)
    found: list[Clash] = []
    while rows and len(found) < MOST_CLASHES:
        clash = _needed(problem, _elastic_filter(problem, rows, request), request)
        if not clash:
            break
        demands = sorted((_demand(problem, row, clash, request) for row in clash), key=lambda d: (d.rule, d.row.label))
        found.append(Clash(problem, tuple(demands)))
        rows = [row for row in rows if row not in clash]  # from here on these give way freely
    return found


def _elastic(problem: Problem, rule: str, row: Row) -> _Elastic:
    signs = {AT_MOST: (-1.0,), AT_LEAST: (1.0,), EQUAL: (1.0, -1.0)}[row.sense]
    violation = tuple(problem.violation() for _ in signs)
    problem.constrain(row.lhs + problem.linear(zip(violation, signs, strict=True)), row.sense, row.rhs)
    return _Elastic(rule, row, violation)


def _least(problem: Problem, rows: list[_Elastic], request: Request) -> dict[str, float] | None:
    """Values with the least violation of `rows` (all others free of charge); None where nothing gives enough."""
    problem.lp.setObjective(problem.linear((variable, 1.0) for row in rows for variable in row.violation))
    outcome = minimise(problem.lp, HIGHS, request)
    return outcome.values if outcome.status == OPTIMAL else None


def _feasible(problem: Problem, request: Request) -> bool:
    problem.lp.setObjective(problem.constant(0.0))
    return minimise(problem.lp, HIGHS, request).status != INFEASIBLE


def _elastic_filter(problem: Problem, rows: list[_Elastic], request: Request) -> list[_Elastic]:
    """Rows that hold a clash, perhaps with others; all are left forbidden to give way. Empty: the rows can be met."""
    forbidden: list[_Elastic] = []
    left = list(rows)
    while (values := _least(problem, left, request)) is not None:
        gave = [row for row in left if row.size(values) > _NOISE]
        if not gave:
            for row in forbidden:
                row.allow(True)
            return []
        for row in gave:
            row.allow(False)
        forbidden += gave
        left = [row for row in left if row not in gave]
    return forbidden


def _needed(problem: Problem, forbidden: list[_Elastic], request: Request) -> list[_Elastic]:
    """Those of `forbidden` without any of which the rest can be met; all are allowed to give way again."""
    needed = list(forbidden)
    for row in forbidden:
        row.allow(True)
        if _feasible(problem, request):
            row.allow(False)
        else:
            needed.remove(row)
    for row in needed:
        row.allow(True)
    return needed


def _demand(problem: Problem, row: _Elastic, clash: list[_Elastic], request: Request) -> Demand:
    for other in clash:
        other.allow(other is row)
    values = _least(problem, [row], request)
    for other in clash:
        other.allow(True)
    assert values is not None  # without this row the others can be met
    return Demand(row.rule, row.row, row.size(values))
