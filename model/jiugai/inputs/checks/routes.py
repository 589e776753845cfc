"""Routes: works of a route have their row, a row its works; hazards cannot be left out; one route is being built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from jiugai.errors import ProblemLog
from jiugai.inputs.tables import Table
from jiugai.inputs.vocabulary import table_shown


def check_routes(tables: Mapping[str, Table], log: ProblemLog) -> None:
    works, routes = tables["works"], tables["routes"]
    described = set(zip(routes.frame["community_id"], routes.frame["route"], strict=True))
    first: dict[tuple[str, str], int] = {}
    for position, work in works.each(works.frame["route"] != ""):
        first.setdefault((work.community_id, work.route), position)
    for key, position in first.items():
        if key not in described:
            zh, en = table_shown("routes"), table_shown("routes", "en")
            log.add(
                works.at(position, "route", "/".join(key)),
                f"{zh}中没有这个小区的这条路线",
                f"this route of this community is not in {en}",
            )
    for position, row in routes.each():
        where = f"{row.community_id}/{row.route}"
        if (row.community_id, row.route) not in first:
            zh, en = (
                "这条路线没有工程：请在工程中填路线编号，或删除此行",
                "no work has this route: mark some, or delete the row",
            )
            log.add(routes.at(position, "route", where), zh, en)
        if _blank(row.bill_before) != _blank(row.bill_after):
            zh, en = "改造前、改造后的费用须同时填写", "give the bill before and after, or neither"
            log.add(routes.at(position, "bill_after" if _blank(row.bill_after) else "bill_before", where), zh, en)
    _check_open(tables, log)


def _check_open(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Of works still to be done, told at the first work of a route that is wrong."""
    works, sites = tables["works"], tables["communities"].frame
    stage = dict(zip(sites["community_id"], sites["stage"], strict=True))
    found: dict[str, dict[str, list[tuple[int, bool]]]] = defaultdict(lambda: defaultdict(list))
    for position, work in works.each((works.frame["route"] != "") & ~works.frame["already_present"]):
        found[work.community_id][work.route].append((position, bool(work.hazard)))
    for community, of in found.items():
        if stage.get(community) == "in_progress" and len(of) > 1:
            log.add(
                works.at(list(of.values())[1][0][0], "route", community),
                "在建小区只能有一条路线：请删去未采用路线的工程",
                "a community in progress has one route: delete the works of the others",
            )
        safe = [places[0][0] for places in of.values() if not any(hazard for _, hazard in places)]
        if safe and len(safe) < len(of):
            log.add(
                works.at(safe[0], "route", community),
                "其他路线含有安全隐患的工程，这条没有：隐患工程须在每条路线中，或不属于任何路线",
                "other routes hold a work with a safety hazard, this one does not: put it into every route or none",
            )


def _blank(value: Any) -> bool:
    return bool(pd.isna(value))
