"""What the commands `plan`, `report` and `check` do and print."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jiugai.allocation.solver import available
from jiugai.console import typed
from jiugai.errors import Locator, OutputError, Problem, ScenarioError
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.run.changes import lines
from jiugai.run.pipeline import Progress, make_plan, read_study
from jiugai.run.provenance import overrides
from jiugai.run.reuse import reported
from jiugai.run.summary import summary

Renderer = Callable[[Path, Study], None]

_LANGUAGES = ("zh", "en")


def plan_command(
    scenario: Path,
    out: Path | None,
    solver: str,
    effort: dict[str, Any],
    lang: str | None,
    progress: Progress,
    renderer: Renderer | None,
) -> str:
    """Make a plan, write its folder, and return what to print. Raises a `JiugaiError`."""
    check_solver(solver)
    check_effort(effort)
    study, folder = _asked(scenario, out, effort, lang, progress)
    render = None if renderer is None else (lambda staging: renderer(staging, study))
    finished = make_plan(study, folder, solver, progress, render)
    return summary(finished, folder, study.scenario.lang)


def report_command(
    scenario: Path, out: Path | None, lang: str | None, progress: Progress, renderers: Mapping[str, Renderer] | None
) -> str:
    """Report a plan, made before where there is none of now, and return what to print. Raises a `JiugaiError`.

    `renderers`: name of a file → who writes it; None where the report extra is not installed.
    """
    study, folder = _asked(scenario, out, {}, lang, progress)
    if renderers is None:
        raise without_reports()
    renders = {name: partial(_render, renderer, study) for name, renderer in renderers.items()}
    found, _ = reported(study, folder, renders, progress=progress)
    return summary(found, folder, study.scenario.lang)


def without_reports() -> OutputError:
    """What to say where the report extra is not installed."""
    return OutputError(
        Problem(
            Locator(),
            '生成报告需要报告组件，安装命令 python -m pip install "jiugai[report]"',
            'reports need the report extra: python -m pip install "jiugai[report]"',
        )
    )


def _render(renderer: Renderer, study: Study, folder: Path) -> None:
    renderer(folder, study)


def _asked(
    scenario: Path, out: Path | None, effort: dict[str, Any], lang: str | None, progress: Progress
) -> tuple[Study, Path]:
    """The study in the language asked for, its notes told, and the plan folder."""
    chosen = checked_language(lang, "")
    study = read_study(scenario, **effort)
    study = replace(study, scenario=replace(study.scenario, lang=chosen or study.scenario.lang))
    for note in study.case.notes:
        progress(note.text(study.scenario.lang))
    return study, out or Path("reports") / study.scenario.name


def check_solver(solver: str) -> None:
    if solver not in available():
        names = "、".join(available())
        raise ScenarioError(
            Problem(Locator(column="--solver", value=solver), f"可用的求解器：{names}", f"available solvers: {names}")
        )


def check_effort(effort: dict[str, Any]) -> None:
    """A limit is a number: `nan` and `inf` read as numbers, and mean no limit that could be kept."""
    names = {"gap": "--gap", "seconds": "--time-limit"}
    problems = [
        Problem(Locator(column=name, value=str(effort[key])), "应为有限的数", "must be a finite number")
        for key, name in names.items()
        if effort.get(key) is not None and not math.isfinite(effort[key])
    ]
    if problems:
        raise ScenarioError(problems)


def check_command(scenario: Path, lang: str) -> str:
    """Read everything and say what was read. Raises a `JiugaiError` with every problem."""
    chosen = checked_language(lang, "zh")
    study = read_study(scenario)
    case, comma = study.case, "，" if chosen == "zh" else ", "
    counts = comma.join(
        f"{label(f'table.{name}', chosen)} {len(frame)}" for name, frame in case.tables.items() if len(frame)
    )
    years = ("—" if chosen == "zh" else "-").join(dict.fromkeys((str(case.first_year), str(case.last_year))))
    return "\n".join(
        [
            label("console.valid", chosen).format(title=case.title[chosen]),
            label("console.years", chosen).format(years=years, as_of=study.scenario.as_of),
            label("console.rows", chosen).format(counts=counts),
            *lines(overrides(study), study.policy.library, chosen),
            *(label("console.remark", chosen) + note.text(chosen) for note in case.notes),
            label("console.next", chosen).format(command=f"plan {typed(scenario)}"),
        ]
    )


def checked_language(lang: str | None, default: str) -> str:
    if lang is not None and lang not in _LANGUAGES:
        raise ScenarioError(Problem(Locator(column="--lang", value=lang), "应为 zh 或 en", "must be zh or en"))
    return lang or default
