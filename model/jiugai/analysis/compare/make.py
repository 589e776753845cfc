"""Scenarios → plans → their comparison, written whole beside the plans."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jiugai.allocation.solver import available
from jiugai.analysis.compare.asked import Asked, read_asked
from jiugai.analysis.compare.changes import change_rows
from jiugai.analysis.compare.comparison import (
    COMPARISON,
    FORMAT,
    MANIFEST,
    REPORT,
    Comparison,
    Tables,
    default_name,
    open_comparison,
    table_bytes,
)
from jiugai.analysis.compare.differences import alike, difference_rows, payment_rows, total_rows
from jiugai.analysis.compare.facts import objective_rows, scenario_row
from jiugai.analysis.compare.proof import alike_measures, pair_rows
from jiugai.analysis.compare.rows import INFEASIBLE, NOT_FOUND, ScenarioRow
from jiugai.errors import AuditError, InfeasibleError, OutputError, Problem, SolverError
from jiugai.inputs.study import Study
from jiugai.run import OpenPlan, open_plan, provenance
from jiugai.run.contract import fingerprint, json_bytes
from jiugai.run.pipeline import effort_of
from jiugai.run.publish import TIMING, FolderWriter, check_output
from jiugai.run.rendering import Render, add_reports
from jiugai.run.reuse import standing
from jiugai.run.workers import Failure, Task, make_plans

Progress = Callable[[str], None]

#: exit codes that are findings of a comparison, no failure of it
_FINDINGS = {InfeasibleError.exit_code: INFEASIBLE, SolverError.exit_code: NOT_FOUND}


@dataclass(frozen=True, eq=False)
class Option:
    """A scenario of the comparison with its plan, or why it has none."""

    asked: Asked
    opened: OpenPlan | None
    failure: Failure | None
    reused: bool


def compare(
    scenarios: Sequence[Path],
    out: Path | None = None,
    *,
    solver: str = "highs",
    effort: Mapping[str, Any] | None = None,
    jobs: int = 1,
    progress: Progress = lambda _: None,
    render: Render | None = None,
) -> Comparison:
    """Make or reuse the plan of every scenario, `jobs` at a time, and compare them with the first.

    Plans go beside the folder of the comparison, `out` or `reports/compare-<first scenario>`, each by the name of its
    scenario. Raises a `JiugaiError`: `ScenarioError` where the scenarios are no comparison, `AuditError` for a plan
    that fails the audit, `InfeasibleError` or `SolverError` where no scenario has a plan, `OutputError`.
    """
    asked = read_asked(scenarios, dict(effort or {}))
    folder = out or Path("reports") / default_name(asked[0].name)
    _check_places(asked, folder)
    began = time.perf_counter()
    options = _options(asked, folder.parent, solver, dict(effort or {}), jobs, progress)
    seconds = round(time.perf_counter() - began, 3)
    tables = _tables(options)
    unreported: Exception | None = None
    with FolderWriter(folder, COMPARISON) as writer:
        for name, content in table_bytes(tables).items():
            writer.add(name, content)
        manifest = _manifest(options, solver)
        writer.add(MANIFEST, json_bytes(manifest | {"files": writer.hashes()}))
        if render is not None:
            unreported = add_reports(writer, {REPORT: render})  # raised below: the comparison is good, and published
            writer.add(MANIFEST, json_bytes(manifest | {"files": writer.hashes()}))
        timing = {"seconds": seconds, "reused": {option.asked.name: option.reused for option in options}}
        writer.add(TIMING, json_bytes(timing))
        writer.publish()
    if unreported is not None:
        raise unreported
    return open_comparison(folder)


def _check_places(asked: Sequence[Asked], folder: Path) -> None:
    """Refuse a place that cannot take the comparison or a plan, before anything is solved."""
    inputs = [path for one in asked for path in one.study.files()]
    check_output(folder, inputs, COMPARISON)
    for one in asked:
        check_output(folder.parent / one.name, inputs)
        if (folder.parent / one.name).resolve() == folder.resolve():
            raise OutputError(
                Problem(
                    replace(one.where, column="--out", value=str(folder)),
                    "比选文件夹与场景同名，请用 --out 另选",
                    "the folder of the comparison has the name of a scenario: choose another --out",
                )
            )


def _options(
    asked: Sequence[Asked], folder: Path, solver: str, effort: dict[str, Any], jobs: int, progress: Progress
) -> list[Option]:
    """Every scenario with its plan. Raises where a plan failed for another reason than that there is none to be found,
    or where none was found for any scenario."""
    there = {one.name: standing(one.study, folder / one.name, solver) for one in asked}
    tasks = [Task(one.name, one.path, folder / one.name, solver, effort) for one in asked if there[one.name] is None]
    ended = make_plans(tasks, jobs, lambda name, text: progress(f"[{name}] {text}"))
    failed = {one: failure for one in asked if (failure := ended.get(one.name)) is not None}
    _raise_first({one: failure for one, failure in failed.items() if failure.exit_code not in _FINDINGS})
    if len(failed) == len(asked):
        _raise_first(failed)
    return [
        Option(
            asked=one,
            opened=there[one.name] or (None if one in failed else open_plan(folder / one.name, one.study)),
            failure=failed.get(one),
            reused=there[one.name] is not None,
        )
        for one in asked
    ]


def _raise_first(failed: Mapping[Asked, Failure]) -> None:
    """The problems of every failed scenario under the name of its file, with the exit code of the first."""
    if not failed:
        return
    for one, failure in failed.items():
        if failure.trace:
            crash = RuntimeError(f"the plan of {one.path} broke off")
            crash.add_note(failure.trace)
            raise crash
    errors = {error.exit_code: error for error in (OutputError, InfeasibleError, SolverError, AuditError)}
    told = [problem for one, failure in failed.items() for problem in (_headed(one), *failure.problems)]
    raise errors[next(iter(failed.values())).exit_code](told)


def _headed(one: Asked) -> Problem:
    return Problem(one.where, "此场景没有方案，原因如下", "this scenario has no plan; the reason:")


def _tables(options: Sequence[Option]) -> Tables:
    base = options[0]
    with_plan = [(option.asked, option.opened) for option in options if option.opened is not None]
    plans = {one.name: opened for one, opened in with_plan}
    measured = alike_measures([option.asked.study for option in options])
    numbers = {option.asked.name: found for option, found in zip(options, measured, strict=True)}
    objectives = {one.name: objective_rows(one.name, opened.manifest, numbers[one.name]) for one, opened in with_plan}
    against = [
        (one.name, base.opened, opened) for one, opened in with_plan if base.opened and opened is not base.opened
    ]
    return Tables(
        scenarios=tuple(_row(option) for option in options),
        objectives=tuple(row for rows in objectives.values() for row in rows),
        pairs=tuple(pair_rows(objectives, lambda one, other: alike(plans[one], plans[other]))),
        changes=tuple(
            row for option in options for row in change_rows(option.asked.name, option.asked.study, base.asked.study)
        ),
        differences=tuple(row for names in against for row in difference_rows(*names)),
        payments=tuple(row for names in against for row in payment_rows(*names)),
        totals=tuple(row for names in against for row in total_rows(*names)),
    )


def _row(option: Option) -> ScenarioRow:
    if option.opened is not None:
        return scenario_row(option.asked.name, option.opened)
    assert option.failure is not None
    return ScenarioRow(option.asked.name, _FINDINGS[option.failure.exit_code])


def _manifest(options: Sequence[Option], solver: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "base": options[0].asked.name,
        "scenarios": [_entry(option) for option in options],
        "solver": {"name": solver, "version": available()[solver]},
        "versions": provenance.versions(),
        "effort": effort_of(options[0].asked.study),
    }


def _entry(option: Option) -> dict[str, Any]:
    study = option.asked.study
    problems = option.failure.problems if option.failure else ()
    return {
        "name": option.asked.name,
        "title": study.scenario.title,
        "question": study.scenario.question,
        "as_of": study.scenario.as_of.isoformat(),
        "years": [study.years[0], study.years[-1]],
        "case": {"title": study.case.title, "place": list(study.case.place), "basis": study.case.basis},
        "folder": option.asked.name,
        "plan": fingerprint(option.opened.manifest) if option.opened else "",
        "inputs": inputs_hash(study),
        "problems": [{"zh": _told(problem, "zh"), "en": _told(problem, "en")} for problem in problems],
    }


def inputs_hash(study: Study) -> str:
    """One hash of all input files."""
    return provenance.sha256_of(json_bytes(provenance.input_hashes(study)))


def _told(problem: Problem, lang: str) -> str:
    """A problem without the folders of this machine: the same bytes wherever the case stands."""
    where = problem.where
    return replace(problem, where=replace(where, file=Path(where.file).name if where.file else "")).text(lang)
