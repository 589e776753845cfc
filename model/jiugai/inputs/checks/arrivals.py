"""Money that comes later than its works: which fund may, who may advance it, and within which stated limit (F16, F20).

The fund that advances is a grant of the county's general budget: never a contractor (touzi-tiaoli#22.2), a utility or
a resident.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jiugai.errors import ProblemLog
from jiugai.inputs.header import Header
from jiugai.inputs.pay_timing import SAME_YEAR
from jiugai.inputs.tables import Table
from jiugai.inputs.vocabulary import choice_shown, table_shown

_LAW = "F20 touzi-tiaoli#22.2"


def check_arrivals(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    funds = tables["funds"]
    known = {str(fund.fund_id): fund for _, fund in funds.each()}
    bridges = {str(fund.bridged_by) for fund in known.values()} - {""}
    for position, fund in funds.each():
        for column, zh, en in (*_timing(fund, fund.fund_id in bridges), *_bridge(fund, known, funds)):
            log.add(funds.at(position, column, fund.fund_id), zh, en)
    _check_limits(header, tables, bridges, log)


def _timing(fund: Any, bridges: bool) -> Iterator[tuple[str, str, str]]:
    if fund.pay_timing != SAME_YEAR and fund.instrument != "grant":
        yield (
            "pay_timing",
            "只有财政补助可以完工后到位；专营单位、居民和债务资金须与工程同年",
            "only grants may come after completion: utilities, residents and debt pay in the year of the works",
        )
    elif fund.pay_timing != SAME_YEAR and bridges:
        yield (
            "pay_timing",
            "为其他资金垫付的资金不得自己晚到（F20）",
            "a fund that advances money may not come late (F20)",
        )


def _bridge(fund: Any, known: Mapping[str, Any], funds: Table) -> Iterator[tuple[str, str, str]]:
    if not fund.bridged_by:
        return
    if fund.pay_timing == SAME_YEAR:
        late, late_en = (choice_shown(funds.columns["pay_timing"], SAME_YEAR, lang) for lang in ("zh", "en"))
        yield "bridged_by", f"到位时间为{late}，不需要垫付", f"money of {late_en} needs nobody to advance it"
        return
    bridge = known.get(str(fund.bridged_by))
    if bridge is None:
        return  # told as an unknown id
    if (bridge.level, bridge.budget, bridge.instrument) != ("county", "general", "grant"):
        yield (
            "bridged_by",
            f"只有县级一般公共预算的财政资金可以垫付，不得由施工单位、专营单位或居民垫资（{_LAW} 政府投资条例22条）",
            (
                "only a grant of the county's general budget may advance money, never contractor, utility or resident"
                f" ({_LAW}, Government Investment Regulations art. 22)"
            ),
        )


def _check_limits(header: Header, tables: Mapping[str, Table], bridges: set[str], log: ProblemLog) -> None:
    limits = tables["bridge_limits"]
    zh, en = table_shown("funds"), table_shown("funds", "en")
    for position, row in limits.each():
        if row.fund_id not in bridges:
            where = limits.at(position, "fund_id", row.fund_id)
            log.add(where, f"{zh}中没有资金由它垫付", f"no fund in {en} is bridged by it")
        if not header.first_year <= row.year <= header.last_year:
            log.add(
                limits.at(position, "year", f"{row.fund_id} {row.year}"),
                f"不在规划期 {header.first_year}—{header.last_year} 内",
                f"outside the plan years {header.first_year}-{header.last_year}",
            )
