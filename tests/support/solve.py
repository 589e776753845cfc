"""From a study to the problem, its solution and its plan, without files."""

from __future__ import annotations

from jiugai.allocation import Solution, build_plan, solve_direct
from jiugai.allocation.classes import build_classes
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.problem import BUCKET, OWN, Problem
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run.pipeline import build_funded_menu


def problem_of(study: Study, grain: str = OWN) -> Problem:
    """The programme with all its rows, unsolved."""
    menu, _ = build_funded_menu(study)
    rules = rules_in_force(study)
    problem = Problem(study, menu, build_classes(study, menu, rules), rules, grain)
    problem.impose()
    return problem


def solve(study: Study, solver: str = "highs", grain: str = BUCKET) -> tuple[Solution, Plan]:
    menu, log = build_funded_menu(study)
    solution = solve_direct(study, menu, solver, grain=grain)
    return solution, build_plan(solution, log)


def values(solution: Solution) -> dict[str, float]:
    """Objective → value when its stage ended."""
    return {stage.name: stage.value for stage in solution.stages}
