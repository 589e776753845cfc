"""Warning lines on debt and running cost: D2 tier, D3 interest, D9 PPP, F21 services; D7 whatever the tier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from allocation.rule_cases import RULE_CASES
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run import make_plan
from support.case import Tables, community, envelope, fiscal, fund, make_study, work
from support.solve import solve
from support.twin import broken

#: 1,000,000 of old general debt at 4 %, 500,000 of old special debt at 2 %, nothing repaid within the plan
DEBTS = [
    {
        "instrument_id": kind, "name": kind, "debt_type": kind, "opening_balance": balance, "rate": rate,
        "repayment": "bullet", "maturity_year": 2030,
    }
    for kind, balance, rate in (("general", 1_000_000, "0.04"), ("special", 500_000, "0.02"))
]  # fmt: skip


def tables(**spent: int) -> Tables:
    return {
        "communities": [community("a")],
        "works": [work("a", "road", 100_000)],
        "funds": [fund("general_bond"), fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 60_000)],
        "fiscal": [fiscal(2021, **spent), fiscal(2022)],
        "debts": DEBTS,
    }


def shown(plan: Plan, name: str) -> dict[int, tuple[Any, ...]]:
    rows = plan.indicators[plan.indicators["indicator"] == name]
    return {row.year: (row.value, row.limit, row.kind, bool(row.ok)) for row in rows.itertuples()}


def reason(plan: Plan, rule: str) -> str:
    return str(plan.rules_log.set_index("rule").loc[rule, "reason"])


def test_interest_against_spending(tmp_path: Path) -> None:
    """40,000 of 399,999 and of 400,000; 10,000 of 100,000: ten per cent is not above ten per cent."""
    for spending, ok in ((399_999, False), (400_000, True)):
        study = make_study(tmp_path / str(spending), tables(general_spending=spending, fund_spending=100_000))
        _, plan = solve(study)
        limit = 40_000
        assert shown(plan, "general_interest") == {2021: (40_000, limit, "warning", ok)}
        assert shown(plan, "special_interest") == {2021: (10_000, 10_000, "warning", True)}
        assert "2022年未检验：没有填写一般公共预算支出；2022年未检验：没有填写政府性基金支出" in reason(plan, "D3")
        assert broken(study, plan) == set()


def test_interest_of_what_the_plan_draws_counts(tmp_path: Path) -> None:
    """60,000 of the road in 2021, all on bonds where the county's own money is the dearer: 3 % of it on top in 2022."""
    case = tables() | {"fiscal": [fiscal(2021), fiscal(2022, general_spending=9_000_000, new_quota_general=0)]}
    case["fund_years"] = [envelope("county_budget", 2021, 20_000), envelope("county_budget", 2022, 40_000)]
    study = make_study(tmp_path, case)
    _, plan = solve(study)
    assert shown(plan, "general_interest") == {2022: (41_800, 900_000, "warning", True)}
    assert broken(study, plan) == set()


def test_ppp_spending(tmp_path: Path) -> None:
    for spent, ok in ((50_001, False), (50_000, True)):
        study = make_study(tmp_path / str(spent), tables(general_spending=500_000, ppp_spending=spent))
        _, plan = solve(study)
        assert shown(plan, "ppp_spending") == {2021: (spent, 50_000, "warning", ok)}
        assert "2022年未检验：没有填写PPP支出责任、一般公共预算支出" in reason(plan, "D9")
        assert broken(study, plan) == set()


@pytest.mark.parametrize("name", ["general_interest", "special_interest", "ppp_spending"])
def test_the_audit_recomputes_the_warning(name: str, tmp_path: Path) -> None:
    spent = {"general_spending": 500_000, "fund_spending": 100_000, "ppp_spending": 60_000}
    study = make_study(tmp_path, tables(**spent))
    _, plan = solve(study)
    told = plan.indicators["value"].where(plan.indicators["indicator"] != name, 0)
    rule = "D9" if name == "ppp_spending" else "D3"
    assert broken(study, replace(plan, indicators=plan.indicators.assign(value=told))) == {rule}


# --- the tier -----------------------------------------------------------------------------------------------------------


