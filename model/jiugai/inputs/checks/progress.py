"""Communities in progress have a project with a plan year and a future; what was paid and promised is within cost."""

from __future__ import annotations

from collections.abc import Mapping

from jiugai.errors import ProblemLog
from jiugai.inputs.header import Header
from jiugai.inputs.tables import Table


def check_progress(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    _check_projects(tables, log)
    _check_amounts(tables, log)
    _check_windows(tables, log)
    commitments = tables["commitments"]
    frame = commitments.frame
    past = frame["year"] < header.first_year
    for position, row in commitments.each((past & (frame["committed"] > 0)) | (~past & (frame["paid"] > 0))):
        log.add(
            commitments.at(position, "year", f"{row.work_id} {row.year}"),
            "规划期前填已付，规划期内填承诺",
            "paid belongs to years before the plan, committed to plan years",
        )


def _check_projects(tables: Mapping[str, Table], log: ProblemLog) -> None:
    known = set(tables["projects"].frame["project_id"])
    communities = tables["communities"]
    running = communities.frame["stage"] == "in_progress"
    for position, row in communities.each(running & communities.frame["demolition_planned"].fillna(False)):
        log.add(
            communities.at(position, "demolition_planned", row.community_id),
            "在建小区不能又计划征收拆迁，请核实",
            "a community in progress cannot be one to be pulled down: check which is true",
        )
    for position, row in communities.each(running):
        if row.project_id not in known:
            log.add(
                communities.at(position, "project_id", row.community_id),
                "在建小区须有项目及计划年度",
                "a community in progress needs a project with its plan year",
            )


def _check_windows(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Nothing is paid or promised by a window of the centre that was not granted to the project."""
    granted = dict(zip(*(tables["projects"].frame[name] for name in ("project_id", "window_granted")), strict=True))
    project = dict(zip(*(tables["communities"].frame[name] for name in ("community_id", "project_id")), strict=True))
    home = dict(zip(*(tables["works"].frame[name] for name in ("work_id", "community_id")), strict=True))
    channel = dict(zip(*(tables["funds"].frame[name] for name in ("fund_id", "channel")), strict=True))
    other = {"fiscal": "central_investment", "investment": "central_fiscal"}
    commitments = tables["commitments"]
    for position, row in commitments.each():
        window = granted.get(project.get(home.get(row.work_id, ""), ""), "")
        if window in other and channel.get(row.fund_id) == other[window]:
            log.add(
                commitments.at(position, "fund_id", f"{row.work_id} {row.fund_id}"),
                "项目表写明没有争取到这一口中央资金，不应有它的已付或承诺，请核实",
                "the project was not granted this window of central money: it cannot have paid or promised; check",
            )


def _check_amounts(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Of each work with commitments, told at its first row."""
    cost = dict(zip(tables["works"].frame["work_id"], tables["works"].frame["cost"], strict=True))
    home = dict(zip(tables["works"].frame["work_id"], tables["works"].frame["community_id"], strict=True))
    sites = tables["communities"].frame
    stage = dict(zip(sites["community_id"], sites["stage"], strict=True))
    commitments = tables["commitments"]
    total: dict[str, int] = {}
    first: dict[str, int] = {}
    for position, row in commitments.each():
        total[row.work_id] = total.get(row.work_id, 0) + int(row.committed) + int(row.paid)
        first.setdefault(row.work_id, position)
    for work_id, amount in total.items():
        if work_id not in cost:
            continue  # a reference to nothing, told as such
        where = commitments.at(first[work_id], "work_id", work_id)
        if amount > cost[work_id]:
            log.add(where, "已付与承诺之和超过造价", "paid and committed exceed the cost")
        if stage.get(home[work_id]) == "proposed":
            log.add(where, "尚未实施的小区不应有已付或承诺", "a proposed community cannot have commitments")
