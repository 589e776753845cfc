"""The row of a scenario, and how far its objectives are proven, from its plan."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from jiugai.analysis.compare.rows import PLANNED, ObjectiveRow, ScenarioRow
from jiugai.inputs.study import Study
from jiugai.run import OpenPlan

CHOSEN = ("continuing", "new")
_LEFT_OUT = ("later", "ineligible")
_UPPER = ("central", "province", "city")
_BONDS = ("general_bond", "special_bond")
_SIX_PLACES = Decimal("0.000001")


def scenario_row(name: str, opened: OpenPlan) -> ScenarioRow:
    """The scenario at a glance; every amount a sum of whole yuan of the contract files."""
    study, plan = opened.study, opened.plan
    taken = plan.selection[plan.selection["decision"].isin(CHOSEN)]
    facts = study.case.table("communities").set_index("community_id").loc[taken["community_id"]]
    paid = plan.funding.merge(study.case.table("funds"), on="fund_id", suffixes=("", "_of_fund"))
    grants = paid[paid["instrument"] == "grant"]
    cost = int(taken["cost_yuan"].sum())
    broken = plan.indicators[~plan.indicators["ok"]]
    upper = plan.funds["kind"].isin(("central", "provincial"))
    ratio, change = debt_ratios(study, plan.debt)
    return ScenarioRow(
        scenario=name,
        state=PLANNED,
        communities=len(taken),
        households=int(facts["households"].sum()),
        floor_area_m2=sum((Decimal(str(area)) for area in facts["floor_area_m2"]), Decimal(0)).normalize(),
        cost_yuan=cost,
        county_yuan=_yuan(grants, grants["level"] == "county"),
        upper_yuan=_yuan(grants, grants["level"].isin(_UPPER)),
        general_bonds_yuan=_yuan(paid, paid["channel"] == "general_bond"),
        special_bonds_yuan=_yuan(paid, paid["channel"] == "special_bond"),
        debt_ratio=ratio,
        debt_ratio_change=change,
        gap_yuan=cost - int(plan.funding["yuan"].sum()),
        streets=_streets(study, facts),
        left_out=int(plan.selection["decision"].isin(_LEFT_OUT).sum()),
        applied_yuan=_yuan(paid, paid["status"] == "applied"),
        lapsed_yuan=int(plan.funds["lapsed_yuan"][upper].sum()),
        warnings=len(broken),
        risks=";".join(sorted(set(broken["indicator"]))),
    )


def _yuan(lines: pd.DataFrame, which: pd.Series) -> int:
    return int(lines["yuan"][which].sum())


def _streets(study: Study, chosen: pd.DataFrame) -> int | None:
    """Streets with a community that is chosen or continuing; None where the case names no street at all."""
    named = study.case.table("communities")["street"].fillna("")
    return len(set(chosen["street"].fillna("")) - {""}) if (named != "").any() else None


def debt_ratios(study: Study, debt: pd.DataFrame) -> tuple[Decimal | None, Decimal | None]:
    """Government debt at the end of the last plan year over the means of that year, and of it what the plan adds.

    ratio = (existing + new balance) / (local_revenue + transfers_usable − remitted_up + fund_revenue_net)

    New: general and special bonds the plan draws. The ratio is None where the case states no existing debt, both
    where the means are not above zero.
    """
    year = study.years[-1]
    means = study.fiscal("local_revenue", year) or 0
    means += (study.fiscal("transfers_usable", year) or 0) + (study.fiscal("fund_revenue_net", year) or 0)
    means -= study.fiscal("remitted_up", year) or 0
    if means <= 0:
        return None, None
    funds = study.case.table("funds")
    bonds = set(funds["fund_id"][funds["channel"].isin(_BONDS)])
    standing = debt[debt["year"] == year]
    new = int(standing["closing_yuan"][standing["fund_id"].isin(bonds)].sum())
    old = int(standing["closing_yuan"][standing["fund_id"] == ""].sum())
    stated = len(study.case.table("debts")) > 0
    return _ratio(old + new, means) if stated else None, _ratio(new, means)


def _ratio(part: int, whole: int) -> Decimal:
    return (Decimal(part) / Decimal(whole)).quantize(_SIX_PLACES)


def objective_rows(name: str, manifest: Mapping[str, Any], measured: Mapping[str, int]) -> list[ObjectiveRow]:
    """The objectives of a plan; `measured`: objective → the number of the first scenario that measures it alike."""
    return [
        ObjectiveRow(
            scenario=name,
            stage=stage,
            objective=row["name"],
            unit=row["unit"],
            sense=row["sense"],
            value=Decimal(str(row["value"])),
            bound=_decimal(row["bound"]),
            gap=_decimal(row["gap"]),
            proven=row["proven"],
            final=Decimal(str(row["final"])),
            tolerance=Decimal(str(row["tolerance"])),
            measure=measured[row["name"]],
        )
        for stage, row in enumerate(manifest["objectives"], start=1)
    ]


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
