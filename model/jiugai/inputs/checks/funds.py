"""A fund's kind, scope, instrument, envelope and terms fit its channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from jiugai.errors import ProblemLog
from jiugai.inputs.dictionary import ANY
from jiugai.inputs.tables import Table

_KIND_BY_CHANNEL = {
    "central_fiscal": ("central",),
    "central_investment": ("central",),
    "provincial": ("provincial",),
    "city": ("local",),
    "sector": ("central", "provincial", "local"),
    "county_budget": ("local",),
    "housing_sale": ("local",),
    "general_bond": ("local",),
    "utility": ("utility",),
    "resident": ("resident",),
    "loan": ("bank",),
}


def check_funds(tables: Mapping[str, Table], log: ProblemLog) -> None:
    funds = tables["funds"]
    rules = tables["fund_rules"].frame
    with_trades = set(rules["fund_id"][rules["trade"] != ANY])
    with_envelope = {*tables["fund_years"].frame["fund_id"], *tables["fund_entitlements"].frame["fund_id"]}
    loans = [fund.fund_id for _, fund in funds.each() if fund.channel == "loan"]
    for position, fund in funds.each():
        found = [*_terms_problems(fund), *_envelope_problems(fund, with_envelope)]
        if fund.channel == "loan" and fund.fund_id != loans[0]:
            found.append(
                ("channel", "收益只能质押一次：只能有一个贷款渠道", "revenue is pledged once: one loan fund only")
            )
        kinds = _KIND_BY_CHANNEL[str(fund.channel)]
        if fund.kind not in kinds:
            zh = f"渠道 {fund.channel} 的资金类别应为 {'、'.join(kinds)}"
            found.append(("kind", zh, f"channel {fund.channel} needs kind {' or '.join(kinds)}"))
        if fund.channel == "sector" and fund.fund_id not in with_trades:
            found.append(("fund_id", "部门专项资金须在 fund_rules 中写明专业", "a sector fund must name its trades"))
        if fund.channel in ("county_budget", "housing_sale") and fund.budget == "none":
            zh, en = "县级资金须写明预算类型：general 或 fund", "county money needs its budget: general or fund"
            found.append(("budget", zh, en))
        if (fund.kind == "local") != (fund.level in ("city", "county")) and fund.channel != "sector":
            zh = f"级次 {fund.level} 与资金类别 {fund.kind} 不符：市县资金（local）须为 city 或 county，其余不得"
            en = f"level {fund.level} does not fit kind {fund.kind}: local money is of city or county, other is not"
            found.append(("level", zh, en))
        for column, zh, en in found:
            log.add(funds.at(position, column, fund.fund_id), zh, en)


def _terms_problems(fund: Any) -> Iterator[tuple[str, str, str]]:
    is_debt = fund.channel in ("general_bond", "loan")
    if (fund.instrument == "debt") != is_debt:
        yield "instrument", "只有一般债券和贷款是债务", "only general bonds and loans are debt"
    if is_debt and (pd.isna(fund.rate) or pd.isna(fund.term_years) or not fund.repayment or not fund.borrower):
        yield "rate", "债务须填利率、期限、还本方式和借款主体", "debt needs rate, term, repayment and borrower"
    elif is_debt and int(fund.grace_years) >= int(fund.term_years):
        yield "grace_years", "宽限期应短于期限", "grace must be shorter than the term"


def _envelope_problems(fund: Any, with_envelope: set[str]) -> Iterator[tuple[str, str, str]]:
    own = fund.channel in ("resident", "loan")
    if (fund.scope == "own") != own:
        yield "scope", "居民资金和贷款为项目自有，其余为统筹", "resident money and loans are own, all others pooled"
    if not own and fund.channel != "general_bond" and fund.fund_id not in with_envelope:
        zh, en = "没有额度：请在 fund_years 或 fund_entitlements 中填写", "has no envelope"
        yield "fund_id", zh, f"{en}: give it one in fund_years or fund_entitlements"
    if fund.channel == "general_bond" and fund.fund_id in with_envelope:
        yield (
            "fund_id",
            "一般债券的额度是 fiscal 的新增限额，不另设额度",
            "bonds follow the quota of fiscal.csv: no envelope",
        )
    if own and fund.fund_id in with_envelope:
        yield "fund_id", "项目自有资金不设统筹额度", "own money takes no pooled envelope"
