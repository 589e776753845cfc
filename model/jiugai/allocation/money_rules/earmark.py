"""Earmarked money: an account for every fund and project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.frames import each_item

if TYPE_CHECKING:
    from jiugai.allocation.settled import Settled

_AMOUNTS = ("arrived_yuan", "advanced_yuan", "paid_yuan", "repaid_yuan")


class Earmark(MoneyRule):
    """Every yuan of a fund belongs to one project, in an account that closes every year (专账核算、专款专用).

    Of fund f, project p, year y, from the money j of f for works of p, with year of cost t and cash year a (yuan):

        arrived  =  Σ_{a = y} pay[j]            advanced  =  Σ_{t = y < a} pay[j]       (F20)
        paid     =  Σ_{t = y} pay[j]            repaid    =  Σ_{t < a = y} pay[j]
        arrived + advanced  =  paid + repaid;   owed[y]   =  owed[y−1] + advanced − repaid

    No variable moves money from one account to another, so there is no row.
    """

    id = "F17"
    silent = "没有在专账之间调剂资金的变量，不单列约束行；各专账逐年收支见 accounts.csv"

    def tables(self, settled: Settled) -> Iterator[tuple[str, dict[str, object]]]:
        amounts: defaultdict[tuple[str, str], defaultdict[int, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: dict.fromkeys(_AMOUNTS, 0))
        )
        keys = ["fund_id", "project", "year", "cash_year"]
        for (fund, project, cost, cash), yuan in each_item(settled.funding.groupby(keys)["yuan"].sum()):
            account = amounts[fund, project]
            account[cost]["paid_yuan"] += int(yuan)
            account[cash]["arrived_yuan"] += int(yuan)
            if cash > cost:
                account[cost]["advanced_yuan"] += int(yuan)
                account[cash]["repaid_yuan"] += int(yuan)
        for (fund, project), account in amounts.items():
            owed = 0
            for year, row in sorted(account.items()):
                owed += row["advanced_yuan"] - row["repaid_yuan"]
                yield "accounts", {"fund_id": fund, "project": project, "year": year, **row, "owed_yuan": owed}
