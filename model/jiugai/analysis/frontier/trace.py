"""The frontier of a study: swept, laid out in whole yuan, audited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jiugai.allocation.lay_out import Failed
from jiugai.allocation.problem import BUCKET, OWN
from jiugai.allocation.tradeoff import Found, TradeOff
from jiugai.allocation.variants import by_work
from jiugai.analysis.frontier.asked import Asked
from jiugai.analysis.frontier.curve import knee, nondominated
from jiugai.analysis.frontier.points import Measured, Point, measure, point
from jiugai.analysis.frontier.sweep import Sweep
from jiugai.errors import Locator, Problem, SolverError
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.menu.options import Menu
from jiugai.run.pipeline import build_funded_menu

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Frontier:
    """The points by x, the best first; the plan by rank within each limit on x, as minimised (the last without
    one; None where going down the list ends in no plan)."""

    study: Study
    asked: Asked
    tradeoff: TradeOff
    points: tuple[Point, ...]
    ranking: tuple[tuple[float, Measured | None], ...]


def trace(study: Study, asked: Asked, progress: Progress = lambda _: None) -> Frontier:
    """The frontier of a study. Raises `InfeasibleError`, `SolverError`, `AuditError`.

    As in a plan, the money of residents is chosen by bucket, a relaxation. Where a plan cannot be laid out by site,
    everything is swept again with own money by site, or with options by window (F3): all points have one programme.
    """
    menu, log = build_funded_menu(study)
    swept = _swept(study, menu, asked, progress, BUCKET)
    sweep, plans = swept
    kept = nondominated(plans.values())
    at_knee = knee(kept)
    points = []
    for number, plan in enumerate(kept, start=1):
        points.append(point(number, plan, sweep, log, number - 1 == at_knee))
    progress(label("progress.audited", study.scenario.lang).format(count=len(points)))
    ranking = tuple((limit, None if found is None else plans[found.options]) for limit, found in sweep.ranked)
    return Frontier(study, asked, sweep.tradeoff, tuple(points), ranking)


def _swept(
    study: Study, menu: Menu, asked: Asked, progress: Progress, grain: str
) -> tuple[Sweep, dict[tuple[int, ...], Measured]]:
    lang = study.scenario.lang
    tradeoff = TradeOff(study, menu, (asked.x, asked.y), asked.held, grain, share=asked.points)
    size = {"options": f"{len(tradeoff.problem.choose):,}", "flows": f"{len(tradeoff.problem.flows):,}"}
    progress(label("progress.size", lang).format(**size))
    sweep = Sweep(tradeoff, lambda found, solves: progress(_told(tradeoff, found, solves, lang)))
    sweep.run(asked.points)
    plans = measure(tradeoff, [*sweep.points, *(found for _, found in sweep.ranked if found is not None)])
    if plans is Failed.WINDOWS:
        progress(label("progress.windows", lang))
        return _swept(study, by_work(study, menu), asked, progress, grain)
    if plans is Failed.MONEY:
        if grain != BUCKET:
            raise SolverError(
                Problem(
                    Locator(),
                    "选定方案的资金无法复算，请报告此案例",
                    "the money of the chosen plan could not be solved again: please report this case",
                )
            )
        progress(label("progress.again", lang))
        return _swept(study, menu, asked, progress, OWN)
    assert isinstance(plans, dict)
    return sweep, plans


def _told(tradeoff: TradeOff, found: Found, solves: int, lang: str) -> str:
    """A plan found, in a line."""
    shown = {}
    for axis, now in tradeoff.stages.items():
        value = f"{now.sign * found.on(axis) + 0.0:,.{0 if now.whole else 2}f}"
        shown[axis] = label("progress.axis", lang).format(name=label(f"objective.{now.name}", lang), value=value)
    return label("progress.point", lang).format(number=solves, **shown)
