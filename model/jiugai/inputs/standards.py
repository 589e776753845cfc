"""What a fund gives a unit by its standard: the rate and share of the case, or of the policy where they are blank."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from jiugai.inputs.study import Study

#: `binding` of an entitlement: the most for each community, the most for those chosen together; blank: an envelope
SITE, CHOSEN, POT = "site", "chosen", ""
COST, FORMULA, MATCHING = "cost", "formula", "matching"
#: factors of the formula; the last carries no difficulty coefficient
FACTORS = ("floor_area", "households", "buildings", "communities", "performance")
PERFORMANCE = "performance"
_WEIGHT = "central.factor_weight."

#: (level of the fund, basis) → parameter with the yuan a unit; level → parameter with the share borne. F5 declares them
RATES = {("province", "household"): "province.per_household", ("city", "floor_area"): "city.per_m2"}
SHARES = {"city": "city.share"}


def standard(study: Study, level: str, row: Mapping[Any, Any]) -> Fraction | None:
    """Yuan a unit (basis `cost`: a yuan of cost) that a row of `fund_entitlements` grants; None where nobody says.

    rate · share. A blank rate is the policy's, and so is a share left blank with it or with the basis `cost`; a share
    that nobody gives is 1 beside a rate, and missing beside the basis `cost`.
    """
    year, basis, rate = int(row["year"]), str(row["basis"]), row["rate"]
    of_policy = basis == COST or pd.isna(rate)
    share = row["share"]
    if pd.isna(share):
        share = study.param(SHARES[level], year) if of_policy and level in SHARES else None
    if basis == COST:
        return None if share is None else Fraction(share)
    if pd.isna(rate):
        rate = study.param(RATES[level, basis], year) if (level, basis) in RATES else None
    return None if rate is None else Fraction(rate) * (1 if share is None else share)


#: what a bargain needs of the policy: parameter → the column that may say it instead
BARGAIN = {
    "matching.base": "rate", "matching.ratio": "share", "matching.gain": "", "matching.loss": "", "matching.most": "",
    "matching.floor.basic": "", "matching.floor.improvement": "", "matching.floor.upgrade": "",
}  # fmt: skip


def factor_weight(study: Study, level: str, row: Mapping[Any, Any]) -> Fraction | None:
    """Weight of a row of `fund_factors`: its own, else the policy's for central money; None where nobody says."""
    if not pd.isna(row["weight"]):
        return Fraction(row["weight"])
    return study.param(f"{_WEIGHT}{row['factor']}", int(row["year"])) if level == "central" else None


def weights_asked(study: Study) -> frozenset[str]:
    """The parameters of weights that rows of the case leave to the policy."""
    factors = study.case.table("fund_factors")
    return frozenset(_WEIGHT + name for name in factors["factor"][factors["weight"].isna()])


def asked_of_policy(study: Study) -> frozenset[str]:
    """The parameters of `RATES` and `SHARES` that rows of the case leave to the policy."""
    levels = dict(zip(study.case.table("funds")["fund_id"], study.case.table("funds")["level"], strict=True))
    asked = set()
    rights = study.case.table("fund_entitlements")
    for row in rights[rights["basis"] != MATCHING].to_dict("records"):
        level, basis = levels[row["fund_id"]], row["basis"]
        if basis != COST and pd.isna(row["rate"]):
            asked.add(RATES.get((level, basis), ""))
        if pd.isna(row["share"]) and (basis == COST or pd.isna(row["rate"])):
            asked.add(SHARES.get(level, ""))
    return frozenset(asked - {""})
