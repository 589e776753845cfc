"""Agreements on money that comes with a community: the fund is own and no loan, the community can still take it."""

from __future__ import annotations

from collections.abc import Mapping

from jiugai.errors import ProblemLog
from jiugai.inputs.tables import Table


def check_own_money(tables: Mapping[str, Table], log: ProblemLog) -> None:
    funds, sites = tables["funds"].frame, tables["communities"].frame
    scope = dict(zip(funds["fund_id"], funds["scope"], strict=True))
    channel = dict(zip(funds["fund_id"], funds["channel"], strict=True))
    stage = dict(zip(sites["community_id"], sites["stage"], strict=True))
    agreed = tables["own_money"]
    for position, row in agreed.each():
        value = f"{row.fund_id} {row.community_id}"
        if row.fund_id in scope and (scope[row.fund_id] != "own" or channel[row.fund_id] == "loan"):
            log.add(
                agreed.at(position, "fund_id", value),
                "只有项目自有、不是贷款的资金才按小区约定",
                "only own money that is no loan is agreed by community",
            )
        if stage.get(row.community_id) == "completed":
            log.add(
                agreed.at(position, "community_id", value),
                "已完工的小区没有可以出资的工程",
                "a completed community has no works to pay",
            )
