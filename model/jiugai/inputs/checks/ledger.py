"""The ledger (台账) says of each event what it needs, and agrees with what other tables state of the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from jiugai.errors import DataError, Problem, ProblemLog
from jiugai.frames import each_row
from jiugai.inputs.actuals import ACCEPTED, ALLOTTED, DONE, PAID, RECALLED, STARTED, entries, rolled_before
from jiugai.inputs.header import Header
from jiugai.inputs.tables import Table
from jiugai.inputs.vocabulary import choice_shown, table_shown
from jiugai.money import wan_text

if TYPE_CHECKING:
    from jiugai.inputs.study import Study

_ASKED = {
    ALLOTTED: ("fund_id", "amount"),
    RECALLED: ("fund_id", "amount"),
    PAID: ("fund_id", "work_id", "amount"),
    DONE: ("work_id", "amount"),
    STARTED: ("community_id",),
    ACCEPTED: ("community_id",),
}
_FIELDS = ("fund_id", "work_id", "community_id", "amount")


def check_ledger(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    ledger = tables["ledger"]
    whole = True
    for position, row in ledger.each():
        event, event_en = (choice_shown(ledger.columns["entry"], row.entry, lang) for lang in ("zh", "en"))
        for name in _FIELDS:
            value = getattr(row, name)
            given = not (pd.isna(value) or value == "")
            if given == (name in _ASKED[row.entry]):
                continue
            whole = False
            column = ledger.columns[name]
            where = ledger.at(position, name, row.entry_id)
            if given:
                log.add(where, f"事项为{event}时不填{column.zh}", f"leave the {column.en} blank for {event_en}")
            else:
                log.add(where, f"事项为{event}时须填{column.zh}", f"{event_en} needs its {column.en}")
        if int(row.date[:4]) > header.last_year:
            zh, en = f"晚于规划期 {header.last_year}", f"after the plan ends in {header.last_year}"
            log.add(ledger.at(position, "date", row.date), zh, en)
    if whole:
        _check_payments(header, tables, log)
        _check_allotments(header, tables, log)
        _check_works(tables, log)
        _check_days(header, tables, log)


def check_ledger_in_time(study: Study) -> None:
    """Nothing happened after the day of the scenario, and no payment used money that had lapsed. Raises `DataError`."""
    ledger = study.case.read["ledger"]
    today = study.scenario.as_of.isoformat()
    problems = [
        Problem(
            ledger.at(position, "date", row.date),
            f"晚于场景的基准日 {today}：改基准日，或删去这一行",
            f"after the day of the scenario, {today}: change as_of or leave the entry out",
        )
        for position, row in ledger.each(ledger.frame["date"] > today)
    ]
    _, beyond = rolled_before(study)
    used = entries(ledger.frame, PAID, RECALLED)
    for (fund, year), yuan in beyond.items():
        mine = used["place"][(used["fund_id"] == fund) & (used["year"] == year)]
        problems.append(
            Problem(
                ledger.at(int(mine.iloc[0]), "amount", fund) if len(mine) else ledger.at(None, "fund_id", fund),
                f"{year}年支付和收回比当时可用的下达额多 {yuan:,} 元：下达记录不全，或已过使用期限",
                f"paid and recalled in {year} exceed the allotments valid then by {yuan:,} yuan:"
                " allotments are missing, or had lapsed",
            )
        )
    if problems:
        raise DataError(problems)


def _check_payments(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    """A ledger with payments has all of them: what `commitments` states as paid or committed must fit."""
    stated, ledger = tables["commitments"], tables["ledger"]
    paid = entries(ledger.frame, PAID).groupby(["work_id", "fund_id", "year"])["amount"].sum()
    if paid.empty:
        return
    zh, en = table_shown("ledger"), table_shown("ledger", "en")
    for position, row in stated.each():
        told = int(paid.get((row.work_id, row.fund_id, row.year), 0))
        where = f"{row.work_id} {row.fund_id} {row.year}"
        if row.year < header.first_year and row.paid and row.paid != told:
            log.add(
                stated.at(position, "paid", where),
                f"已付 {wan_text(row.paid)} 万元，{zh}中这一年支付合计 {wan_text(told)} 万元",
                f"{row.paid:,} yuan paid, but the payments in {en} add up to {told:,} yuan",
            )
        if row.year >= header.first_year and 0 < row.committed < told:
            log.add(
                stated.at(position, "committed", where),
                f"承诺 {wan_text(row.committed)} 万元，{zh}中已经支付 {wan_text(told)} 万元",
                f"{row.committed:,} yuan committed, but {en} has {told:,} yuan paid already",
            )


def _check_allotments(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Money that is allotted is pooled and issued; of a plan year it is within the envelope that the case states."""
    funds, ledger = tables["funds"], tables["ledger"]
    facts = {row.fund_id: row for _, row in funds.each()}
    envelopes = tables["fund_years"].frame.set_index(["fund_id", "year"])["envelope"].to_dict()
    entitled = tables["fund_entitlements"].frame
    by_standard = set(zip(entitled["fund_id"], entitled["year"], strict=True))
    total: dict[tuple[str, int], int] = {}
    for row in each_row(entries(ledger.frame, ALLOTTED, RECALLED)):
        position, fund = int(row.place), facts.get(row.fund_id)
        if fund is None:
            continue  # told as a reference to nothing
        where = ledger.at(position, "fund_id", row.fund_id)
        if fund.scope == "own" or fund.channel == "general_bond":
            log.add(where, "不是按年下达额度的资金", "no money that is allotted by year")
        elif fund.status == "applied":
            log.add(where, "资金状态仍为拟申请，却已有下达", "the fund is still only applied for, yet it was allotted")
        key = (str(row.fund_id), int(row.year))
        total[key] = total.get(key, 0) + (int(row.amount) if row.entry == ALLOTTED else -int(row.amount))
        most = envelopes.get(key, 0)
        if row.year >= header.first_year and key not in by_standard and total[key] > most:
            zh, en = table_shown("fund_years"), table_shown("fund_years", "en")
            log.add(
                ledger.at(position, "amount", row.fund_id),
                f"{row.year}年至此下达 {wan_text(total[key])} 万元，{zh}中只有 {wan_text(most)} 万元，请更新额度",
                f"{total[key]:,} yuan allotted for {row.year} so far, {en} has {most:,}: update it",
            )


