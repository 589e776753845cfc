"""What the command `frontier` does and prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiugai.analysis.frontier.asked import asked
from jiugai.analysis.frontier.folder import REPORT, OpenFrontier, default_name
from jiugai.analysis.frontier.make import make_frontier
from jiugai.console import columns
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.run.command import check_effort, checked_language
from jiugai.run.pipeline import Progress, read_study

#: writes frontier.html into a folder
Renderer = Callable[[Path, Study], None]


def frontier_command(
    scenario: Path,
    pair: tuple[str, str],
    points: int,
    hold: Sequence[str],
    out: Path | None,
    effort: dict[str, Any],
    lang: str | None,
    progress: Progress,
    renderer: Renderer | None,
) -> str:
    """Trace a frontier, write its folder, and return what to print. Raises a `JiugaiError`."""
    check_effort(effort)
    chosen = checked_language(lang, "")
    study = read_study(scenario, **effort)
    question = asked(study, *pair, points, hold)
    shown = chosen or study.scenario.lang
    study = replace(study, scenario=replace(study.scenario, lang=shown))
    for note in study.case.notes:
        progress(note.text(shown))
    folder = out or Path("reports") / default_name(study.scenario.name)
    render = None if renderer is None else (lambda staging: renderer(staging, study))
    found, there = make_frontier(study, question, folder, progress, render)
    if there:
        progress(label("frontier.there", shown))
    return summary(found, shown)


def summary(found: OpenFrontier, lang: str) -> str:
    """A line a point, beside it what ranking reaches within its x, and where the files are."""
    names = {axis: label(f"objective.{found.objective(axis)}", lang) for axis in ("x", "y")}
    heads = ("", names["x"], names["y"], *(label(f"frontier.{name}", lang) for name in ("gap", "ranked", "taken")), "")
    rows = []
    for point in found.points:
        ranked = found.by_rank_within(point.x)
        rows.append(
            (
                f"{point.point}",
                number(point.x),
                number(point.y),
                "" if point.gap is None else f"{point.gap:.2%}",
                "" if ranked is None or ranked.y is None else number(ranked.y),
                f"{point.communities}",
                label("frontier.knee", lang) if point.knee else "",
            )
        )
    lines = [found.manifest["title"][lang], *columns([heads, *rows], right=range(6))]
    lines.append(f"{label('frontier.folder', lang)}{found.folder}")
    report = found.folder / REPORT
    lines.append(f"{label('console.report', lang)}{report}" if report.exists() else label("console.no_report", lang))
    return "\n".join(lines)


def number(value: Decimal) -> str:
    """A whole number as such, money with two decimals.

    >>> number(Decimal("12104")), number(Decimal("186.9683"))
    ('12,104', '186.97')
    """
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value:,.2f}"
