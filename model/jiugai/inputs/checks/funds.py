"""A fund's kind, scope, instrument, envelope and terms fit its channel.

Choices and tables are named by label and key: the rows may stand in a workbook or in CSV files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from jiugai.errors import ProblemLog
from jiugai.inputs.actuals import ALLOTTED
from jiugai.inputs.channels import AGREED_CHANNELS, PUBLIC_KINDS
from jiugai.inputs.dictionary import ANY, Column
from jiugai.inputs.tables import Table
from jiugai.inputs.vocabulary import choice_shown, table_shown

_KIND_BY_CHANNEL = {
    "central_fiscal": ("central",),
    "central_investment": ("central",),
    "provincial": ("provincial",),
    "city": ("local",),
    "sector": ("central", "provincial", "local"),
    "county_budget": ("local",),
    "housing_sale": ("local",),
    "general_bond": ("local",),
    "special_bond": ("local",),
    "utility": ("utility",),
    "resident": ("resident",),
    "loan": ("bank",),
    "former_owner": ("central", "provincial", "local", "social"),
    "donation": ("social",),
    "maintenance_fund": ("resident",),
    "housing_fund": ("resident",),
    "public_revenue": ("resident",),
    "social_capital": ("social",),
}


#: channels that live on the revenue of a project
_PLEDGED = {"loan": ("贷款", "loan"), "special_bond": ("专项债券", "special-bond")}
_DEBTS = ("general_bond", "special_bond", "loan")
_OWN = ("resident", "loan", "special_bond")


def check_funds(tables: Mapping[str, Table], log: ProblemLog) -> None:
    funds = tables["funds"]
    rules = tables["fund_rules"].frame
    with_trades = set(rules["fund_id"][rules["trade"] != ANY])
    ledger = tables["ledger"].frame
    allotted = ledger["fund_id"][ledger["entry"] == ALLOTTED]
    with_envelope = {*tables["fund_years"].frame["fund_id"], *tables["fund_entitlements"].frame["fund_id"]}
    with_row = set(tables["own_money"].frame["fund_id"])
    first = {channel: next((f.fund_id for _, f in funds.each() if f.channel == channel), "") for channel in _PLEDGED}
    for position, fund in funds.each():
        found = [
            *_terms_problems(fund),
            *_envelope_problems(fund, with_envelope, set(allotted)),
            *_agreed_problems(fund, with_row),
        ]
        if fund.fund_id != first.get(str(fund.channel), fund.fund_id):
            zh, en = _PLEDGED[str(fund.channel)]
            found.append(
                ("channel", f"收益只能质押一次：只能有一个{zh}渠道", f"revenue is pledged once: one {en} fund only")
            )
        found += _kind_problems(fund, funds.columns)
        if fund.channel == "special_bond":
            _check_special(tables, position, fund, log)
        if fund.channel == "sector" and fund.fund_id not in with_trades:
            zh, en = table_shown("fund_rules"), table_shown("fund_rules", "en")
            found.append(("fund_id", f"部门专项资金须在{zh}中写明专业", f"a sector fund must name its trades in {en}"))
        for column, zh, en in found:
            log.add(funds.at(position, column, fund.fund_id), zh, en)


def _kind_problems(fund: Any, columns: Mapping[str, Column]) -> Iterator[tuple[str, str, str]]:
    """Kind by channel, level by kind, and county money of a budget."""

    def shown(column: str, *choices: str) -> tuple[str, str]:
        zh, en = ([choice_shown(columns[column], choice, lang) for choice in choices] for lang in ("zh", "en"))
        return "或".join(zh), " or ".join(en)

    kinds = _KIND_BY_CHANNEL[str(fund.channel)]
    channel, kind, level = shown("channel", fund.channel), shown("kind", fund.kind), shown("level", fund.level)
    if fund.kind not in kinds:
        right = shown("kind", *kinds)
        yield "kind", f"渠道{channel[0]}的资金类别应为{right[0]}", f"channel {channel[1]} needs kind {right[1]}"
    of_county = fund.channel in ("county_budget", "housing_sale") or (
        fund.channel == "former_owner" and fund.level == "county"
    )
    if of_county and fund.budget == "none":
        right = shown("budget", "general", "fund")
        yield "budget", f"县级资金须写明预算类型：{right[0]}", f"county money needs its budget: {right[1]}"
    if (fund.kind == "local") != (fund.level in ("city", "county")) and fund.channel != "sector":
        local, right = shown("kind", "local"), shown("level", "city", "county")
        zh = f"级次{level[0]}与资金类别{kind[0]}不符：{local[0]}的级次须为{right[0]}，其他资金不得为此"
        en = f"level {level[1]} does not fit kind {kind[1]}: {local[1]} is of level {right[1]}, other money is not"
        yield "level", zh, en


def _check_special(tables: Mapping[str, Table], position: int, fund: Any, log: ProblemLog) -> None:
    """Special bonds are the county's, of its fund budget, and need their quota of every year."""
    funds, fiscal = tables["funds"], tables["fiscal"]
    level, budget = funds.columns["level"], funds.columns["budget"]
    if (fund.level, fund.budget) != ("county", "fund"):
        log.add(
            funds.at(position, "budget", fund.fund_id),
            f"专项债券的级次须为{choice_shown(level, 'county')}，预算类型须为{choice_shown(budget, 'fund')}",
            f"special bonds are of level {choice_shown(level, 'county', 'en')}"
            f" and budget {choice_shown(budget, 'fund', 'en')}",
        )
        return
    blank = fiscal.frame["new_quota_special"].isna()
    for row, year in list(fiscal.each(blank))[:1]:
        log.add(
            fiscal.at(row, "new_quota_special", year.year),
            "有专项债券，须填各年新增专项债务额度（没有的填 0）",
            "with special bonds, give their quota of every year (0 for none)",
        )


