"""What the commands `plan` and `check` do and print."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from jiugai.allocation.solver import available
from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.run.pipeline import Finished, Progress, make_plan, read_study

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
    if solver not in available():
        names = "、".join(available())
        raise ScenarioError(
            Problem(Locator(column="--solver", value=solver), f"可用的求解器：{names}", f"available solvers: {names}")
        )
    check_effort(effort)
    chosen = checked_language(lang, "")
    study = read_study(scenario, **effort)
    study = replace(study, scenario=replace(study.scenario, lang=chosen or study.scenario.lang))
    for note in study.case.notes:
        progress(note.text(study.scenario.lang))
    folder = out or Path("reports") / study.scenario.name
    render = None if renderer is None else (lambda staging: renderer(staging, study))
    finished = make_plan(study, folder, solver, progress, render)
    return summary(finished, folder, study.scenario.lang)


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
    counts = "  ".join(f"{name} {len(frame)}" for name, frame in study.case.tables.items() if len(frame))
    head = "输入有效" if chosen == "zh" else "inputs are valid"
    notes = [f"{'说明' if lang == 'zh' else 'note'}: {note.text(lang)}" for note in study.case.notes]
    return "\n".join([f"{head}: {study.case.title[lang]}", counts, *notes])


def checked_language(lang: str | None, default: str) -> str:
    if lang is not None and lang not in _LANGUAGES:
        raise ScenarioError(Problem(Locator(column="--lang", value=lang), "应为 zh 或 en", "must be zh or en"))
    return lang or default


def summary(finished: Finished, folder: Path, lang: str) -> str:
    """The plan in a dozen lines: who pays, what was reached, how far it is proven, where the files are."""
    plan = finished.plan
    taken = plan.selection[plan.selection["decision"].isin(("new", "continuing"))]
    households = finished.study.case.table("communities").set_index("community_id")["households"]
    total = int(plan.funding["yuan"].sum())
    zh = lang == "zh"
    lines = [
        finished.study.scenario.title[lang],
        (
            f"小区 {len(taken)} 个，{households.loc[taken['community_id']].sum():,} 户，投资 {wan_text(total)} 万元"
            if zh
            else f"{len(taken)} communities, {households.loc[taken['community_id']].sum():,} households,"
            f" {wan_text(total)} wan yuan"
        ),
    ]
    by_kind = plan.funding.groupby("kind")["yuan"].sum()
    for kind in ("central", "provincial", "local", "utility", "resident", "bank"):
        amount = int(by_kind.get(kind, 0))
        lines.append(f"  {label(f'kind.{kind}', lang):<12} {wan_text(amount):>12}  {amount / max(total, 1):6.1%}")
    lines.append("目标（依次）" if zh else "objectives, in order")
    for result in finished.manifest["objectives"]:
        gap = "–" if result["gap"] is None else f"{result['gap']:.3%}"
        lines.append(
            f"  {label('objective.' + result['name'], lang)}: {result['value']} (bound {result['bound']}, gap {gap},"
            f" final {result['final']})"
        )
    lines += [("提示：" if zh else "note: ") + note[lang] for note in finished.manifest["notes"]]
    report = folder / "report.html"
    lines.append(f"{'方案' if zh else 'plan'}: {folder}")
    if report.exists():
        lines.append(f"{'报告' if zh else 'report'}: {report}")
    else:
        lines.append("未安装报告组件（pip install jiugai[report]）" if zh else "report extra is not installed")
    return "\n".join(lines)
