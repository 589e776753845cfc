"""A plan that is there already, where nothing it depends on has changed."""

from __future__ import annotations

from pathlib import Path

from jiugai.allocation.solver import available
from jiugai.errors import DataError
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.run import provenance
from jiugai.run.contract import OpenPlan, open_plan
from jiugai.run.pipeline import Progress, effort_of, make_plan
from jiugai.run.publish import check_output
from jiugai.run.rendering import Render, Renders, report_anew


def planned(
    study: Study,
    folder: Path,
    solver: str = "highs",
    progress: Progress = lambda _: None,
    render: Render | Renders | None = None,
) -> tuple[OpenPlan, bool]:
    """The plan of `study` in `folder`, and whether it was there already; made and written where it was not.

    A plan is used again if its files are whole and its inputs (by hash), effort, solver and versions are those of now:
    making it again would give the same bytes. Raises a `JiugaiError`.
    """
    found = standing(study, folder, solver)
    if found is not None:
        return found, True
    make_plan(study, folder, solver, progress, render)
    return open_plan(folder, study), False


def reported(
    study: Study, folder: Path, renders: Renders, solver: str = "highs", progress: Progress = lambda _: None
) -> tuple[OpenPlan, bool]:
    """`planned`, with the reports of `renders` made anew beside the plan, whatever reports stood there.

    Raises a `JiugaiError`.
    """
    check_output(folder, study.files())
    found = standing(study, folder, solver)
    if found is None:
        make_plan(study, folder, solver, progress, renders)
        return open_plan(folder, study), False
    progress(label("progress.standing", study.scenario.lang).format(folder=folder))
    report_anew(found, renders, progress)
    return found, True


def standing(study: Study, folder: Path, solver: str = "highs") -> OpenPlan | None:
    """The plan in `folder` if it can be used again for `study`."""
    try:
        found = open_plan(folder, study)
    except DataError:
        return None
    made = found.manifest
    same = (
        "frontier" not in made  # a point of one pursued two objectives alone
        and made["solver"] == {"name": solver, "version": available()[solver]}
        and made["versions"] == provenance.versions()
        and made["effort"] == effort_of(study)
    )
    return found if same else None