def tiered(tmp_path: Path, tier: str) -> Study:
    """A county with quotas for both kinds of bonds, a loan, and money of its own for one of two communities."""
    earns = {"net_revenue_per_year": 60_000, "revenue_vote_passed": True}
    case: Tables = {
        "projects": [{"project_id": "p", "plan_year": 2021, "bond_library": True}],
        "communities": [community("a", project_id="p"), community("b", households=80)],
        "works": [
            work("a", "road", 300_000), work("a", "parking", 400_000, **earns), work("b", "road", 500_000),
        ],
        "funds": [fund("general_bond"), fund("special_bond"), fund("loan"), fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 640_000)],
        "fiscal": [fiscal(2021, new_quota_general=400_000, new_quota_special=300_000)],
    }  # fmt: skip
    return make_study(tmp_path, case, (2021, 2021), header={"debt_tier": tier} if tier else {})


@pytest.mark.parametrize("tier", ["red", "orange"])
def test_a_tier_that_allows_nothing_new_draws_nothing(tier: str, tmp_path: Path) -> None:
    """The county plans with what it has: never infeasible, and told."""
    study = tiered(tmp_path / "case", tier)
    finished = make_plan(study, tmp_path / "plan")
    plan = finished.plan
    assert set(plan.debt["fund_id"]) == {"loan"}
    assert plan.selection.set_index("community_id")["decision"].to_dict() == {"a": "new", "b": "later"}
    assert shown(plan, "tier_barred") == {2021: (700_000, 0, "warning", False)}
    assert broken(study, plan) == set()
    assert [note["en"] for note in finished.manifest["notes"] if note["about"] == "indicator"] == [
        "New quota barred by the tier (10,000 yuan): 2021: 70.00 (debt-tier-2021#1.1)."
    ]


def test_the_county_repays_no_loan_whatever_the_tier(tmp_path: Path) -> None:
    """Nothing new may be drawn, so the loan is served by the county: by the borrower's name, or from its budget."""
    study = tiered(tmp_path, "red")
    _, plan = solve(study)
    county = plan.debt["borrower"].where(plan.debt["fund_id"] != "loan", "高台县财政局")
    assert broken(study, replace(plan, debt=plan.debt.assign(borrower=county))) == {"D7", "model#debt"}
    gone = plan.debt[plan.debt["fund_id"] != "loan"]
    assert broken(study, replace(plan, debt=gone)) == {"model#debt", "model#ties"}
    more = plan.indicators["value"] + 10_000 * (plan.indicators["indicator"] == "county_general")
    assert broken(study, replace(plan, indicators=plan.indicators.assign(value=more))) == {"D8"}


def test_green_and_no_tier_draw_alike(tmp_path: Path) -> None:
    _, free = solve(tiered(tmp_path / "none", ""))
    _, green = solve(tiered(tmp_path / "green", "green"))
    paid = [plan.funding.groupby("fund_id")["yuan"].sum().to_dict() for plan in (free, green)]
    assert paid[0] == pytest.approx(paid[1], abs=10)  # a row of several draws keeps two yuan a draw from its limit
    assert {"general_bond", "special_bond"} <= paid[0].keys()
    assert shown(free, "tier_barred") == {}
    assert shown(green, "tier_barred") == {2021: (0, 0, "warning", True)}
    assert "没有填写债务风险等级" in reason(free, "D2")


# --- running cost -------------------------------------------------------------------------------------------------------


def test_services_are_told_year_by_year(tmp_path: Path) -> None:
    case = RULE_CASES["D8.services"]()
    study = make_study(tmp_path, case.tables, case.years, **case.scenario)
    _, plan = solve(study)
    rows = plan.indicators.set_index(["indicator", "year"])
    assert rows.loc["service_standing", "value"].to_dict() == {2021: 20_000, 2022: 50_000}
    assert rows.loc["service_added", "value"].to_dict() == {2021: 0, 2022: 40_000}
    assert rows.loc[["service_standing", "service_added"], "limit"].isna().all()
    told = plan.indicators["value"].where(plan.indicators["indicator"] != "service_added", 0)
    assert broken(study, replace(plan, indicators=plan.indicators.assign(value=told))) == {"F21"}


def test_a_start_that_the_county_cannot_keep_running_is_not_made(tmp_path: Path) -> None:
    """The works cost little; from 2022 on a would cost 60,000 a year of a room of 50,000."""
    case = RULE_CASES["D8.services"]().tables
    case["communities"][0]["service_cost_per_year"] = 60_000
    study = make_study(tmp_path, case, (2021, 2022), overrides={"policy.works.first_year_share": "1"})
    _, plan = solve(study)
    assert plan.selection.set_index("community_id")["decision"].to_dict() == {
        "a": "later", "c": "continuing", "d": "new",
    }  # fmt: skip
    assert broken(study, plan) == set()
