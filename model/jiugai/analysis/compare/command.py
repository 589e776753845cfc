"""What the command `compare` does and prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jiugai.analysis.compare.comparison import Comparison
from jiugai.analysis.compare.make import Progress, compare
from jiugai.analysis.compare.summary import summary
from jiugai.run.command import check_effort, check_solver, checked_language
from jiugai.run.workers import cores

#: writes compare.html into a folder: (folder, scenario files, language)
Renderer = Callable[[Path, Sequence[Path], str], None]


def compare_command(
    scenarios: Sequence[Path],
    out: Path | None,
    solver: str,
    effort: dict[str, Any],
    jobs: int | None,
    lang: str | None,
    progress: Progress,
    renderer: Renderer | None,
) -> str:
    """Compare the scenarios with the first, write the folder, and return what to print. Raises a `JiugaiError`."""
    check_solver(solver)
    check_effort(effort)
    chosen = checked_language(lang, "zh")
    render = None if renderer is None else (lambda folder: renderer(folder, scenarios, chosen))
    found: Comparison = compare(
        scenarios, out, solver=solver, effort=effort, jobs=jobs or cores(), progress=progress, render=render
    )
    return summary(found, chosen)
