"""Plans whose reports say what others seldom have to say. Amounts in yuan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from allocation.rule_cases import RULE_CASES
from report.thin import Thin, bonds, one
from support.case import Row, Tables, community, envelope, fiscal, fund, work

SEVERAL = 12  # more than a sentence names one by one


def overdrawn() -> Thin:
    """Both kinds of old debt above their limits, the service of old debt above all revenue; nothing new may be drawn."""
    years = (2021, 2022)
    tables: Tables = one().tables | {
        "funds": [fund("county_budget"), fund("general_bond")],
        "fund_years": [envelope("county_budget", year, 500_000) for year in years],
        "fiscal": [
            fiscal(year, local_revenue=1_000_000, three_guarantees=990_000, fund_revenue_net=20_000,
                   new_quota_general=100_000)
            for year in years
        ],
        "debts": [
            {"instrument_id": kind, "debt_type": kind, "opening_balance": 3_000_000, "rate": "0.03",
             "repayment": "equal_principal", "maturity_year": 2026}
            for kind in ("general", "special")
        ],
        "debt_limits": [{"year": year, "limit_general": 900_000, "limit_special": 800_000} for year in years],
    }  # fmt: skip
    return Thin(tables, set(), years)


def _task(fund_id: str, households: int, rate: int = 10) -> Row:
    """What an upper level declares a subsidy for, by household."""
    return {"fund_id": fund_id, "year": 2021, "basis": "household", "quantity": households, "rate": rate}


def ambitious() -> Thin:
    """A task and aims beyond what is reached; hazards on both sides; many starts; a grant that lapses."""
    sites = [f"s{number}" for number in range(SEVERAL)]
    tables: Tables = {
        "communities": [*(community(site) for site in sites), community("no", consent_rate="0.5")],
        "works": [
            *(work(site, "road", 70_000) for site in sites), work("s0", "gas", 30_000, hazard=True),
            work("no", "gas", 20_000, hazard=True),
        ],
        "funds": [
            fund("central_fiscal", carry_years=0), fund("county_budget"), fund("provincial"),
        ],
        "fund_rules": [{"fund_id": "central_fiscal", "trade": "gas"}],
        "fund_entitlements": [_task("provincial", 5000)],
        "fund_years": [
            envelope("central_fiscal", 2021, 700_000), envelope("county_budget", 2021, 1_500_000),
        ],
    }  # fmt: skip
    tables["communities"][0] |= {"demonstration": "candidate"}
    header = {"targets": {"communities": 12, "households": 100, "floor_area_m2": 1_000}, "basis": "illustrative"}
    scenario = {"overrides": {"policy.demonstration.least": "2"}, "baseline": False}
    return Thin(tables, set(), header=header, scenario=scenario)


def too_poor() -> Thin:
    """Hazards, a task that is met by nothing asked, and money for none of them."""
    tables = one().tables | {
        "communities": [community(f"s{number}") for number in range(SEVERAL)],
        "works": [work(f"s{number}", "gas", 400_000, hazard=True) for number in range(SEVERAL)],
        "fund_years": [envelope("county_budget", 2021, 300_000)],
    }
    return Thin(tables, set(), header={"basis": "real"})


def modest() -> Thin:
    """The task is met, the one community with a hazard is barred.

    The county has no room for what it pays (D8 is switched off), nor for what the province may not grant.
    """
    tables: Tables = {
        "communities": [community("a"), community("b", consent_rate="0.4")],
        "works": [
            work("a", "road", 400_000),
            work("a", "parking", 400_000, net_revenue_per_year=60_000, revenue_vote_passed=True),
            work("b", "gas", 20_000, hazard=True),
        ],
        "funds": [fund("county_budget"), fund("loan"), fund("provincial", status="applied")],
        "fund_entitlements": [_task("provincial", 10, 40_000)],
        "fund_rules": [{"fund_id": "county_budget", "trade": "parking"}, {"fund_id": "provincial", "trade": "road"}],
        "fund_years": [envelope("county_budget", 2021, 900_000)],
        "fiscal": [fiscal(2021, local_revenue=100_000, three_guarantees=90_000, fund_revenue_net=0)],
        "sources": [{"source_id": "list", "title": "清单", "basis": "reported"}],
    }
    for row in tables["communities"]:
        row["source_id"] = "list"
    return Thin(tables, set(), header={"basis": "mixed"}, scenario={"overrides": {"policy.rules.D8.in_force": False}})


def bridged() -> Thin:
    """The county advances a reward (F20)."""
    case = RULE_CASES["F20"]()
    return Thin(case.tables, set(), case.years)


def uncovered() -> Thin:
    """Special bonds whose cover nobody asks for."""
    thin = bonds()
    overrides = thin.scenario["overrides"] | {"policy.rules.D4.in_force": False}
    return replace(thin, scenario=thin.scenario | {"overrides": overrides})


RARE: dict[str, Callable[[], Thin]] = {
    "overdrawn": overdrawn, "ambitious": ambitious, "too_poor": too_poor, "modest": modest, "bridged": bridged, "uncovered": uncovered,
}  # fmt: skip
