"""Study → Menu → Problem → Plan → audit → contract files."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jiugai.allocation import Solution, build_plan, solve_direct
from jiugai.allocation.classes import build_classes, unfunded_options
from jiugai.allocation.infeasible import no_payer
from jiugai.allocation.money_rules import rules_in_force
from jiugai.allocation.money_rules.windows import one_window
from jiugai.allocation.solver import SEED, available
from jiugai.allocation.variants import with_windows
from jiugai.audit import AuditReport, audit
from jiugai.errors import AuditError, Locator
from jiugai.errors import Problem as ErrorProblem
from jiugai.frames import each_row
from jiugai.inputs.scenario import Effort
from jiugai.inputs.study import Study, load_study
from jiugai.labels import label
from jiugai.menu import Menu, RuleLog, build_menu
from jiugai.menu.options import Mask
from jiugai.plan import Plan
from jiugai.run import provenance
from jiugai.run.bundled import policy_folder
from jiugai.run.contract import FORMAT, json_bytes, table_bytes
from jiugai.run.modelled import check_modelled
from jiugai.run.notes import Note, notes
from jiugai.run.price import price_of_places
from jiugai.run.publish import AUDIT, MANIFEST, REPORT, TIMING, FolderWriter, check_output
from jiugai.run.rendering import Render, Renders, add_reports

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Finished:
    """A plan that passed the audit."""

    study: Study
    solution: Solution
    plan: Plan
    report: AuditReport
    manifest: dict[str, Any]


class _Clock:
    """Seconds of each step."""

    def __init__(self, progress: Progress, lang: str) -> None:
        self.steps: dict[str, float] = {}
        self._progress, self._lang = progress, lang
        self._last = time.perf_counter()

    def step(self, name: str) -> None:
        now = time.perf_counter()
        self.steps[name] = round(now - self._last, 3)
        step = label(f"step.{name}", self._lang)
        self._progress(label("progress.step", self._lang).format(step=step, seconds=f"{self.steps[name]:.1f}"))
        self._last = now


def read_study(
    scenario: Path, gap: float | None = None, nodes: int | None = None, seconds: float | None = None
) -> Study:
    """The study of a scenario file; gap, nodes and seconds replace the scenario's effort in every stage.

    Raises a `JiugaiError` for input that is wrong, and for a policy folder whose rules are not those of the code.
    """
    study = load_study(scenario, policy_folder())
    check_modelled(study.policy.library)
    effort = study.scenario.effort
    objectives = tuple(
        replace(o, gap=None if gap is not None else o.gap, nodes=None if nodes is not None else o.nodes)
        for o in study.scenario.objectives
    )
    changed = Effort(
        gap=effort.gap if gap is None else gap,
        nodes=effort.nodes if nodes is None else nodes,
        seconds=effort.seconds if seconds is None else seconds,
    )
    return replace(study, scenario=replace(study.scenario, effort=changed, objectives=objectives))


def build_funded_menu(study: Study) -> tuple[Menu, RuleLog]:
    """The menu after the gates; an option with a work that nobody may pay leaves it too (F7),
    one that both windows of the centre could pay comes in variants (F3).

    Raises `InfeasibleError` if it is the one option of a community in progress.
    """
    menu, log = build_menu(study)
    orphan = unfunded_options(menu, build_classes(study, menu, rules_in_force(study)))
    funded = (orphan == "").to_numpy()
    stuck = menu.options["fixed"].to_numpy() & ~funded
    if stuck.any():
        ids = [text.removeprefix("no_payer=").split(",") for text in orphan[stuck]]
        raise no_payer(study, dict(zip(menu.options["community_id"][stuck], ids, strict=True)))
    told = orphan[~funded] + one_window(study, menu.options[~funded])
    log.remove("F7", study.clause("F7"), menu.options[~funded], list(told))
    return with_windows(study, menu.keep(funded), log), log


def allocate(
    study: Study, solver: str, progress: Progress = lambda _: None, among: Callable[[Menu], Mask] | None = None
) -> tuple[Solution, Plan]:
    """The plan of a study, not yet audited. `among`: which options of the menu may be chosen; all by default."""
    menu, log = build_funded_menu(study)
    solution = solve_direct(study, menu, solver, progress, only=None if among is None else among(menu))
    return solution, build_plan(solution, log)


def audited(study: Study, plan: Plan) -> AuditReport:
    """The report of the audit. Raises `AuditError` with every failure where the plan does not pass."""
    report = audit(study, plan)
    if not report.passed:
        raise AuditError(
            ErrorProblem(Locator(column=f"{check.rule} {check.clause}"), failure.zh, failure.en)
            for check in report.clauses
            for failure in check.failures
        )
    return report


def make_plan(
    study: Study,
    out: Path,
    solver: str = "highs",
    progress: Progress = lambda _: None,
    render: Render | Renders | None = None,
) -> Finished:
    """Solve, audit and write the plan folder `out`; nothing is written unless the audit passes.

    `render` is given the staging folder with all contract files, to add `report.html`, or says by name of the file who
    adds it; where one fails, in whatever way, the plan is published without it and the failure raised.
    Raises a `JiugaiError`.
    """
    check_output(out, study.files())
    clock = _Clock(progress, study.scenario.lang)
    solution, plan = allocate(study, solver, progress)
    clock.step("allocate")
    report = audited(study, plan)
    clock.step("audit")
    priced = price_of_places(study, plan, lambda other: _planned(other, solver, progress), solution.proven)
    if priced:
        clock.step("price")
    with FolderWriter(out) as writer:
        for name, frame in plan.tables():
            writer.add(f"{name}.csv", table_bytes(name, frame))
        writer.add(AUDIT, json_bytes(report.to_dict()))
        manifest = manifest_of(study, solution, plan, report, priced)
        writer.add(MANIFEST, json_bytes(manifest | {"files": writer.hashes()}))
        clock.step("write")
        unreported: Exception | None = None
        if render is not None:
            unreported = add_reports(writer, {REPORT: render} if callable(render) else render)
            clock.step("report")
        manifest |= {"files": writer.hashes()}
        writer.add(MANIFEST, json_bytes(manifest))
        timing = {
            "seconds": clock.steps,
            "stages": {result.name: round(result.seconds, 3) for result in solution.stages},
            "peak_memory_kib": provenance.peak_memory_kib(),
        }
        writer.add(TIMING, json_bytes(timing))
        for path, now in writer.publish():
            progress(label("progress.kept", study.scenario.lang).format(path=path.name, now=now))
    if unreported is not None:
        raise unreported
    return Finished(study, solution, plan, report, manifest)


def _planned(study: Study, solver: str, progress: Progress) -> tuple[Plan, bool]:
    solution, plan = allocate(study, solver, progress)
    return plan, solution.proven


def manifest_of(
    study: Study, solution: Solution, plan: Plan, report: AuditReport, more: Sequence[Note] = ()
) -> dict[str, Any]:
    """What `plan.json` says, but for the hashes of the files beside it; `more`: further notes, told last."""
    scenario = study.scenario
    warnings = [
        f"{row.year} {row.indicator}: {row.value} {row.unit} ({row.clause})"
        for row in each_row(plan.indicators)
        if not row.ok
    ]
    warnings += [
        f"{rule} ({clause}): in force, but not re-checked by the audit 未独立复核" for rule, clause in report.unchecked
    ]
    if scenario.effort.seconds is not None:
        warnings.append("time limit set: another run may give another plan")
    for result in solution.stages:
        if not result.proven:
            warnings.append(f"objective {result.name} not proven: later objectives are indicative")
            break
    return {
        "format": FORMAT,
        "status": solution.status,
        "scenario": scenario.name,
        "title": scenario.title,
        "case": {"title": study.case.title, "place": list(study.case.place), "basis": study.case.basis},
        "as_of": scenario.as_of.isoformat(),
        "objectives": [
            {
                "name": s.name, "unit": s.unit, "sense": s.sense, "value": written(s.value), "bound": written(s.bound),
                "gap": None if s.gap is None else round(s.gap, 6), "proven": s.proven, "final": written(s.final),
                "tolerance": written(s.tolerance), "nodes": s.nodes,
            }
            for s in solution.stages
        ],
        "solver": {"name": solution.solver, "version": available()[solution.solver]},
        "versions": provenance.versions(),
        "seed": SEED,
        "effort": effort_of(study),
        "inputs": provenance.input_hashes(study),
        "overrides": provenance.overrides(study),
        "warnings": warnings,
        "notes": [*notes(study, solution, plan, report), *more],
        "assumptions": provenance.assumptions(study),
        "unverified": provenance.unverified(study),
    }  # fmt: skip


def effort_of(study: Study) -> dict[str, Any]:
    """How hard the solver was asked to work, as `plan.json` keeps it; `stages`: those with limits of their own."""
    effort, asked = study.scenario.effort, study.scenario.objectives
    stages = {o.name: {"gap": o.gap, "nodes": o.nodes} for o in asked if (o.gap, o.nodes) != (None, None)}
    return {"gap": effort.gap, "nodes": effort.nodes, "seconds": effort.seconds, "stages": stages}


def written(value: float | None) -> float | int | None:
    """Rounded to a yuan (four decimals of 万元), whole numbers as such: bytes must not carry solver noise."""
    if value is None:
        return None
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
