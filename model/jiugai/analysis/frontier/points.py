"""Plans of a sweep in whole yuan: laid out, measured as they will be paid, audited."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass

from jiugai.allocation import Solution, StageResult, build_plan
from jiugai.allocation.direct import result_of
from jiugai.allocation.lay_out import Failed
from jiugai.allocation.settled import Settled
from jiugai.allocation.solver import FEASIBLE, OPTIMAL
from jiugai.allocation.stages import MONEY_TOLERANCE
from jiugai.allocation.tradeoff import Found, TradeOff, X, Y
from jiugai.analysis.frontier.curve import Bound, proven_at
from jiugai.analysis.frontier.sweep import Sweep
from jiugai.audit import AuditReport
from jiugai.menu.options import RuleLog
from jiugai.plan import Plan
from jiugai.run.pipeline import audited, written


@dataclass(frozen=True)
class Measured:
    """A plan in whole yuan. `x`, `y`: as minimised, rounded as files show them: what they show is the order."""

    found: Found
    settled: Settled
    x: float
    y: float
    communities: tuple[str, ...]
    households: int


@dataclass(frozen=True)
class Point:
    """A plan that no plan found dominates, with what is proven of it.

    The bound of `y` holds for every plan with x up to `x_limit` (None: for every plan), that of `x` for every plan that
    is no worse in y.
    """

    number: int
    measured: Measured
    x: StageResult
    y: StageResult
    x_limit: float | None
    knee: bool
    solution: Solution
    plan: Plan
    report: AuditReport


def measure(tradeoff: TradeOff, plans: list[Found]) -> dict[tuple[int, ...], Measured] | Failed:
    """Options → their plan in whole yuan; or which relaxation was too wide for one of them."""
    measured: dict[tuple[int, ...], Measured] = {}
    for found in plans:
        if found.options in measured:
            continue
        settled = tradeoff.settle(found)
        if isinstance(settled, Failed):
            return settled
        x, y = (_minimised(tradeoff, axis, found, settled) for axis in (X, Y))
        options = settled.problem.menu.options
        communities = tuple(sorted(map(str, options["community_id"])))
        measured[found.options] = Measured(found, settled, x, y, communities, int(options["households"].sum()))
    return measured


def _minimised(tradeoff: TradeOff, axis: str, found: Found, settled: Settled) -> float:
    now = tradeoff.stages[axis]
    value = written(tradeoff.final(now, found, settled))
    assert value is not None
    return now.sign * float(value) + 0.0


def point(number: int, plan: Measured, sweep: Sweep, log: RuleLog, is_knee: bool) -> Point:
    """The point of a plan, audited. Raises `AuditError`."""
    tradeoff, found = sweep.tradeoff, plan.found
    within_x = proven_at(found.x - tradeoff.slack(X), sweep.y_bounds)
    within_y = proven_at(found.y - tradeoff.slack(Y), sweep.x_bounds)
    chosen = tradeoff.chosen(found)
    held = tuple(result_of(end, plan.settled, chosen, tradeoff.problem) for end in tradeoff.held)
    y, x = _result(tradeoff, Y, plan, within_x), _result(tradeoff, X, plan, within_y)
    results = (*held, y, x)
    status = OPTIMAL if all(result.proven for result in results) else FEASIBLE
    solution = Solution(tradeoff.problem, plan.settled, results, "highs", status)
    built = build_plan(solution, copy.deepcopy(log))
    limited = within_x is not None and math.isfinite(within_x.limit)
    return Point(
        number=number,
        measured=plan,
        x=x,
        y=y,
        x_limit=tradeoff.stages[X].sign * within_x.limit + 0.0 if within_x and limited else None,
        knee=is_knee,
        solution=solution,
        plan=built,
        report=audited(tradeoff.study, built),
    )


def _result(tradeoff: TradeOff, axis: str, plan: Measured, bound: Bound | None) -> StageResult:
    """An objective of the frontier as `plan.json` tells it: value and bound as solved, `final` in whole yuan."""
    now, value = tradeoff.stages[axis], plan.found.on(axis)
    least = None if bound is None else min(bound.least, value)
    tolerance = 0.0 if now.whole else MONEY_TOLERANCE
    return StageResult(
        name=now.name,
        unit=now.unit,
        sense=now.sense,
        value=now.sign * value + 0.0,
        bound=None if least is None else now.sign * least + 0.0,
        proven=least is not None and value - least <= tolerance,
        final=now.sign * (plan.x if axis == X else plan.y) + 0.0,
        tolerance=tolerance,
        nodes=None,
        seconds=0.0,
    )
