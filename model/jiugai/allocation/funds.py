"""Funds as the core sees them: allotments by year, and how long each may be carried over."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from jiugai.finance import OwnPart, Payment, new_schedule, own_share, service_factors
from jiugai.inputs.actuals import left_over
from jiugai.inputs.carry import UPPER_KINDS, last_year_of_use
from jiugai.inputs.standards import FORMULA, POT, factor_weight, standard
from jiugai.inputs.study import Study


@dataclass(frozen=True)
class Funds:
    """The case's funds with their allotments in whole yuan.

    `table` is the fund table (row number = fund number); `allotments` has fund (number), year, yuan and last, the
    last year of use.
    """

    study: Study

    @property
    def table(self) -> pd.DataFrame:
        return self.study.case.table("funds")

    def number(self, fund_id: str) -> int:
        """The row of a fund in the table."""
        return int(self.table["fund_id"].tolist().index(fund_id))

    def last_year(self, fund: int, allotted: int) -> int:
        """Last year in which an allotment of year `allotted` may be used (F15; docs/formats.md 3.4)."""
        return last_year_of_use(self.study, self.table.iloc[fund].to_dict(), allotted)

    def schedule(self, fund: int, yuan: int, drawn: int) -> list[Payment]:
        """Payments of `yuan` drawn from a debt fund at the end of `drawn`, whole yuan."""
        rate, years, grace, repayment, coupons = self._terms(fund)
        return new_schedule(yuan, rate, drawn, years, grace, repayment, coupons)

    def factors(self, fund: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(payment, closing balance) of one yuan drawn from a debt fund, by years since the draw."""
        return service_factors(*self._terms(fund))

    def coupons(self, fund: int) -> int:
        """Payments a year of a debt fund; once where the case does not say."""
        stated = self.table["coupons"].iloc[fund]
        return 1 if pd.isna(stated) else int(stated)

    def _terms(self, fund: int) -> tuple[Fraction, int, int, str, int]:
        row = self.table.iloc[fund]
        years, grace = int(row["term_years"]), int(row["grace_years"])
        return row["rate"], years, grace, str(row["repayment"]), self.coupons(fund)

    def _entitled(self, row: dict[Any, Any]) -> int:
        """Envelope by formula: standard × declared quantity, at most the cap, rounded down to a yuan.

        The factor formula: the whole pot × the own share in it (F1).
        """
        level = self.table["level"].iloc[self.number(row["fund_id"])]
        rate = standard(self.study, level, row)
        assert rate is not None  # inputs/checks/standards.py
        quantity = self._own_share(level, row) if row["basis"] == FORMULA else row["quantity"]
        due = int(rate * quantity)
        return due if pd.isna(row["cap"]) else min(due, int(row["cap"]))

    def _own_share(self, level: str, row: dict[Any, Any]) -> Fraction:
        factors = self.study.case.table("fund_factors")
        mine = factors[(factors["fund_id"] == row["fund_id"]) & (factors["year"] == row["year"])]
        parts = []
        for factor in mine.to_dict("records"):
            weight = factor_weight(self.study, level, factor)
            assert weight is not None  # inputs/checks/standards.py
            difficulty = 1 if pd.isna(factor["difficulty"]) else factor["difficulty"]
            parts.append(OwnPart(weight, factor["own"], factor["total"], difficulty))
        return own_share(parts)

    def performance(self, fund: int, year: int) -> Fraction:
        """What upper-level money that is only applied for is multiplied by in `year` (Q4); other money by 1."""
        row = self.table.iloc[fund]
        if row["kind"] not in UPPER_KINDS or row["status"] != "applied" or not self.study.in_force("Q4"):
            return Fraction(1)
        multiplier = self.study.param("performance.multiplier", year)
        return Fraction(1) if multiplier is None else multiplier

    @cached_property
    def allotments(self) -> pd.DataFrame:
        """One row per pooled fund and year with an envelope, scaled by performance (Q4), rounded down to a yuan.

        What the ledger has left of earlier years comes in as it is.
        """
        table = self.stated
        factors = [self.performance(int(f), int(year)) for f, year in zip(table["fund"], table["year"], strict=True)]
        yuan = [int(factor * int(stated)) for factor, stated in zip(factors, table["yuan"], strict=True)]
        scaled = table.assign(yuan=pd.Series(yuan, table.index, dtype="int64"))
        brought = left_over(self.study)
        if brought.empty:
            return scaled
        brought = brought.assign(fund=[self.number(fund_id) for fund_id in brought["fund_id"]])
        return pd.concat([brought[["fund", "year", "yuan", "last"]], scaled], ignore_index=True)

    @cached_property
    def stated(self) -> pd.DataFrame:
        """The envelopes as the case states them: fund_years + entitlements that are no limit (F5)."""
        envelopes = self.study.case.table("fund_years")[["fund_id", "year", "envelope"]]
        entitled = self.study.case.table("fund_entitlements")
        entitled = entitled[entitled["binding"] == POT]
        pots = [self._entitled(row) for row in entitled.to_dict("records")]
        formula = entitled[["fund_id", "year"]].assign(envelope=pd.Series(pots, entitled.index, dtype="int64"))
        both = pd.concat([envelopes, formula], ignore_index=True)
        total = both.astype({"envelope": "int64"}).groupby(["fund_id", "year"], as_index=False)["envelope"].sum()
        number = {fund_id: position for position, fund_id in enumerate(self.table["fund_id"])}
        fund = total["fund_id"].map(number).astype("int64")
        last = [self.last_year(int(f), int(year)) for f, year in zip(fund, total["year"], strict=True)]
        return pd.DataFrame({"fund": fund, "year": total["year"], "yuan": total["envelope"], "last": last})
