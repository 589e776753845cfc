"""A frontier as its folder holds it: two tables, a manifest, and a plan folder for every point."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from jiugai.analysis.compare.rows import read_rows
from jiugai.analysis.frontier.rows import PointRow, RankRow
from jiugai.errors import DataError, Locator, Problem
from jiugai.inputs.study import Study
from jiugai.run.contract import OpenPlan, open_plan
from jiugai.run.provenance import sha256
from jiugai.run.publish import TIMING, FolderKind

FORMAT = "jiugai-frontier/1"
POINTS, RANKING = "frontier.csv", "ranking.csv"
MANIFEST, REPORT = "frontier.json", "frontier.html"
FOLDERS = "points"

FRONTIER = FolderKind("前沿", "frontier", (POINTS, RANKING, TIMING, REPORT, MANIFEST), folders=(FOLDERS,))


@dataclass(frozen=True, eq=False)
class OpenFrontier:
    """A frontier read back: the points by x, the best first, and the plans by rank by their limit."""

    folder: Path
    manifest: Mapping[str, Any]
    points: tuple[PointRow, ...]
    ranking: tuple[RankRow, ...]

    def objective(self, axis: str) -> str:
        """The name of an objective; `axis`: x or y."""
        return str(self.manifest[axis]["name"])

    def sign(self, axis: str) -> int:
        """1 where less is better, −1 where more is."""
        return 1 if self.manifest[axis]["sense"] == "min" else -1

    @property
    def knee(self) -> PointRow | None:
        return next((point for point in self.points if point.knee), None)

    def plan(self, point: int, study: Study) -> OpenPlan:
        """The plan of a point. Raises `DataError` where the inputs are others."""
        return open_plan(self.folder / self.points[point - 1].folder, study)

    def by_rank_within(self, x: Decimal) -> RankRow | None:
        """The best plan by rank whose x is no worse than `x`; None: there is none."""
        sign = {axis: self.sign(axis) for axis in ("x", "y")}
        rows = [row for row in self.ranking if row.x is not None and row.y is not None]
        within = [row for row in rows if row.x is not None and sign["x"] * row.x <= sign["x"] * x]
        return min(within, key=lambda row: (sign["y"] * (row.y or 0), sign["x"] * (row.x or 0)), default=None)


def open_frontier(folder: str | Path) -> OpenFrontier:
    """Read the folder of a frontier. Raises `DataError` where it is none, or a file is missing or changed."""
    folder = Path(folder)
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        known = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    except (OSError, ValueError):
        known = False
    if not known:
        raise DataError(Problem(Locator(str(path)), "不是前沿文件夹", "not the folder of a frontier")) from None
    problems = [
        Problem(Locator(str(folder / file["name"])), "缺失或被改动", "missing or changed since it was written")
        for file in manifest["files"]
        if not (folder / file["name"]).exists() or sha256(folder / file["name"]) != file["sha256"]
    ]
    if problems:
        raise DataError(problems)
    return OpenFrontier(folder, manifest, read_rows(PointRow, folder / POINTS), read_rows(RankRow, folder / RANKING))


def frontier_of(opened: OpenPlan) -> OpenFrontier | None:
    """The frontier that `jiugai frontier` has left beside a plan; None where it has not, or of other inputs."""
    try:
        found = open_frontier(opened.folder.resolve().parent / default_name(opened.study.scenario.name))
    except DataError:
        return None
    return found if found.manifest["inputs"] == opened.manifest["inputs"] else None


def default_name(scenario: str) -> str:
    """The folder of the frontier of a scenario."""
    return f"frontier-{scenario}"
