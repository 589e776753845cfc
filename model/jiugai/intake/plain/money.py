"""Who could pay for a list that does not say: upper-level subsidies by household, the county for what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiugai.intake.plain.assumed import Assumed
from jiugai.intake.plain.figures import figure
from jiugai.money import wan_text

#: channel, kind, level, name, figure
_SUBSIDIES = (
    ("central_fiscal", "central", "central", "中央财政补助（假设）", "central_yuan_per_household"),
    ("provincial", "provincial", "province", "省级补助（假设）", "provincial_yuan_per_household"),
)


def fund_tables(
    years: Sequence[int], households: int, total: int, county_money: int | None, assumed: Assumed
) -> dict[str, list[dict[str, Any]]]:
    """funds, fund_years, fund_entitlements and fiscal; everything in whole yuan, everything named as assumed.

    `county_money` is what the county budget can give a year; None: up to the whole investment, so nothing is tested.
    """
    funds, entitlements = [], []
    for channel, kind, level, name, stand_in in _SUBSIDIES:
        fund_id = f"{channel}.{years[0]}"
        funds.append(_fund(fund_id, name, kind, level, channel, "none") | {"plan_year": years[0]})
        entitlements.append(
            {
                "fund_id": fund_id, "year": years[0], "basis": "household", "rate": int(figure(stand_in).value),
                "quantity": households, "source_id": "assumed",
            }
        )  # fmt: skip
        assumed.add(channel, 1, stand_in, households=households)
    funds.append(_fund("county_budget", "县级一般公共预算安排", "local", "county", "county_budget", "general"))
    yearly = total if county_money is None else county_money
    assumed.add("county_open", len(years) if county_money is None else 0, wan=wan_text(yearly))
    assumed.add("fiscal", len(years), wan=wan_text(yearly))
    assumed.add("other_funds", 1)
    return {
        "funds": funds,
        "fund_entitlements": entitlements,
        "fund_years": [
            {"fund_id": "county_budget", "year": year, "envelope": yearly, "source_id": "assumed"} for year in years
        ],
        "fiscal": [
            {
                "year": year, "local_revenue": yearly, "transfers_usable": 0, "three_guarantees": 0,
                "source_id": "assumed",
            }
            for year in years
        ],
    }  # fmt: skip


def _fund(fund_id: str, name: str, kind: str, level: str, channel: str, budget: str) -> dict[str, Any]:
    return {
        "fund_id": fund_id, "name": name, "kind": kind, "level": level, "channel": channel, "budget": budget,
        "instrument": "grant", "scope": "pooled", "status": "applied", "source_id": "assumed",
    }  # fmt: skip
