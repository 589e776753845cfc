"""One small case for each rule, every number chosen to be checked by hand. Amounts in yuan, rows in 万元."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from support.case import Row, Tables, agreement, community, envelope, fiscal, fund, work


@dataclass(frozen=True)
class RuleCase:
    """A case on which the rule makes rows.

    `lines`: label → (activity, limit) of constraints.csv, in yuan as printed; None where several plans are as good.
    `twin`: (work, year) → fund → yuan that breaks the rule; `breaks`: what the audit then names.
    """

    tables: Tables
    lines: dict[str, tuple[str | None, str | None]]
    twin: dict[tuple[str, int], dict[str, int]]
    breaks: set[str]
    years: tuple[int, int] = (2021, 2021)
    scenario: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)


def plenty(*years: int) -> list[Row]:
    return [envelope("county_budget", year, 20_000_000) for year in years]


def f1() -> RuleCase:
    # central 800,000 is all used (the county pays last); at least half, 400,000, on the two roads
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "greening", 400_000, "improvement"),
                work("b", "road", 500_000),
            ],
            "funds": [fund("central_fiscal"), fund("county_budget")],
            "fund_years": [envelope("central_fiscal", 2021, 800_000), *plenty(2021)],
        },
        lines={"fund=central_fiscal": (None, "400000.00")},
        # 300,000 of 700,000 on basic works
        twin={
            ("a.greening", 2021): {"central_fiscal": 400_000},
            ("a.road", 2021): {"central_fiscal": 300_000, "county_budget": 700_000},
            ("b.road", 2021): {"county_budget": 500_000},
        },
        breaks={"F1"},
    )


def f2() -> RuleCase:
    # half of construction: project p of community a 0.5 × 1,000,000 (fees do not count), b 0.5 × 600,000
    return RuleCase(
        tables={
            "projects": [{"project_id": "p", "plan_year": 2021}],
            "communities": [community("a", project_id="p"), community("b")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "general", 100_000, cost_part="other_fees"),
                work("b", "road", 600_000),
            ],
            "funds": [fund("central_investment"), fund("county_budget")],
            "fund_years": [envelope("central_investment", 2021, 2_000_000), *plenty(2021)],
        },
        lines={
            "fund=central_investment;project=p": ("500000.00", "500000.00"),
            "fund=central_investment;project=b": ("300000.00", "300000.00"),
        },
        twin={("a.road", 2021): {"central_investment": 500_002, "county_budget": 499_998}},  # one cell may miss by one
        breaks={"F2"},
        scenario={"overrides": {"policy.central_investment.max_share": "0.5"}},
    )


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


def f7() -> RuleCase:
    # 60 % of the road in 2021, the rest in 2022; a loan, tied to its site, can pay the charging posts only
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "charging", 200_000, net_revenue_per_year=40_000, revenue_vote_passed=True),
                work("b", "road", 500_000),
            ],
            "funds": [fund("loan"), fund("county_budget")],
            # what both cost when started in 2021, and no more: no other start fits
            "fund_years": [envelope("county_budget", 2021, 1_020_000), envelope("county_budget", 2022, 680_000)],
        },
        years=(2021, 2022),
        lines={  # 600,000 + 120,000 and 400,000 + 80,000; 300,000 and 200,000
            "community=a;year=2021": ("720000.00", "720000.00"),
            "community=a;year=2022": ("480000.00", "480000.00"),
            "community=b;year=2021": ("300000.00", "300000.00"),
            "community=b;year=2022": ("200000.00", "200000.00"),
        },
        twin={("b.road", 2022): {"county_budget": 199_999}},
        breaks={"F7", "model#ties"},
    )


def f9() -> RuleCase:
    # water 1,000,000 + 500,000: the company pays 30 % = 450,000; the cable is the telecom company's wholly
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "water", 1_000_000, part="civil"),
                work("a", "telecom", 50_000, part="network", cost_part="equipment"),
                work("b", "water", 500_000),
            ],
            "funds": [fund("utility", "water_co"), fund("utility", "telecom_co"), fund("county_budget")],
            "fund_rules": [{"fund_id": "water_co", "trade": "water"}, {"fund_id": "telecom_co", "trade": "telecom"}],
            "fund_years": [
                envelope("water_co", 2021, 450_000),
                envelope("telecom_co", 2021, 60_000),
                *plenty(2021),
            ],
        },
        lines={"trade=water;year=2021": ("450000.00", "450000.00")},
        twin={("a.telecom", 2021): {"county_budget": 50_000}},
        breaks={"F9"},
    )


def f10() -> RuleCase:
    # a, basic: 10 % × 1,000,000 × consent 0.9 × collected 0.1 = 9,000; with greening + 30 % × 400,000 × 0.09 = 19,800
    # b: 10 % × 500,000 × 0.8 × 0.1 = 4,000, but one household can pay 3,000 × 0.8 = 2,400
    return RuleCase(
        tables={
            "communities": [community("a"), community("b", households=1, consent_rate="0.8")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "greening", 400_000, "improvement"),
                work("b", "road", 500_000),
            ],
            "funds": [fund("resident"), fund("county_budget")],
            "fund_years": plenty(2021),
        },
        lines={"community=a": ("19800.00", "19800.00"), "community=b": ("2400.00", "2400.00")},
        twin={("b.road", 2021): {"resident": 2_401, "county_budget": 497_599}},
        breaks={"F10"},
    )


def f11() -> RuleCase:
    # two lifts of 450,000: public money 100,000 each, the rest from the housing fund of those who signed; the fees of
    # the lifts are of the same 200,000; nobody counted the lift of b, so it is paid like any work
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "elevator", 900_000, cost_part="equipment", units=2),
                work("a", "elevator", 60_000, cost_part="other_fees", work_id="a.lift_fees"),
                work("b", "elevator", 450_000),
            ],
            "funds": [fund("housing_fund"), fund("central_fiscal"), fund("county_budget")],
            "fund_years": [envelope("central_fiscal", 2021, 150_000), *plenty(2021)],
            "own_money": [agreement("housing_fund", "a", 900_000)],
        },
        lines={"community=a": (None, "200000.00")},
        twin={
            ("a.elevator", 2021): {"housing_fund": 750_000, "central_fiscal": 150_000},
            ("a.lift_fees", 2021): {"county_budget": 60_000},
            ("b.elevator", 2021): {"county_budget": 450_000},
        },
        breaks={"F11"},
        scenario={"overrides": {"policy.elevator.grant": "10"}},
    )


def f12() -> RuleCase:
    # a: its former owner gives 300,000, residents' maintenance fund 200,000 after a vote of 0.55; b: not more than half
    # of those voting agreed, so its 100,000 cannot be used; a city office gives 50,000 of the county's own budget
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [work("a", "roof", 1_000_000), work("b", "road", 500_000)],
            "funds": [
                fund("former_owner", "factory"),
                fund("maintenance_fund"),
                fund(
                    "former_owner", "office", kind="local", level="county", budget="general", instrument="grant",
                ),
                fund("resident"),
                fund("county_budget"),
            ],
            "fund_years": plenty(2021),
            "own_money": [
                agreement("factory", "a", 300_000),
                agreement("maintenance_fund", "a", 200_000, vote_passed=True, vote_turnout="0.7", vote_agreement="0.55"),
                agreement("maintenance_fund", "b", 100_000, vote_passed=True, vote_agreement="0.5"),
                agreement("office", "b", 50_000),
            ],
        },
        lines={
            "community=a;fund=factory": ("300000.00", "300000.00"),
            "community=a;fund=maintenance_fund": ("200000.00", "200000.00"),
            "community=b;fund=office": (None, "50000.00"),  # county money as any other
        },
        twin={("a.roof", 2021): {"factory": 300_001, "county_budget": 699_999}},
        breaks={"F12"},
    )  # fmt: skip


def f13() -> RuleCase:
    # parking earns 60,000 a year from 2022 on; a yuan of private capital without interest over 4 years returns 0.25 a
    # year: 240,000 at most, though 300,000 were agreed
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "parking", 400_000, net_revenue_per_year=60_000, revenue_vote_passed=True),
                work("b", "road", 500_000),
            ],
            "funds": [fund("social_capital", "parking_co", rate="0", term_years=4), fund("county_budget")],
            "fund_years": plenty(2021),
            "own_money": [agreement("parking_co", "a", 300_000)],
        },
        lines={f"project=a;year={year}": ("60000.00", "60000.00") for year in (2022, 2023, 2024, 2025)},
        twin={("a.parking", 2021): {"parking_co": 240_008, "county_budget": 159_992}},  # one cell may miss by one
        breaks={"F13"},
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


def f15() -> RuleCase:
    # central money of 2021 may be used in 2021 and 2022; the county's only in its year
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [work("a", "road", 1_000_000), work("b", "roof", 300_000)],
            "funds": [fund("central_fiscal"), fund("county_budget")],
            "fund_years": [
                envelope("central_fiscal", 2021, 500_000),
                envelope("central_fiscal", 2022, 100_000),
                envelope("county_budget", 2021, 700_000),
                envelope("county_budget", 2022, 0),
            ],
        },
        years=(2021, 2022),
        # 780,000 + 520,000 is all the money there is: 80,000 of central money in 2021, the rest in 2022
        lines={
            "fund=central_fiscal;year=2021": ("500000.00", "500000.00"),
            "fund=central_fiscal;year=2022": ("100000.00", "100000.00"),
            "fund=county_budget;year=2021": ("700000.00", "700000.00"),
        },
        # the second year of the road from the county, which has nothing then
        twin={("a.road", 2022): {"central_fiscal": 399_999, "county_budget": 1}},
        breaks={"F15"},
    )


def s8() -> RuleCase:
    # a is under way since 2020: 300,000 paid, 200,000 promised by the county for 2021, 100,000 by central for 2022
    return RuleCase(
        tables={
            "projects": [{"project_id": "p", "plan_year": 2020}],
            "communities": [community("a", project_id="p", stage="in_progress"), community("b")],
            "works": [work("a", "road", 1_000_000), work("b", "road", 500_000)],
            "funds": [fund("central_fiscal"), fund("county_budget")],
            "fund_years": [
                envelope("central_fiscal", 2021, 600_000),
                envelope("central_fiscal", 2022, 600_000),
                *plenty(2021, 2022),
            ],
            "commitments": [
                {"work_id": "a.road", "fund_id": "central_fiscal", "year": 2020, "paid": 300_000},
                {"work_id": "a.road", "fund_id": "county_budget", "year": 2021, "committed": 200_000},
                {"work_id": "a.road", "fund_id": "central_fiscal", "year": 2022, "committed": 100_000},
            ],
        },
        years=(2021, 2022),
        lines={
            "community=a;fund=county_budget;year=2021": ("200000.00", "200000.00"),
            "community=a;fund=central_fiscal;year=2022": ("100000.00", "100000.00"),
        },
        twin={("a.road", 2022): {"central_fiscal": 99_999, "county_budget": 1}},
        breaks={"S8"},
    )


def d1() -> RuleCase:
    # limit 1,300,000, old debt 1,000,000: 300,000 of room over both years, 200,000 a year on-lent
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [work("a", "road", 1_000_000), work("b", "road", 500_000)],
            "funds": [fund("general_bond"), fund("county_budget")],
            "fund_years": plenty(2021, 2022),
            "fiscal": [fiscal(year, new_quota_general=200_000) for year in (2021, 2022)],
            "debts": [
                {
                    "instrument_id": "old", "name": "old", "debt_type": "general", "opening_balance": 1_000_000,
                    "rate": "0", "repayment": "bullet", "maturity_year": 2030,
                }
            ],
            "debt_limits": [
                {"year": year, "limit_general": 1_300_000, "limit_special": 0} for year in (2021, 2022)
            ],
        },
        years=(2021, 2022),
        lines={
            "what=balance;year=2021": (None, "300000.00"),
            "what=balance;year=2022": (None, "300000.00"),
            "what=draw;year=2021": (None, "200000.00"),
            "what=draw;year=2022": (None, "200000.00"),
        },
        twin={("a.road", 2021): {"general_bond": 200_001, "county_budget": 399_999}},
        breaks={"D1"},
        scenario={"objectives": ["basic_households", "completion", "county_money", "tie_break"]},
    )  # fmt: skip


def d1_special() -> RuleCase:
    # limit 1,200,000, old special debt 1,000,000: 200,000 over both years, 150,000 a year on-lent; parking earns plenty
    return RuleCase(
        tables={
            **_bond_project(["a"], revenue=60_000),
            "fund_years": plenty(2021, 2022),
            "fiscal": [fiscal(year, new_quota_special=150_000) for year in (2021, 2022)],
            "debts": [
                {
                    "instrument_id": "old", "name": "old", "debt_type": "special", "opening_balance": 1_000_000,
                    "rate": "0", "repayment": "bullet", "maturity_year": 2030,
                }
            ],
            "debt_limits": [{"year": year, "limit_general": 0, "limit_special": 1_200_000} for year in (2021, 2022)],
        },
        years=(2021, 2022),
        lines={
            "what=special_balance;year=2021": (None, "200000.00"),
            "what=special_balance;year=2022": (None, "200000.00"),
            "what=special_draw;year=2021": (None, "150000.00"),
            "what=special_draw;year=2022": (None, "150000.00"),
        },
        twin={("a.parking", 2021): {"special_bond": 150_001, "county_budget": 89_999}},
        breaks={"D1"},
        scenario={"objectives": ["basic_households", "completion", "county_money", "tie_break"]},
    )  # fmt: skip


def _bond_project(sites: list[str], revenue: int, **bond: Any) -> Tables:
    """Communities of project p, in the bond library: a road and parking that earns; special bonds of 10 years at 3 %."""
    return {
        "projects": [{"project_id": "p", "plan_year": 2021, "bond_library": True}],
        "communities": [community(site, project_id="p") for site in sites],
        "works": [
            row
            for site in sites
            for row in (
                work(site, "road", 1_000_000),
                work(
                    site, "parking", 400_000, net_revenue_per_year=revenue, revenue_vote_passed=True,
                    revenue_kind="parking",
                ),
            )
        ],
        "funds": [fund("special_bond", **bond), fund("county_budget")],
    }  # fmt: skip


def d2() -> RuleCase:
    # a yellow county may draw half of both quotas here: 0.5 × (200,000 + 101,001), rounded down
    tables = _bond_project(["a"], revenue=60_000)
    tables["funds"].append(fund("general_bond"))
    return RuleCase(
        tables={
            **tables,
            "fund_years": plenty(2021),
            "fiscal": [fiscal(2021, new_quota_general=200_000, new_quota_special=101_001)],
        },
        lines={"what=tier;year=2021": (None, "150500.00")},
        twin={
            ("a.road", 2021): {"general_bond": 100_000, "county_budget": 900_000},
            ("a.parking", 2021): {"special_bond": 50_501, "county_budget": 349_499},
        },
        breaks={"D2"},
        scenario={"overrides": {"policy.tier.new_draw.yellow": "0.5"}},
        header={"debt_tier": "yellow"},
    )


def d4() -> RuleCase:
    # parking is built in 2021 and earns 2 × 16,000 from 2022 to 2031: 320,000. A yuan drawn costs 1 + 10 × 0.03 = 1.3, two
    # coupons a year; 1.2 × 1.3 × bond ≤ 320,000: 205,128 at most. No revenue in the library for b2: its owners did not vote
    tables = _bond_project(["a", "b"], revenue=16_000, coupons=2)
    tables["works"] += [work("a", "charging", 90_000, net_revenue_per_year=9_000, revenue_kind="charging")]
    return RuleCase(
        tables={
            **tables,
            "fund_years": plenty(2021),
            "fiscal": [fiscal(2021, new_quota_special=5_000_000)],
        },
        lines={"fund=special_bond;project=p;since=2021;until=2021": ("320000.00", None)},
        twin={
            ("a.parking", 2021): {"special_bond": 206_000, "county_budget": 194_000},
            ("b.parking", 2021): {"county_budget": 400_000},
        },
        breaks={"D4"},
    )


def d5() -> RuleCase:
    # one project of parking alone, 300,000: a fifth is capital, so loan and bond together 240,000, and 50,000 of the bond
    # may count as capital besides. Revenue is no hindrance
    return RuleCase(
        tables={
            "projects": [{"project_id": "p", "plan_year": 2021, "bond_library": True}],
            "communities": [community("a", project_id="p")],
            "works": [work("a", "parking", 300_000, net_revenue_per_year=100_000, revenue_vote_passed=True)],
            "funds": [fund("special_bond"), fund("loan"), fund("county_budget")],
            "fund_years": plenty(2021),
            "fiscal": [fiscal(2021, new_quota_special=5_000_000)],
        },
        lines={"what=bond_capital": ("50000.00", "50000.00")},
        twin={("a.parking", 2021): {"special_bond": 200_000, "loan": 95_000, "county_budget": 5_000}},
        breaks={"D5"},
        scenario={"overrides": {"policy.bond.capital_quota": "5"}},
    )


def d6() -> RuleCase:
    # parking earns 60,000 a year from 2022 on; of a yuan borrowed 0.50 + 0.05 falls due in 2022, 0.50 + 0.025 in 2023:
    # 60,000 ≥ 1.2 × 0.55 × loan, so the loan is 90,909 at most; the capital line allows 0.8 × 1,400,000
    # the owners of b did not vote: no loan for them
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "parking", 400_000, net_revenue_per_year=60_000, revenue_vote_passed=True),
                work("b", "road", 500_000),
                work("b", "parking", 300_000, net_revenue_per_year=20_000),
            ],
            "funds": [fund("loan"), fund("county_budget")],
            "fund_years": plenty(2021),
        },
        lines={
            "fund=loan;project=a;year=2022": ("60000.00", None),
            "fund=loan;project=a;year=2023": ("60000.00", None),
            "fund=loan;project=a;what=capital": (None, "1120000.00"),
        },
        twin={("a.parking", 2021): {"loan": 91_000, "county_budget": 309_000}},
        breaks={"D6"},
    )


def d8() -> RuleCase:
    # general room 10,000,000 − 9,600,000 = 400,000 a year, of which 3 % interest on the bond of 2021 falls on 2022
    # (bullet: no principal before 2024); the fund budget has 150,000
    frame = {"local_revenue": 10_000_000, "three_guarantees": 9_600_000, "fund_revenue_net": 150_000}
    return RuleCase(
        tables={
            "communities": [community("a"), community("b")],
            "works": [work("a", "road", 1_000_000), work("b", "road", 100_000)],
            "funds": [fund("general_bond"), fund("housing_sale"), fund("county_budget")],
            "fund_years": [
                envelope("housing_sale", 2021, 5_000_000),
                envelope("housing_sale", 2022, 5_000_000),
                *plenty(2021, 2022),
            ],
            "fiscal": [fiscal(year, new_quota_general=200_000, **frame) for year in (2021, 2022)],
        },
        years=(2021, 2022),
        lines={
            "budget=general;year=2021": (None, "400000.00"),
            "budget=general;year=2022": (None, "400000.00"),
            "budget=fund;year=2021": (None, "150000.00"),
            "budget=fund;year=2022": (None, "150000.00"),
        },
        twin={("a.road", 2021): {"county_budget": 399_999, "housing_sale": 200_001}},
        breaks={"D8"},
        scenario={"objectives": ["basic_households", "completion", "county_money", "tie_break"]},
    )


def d8_fund() -> RuleCase:
    # bonds of 2021 bear 3 % in 2022, when the parking of 2021 and 2022 earns nothing yet: all of it is the county's, whose
    # fund budget has 3,000 a year. So 100,000 may be drawn in 2021; that of 2022 costs nothing within the plan. The money
    # of 2022 is too little for a start then
    tables = _bond_project(["a"], revenue=60_000)
    return RuleCase(
        tables={
            **tables,
            "fund_years": [*plenty(2021), envelope("county_budget", 2022, 560_000)],
            "fiscal": [fiscal(year, new_quota_special=5_000_000, fund_revenue_net=3_000) for year in (2021, 2022)],
        },
        years=(2021, 2022),
        lines={
            "budget=general;year=2021": (None, "50000000.00"),
            "budget=general;year=2022": (None, "50000000.00"),
            "budget=fund;year=2021": ("0.00", "3000.00"),
            "budget=fund;year=2022": ("3000.00", "3000.00"),
        },
        twin={("a.parking", 2021): {"special_bond": 101_000, "county_budget": 139_000}},
        breaks={"D8"},
        scenario={"objectives": ["basic_households", "completion", "county_money", "tie_break"]},
    )


def d8_services() -> RuleCase:
    # room 100,000 a year, less 20,000 for d, served from now on, and from 2022 less 30,000 for c, then finished; a, renewed
    # in 2021, costs 40,000 from 2022 on. The city pays the works
    return RuleCase(
        tables={
            "projects": [{"project_id": "p", "plan_year": 2020}],
            "communities": [
                community("a", service_cost_per_year=40_000),
                community("c", stage="in_progress", project_id="p", service_cost_per_year=30_000),
                community("d", service_cost_per_year=20_000, service_from="now"),
            ],
            "works": [work("a", "road", 145_000), work("c", "road", 70_000), work("d", "road", 90_000)],
            "funds": [fund("city"), fund("county_budget")],
            "fund_years": [envelope("city", 2021, 900_000), *plenty(2021)],
            "fiscal": [
                fiscal(year, local_revenue=10_000_000, three_guarantees=9_900_000, fund_revenue_net=0)
                for year in (2021, 2022)
            ],
        },
        years=(2021, 2022),
        lines={
            "budget=general;year=2021": ("0.00", "80000.00"),
            "budget=general;year=2022": ("40000.00", "50000.00"),
        },
        twin={("a.road", 2021): {"county_budget": 80_001, "city": 64_999}},
        breaks={"D8"},
        scenario={"overrides": {"policy.works.first_year_share": "1"}},
    )


def f8() -> RuleCase:
    # the water company may pay the pipeline: public money at most 40 % of 1,000,000 there; nobody else pays the road,
    # so it does not count
    return RuleCase(
        tables={
            "communities": [community("a")],
            "works": [work("a", "water", 1_000_000), work("a", "road", 500_000)],
            "funds": [fund("utility", "water_co"), fund("county_budget")],
            "fund_years": [envelope("water_co", 2021, 700_000), *plenty(2021)],
        },
        lines={"what=public;year=2021": (None, "400000.00")},
        twin={("a.water", 2021): {"county_budget": 450_000, "water_co": 550_000}},
        breaks=set(),  # soft: told by the indicator
        scenario={"overrides": {"policy.public.max_share": "0.4"}},
    )


def f20() -> RuleCase:
    # started in 2021 (the county has money in that year alone): 600,000 now, 400,000 in 2022, when the reward comes.
    # It pays the 400,000; of the other 300,000 the county may advance 200,000, and pays 400,000 itself
    return RuleCase(
        tables={
            "communities": [community("a")],
            "works": [work("a", "road", 1_000_000)],
            "funds": [
                fund("city", "reward", pay_timing="on_completion", bridged_by="county_budget"),
                fund("county_budget"),
            ],
            "fund_years": [envelope("reward", 2022, 700_000), envelope("county_budget", 2021, 600_000)],
            "bridge_limits": [{"fund_id": "county_budget", "year": 2021, "limit": 200_000}],
        },
        years=(2021, 2022),
        lines={"fund=county_budget;year=2021": ("200000.00", "200000.00")},
        twin={("a.road", 2021): {"reward@2022": 200_001, "county_budget": 399_999}},
        breaks={"F20"},
    )


RULE_CASES: dict[str, Callable[[], RuleCase]] = {
    "F1": f1, "F2": f2, "F5": f5, "F7": f7, "F8": f8, "F9": f9, "F10": f10, "F11": f11, "F12": f12, "F13": f13, "F14": f14,
    "F15": f15, "F20": f20, "S8": s8, "D1": d1, "D1.special": d1_special, "D2": d2, "D4": d4, "D5": d5, "D6": d6, "D8": d8,
    "D8.fund": d8_fund, "D8.services": d8_services,
}  # fmt: skip
