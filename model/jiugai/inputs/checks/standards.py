"""Standards of subsidy: a row is an envelope or a limit and says what it counts; a blank standard is the policy's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

from jiugai.errors import DataError, ProblemLog
from jiugai.inputs.standards import BARGAIN, COST, FORMULA, MATCHING, PERFORMANCE, POT, SITE, factor_weight, standard
from jiugai.inputs.tables import Table

if TYPE_CHECKING:
    from jiugai.inputs.study import Study


def check_entitlements(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """What a row must say and must leave blank, by its binding and basis."""
    table = tables["fund_entitlements"]
    for position, row in table.each():
        blank = {name: pd.isna(getattr(row, name)) for name in ("rate", "quantity", "share", "cap")}
        found: list[tuple[str, str, str]] = []
        if row.basis == MATCHING and row.binding != SITE:
            zh = "与居民出资挂钩的补助须按小区（site）约束"
            found.append(("binding", zh, "a grant matched to the residents is bound by community: site"))
        if row.basis == FORMULA:
            found += _formula_problems(row.binding != POT, blank)
        elif row.binding == POT and row.basis == COST:
            zh = "按造价补助须选约束方式：按小区（site）或按入选合计（chosen）"
            found.append(("binding", zh, "a share of cost needs a binding: site or chosen"))
        elif row.binding == POT and blank["quantity"]:
            zh = "没有约束方式时须填任务数量：额度＝单位标准×任务数量"
            found.append(("quantity", zh, "an envelope needs its declared quantity: rate times quantity"))
        if row.basis != FORMULA and row.binding != POT and not blank["quantity"]:
            zh = "按入选小区计算的补助不填任务数量"
            found.append(("quantity", zh, "a limit counts the chosen communities: leave the quantity blank"))
        if row.basis == COST and not blank["rate"]:
            found.append(
                ("rate", "按造价补助填分担比例，不填单位标准", "a share of cost gives share, and leaves rate blank")
            )
        for column, zh, en in found:
            log.add(table.at(position, column, f"{row.fund_id} {row.year}"), zh, en)
    _check_factors(tables, log)


def _formula_problems(bound: bool, blank: Mapping[str, bool]) -> Iterator[tuple[str, str, str]]:
    if bound:
        zh = "因素法分得的是额度，不选约束方式"
        yield "binding", zh, "what the factor formula gives is an envelope: leave the binding blank"
    if blank["rate"]:
        yield "rate", "因素法须在单位标准中填待分配总额", "the factor formula needs the whole pot in rate"
    if not blank["quantity"]:
        zh = "因素法的份额由分配因素（fund_factors）计算，不填任务数量"
        yield "quantity", zh, "the share is computed from Fund factors (fund_factors): leave the quantity blank"


def _check_factors(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Factors and formulas go together, and an own amount is a part of its total."""
    rights, table = tables["fund_entitlements"], tables["fund_factors"]
    formulas = {(row.fund_id, row.year) for _, row in rights.each(rights.frame["basis"] == FORMULA)}
    given = set(zip(table.frame["fund_id"], table.frame["year"], strict=True))
    for position, row in rights.each(rights.frame["basis"] == FORMULA):
        if (row.fund_id, row.year) not in given:
            zh = "因素法没有因素：请在分配因素（fund_factors）中填写"
            en = "a factor formula without factors: give them in Fund factors (fund_factors)"
            log.add(rights.at(position, "basis", f"{row.fund_id} {row.year}"), zh, en)
    for position, row in table.each():
        where = f"{row.fund_id} {row.year} {row.factor}"
        if (row.fund_id, row.year) not in formulas:
            zh = "没有用到：补助标准（fund_entitlements）中这笔资金这一年没有因素法"
            en = (
                "nothing uses it: this fund has no factor formula in this year in Fund entitlements (fund_entitlements)"
            )
            log.add(table.at(position, "fund_id", where), zh, en)
        if row.factor == PERFORMANCE and not pd.isna(row.difficulty):
            zh = "绩效因素不乘困难程度系数：请留空"
            log.add(table.at(position, "difficulty", where), zh, "performance carries no coefficient: leave it blank")
        if row.total == 0 or row.own * (1 if pd.isna(row.difficulty) else row.difficulty) > row.total:
            zh = "合计数须大于零，且不小于本地数乘系数"
            en = "the total must be above zero and hold the own amount times its coefficient"
            log.add(table.at(position, "total", where), zh, en)


