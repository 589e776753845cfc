"""Heating: the household's bill falls and stays payable; the works are ready before the season (清洁取暖)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.rule import parameter
from jiugai.inputs.study import Study
from jiugai.menu.gates.base import Gate, blank, facts_text
from jiugai.menu.options import Mask


class BillFalls(Gate):
    """The heating bill of a household does not rise with the route, and a household can pay it (取暖费用下降、可负担).

    keeps option o  ⇔  bill_after[r] ≤ bill_before[r]  and  bill_after[r] ≤ payable[r],  r = route[o]

    Yuan per household and heating season, net of what the county subsidises. No later start helps.
    """

    id = "H2"

    def keeps(self, options: pd.DataFrame) -> Mask:
        after = options["bill_after"]
        dearer = (after > options["bill_before"]).fillna(False) | (after > options["payable"]).fillna(False)
        kept: Mask = ~dearer.to_numpy(dtype=np.bool_) | options["fixed"].to_numpy()
        return kept

    def unstated(self, options: pd.DataFrame) -> dict[str, Mask]:
        routed = (options["route"] != "").to_numpy()
        columns = dictionary()["routes"]
        return {columns[name].zh: routed & blank(options[name]) for name in ("bill_after", "payable")}

    def values(self, options: pd.DataFrame) -> list[str]:
        rows = zip(options["route"], options["bill_before"], options["bill_after"], options["payable"], strict=True)
        return [
            facts_text(route=route, bill_before=_whole(before), bill_after=_whole(after), payable=_whole(payable))
            for route, before, after, payable in rows
        ]


class ReadyBySeason(Gate):
    """A route is ready before the heating season of its start year (采暖季前达到使用条件).

    keeps option o  ⇔  gone[t] + months[r] ≤ ready_by[t],  t = start_year[o], r = route[o]        (months)
    gone[t] = months of the year t that are over at as_of: the month of as_of in its own year, 12 in years before it
    year[w] = t  for every work w of a route

    What is kept begins by the end of month ready_by − months, which the plan states as a condition.
    """

    id = "H3"
    ready_by = parameter("heating.ready_by")

    def keeps(self, options: pd.DataFrame) -> Mask:
        late = self._gone(options) + options["months"].astype("float64") > self.ready_by.over(options["start_year"])
        kept: Mask = ~late.to_numpy(dtype=np.bool_) | options["fixed"].to_numpy()
        return kept

    def _gone(self, options: pd.DataFrame) -> pd.Series:
        return options["start_year"].map(lambda year: months_gone(self.study, int(year)))

    def unstated(self, options: pd.DataFrame) -> dict[str, Mask]:
        routed = (options["route"] != "").to_numpy()
        return {dictionary()["routes"]["months"].zh: routed & blank(options["months"])}

    def values(self, options: pd.DataFrame) -> list[str]:
        rows = zip(
            options["route"], options["months"], self._gone(options), self.ready_by.over(options["start_year"]),
            strict=True,
        )  # fmt: skip
        return [
            facts_text(route=route, months=_whole(months), months_gone=str(gone), ready_by=f"{ready:.0f}")
            for route, months, gone, ready in rows
        ]

    def deadlines(self, options: pd.DataFrame) -> list[str]:
        """By when the works of every option begin, in words; "" where nothing is asked."""
        if not self.study.in_force(self.id):
            return [""] * len(options)
        by = self.ready_by.over(options["start_year"]) - options["months"].astype("float64")
        rows = zip(options["start_year"], options["months"], by, options["fixed"], strict=True)
        return [
            "" if fixed or pd.isna(month) else f"最迟{year}年{month:.0f}月底进场（工期{months}个月），采暖季前建成"
            for year, months, month, fixed in rows
        ]

    def at_once(self, pairs: pd.DataFrame) -> Mask:
        """True for the works that may not be spread over years."""
        routed: Mask = (pairs["route"] != "").to_numpy(dtype=np.bool_) & self.study.in_force(self.id)
        return routed


def months_gone(study: Study, year: int) -> int:
    """Months of `year` that are over at the date of knowledge, its own month included."""
    as_of = study.scenario.as_of
    if year != as_of.year:
        return 12 if year < as_of.year else 0
    return as_of.month


def _whole(number: object) -> str | None:
    return None if pd.isna(number) else str(int(number))  # type: ignore[call-overload]
