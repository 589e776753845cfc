"""A study → its frontier, written whole: the tables, the manifest, and a plan folder for every point."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiugai.allocation.solver import SEED, available
from jiugai.analysis.compare.rows import rows_bytes
from jiugai.analysis.frontier.asked import Asked
from jiugai.analysis.frontier.folder import (
    FOLDERS,
    FORMAT,
    FRONTIER,
    MANIFEST,
    POINTS,
    RANKING,
    REPORT,
    OpenFrontier,
    open_frontier,
)
from jiugai.analysis.frontier.points import Measured, Point
from jiugai.analysis.frontier.rows import PointRow, RankRow
from jiugai.analysis.frontier.trace import Frontier, trace
from jiugai.errors import DataError
from jiugai.inputs.study import Study
from jiugai.labels import label
from jiugai.run import provenance
from jiugai.run.contract import fingerprint, json_bytes, table_bytes
from jiugai.run.notes import Note
from jiugai.run.pipeline import effort_of, manifest_of, written
from jiugai.run.places import cannot_write
from jiugai.run.publish import AUDIT, TIMING, FolderWriter, check_output
from jiugai.run.publish import MANIFEST as PLAN_MANIFEST
from jiugai.run.rendering import interruptible

Progress = Callable[[str], None]
#: writes frontier.html into the folder given
Render = Callable[[Path], None]


def make_frontier(
    study: Study,
    asked: Asked,
    out: Path,
    progress: Progress = lambda _: None,
    render: Render | None = None,
) -> tuple[OpenFrontier, bool]:
    """The frontier in `out`, and whether it was there already: the same question, inputs, effort and versions.

    Nothing is written unless every plan passes the audit; a page that fails does not cost the frontier, it is published
    without one and the failure raised. Raises a `JiugaiError`.
    """
    check_output(out, study.files(), FRONTIER)
    question = _question(study, asked)
    found = _standing(out, question)
    if found is not None and render is None:
        return found, True
    began = time.perf_counter()
    if found is None:
        files, manifest = _files(trace(study, asked, progress), question)
    else:
        files, manifest = _read(found)
    unreported: Exception | None = None
    with FolderWriter(out, FRONTIER) as writer:
        for name, content in files.items():
            writer.add(name, content)
        writer.add(MANIFEST, json_bytes(manifest | {"files": writer.hashes()}))
        if render is not None:
            try:
                interruptible(render, writer.staging)
            except OSError as failure:
                unreported = cannot_write(out / REPORT, failure)
            except Exception as failure:  # noqa: BLE001  raised below: the frontier is good, and published first
                unreported = failure
            if unreported is not None:
                writer.discard(REPORT)
            writer.add(MANIFEST, json_bytes(manifest | {"files": writer.hashes()}))
        writer.add(TIMING, json_bytes({"seconds": round(time.perf_counter() - began, 3)}))
        writer.publish()
    if unreported is not None:
        raise unreported
    return open_frontier(out), found is not None


def _question(study: Study, asked: Asked) -> dict[str, Any]:
    """All that a frontier depends on, and what it is called."""
    scenario = study.scenario
    return {
        "format": FORMAT,
        "scenario": scenario.name,
        "title": scenario.title,
        "case": {"title": study.case.title, "place": list(study.case.place), "basis": study.case.basis},
        "as_of": scenario.as_of.isoformat(),
        "asked": {"x": asked.x, "y": asked.y, "points": asked.points, "held": list(asked.held)},
        "solver": {"name": "highs", "version": available()["highs"]},
        "versions": provenance.versions(),
        "seed": SEED,
        "effort": effort_of(study),
        "inputs": provenance.input_hashes(study),
        "overrides": provenance.overrides(study),
    }


def _standing(out: Path, question: dict[str, Any]) -> OpenFrontier | None:
    try:
        found = open_frontier(out)
    except DataError:
        return None
    return found if all(found.manifest.get(key) == value for key, value in question.items()) else None


def _read(found: OpenFrontier) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of a frontier that stands, but for its page."""
    names = [file["name"] for file in found.manifest["files"] if file["name"] != REPORT]
    manifest = {key: value for key, value in found.manifest.items() if key != "files"}
    return {name: (found.folder / name).read_bytes() for name in names}, manifest


