"""Small cases of grants by standard and of matched grants, every number to be checked by hand."""

from __future__ import annotations

from typing import Any

from allocation.rule_case import RuleCase, plenty
from support.case import Row, community, fund, work


def by_site(fund_id: str, year: int, basis: str, **facts: Any) -> Row:
    return {"fund_id": fund_id, "year": year, "basis": basis, "binding": "site"} | facts


def f5() -> RuleCase:
    # province, by community: 1,000 a household and at most 15 % of the cost: a min(100,000, 150,000), b min(60,000,
    # 45,000); city: 20 a square metre of those chosen, 160,000 + 80,000, but 200,000 at most
    return RuleCase(
        tables={
            "communities": [community("a"), community("b", households=60, floor_area_m2=4000)],
            "works": [work("a", "road", 1_000_000), work("b", "road", 300_000)],
            "funds": [fund("provincial"), fund("city"), fund("county_budget")],
            "fund_years": plenty(2021),
            "fund_entitlements": [
                by_site("provincial", 2021, "household", rate=1000),
                by_site("provincial", 2021, "cost", share="0.15"),
                {
                    "fund_id": "city",
                    "year": 2021,
                    "basis": "floor_area",
                    "binding": "chosen",
                    "rate": 20,
                    "cap": 200_000,
                },
            ],
        },
        lines={
            "fund=provincial;community=a": ("100000.00", "100000.00"),
            "fund=provincial;community=b": ("45000.00", "45000.00"),
            "fund=city;year=2021": ("200000.00", "200000.00"),
        },
        twin={
            ("a.road", 2021): {"provincial": 100_000, "city": 200_000, "county_budget": 700_000},
            ("b.road", 2021): {"provincial": 45_001, "county_budget": 254_999},
        },
        breaks={"F5"},
    )


def f14() -> RuleCase:
    # base min(300 × 2,000, 1,400,000) = 600,000, half of it at the floor: 10 % of 1,000,000 + 30 % of 400,000 = 220,000;
    # residents bring 0.9 × (15 % + 30 %) = 243,000, 23,000 / 1,400,000 above: 600,000 × (0.5 + 0.0164…) = 309,857.14
    return RuleCase(
        tables={
            "communities": [community("a", floor_area_m2=2000)],
            "works": [work("a", "road", 1_000_000), work("a", "greening", 400_000, "improvement")],
            "funds": [fund("city"), fund("resident"), fund("county_budget")],
            "fund_years": plenty(2021),
            "fund_entitlements": [by_site("city", 2021, "matching")],
        },
        lines={"fund=city;community=a": (None, "309857.14")},
        # one point less than the floor: 600,000 × (0.5 − 2 × 0.01) = 288,000
        twin={
            ("a.road", 2021): {"city": 288_006, "resident": 206_000, "county_budget": 505_994},
            ("a.greening", 2021): {"county_budget": 400_000},
        },
        breaks={"F14"},
        scenario={
            "overrides": {
                "policy.resident.asked_share.basic": "0.15", "policy.resident.collection_rate": "1",
                "policy.matching.ratio": "0.5", "policy.matching.base": "300",
            }
        },
    )  # fmt: skip