def check_standards(study: Study) -> None:
    """Raises `DataError` for a row without a standard of its own where the policy of the place has none either."""
    table = study.case.read["fund_entitlements"]
    funds = study.case.table("funds")
    level = dict(zip(funds["fund_id"], funds["level"], strict=True))
    log = ProblemLog(DataError)
    for position, row in enumerate(table.frame.to_dict("records")):
        if row["basis"] == MATCHING:
            for column, zh, en in _bargain_problems(study, row):
                log.add(table.at(position, column, f"{row['fund_id']} {row['year']}"), zh, en)
        elif standard(study, level[row["fund_id"]], row) is None:
            column = "share" if row["basis"] == COST else "rate"
            log.add(
                table.at(position, column, f"{row['fund_id']} {row['year']}"),
                "须填写：本地政策没有这一级次、这一基数的标准",
                "must be given: the policy of this place has no standard for this level and basis",
            )
    _check_weights(study, level, log)
    log.finish()


def _bargain_problems(study: Study, row: Mapping[Any, Any]) -> Iterator[tuple[str, str, str]]:
    """A bargain needs its rule in force, every number from the case or the policy, and a grant that is concave."""
    if not study.in_force("F14"):
        zh = "本地没有与居民出资挂钩的规定（F14 未生效）：请参照有规定的地方（borrow），或改用其他基数"
        en = "no rule here matches grants to residents (F14 is not in force): borrow one or choose another basis"
        yield "basis", zh, en
        return
    values = {name: study.param(name, int(row["year"])) for name in BARGAIN}
    lacking = [n for n, column in BARGAIN.items() if values[n] is None and (not column or pd.isna(row[column]))]
    if lacking:
        zh, en = (
            f"本地政策没有这一年的 {'、'.join(lacking)}",
            f"the policy has no value in this year: {', '.join(lacking)}",
        )
        yield BARGAIN[lacking[0]] or "basis", zh, en
    gain, loss = values["matching.gain"], values["matching.loss"]
    if gain is not None and loss is not None and gain > loss:
        zh = "出资高于下限时增加的不得快于低于下限时减少的（matching.gain、matching.loss）"
        yield (
            "basis",
            zh,
            "the grant must not rise faster above the floor than it falls below (matching.gain, matching.loss)",
        )


def _check_weights(study: Study, level: Mapping[str, str], log: ProblemLog) -> None:
    """The weights of a formula add up to 1; told at its first row."""
    table = study.case.read["fund_factors"]
    sums: dict[tuple[str, int], Fraction] = {}
    first: dict[tuple[str, int], int] = {}
    for position, row in enumerate(table.frame.to_dict("records")):
        weight = factor_weight(study, level[row["fund_id"]], row)
        key = row["fund_id"], int(row["year"])
        first.setdefault(key, position)
        sums[key] = sums.get(key, Fraction(0)) + (weight or 0)
        if weight is None:
            zh = "须填写：本地政策没有这项因素的权重"
            en = "must be given: the policy of this place has no weight for this factor"
            log.add(table.at(position, "weight", f"{row['fund_id']} {row['year']} {row['factor']}"), zh, en)
    for key, total in sums.items():
        if total != 1:
            told = f"{key[0]} {key[1]}"
            zh, en = f"各因素权重合计应为1，实为 {float(total):g}", f"the weights add up to {float(total):g}, must be 1"
            log.add(table.at(first[key], "weight", told), zh, en)