def _files(frontier: Frontier, question: dict[str, Any]) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Name → content of every file but the manifest, and the manifest without its list of files."""
    rows = [_point_row(point, len(frontier.points)) for point in frontier.points]
    files = {
        POINTS: rows_bytes(PointRow, rows),
        RANKING: rows_bytes(RankRow, [_rank_row(frontier, limit, plan) for limit, plan in frontier.ranking]),
    }
    plans = []
    for point, row in zip(frontier.points, rows, strict=True):
        content, manifest = _plan_files(frontier, point, row)
        files |= {f"{row.folder}/{name}": data for name, data in content.items()}
        plans.append({"point": row.point, "folder": row.folder, "plan": fingerprint(manifest)})
    axes = {
        axis: {"name": now.name, "unit": now.unit, "sense": now.sense} for axis, now in frontier.tradeoff.stages.items()
    }
    held = [
        {
            "name": now.name,
            "unit": now.unit,
            "sense": now.sense,
            "value": written(now.value),
            "bound": written(now.bound),
            "proven": now.proven,
        }
        for now in frontier.points[0].solution.stages[: len(frontier.asked.held)]
    ]
    return files, question | axes | {"held": held, "plans": plans}


def _plan_files(frontier: Frontier, point: Point, row: PointRow) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The plan folder of a point, as `jiugai plan` writes one, and its manifest."""
    content = {f"{name}.csv": table_bytes(name, frame) for name, frame in point.plan.tables()}
    content[AUDIT] = json_bytes(point.report.to_dict())
    manifest = manifest_of(frontier.study, point.solution, point.plan, point.report, [_note(frontier, row)])
    manifest["frontier"] = {
        "point": row.point,
        "of": len(frontier.points),
        "x": frontier.asked.x,
        "y": frontier.asked.y,
        "held": list(frontier.asked.held),
        "x_limit": None if row.x_limit is None else written(float(row.x_limit)),
        "share": frontier.asked.points,
    }
    manifest["files"] = [{"name": name, "sha256": provenance.sha256_of(data)} for name, data in sorted(content.items())]
    content[PLAN_MANIFEST] = json_bytes(manifest)
    return content, manifest


def _note(frontier: Frontier, row: PointRow) -> Note:
    """What must be known of a plan that pursued two objectives only."""
    said = {}
    for lang in ("zh", "en"):
        names = {axis: label(f"objective.{getattr(frontier.asked, axis)}", lang) for axis in ("x", "y")}
        said[lang] = label("note.frontier", lang).format(
            point=row.point, of=len(frontier.points), **names, x_value=f"{row.x:,}", y_value=f"{row.y:,}"
        )
    return {"about": "frontier"} | said


def _point_row(point: Point, count: int) -> PointRow:
    number = f"{point.number:0{max(2, len(str(count)))}d}"
    return PointRow(
        point=point.number,
        x=_known(point.x.final),
        x_bound=_decimal(point.x.bound),
        y=_known(point.y.final),
        y_bound=_decimal(point.y.bound),
        x_limit=_decimal(point.x_limit),
        gap=None if point.y.gap is None else Decimal(str(round(point.y.gap, 6))),
        proven=point.y.proven,
        knee=point.knee,
        communities=len(point.measured.communities),
        households=point.measured.households,
        folder=f"{FOLDERS}/{number}",
    )


def _rank_row(frontier: Frontier, limit: float, plan: Measured | None) -> RankRow:
    signs = {axis: now.sign for axis, now in frontier.tradeoff.stages.items()}
    at_most = _decimal(signs["x"] * limit + 0.0) if limit < float("inf") else None
    if plan is None:
        return RankRow(at_most, None, None, None, None, "")
    return RankRow(
        x_limit=at_most,
        x=_decimal(signs["x"] * plan.x + 0.0),
        y=_decimal(signs["y"] * plan.y + 0.0),
        communities=len(plan.communities),
        households=plan.households,
        taken=";".join(plan.communities),
    )


def _known(value: float) -> Decimal:
    number = _decimal(value)
    assert number is not None
    return number


def _decimal(value: float | None) -> Decimal | None:
    """A number as files show it: whole, or money to the yuan."""
    shown = written(value)
    return None if shown is None else Decimal(str(shown))