def _terms_problems(fund: Any) -> Iterator[tuple[str, str, str]]:
    is_debt = fund.channel in _DEBTS
    if (fund.instrument == "debt") != is_debt:
        yield "instrument", "只有政府债券和贷款是债务", "only government bonds and loans are debt"
    if is_debt and (pd.isna(fund.rate) or pd.isna(fund.term_years) or not fund.repayment or not fund.borrower):
        yield "rate", "债务须填利率、期限、还本方式和借款主体", "debt needs rate, term, repayment and borrower"
    elif is_debt and int(fund.grace_years) >= int(fund.term_years):
        yield "grace_years", "宽限期应短于期限", "grace must be shorter than the term"
    if not is_debt and not pd.isna(fund.coupons):
        yield "coupons", "只有债务有付息次数", "only debt has coupons"


def _envelope_problems(fund: Any, with_envelope: set[str], allotted: set[str]) -> Iterator[tuple[str, str, str]]:
    own = fund.channel in (*_OWN, *AGREED_CHANNELS)
    if (fund.scope == "own") != own:
        yield (
            "scope",
            "居民资金、贷款、专项债券和按小区约定的资金为项目自有，其余为统筹",
            "resident money, loans, special bonds and money agreed by community are own, all others pooled",
        )
    if not own and fund.channel != "general_bond" and fund.fund_id not in with_envelope | allotted:
        zh, en = ([table_shown(table, lang) for table in ("fund_years", "fund_entitlements")] for lang in ("zh", "en"))
        yield (
            "fund_id",
            f"没有额度：请在{'或'.join(zh)}中填写",
            f"has no envelope: give it one in {' or '.join(en)}",
        )
    if fund.channel == "general_bond" and fund.fund_id in with_envelope:
        yield (
            "fund_id",
            f"一般债券的额度是{table_shown('fiscal')}的新增限额，不另设额度",
            f"bonds follow the quota of {table_shown('fiscal', 'en')}: no envelope",
        )
    if own and fund.fund_id in with_envelope:
        yield "fund_id", "项目自有资金不设统筹额度", "own money takes no pooled envelope"


def _agreed_problems(fund: Any, with_row: set[str]) -> Iterator[tuple[str, str, str]]:
    """Money that comes by agreement has one; a former owner's is fiscal money or a contribution, as the owner is."""
    if fund.channel in AGREED_CHANNELS and fund.fund_id not in with_row:
        zh, en = table_shown("own_money"), table_shown("own_money", "en")
        yield "fund_id", f"没有约定：请在{zh}中写明哪些小区、多少", f"has no agreement: say in {en} where and how much"
    if fund.channel == "social_capital":
        yield from _capital_problems(fund)
    if fund.channel != "former_owner":
        return
    if (fund.kind in PUBLIC_KINDS) != (fund.instrument == "grant"):
        yield (
            "instrument",
            "行政事业单位出资是财政拨款，企业出资是出资",
            "money of an administrative former owner is a grant, of an enterprise a contribution",
        )


def _capital_problems(fund: Any) -> Iterator[tuple[str, str, str]]:
    """Private capital says what return it hopes for over how many years, and is no public money."""
    if pd.isna(fund.rate) or pd.isna(fund.term_years):
        yield (
            "rate",
            "社会资本须填预期回报率（年利率）和年限（期限）",
            "private capital needs its rate of return and its term",
        )
    elif int(fund.grace_years) >= int(fund.term_years):
        yield "grace_years", "宽限期应短于期限", "grace must be shorter than the term"
    if (fund.level, fund.instrument) != ("none", "contribution"):
        yield "level", "社会资本的级次为非财政、资金性质为出资", "private capital has level none and is a contribution"
