"""The direct engine: every site its own money by class. Stage after stage, then the money, then whole yuan."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from jiugai.allocation.classes import build_classes
from jiugai.allocation.infeasible import infeasible
from jiugai.allocation.knapsacks import Knapsacks
from jiugai.allocation.lay_out import Failed, lay_out
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.objectives import Stage, settled_value, stage
from jiugai.allocation.problem import BUCKET, OWN, Problem
from jiugai.allocation.settled import Settled
from jiugai.allocation.solver import (
    FAILED,
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    Outcome,
    Request,
    minimise,
    refusal,
)  # fmt: skip
from jiugai.allocation.variants import by_work
from jiugai.errors import Locator, SolverError
from jiugai.errors import Problem as ErrorProblem
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.menu.options import Mask, Menu

#: 万元: what a stage in money may move when later stages hold it (a tenth of a yuan)
MONEY_TOLERANCE = 1e-5

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


@dataclass(frozen=True)
class _Ended:
    """A stage that ended: what was asked, what came out, whether proven, and what later stages may give back."""

    stage: Stage
    outcome: Outcome
    proven: bool
    tolerance: float
    seconds: float

    @property
    def limit(self) -> float:
        assert self.outcome.objective is not None
        return self.outcome.objective + self.tolerance + (0.5 if self.stage.whole else 0.0)


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
    results = tuple(_result(end, settled, chosen, problem) for end in ended)
    status = OPTIMAL if all(result.proven for result in results) else FEASIBLE
    return Solution(problem, settled, results, solver, status)


def _told(now: Stage, objective: float, proven: bool, lang: str) -> str:
    """A stage in a line: name, value, whether it is proven."""
    value = now.sign * objective + 0.0  # no minus before a zero
    return label("progress.stage", lang).format(
        name=label(f"objective.{now.name}", lang), value=f"{value:,.0f}" if now.whole else f"{value:,.2f}",
        proof=label("console.proven" if proven else "console.unproven", lang),
    )  # fmt: skip


#: stages that are solved to proof, whatever gap the scenario allows for the others
_PROVED = ("upper_lapse", "soft_broken", "hazard_households")


def _choose(problem: Problem, solver: str, progress: Progress) -> tuple[list[_Ended], NDArray[np.bool_]]:
    """Stage after stage; every stage starts from the plan before and holds all earlier values."""
    effort = problem.study.scenario.effort
    ended: list[_Ended] = []
    start: dict[str, float] = {}
    knapsacks = Knapsacks(problem)
    for objective in problem.study.scenario.objectives:
        began = time.perf_counter()
        now = stage(problem, objective.name)
        problem.lp.setObjective(now.expression)
        relaxed = minimise(problem.lp, solver, Request(relaxed=True))
        if relaxed.status == OPTIMAL:
            knapsacks.add_tight(relaxed.values)
        request = Request(
            gap=0.0 if now.name in _PROVED else effort.gap if objective.gap is None else objective.gap,
            absolute_gap=0.999 if now.whole else MONEY_TOLERANCE / 10,
            nodes=objective.nodes or effort.nodes,
            seconds=effort.seconds,
            start=start or None,
        )
        outcome = _checked(minimise(problem.lp, solver, request), now, problem, first=not ended)
        outcome = replace(outcome, objective=_clean(outcome.objective, now))
        assert outcome.objective is not None
        proven, unproven = _proof(outcome, now)
        tolerance = max(float(objective.tolerance), unproven, 0.0 if now.whole else MONEY_TOLERANCE)
        ended.append(_Ended(now, outcome, proven, tolerance, time.perf_counter() - began))
        problem.lp += now.expression <= ended[-1].limit
        start = outcome.values
        if now.name == "upper_lapse":
            knapsacks.cover(ended[-1].limit)
        elif now.name == "soft_broken":
            knapsacks.utilities(ended[-1].limit)
        progress(_told(now, outcome.objective, proven, problem.study.scenario.lang))
    chosen = np.array([start[variable.name] > 0.5 for variable in problem.choose], dtype=np.bool_)
    return ended, chosen


def _checked(outcome: Outcome, now: Stage, problem: Problem, first: bool) -> Outcome:
    """Only the first stage can tell that the rules clash: later ones start from a plan, and hold what it reached."""
    if outcome.status in (OPTIMAL, FEASIBLE):
        return outcome
    if outcome.status == INFEASIBLE and first:
        raise infeasible(problem.study, problem.menu)
    raise refusal(FAILED if outcome.status == INFEASIBLE else outcome.status, now.name)


def _clean(objective: float | None, now: Stage) -> float:
    assert objective is not None
    return float(round(objective)) if now.whole else round(objective, 9) + 0.0  # no −0


def _proof(outcome: Outcome, now: Stage) -> tuple[bool, float]:
    """(proven optimal, unproven gap in the unit of the objective)."""
    if outcome.bound is None:
        return outcome.status == OPTIMAL, 0.0
    assert outcome.objective is not None
    if now.whole:
        open_gap = max(0.0, outcome.objective - math.ceil(outcome.bound - 1e-6))
        return open_gap == 0.0, open_gap
    open_gap = max(0.0, outcome.objective - outcome.bound)
    return open_gap <= MONEY_TOLERANCE, 0.0 if open_gap <= MONEY_TOLERANCE else open_gap


def _result(end: _Ended, settled: Settled, chosen: NDArray[np.bool_], problem: Problem) -> StageResult:
    now, outcome = end.stage, end.outcome
    assert outcome.objective is not None
    bound = outcome.bound
    if now.whole:
        bound = None if bound is None else float(math.ceil(bound - 1e-6))
        on = {variable.name for variable, taken in zip(problem.choose, chosen, strict=True) if taken}
        final = now.sign * sum(c for variable, c in now.expression.items() if variable.name in on)
    else:
        final = float(settled_value(stage(settled.problem, now.name), settled))
    return StageResult(
        name=now.name,
        unit=now.unit,
        sense=now.sense,
        value=now.sign * outcome.objective,
        bound=None if bound is None else now.sign * bound,
        proven=end.proven,
        final=final,
        tolerance=end.tolerance,
        nodes=outcome.nodes,
        seconds=end.seconds,
    )
