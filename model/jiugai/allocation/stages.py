"""One objective, solved: what is asked of the solver, what came out, whether it is proven, what later ones hold."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

from jiugai.allocation.infeasible import infeasible
from jiugai.allocation.objectives import Stage
from jiugai.allocation.problem import Problem
from jiugai.allocation.solver import FAILED, FEASIBLE, INFEASIBLE, OPTIMAL, Outcome, Request, refusal
from jiugai.inputs.scenario import Effort, Objective
from jiugai.inputs.study import Study
from jiugai.labels import label

#: 万元: what a stage in money may move when later stages hold it (a tenth of a yuan)
MONEY_TOLERANCE = 1e-5

#: stages that are solved to proof, whatever gap the scenario allows for the others
PROVED = ("upper_lapse", "soft_broken", "hazard_households")


@dataclass(frozen=True)
class Ended:
    """A stage that ended: what was asked, what came out, whether proven, and what later stages may give back."""

    stage: Stage
    outcome: Outcome
    proven: bool
    tolerance: float
    seconds: float

    @property
    def value(self) -> float:
        """What was reached, as it is minimised."""
        assert self.outcome.objective is not None
        return self.outcome.objective

    @property
    def limit(self) -> float:
        return self.value + self.tolerance + (0.5 if self.stage.whole else 0.0)


def effort_of(study: Study, objective: Objective) -> Effort:
    """How hard to work on an objective: its own gap and nodes, else the scenario's; some are always solved to proof."""
    effort = study.scenario.effort
    gap = effort.gap if objective.gap is None else objective.gap
    return Effort(0.0 if objective.name in PROVED else gap, objective.nodes or effort.nodes, effort.seconds)


def request(now: Stage, effort: Effort, start: dict[str, float] | None) -> Request:
    """A whole objective ends within less than 1 of the bound: nothing lies between."""
    return Request(
        gap=effort.gap,
        absolute_gap=0.999 if now.whole else MONEY_TOLERANCE / 10,
        nodes=effort.nodes,
        seconds=effort.seconds,
        start=start,
    )


def end_of(outcome: Outcome, now: Stage, problem: Problem, tolerance: float, began: float, first: bool) -> Ended:
    """The stage that ended with `outcome`. `tolerance`: as declared; `began`: reading of the clock;
    `first`: no plan was known before. Raises `InfeasibleError`, `SolverError`."""
    outcome = _checked(outcome, now, problem, first)
    outcome = replace(outcome, objective=clean(outcome.objective, now))
    proven, unproven = proof(outcome, now)
    tolerance = max(tolerance, unproven, 0.0 if now.whole else MONEY_TOLERANCE)
    return Ended(now, outcome, proven, tolerance, time.perf_counter() - began)


def _checked(outcome: Outcome, now: Stage, problem: Problem, first: bool) -> Outcome:
    """Only the first stage can tell that the rules clash: later ones start from a plan, and hold what it reached."""
    if outcome.status in (OPTIMAL, FEASIBLE):
        return outcome
    if outcome.status == INFEASIBLE and first:
        raise infeasible(problem.study, problem.menu)
    raise refusal(FAILED if outcome.status == INFEASIBLE else outcome.status, now.name)


def clean(objective: float | None, now: Stage) -> float:
    """A value without the noise of the solver."""
    assert objective is not None
    return float(round(objective)) if now.whole else round(objective, 9) + 0.0  # no −0


def proof(outcome: Outcome, now: Stage) -> tuple[bool, float]:
    """(proven optimal, unproven gap in the unit of the objective)."""
    if outcome.bound is None:
        return outcome.status == OPTIMAL, 0.0
    assert outcome.objective is not None
    if now.whole:
        open_gap = max(0.0, outcome.objective - whole_bound(outcome.bound))
        return open_gap == 0.0, open_gap
    open_gap = max(0.0, outcome.objective - outcome.bound)
    return open_gap <= MONEY_TOLERANCE, 0.0 if open_gap <= MONEY_TOLERANCE else open_gap


def whole_bound(bound: float) -> float:
    """The least whole number that a proven lower bound leaves."""
    return float(math.ceil(bound - 1e-6))


def told(ended: Ended, lang: str) -> str:
    """A stage in a line: name, value, whether it is proven."""
    now = ended.stage
    value = now.sign * ended.value + 0.0  # no minus before a zero
    return label("progress.stage", lang).format(
        name=label(f"objective.{now.name}", lang), value=f"{value:,.0f}" if now.whole else f"{value:,.2f}",
        proof=label("console.proven" if ended.proven else "console.unproven", lang),
    )  # fmt: skip
