"""Plans with little in them: each a case that a county could have, small enough to see through. Amounts in yuan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jiugai.report import Book, open_report
from jiugai.run import make_plan
from report import frontiers, options
from support.case import Row, Tables, agreement, community, envelope, fiscal, fund, make_study, work


@dataclass(frozen=True)
class Thin:
    """A case, its years and header, and the charts that have something to show (none named: all of them)."""

    tables: Tables
    charts: set[str]
    years: tuple[int, int] = (2021, 2021)
    header: dict[str, Any] = field(default_factory=dict)
    scenario: dict[str, Any] = field(default_factory=dict)


MONEY = {"yardsticks", "flow", "payers", "schedule", "sources", "arrival"}
ALWAYS = {"proof", "county"}


def one() -> Thin:
    """One community, one payer, no debt, nothing left out."""
    tables: Tables = {
        "communities": [community("a")],
        "works": [work("a", "road", 400_000)],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 500_000)],
    }
    return Thin(tables, MONEY | ALWAYS | {"allotments", "fullness"})


def no_money() -> Thin:
    """An eligible community and not a yuan; no room in the budget either."""
    tables = one().tables | {
        "fund_years": [envelope("county_budget", 2021, 0)],
        "fiscal": [fiscal(2021, local_revenue=0, three_guarantees=0, fund_revenue_net=0)],
    }
    return Thin(tables, {"funnel", "proof"})


def gated() -> Thin:
    """A single year: no consent, no payer for a work, no works left; one community in."""
    tables: Tables = {
        "communities": [
            community("a"), community("b", consent_rate="0.5"), community("c"), community("d") | {"name": "丁" * 40},
        ],
        "works": [
            work("a", "road", 400_000), work("b", "road", 300_000), work("c", "road", 200_000, part="network"),
            work("d", "road", 100_000, already_present=True),
        ],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 5_000_000)],
        "fund_rules": [{"fund_id": "county_budget", "part": "whole"}],
    }  # fmt: skip
    return Thin(tables, MONEY | ALWAYS | {"allotments", "fullness", "funnel", "need"})


def running() -> Thin:
    """Everything in flight."""
    tables = one().tables | {
        "projects": [{"project_id": "p", "plan_year": 2020}],
        "communities": [community("a", stage="in_progress", project_id="p")],
        "commitments": [
            {"work_id": "a.road", "fund_id": "county_budget", "year": 2020, "paid": 150_000},
            {"work_id": "a.road", "fund_id": "county_budget", "year": 2021, "committed": 50_000},
        ],
    }
    return Thin(tables, MONEY | ALWAYS | {"allotments", "fullness"})


def finished() -> Thin:
    """Everything done before the plan: nobody applies."""
    tables = one().tables | {
        "projects": [{"project_id": "p", "plan_year": 2019}],
        "communities": [community("a", stage="completed", project_id="p")],
    }
    return Thin(tables, ALWAYS | {"allotments", "fullness"})


def borrowed() -> Thin:
    """All on a bond, with old debt of both kinds, limits, and a fund budget without room."""
    tables: Tables = {
        "communities": [community("a"), community("b", built_year=2003)],
        "works": [work("a", "road", 400_000), work("b", "road", 900_000)],
        "funds": [fund("general_bond", "bond", status="applied")],
        "fiscal": [fiscal(year, fund_revenue_net=1_000, new_quota_general=500_000) for year in (2021, 2022)],
        "debts": [
            {"instrument_id": "old", "debt_type": "general", "opening_balance": 1_000_000, "rate": "0.03",
             "repayment": "equal_principal", "maturity_year": 2025, "refinance_share": "0.5"},
            {"instrument_id": "spec", "debt_type": "special", "opening_balance": 2_000_000, "rate": "0.03",
             "repayment": "bullet", "maturity_year": 2030},
        ],
        "debt_limits": [
            {"year": year, "limit_general": 2_000_000, "limit_special": 2_500_000} for year in (2021, 2022)
        ],
    }  # fmt: skip
    return Thin(tables, MONEY | ALWAYS | {"fullness", "debt", "funnel", "need"}, years=(2021, 2022))


def assumed() -> Thin:
    """Made from a plain list: place unknown, the budget assumed."""
    rows = [
        {"assumption_id": "a1", "table": "fiscal", "column": "local_revenue", "value": "x{y}", "cells": 2,
         "reason_zh": "清单没有财政数据", "reason_en": "no budget in the list"},
        {"assumption_id": "a2", "table": "case", "column": "place", "cells": 1,
         "reason_zh": "没有写明地区", "reason_en": "no place given"},
    ]  # fmt: skip
    header = {"place": ["未填", "未填", "未填"], "borrow": [], "basis": "mixed"}
    return Thin(one().tables | {"assumptions": rows}, one().charts, header=header)


def decade() -> Thin:
    """Ten years of everything: both budgets, all payers, old debt, a route, bonds every year, a gate, communities in flight."""
    years = range(2021, 2031)
    sites = [f"s{number}" for number in range(5)]
    tables: Tables = {
        "projects": [{"project_id": "p", "plan_year": 2020}],
        "communities": [
            *(community(site, households=60 + 35 * place, need_care=place) for place, site in enumerate(sites)),
            community("old", stage="in_progress", project_id="p"), community("none"),
        ],
        "works": [
            *(work(site, "water", 900_000 + 40_000 * place, hazard=place % 3 == 0) for place, site in enumerate(sites)),
            *(work(site, "parking", 300_000, "improvement", net_revenue_per_year=40_000, revenue_vote_passed=True)
              for site in sites[:2]),
            *(work(site, "elderly_care", 200_000, "upgrade") for site in sites[2:4]),
            work("old", "road", 400_000, route="pump"), work("none", "road", 10_000, already_present=True),
        ],
        "routes": [
            {"community_id": "old", "route": "pump", "name": "空气源热泵", "bill_before": 2400, "bill_after": 1900,
             "running_subsidy": 100},
        ],
        "funds": [
            fund("central_fiscal", carry_years=1) | {"name": "中央财政城镇保障性安居工程补助资金(老旧小区改造)"},
            fund("county_budget", status="committed"), fund("housing_sale"), fund("utility"), fund("resident"),
            fund("general_bond", "bond", term_years=7), fund("loan", term_years=6),
            fund("former_owner", "factory"), fund("maintenance_fund"),
        ],
        "own_money": [
            *(agreement("factory", site, 200_000) for site in sites[:3]),
            agreement("maintenance_fund", "s0", 90_000, vote_passed=True),
        ],
        "fund_years": [
            *(envelope("central_fiscal", year, 300_000) for year in years),
            *(envelope("county_budget", year, 350_000) for year in years),
            *(envelope("housing_sale", year, 50_000) for year in years),
            *(envelope("utility", year, 150_000) for year in years),
        ],
        "fiscal": [fiscal(year, new_quota_general=300_000, local_revenue=1_113_456_789) for year in years],
        "debts": [
            {"instrument_id": "old", "debt_type": "general", "opening_balance": 253_360_000, "rate": "0.03",
             "repayment": "equal_principal", "maturity_year": 2035, "refinance_share": "0.9"},
            {"instrument_id": "spec", "debt_type": "special", "opening_balance": 350_400_000, "rate": "0.03",
             "repayment": "bullet", "maturity_year": 2034},
        ],
        "debt_limits": [
            {"year": year, "limit_general": 258_400_000, "limit_special": 359_740_000} for year in years
        ],
    }  # fmt: skip
    return Thin(tables, set(), years=(2021, 2030), scenario={"effort": {"gap": "0.2", "nodes": 1}})


def conditions() -> Thin:
    """What is not there yet, or not stated: b and c wait a year, d is to be pulled down; money for one start a year."""
    ready: Row = {
        "demolition_planned": False, "danger_level": "B", "vote_passed": True, "upkeep_agreed": True,
        "feasibility_approved": True, "owners_committee": True, "maintenance_fund": True, "legacy_resolved": True,
    }  # fmt: skip
    open_still: Row = {"vote_passed": "", "vote_turnout": "0.5", "vote_agreement": "0.8", "consent_rate": "0.6"}
    open_still |= {"participation_rate": "0.7", "upkeep_agreed": False, "feasibility_approved": False}
    tables: Tables = {
        "communities": [
            community("a", **ready),
            community("b", **(ready | open_still | {"owners_committee": False, "danger_level": ""})),
            community("c", feasibility_approved=False),
            community("d", **(ready | {"demolition_planned": True})),
        ],
        "works": [work(site, "road", 100_000) for site in "abcd"],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", year, 500_000) for year in (2021, 2022)],
    }
    scenario = {
        "as_of": "2022-12-31",
        "overrides": {"policy.consent.participation": "0.8"},
        "objectives": ["basic_households", "completion"],
    }
    header = {"borrow": ["xuchang-2021-13", "speeches-2022"]}
    charts = MONEY | ALWAYS | {"allotments", "fullness", "funnel", "need"}
    return Thin(tables, charts, (2021, 2022), header, scenario)


def bonds() -> Thin:
    """Both kinds of bonds in an orange county that may use half of its quotas, with burdens beyond their warning lines.

    Special bonds pay the parking of project p; the interest of 2022 falls due before it earns. Services are bought for a
    once renewed, and from now on for c, where a loan pays the charging posts.
    """
    earns = {"revenue_vote_passed": True}
    tables: Tables = {
        "projects": [
            {"project_id": "p", "plan_year": 2021, "bond_library": True}, {"project_id": "q", "plan_year": 2021},
        ],
        "communities": [
            community("a", project_id="p", service_cost_per_year=60_000),
            community("b", project_id="p", households=160),
            community("c", project_id="q", households=40, service_cost_per_year=20_000, service_from="now"),
        ],
        "works": [
            *(work(site, "road", 600_000) for site in "abc"),
            *(work(site, "parking", 500_000, net_revenue_per_year=70_000, revenue_kind="parking", **earns)
              for site in "ab"),
            work("c", "charging", 200_000, net_revenue_per_year=50_000, revenue_kind="charging", **earns),
        ],
        "funds": [
            fund("special_bond", coupons=2, term_years=15, rate="0.0341"), fund("general_bond", term_years=5),
            fund("loan", term_years=4), fund("county_budget"),
        ],
        "fund_years": [envelope("county_budget", year, yuan) for year, yuan in ((2021, 900_000), (2022, 1_000_000))],
        "fiscal": [
            fiscal(year, new_quota_general=400_000, new_quota_special=900_000, general_spending=400_000,
                   fund_spending=1_500_000, ppp_spending=50_000)
            for year in (2021, 2022, 2023)
        ],
        "debts": [
            {"instrument_id": "old", "debt_type": "general", "opening_balance": 1_000_000, "rate": "0.04",
             "repayment": "bullet", "maturity_year": 2030},
            {"instrument_id": "spec", "debt_type": "special", "opening_balance": 5_000_000, "rate": "0.03",
             "repayment": "bullet", "maturity_year": 2030},
        ],
        "debt_limits": [
            {"year": year, "limit_general": 2_000_000, "limit_special": 6_500_000} for year in (2021, 2022, 2023)
        ],
    }  # fmt: skip
    charts = MONEY | ALWAYS | {"allotments", "fullness", "debt"}
    scenario = {"overrides": {"policy.tier.new_draw.orange": "0.5"}, "objectives": ["basic_households", "completion"]}
    scenario["objectives"] += ["county_money"]
    return Thin(tables, charts, (2021, 2023), {"debt_tier": "orange"}, scenario)


def executed() -> Thin:
    """Half way: a in progress with its contract, lifts and a ledger up to June 2022; c settled; b, of 2021, is finished, d new.

    Money of 2020 is brought in, some of 2021 recalled, a contractor waits for his money, the county has brought less
    than planned.
    """
    ledger: list[Row] = [
        {"date": "2020-03-01", "entry": "allotted", "fund_id": "central_fiscal", "amount": 900_000},
        {"date": "2020-05-01", "entry": "started", "community_id": "a"},
        {"date": "2020-05-01", "entry": "started", "community_id": "c"},
        {"date": "2020-09-01", "entry": "done", "work_id": "a.road", "amount": 300_000},
        {"date": "2020-10-01", "entry": "paid", "fund_id": "central_fiscal", "work_id": "a.road", "amount": 250_000},
        {"date": "2020-10-01", "entry": "paid", "fund_id": "central_fiscal", "work_id": "c.road", "amount": 190_000,
         "document_no": "记-17"},
        {"date": "2020-12-01", "entry": "accepted", "community_id": "c"},
        {"date": "2021-02-01", "entry": "allotted", "fund_id": "central_fiscal", "amount": 500_000,
         "document_no": "财〔2021〕5号"},
        {"date": "2021-03-01", "entry": "started", "community_id": "b"},
        {"date": "2021-06-01", "entry": "done", "work_id": "a.road", "amount": 200_000},
        {"date": "2021-07-01", "entry": "paid", "fund_id": "central_fiscal", "work_id": "a.road", "amount": 120_000},
        {"date": "2021-08-01", "entry": "done", "work_id": "b.road", "amount": 400_000},
        {"date": "2021-12-01", "entry": "recalled", "fund_id": "central_fiscal", "amount": 40_000},
        {"date": "2022-04-01", "entry": "accepted", "community_id": "b"},
    ]  # fmt: skip
    tables: Tables = {
        "projects": [{"project_id": "p", "plan_year": 2020}, {"project_id": "q", "plan_year": 2020},
                     {"project_id": "r", "plan_year": 2021}],
        "communities": [
            community("a", stage="in_progress", project_id="p"),
            community("b", stage="in_progress", project_id="r", households=60),
            community("c", stage="completed", project_id="q"), community("d", households=80),
        ],
        "works": [
            work("a", "road", 600_000, cost_stage="contract"),
            work("a", "elevator", 200_000, "improvement", cost_stage="contract", units=2),
            work("b", "road", 400_000), work("b", "water", 300_000, hazard=True), work("d", "parking", 200_000, "improvement"),
            work("c", "road", 190_000, cost_stage="settled"),
        ],
        "funds": [fund("central_fiscal", carry_years=2), fund("county_budget", status="committed"), fund("utility")],
        "fund_years": [
            envelope("central_fiscal", 2021, 500_000), envelope("central_fiscal", 2022, 100_000),
            *(envelope("county_budget", year, 900_000) for year in (2021, 2022)), envelope("utility", 2021, 100_000),
        ],
        "ledger": [{"entry_id": f"e{place:02d}"} | row for place, row in enumerate(ledger)],
    }  # fmt: skip
    return Thin(tables, set(), (2021, 2022), scenario={"as_of": "2022-06-30"})


#: cases for the forms of execution and settlement
FORMS: dict[str, Callable[[], Thin]] = {"executed": executed}
CASES: dict[str, Callable[[], Thin]] = {
    "one": one, "no_money": no_money, "gated": gated, "running": running, "finished": finished, "borrowed": borrowed,
    "assumed": assumed, "decade": decade, "conditions": conditions, "bonds": bonds,
}  # fmt: skip


def planned(name: str, folder: Path) -> Book:
    """The finished plan of a case of `CASES` or `FORMS`; `decade` has everything, a comparison and a frontier too."""
    book = plan_of((CASES | FORMS)[name](), folder)
    return replace(book, comparison=options.made(), frontier=frontiers.made()) if name == "decade" else book


def plan_of(case: Thin, folder: Path) -> Book:
    study = make_study(folder, case.tables, case.years, header=case.header, **case.scenario)
    make_plan(study, folder / "plan")
    return open_report(folder / "plan", folder / "study.yaml", "zh")
