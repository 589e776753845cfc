"""Rows that contradict the plan years, or themselves: fiscal years, envelopes, debts and works."""

from __future__ import annotations

from collections.abc import Mapping

from jiugai.errors import ProblemLog
from jiugai.inputs.header import Header
from jiugai.inputs.pay_timing import may_come_after
from jiugai.inputs.standards import POT
from jiugai.inputs.tables import Table


def check_years(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Fiscal facts for every plan year; envelopes in plan years, and one year on where money may come after it."""
    fiscal = tables["fiscal"]
    for year in sorted(set(range(header.first_year, header.last_year + 1)) - set(fiscal.frame["year"])):
        log.add(fiscal.at(None, "year", year), "缺少这个规划年度的一行", "no row for this plan year")
    late = {str(fund.fund_id) for _, fund in tables["funds"].each() if may_come_after(fund.pay_timing, fund.level)}
    for table in (tables["fund_years"], tables["fund_entitlements"]):
        after = table.frame["fund_id"].isin(late)
        if "binding" in table.frame:  # a standard that binds is of the communities begun in its year
            after &= table.frame["binding"] == POT
        last = after.astype("int64") + header.last_year
        years = table.frame["year"]
        for position, row in table.each((years < header.first_year) | (years > last)):
            log.add(
                table.at(position, "year", f"{row.fund_id} {row.year}"),
                f"不在规划期 {header.first_year}—{header.last_year} 内",
                f"outside the plan years {header.first_year}-{header.last_year}",
            )


def check_wishes(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    """What the county can run and what it was told to do: in a plan year, and at least one number."""
    for name, measures in (
        ("capacity", ("communities", "households", "investment")),
        ("tasks", ("communities", "households", "floor_area_m2")),
    ):
        table = tables[name]
        frame = table.frame
        for position, row in table.each((frame["year"] < header.first_year) | (frame["year"] > header.last_year)):
            log.add(
                table.at(position, "year", row.year),
                f"不在规划期 {header.first_year}—{header.last_year} 内",
                f"outside the plan years {header.first_year}-{header.last_year}",
            )
        for position, row in table.each(frame[list(measures)].isna().all(axis=1)):
            log.add(
                table.at(position, measures[0], row.year),
                "这一年没有填任何数：请填写或删除此行",
                "no number is given for this year: give one or delete the row",
            )


def check_debts(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    """A debt with a balance falls due in the plan or later: else it would pay interest for ever."""
    debts = tables["debts"]
    frame = debts.frame
    for position, row in debts.each((frame["maturity_year"] < header.first_year) & (frame["opening_balance"] > 0)):
        where = debts.at(position, "maturity_year", row.instrument_id)
        log.add(where, "到期年度早于规划期，不应有余额", "matured before the plan: it can have no balance")


def check_works(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Every work costs something: a free one would be neither paid for nor counted. Lifts alone have a number."""
    works = tables["works"]
    for position, row in works.each(works.frame["units"].notna() & (works.frame["trade"] != "elevator")):
        where = works.at(position, "units", row.work_id)
        log.add(where, "只有加装电梯填部数", "only lifts are counted")
    for position, row in works.each(works.frame["cost"] == 0):
        where = works.at(position, "cost", row.work_id)
        log.add(where, "造价为零，请填造价或删除此行", "costs nothing: give its cost or delete the row")
    idle = (works.frame["revenue_kind"] != "") & (works.frame["net_revenue_per_year"] == 0)
    for position, row in works.each(idle):
        where = works.at(position, "revenue_kind", row.work_id)
        log.add(where, "填了收益来源，却没有年净收益", "a kind of revenue, but no net revenue a year")