def _check_works(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """No more of a work is done than it costs; what is paid is compared with the cost by `progress.py`."""
    ledger = tables["ledger"]
    cost = dict(zip(*(tables["works"].frame[name] for name in ("work_id", "cost")), strict=True))
    total: dict[str, int] = {}
    for row in each_row(entries(ledger.frame, DONE)):
        total[row.work_id] = total.get(row.work_id, 0) + int(row.amount)
        if total[row.work_id] > cost.get(row.work_id, total[row.work_id]):
            log.add(
                ledger.at(int(row.place), "amount", row.work_id),
                f"至此完成投资 {wan_text(total[row.work_id])} 万元，超过造价",
                f"{total[row.work_id]:,} yuan of works done so far exceed the cost",
            )


def _check_days(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    """A community starts once, is accepted once and later, and its stage says the same."""
    ledger = tables["ledger"]
    stage = dict(zip(*(tables["communities"].frame[name] for name in ("community_id", "stage")), strict=True))
    started: dict[str, str] = {}
    accepted: set[str] = set()
    for row in each_row(entries(ledger.frame, STARTED, ACCEPTED)):
        site, begins = str(row.community_id), row.entry == STARTED
        found = []
        if site in (started if begins else accepted):
            found.append(("这个小区已有同样的记录", "this community has such an entry already"))
        if begins and site in accepted:
            found.append(("开工晚于竣工验收", "it starts after it was accepted"))
        if stage.get(site) == "proposed":
            found.append(("小区阶段仍为拟改造，请改为在建", "its stage is still proposed: make it in_progress"))
        elif not begins and int(row.year) < header.first_year and stage.get(site) == "in_progress":
            found.append(("规划期前已竣工，小区阶段却为在建", "accepted before the plan, yet its stage is in_progress"))
        for zh, en in found:
            log.add(ledger.at(int(row.place), "community_id", site), zh, en)
        if begins:
            started[site] = str(row.date)
        else:
            accepted.add(site)
