"""The direct engine: every site its own money by class. Stage after stage, then the money, then whole yuan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jiugai.allocation.classes import build_classes
from jiugai.allocation.knapsacks import Knapsacks
from jiugai.allocation.lay_out import Failed, lay_out
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.objectives import Stage, settled_value, stage
from jiugai.allocation.problem import BUCKET, OWN, Problem
from jiugai.allocation.settled import Settled
from jiugai.allocation.solver import FEASIBLE, OPTIMAL, Request, minimise
from jiugai.allocation.stages import Ended, effort_of, end_of, request, told, whole_bound
from jiugai.allocation.variants import by_work
from jiugai.errors import Locator, SolverError
from jiugai.errors import Problem as ErrorProblem
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.menu.options import Mask, Menu

Progress = Callable[[str], None]


@dataclass(frozen=True)
class StageResult:
    """One objective: value when its stage ended, proven bound (None: the solver told none), value of the final plan."""

    name: str
    unit: str
    sense: str
    value: float
    bound: float | None
    proven: bool
    final: float
    tolerance: float
    nodes: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """|bound − value|, relative to the value (to 1 where the value is smaller)."""
        return None if self.bound is None else abs(self.bound - self.value) / max(1.0, abs(self.value))


@dataclass(frozen=True)
class Solution:
    """A settled plan of the core and how it was found. `problem` is the programme that chose, with the whole menu."""

    problem: Problem
    settled: Settled
    stages: tuple[StageResult, ...]
    solver: str
    status: str

    @property
    def proven(self) -> bool:
        """Whether every objective is proven."""
        return all(stage.proven for stage in self.stages)


def solve_direct(
    study: Study,
    menu: Menu,
    solver: str,
    progress: Progress = lambda _: None,
    grain: str = BUCKET,
    only: Mask | None = None,
) -> Solution:
    """Lexicographic optimum of the study's objectives over the options of `menu`, in whole yuan.

    `only` (bool, shape (options,)): the options that may be chosen; all by default.
    Chooses with residents' money by bucket (a relaxation), then lays all money out by site with every stage held.
    Where that is impossible a relaxation was too wide: it is solved again with own money by site, which is exact, or
    with options in variants by window of the centre (F3), which is a plan if not always the best one.
    Raises `InfeasibleError` if no plan satisfies the hard rules, `SolverError` if none was found within the effort.
    """
    rules = rules_in_force(study)
    problem = Problem(study, menu, build_classes(study, menu, rules), rules, grain)
    problem.impose()
    if only is not None:
        for number in np.flatnonzero(~only):
            problem.choose[number].bounds(0.0, 0.0)
    lang = study.scenario.lang
    size = {"options": f"{len(problem.choose):,}", "flows": f"{len(problem.flows):,}"}
    progress(label("progress.size", lang).format(**size))
    ended, chosen = _choose(problem, solver, progress)
    settled = lay_out(problem, chosen, [(end.stage, end.limit) for end in ended], solver)
    if settled is Failed.WINDOWS:
        progress(label("progress.windows", lang))
        return solve_direct(study, by_work(study, menu), solver, progress, grain)
    if settled is Failed.MONEY:
        if grain != BUCKET:
            raise SolverError(
                ErrorProblem(
                    Locator(),
                    "选定方案的资金无法复算，请报告此案例",
                    "the money of the chosen plan could not be solved again: please report this case",
                )
            )
        progress(label("progress.again", lang))
        return solve_direct(study, menu, solver, progress, OWN, only)
    results = tuple(result_of(end, settled, chosen, problem) for end in ended)
    status = OPTIMAL if all(result.proven for result in results) else FEASIBLE
    return Solution(problem, settled, results, solver, status)


def _choose(problem: Problem, solver: str, progress: Progress) -> tuple[list[Ended], NDArray[np.bool_]]:
    """Stage after stage; every stage starts from the plan before and holds all earlier values."""
    ended: list[Ended] = []
    start: dict[str, float] = {}
    knapsacks = Knapsacks(problem)
    for objective in problem.study.scenario.objectives:
        began = time.perf_counter()
        now = stage(problem, objective.name)
        problem.lp.setObjective(now.expression)
        relaxed = minimise(problem.lp, solver, Request(relaxed=True))
        if relaxed.status == OPTIMAL:
            knapsacks.add_tight(relaxed.values)
        effort = effort_of(problem.study, objective)
        outcome = minimise(problem.lp, solver, request(now, effort, start or None))
        ended.append(end_of(outcome, now, problem, float(objective.tolerance), began, first=not ended))
        problem.lp += now.expression <= ended[-1].limit
        start = ended[-1].outcome.values
        if now.name == "upper_lapse":
            knapsacks.cover(ended[-1].limit)
        elif now.name == "soft_broken":
            knapsacks.utilities(ended[-1].limit)
        progress(told(ended[-1], problem.study.scenario.lang))
    chosen = np.array([start[variable.name] > 0.5 for variable in problem.choose], dtype=np.bool_)
    return ended, chosen


def result_of(end: Ended, settled: Settled, chosen: NDArray[np.bool_], problem: Problem) -> StageResult:
    """A stage as `plan.json` tells it; `chosen`: the options of `problem` that the finished plan takes."""
    now, bound = end.stage, end.outcome.bound
    if now.whole and bound is not None:
        bound = whole_bound(bound)
    return StageResult(
        name=now.name,
        unit=now.unit,
        sense=now.sense,
        value=now.sign * end.value,
        bound=None if bound is None else now.sign * bound,
        proven=end.proven,
        final=final_value(now, settled, chosen, problem),
        tolerance=end.tolerance,
        nodes=end.outcome.nodes,
        seconds=end.seconds,
    )


def final_value(now: Stage, settled: Settled, chosen: NDArray[np.bool_], problem: Problem) -> float:
    """The value of an objective on the finished plan; `chosen`: the options of `problem` that it takes."""
    if now.whole:
        on = {variable.name for variable, taken in zip(problem.choose, chosen, strict=True) if taken}
        return float(now.sign * sum(c for variable, c in now.expression.items() if variable.name in on))
    return float(settled_value(stage(settled.problem, now.name), settled))
