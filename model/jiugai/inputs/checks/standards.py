"""Standards of subsidy: a row is an envelope or a limit and says what it counts; a blank standard is the policy's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from jiugai.errors import DataError, ProblemLog
from jiugai.inputs.standards import COST, POT, standard
from jiugai.inputs.tables import Table

if TYPE_CHECKING:
    from jiugai.inputs.study import Study


def check_entitlements(tables: Mapping[str, Table], log: ProblemLog) -> None:
    """What a row must say and must leave blank, by its binding and basis."""
    table = tables["fund_entitlements"]
    for position, row in table.each():
        blank = {name: pd.isna(getattr(row, name)) for name in ("rate", "quantity", "share", "cap")}
        found = []
        if row.binding == POT and row.basis == COST:
            zh = "按造价补助须选约束方式：按小区（site）或按入选合计（chosen）"
            found.append(("binding", zh, "a share of cost needs a binding: site or chosen"))
        elif row.binding == POT and blank["quantity"]:
            zh = "没有约束方式时须填任务数量：额度＝单位标准×任务数量"
            found.append(("quantity", zh, "an envelope needs its declared quantity: rate times quantity"))
        if row.binding != POT and not blank["quantity"]:
            zh = "按入选小区计算的补助不填任务数量"
            found.append(("quantity", zh, "a limit counts the chosen communities: leave the quantity blank"))
        if row.basis == COST and not blank["rate"]:
            found.append(
                ("rate", "按造价补助填分担比例，不填单位标准", "a share of cost gives share, and leaves rate blank")
            )
        for column, zh, en in found:
            log.add(table.at(position, column, f"{row.fund_id} {row.year}"), zh, en)


def check_standards(study: Study) -> None:
    """Raises `DataError` for a row without a standard of its own where the policy of the place has none either."""
    table = study.case.read["fund_entitlements"]
    funds = study.case.table("funds")
    level = dict(zip(funds["fund_id"], funds["level"], strict=True))
    log = ProblemLog(DataError)
    for position, row in enumerate(table.frame.to_dict("records")):
        if standard(study, level[row["fund_id"]], row) is None:
            column = "share" if row["basis"] == COST else "rate"
            log.add(
                table.at(position, column, f"{row['fund_id']} {row['year']}"),
                "须填写：本地政策没有这一级次、这一基数的标准",
                "must be given: the policy of this place has no standard for this level and basis",
            )
    log.finish()
