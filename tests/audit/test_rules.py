"""Each rule broken alone: with all other tables consistent, the audit names exactly its clause."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audit.tiny import CASE, PARAMETERS, PLAN, failed, recomputed, tiny_plan, tiny_study
from jiugai.audit import audit


def param(name: str, value: str | None) -> dict[str, Any]:
    values = {key: text for key, text in PARAMETERS.items() if key != name}
    return {"parameters": values if value is None else values | {name: value}}


def case(table: str, old: str, new: str) -> dict[str, Any]:
    assert CASE[table].count(old) == 1
    return {"tables": {table: CASE[table].replace(old, new)}}


def plan_year_of_central() -> dict[str, Any]:
    header, *lines = CASE["funds"].strip().split("\n")
    lines = [f"{line},{2021 if line.startswith('central') else ''}" for line in lines]
    return {"tables": {"funds": "\n".join([f"{header},plan_year", *lines])}}


def fact(column: str, value: str, parameters: dict[str, str] | None = None) -> dict[str, Any]:
    """The case says so of a, which starts in 2021."""
    header, *lines = CASE["communities"].strip().split("\n")
    lines = [f"{line},{value if line.startswith('a,') else ''}" for line in lines]
    tables = {"communities": "\n".join([f"{header},{column}", *lines])}
    return {"tables": tables, "parameters": PARAMETERS | (parameters or {})}


def before(work: str) -> dict[str, Any]:
    """Central money paid for the work before."""
    header, *lines = CASE["works"].strip().split("\n")
    lines = [f"{line},{'yes' if line.startswith(work) else 'no'}" for line in lines]
    return {"tables": {"works": "\n".join([f"{header},central_funded_before", *lines])}}


def only(fund: str, trade: str, cost_part: str = "*") -> dict[str, Any]:
    return {"tables": {"fund_rules": f"fund_id,trade,tier,part,cost_part\n{fund},{trade},*,*,{cost_part}\n"}}


def funding(*pairs: tuple[str, str]) -> str:
    """funding.csv with parts of its lines replaced."""
    text = PLAN["funding"]
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def broken(study_changes: dict[str, Any], **texts: str) -> set[str]:
    study = tiny_study(**study_changes)
    return failed(study, recomputed(study, tiny_plan(**texts)))


def test_the_good_plan_with_its_tables_recomputed_passes():
    assert broken({}) == set()


@pytest.mark.parametrize(
    ("clause", "changes"),
    [
        ("law#D1", case("debt_limits", "2022,1300000,", "2022,1106666,")),
        ("law#D1", case("fiscal", "60000,400000", "60000,309999")),
        ("law#D6", param("loan.coverage", "1.24")),
        ("law#D6", param("loan.capital_ratio", "0.96")),
        ("law#D6", case("works", "no,no,60000,yes", "no,no,60000,no")),
        ("law#D7", case("funds", "高台某停车管理有限公司", "高台县财政局")),
        ("law#D7", case("funds", "高台某停车管理有限公司", "county")),
        ("law#D7", case("funds", "高台某停车管理有限公司", "")),
        ("law#D7", case("funds", "loan,停车贷款,bank,none", "loan,停车贷款,bank,county")),
        ("law#D8", case("fiscal", "4000000,1500000", "4000000,1778240")),
        ("law#E1", param("eligibility.built_by", "1989")),
        ("law#E2", fact("danger_level", "D", {"entry.danger_max": "3"})),
        ("law#E2", fact("demolition_planned", "yes")),
        ("law#E3", param("consent.enter", "0.81")),
        ("law#E3", fact("participation_rate", "0.79", {"consent.participation": "0.8"})),
        ("law#E4", fact("vote_passed", "no")),
        ("law#E4", fact("vote_turnout", "0.66", {"vote.quorum": "2/3"})),
        ("law#E4", fact("vote_agreement", "0.74", {"vote.approval": "3/4"})),
        ("law#E5", fact("upkeep_agreed", "no")),
        ("law#E6", {"parameters": PARAMETERS | {"findings.barred_year": "2021"}}),
        ("law#E7", fact("owners_committee", "no")),
        ("law#E7", fact("maintenance_fund", "no")),
        ("law#E7", fact("legacy_resolved", "no")),
        ("law#E8", fact("feasibility_approved", "no")),
        ("law#F1", param("central.basic_min_share", "1.00001")),
        ("law#F1", case("works", "a.road,a,road,basic,whole,construction", "a.road,a,road,basic,whole,other_fees")),
        ("law#F10", param("resident.collection_rate", "0.0799")),
        ("law#F10", param("resident.capacity_per_household", "0.02")),
        ("law#F10", param("resident.collection_rate", None)),
        ("law#F15", case("fund_years", "central,2022,300000", "central,2022,199999")),
        ("law#F15", case("fund_years", "water_co,2021,400000\n", "")),
        ("law#F15", case("fund_years", "water_co,2021", "bond,2021,309999\nwater_co,2021")),
        ("law#F19", plan_year_of_central()),
        ("law#S3", before("a.road")),
        ("model#fund-rules", only("central", "road")),
        ("model#fund-rules", only("central", "*", "equipment")),
    ],
)
def test_one_rule_broken(clause, changes):
    assert broken(changes) == {clause}


@pytest.mark.parametrize(
    "changes",
    [
        fact("demolition_planned", "no"),
        fact("demolition_planned", "yes") | {"off": frozenset(["E2"])},
        fact("danger_level", "C", {"entry.danger_max": "3"}),
        fact("danger_level", "D"),
        fact("participation_rate", "0.1"),
        fact("participation_rate", "0.8", {"consent.participation": "0.8"}),
        fact("vote_turnout", "0.67", {"vote.quorum": "2/3"}),
        fact("vote_agreement", "0.75", {"vote.approval": "3/4"}),
        fact("vote_turnout", "0.1"),
        fact("upkeep_agreed", "yes"),
        fact("feasibility_approved", "yes"),
        fact("legacy_resolved", "yes"),
        {"parameters": PARAMETERS | {"findings.barred_year": "2022"}},  # b, which gets money then, is in progress
        before("a.pipe") | {"off": frozenset(["S3"])},
        before("a.cable"),  # the utility pays it
    ],
)
def test_what_breaks_no_gate(changes):
    assert broken(changes) == set()


def test_carry_over_decides_what_may_be_used():
    scarce = case("fund_years", "central,2022,300000", "central,2022,239999")
    assert broken(scarce) == set()
    assert broken(scarce | param("carry.upper_budget_years", "1")) == {"law#F15"}
    assert broken(scarce | param("carry.upper_budget_years", None)) == {"law#F15"}


def test_committed_money_must_come_from_its_fund():
    promised = case("commitments", "b.road,county,2022,80000,0", "b.road,central,2022,80000,0")
    assert broken(promised) == {"law#S8"}
    assert broken(promised | {"off": frozenset(["S8"])}) == set()


@pytest.mark.parametrize(
    ("clauses", "old", "new"),
    [
        # cables are the utility's; the county may not pay them
        ({"law#F9"}, "a,a.cable,water_co,utility", "a,a.cable,county,local"),
        # a loan on a road without revenue
        ({"law#D6"}, "a,a.road,residents,resident", "a,a.road,loan,bank"),
        # the utility pays a road
        ({"law#F9"}, "a,a.road,residents,resident", "a,a.road,water_co,utility"),
        # residents bring more than they may
        ({"law#F10"}, "a,a.park,county,local,2021", "a,a.park,residents,resident,2021"),
    ],
)
def test_the_wrong_payer(clauses, old, new):
    roomy = case("fund_years", "water_co,2021,400000", "water_co,2021,500000\nwater_co,2022,0")
    roomy["tables"]["fund_years"] = roomy["tables"]["fund_years"].replace("county,2021,200000", "county,2021,300000")
    assert clauses <= broken(roomy, funding=funding((old, new)))


def test_a_sector_fund_pays_the_trades_it_names():
    sector = case("funds", "county_budget,grant", "sector,grant")
    assert broken(sector) == {"law#F6"}
    rules = "fund_id,trade,tier,part,cost_part\ncounty,road,*,*,*\ncounty,parking,*,*,*\n"
    assert broken({"tables": sector["tables"] | {"fund_rules": rules}}) == set()


def test_central_investment_pays_construction_up_to_its_share():
    second_window = case("funds", "central_fiscal,grant", "central_investment,grant")
    study = tiny_study(**second_window)
    lines = recomputed(study, tiny_plan()).constraints.set_index("label")
    assert [str(lines.loc["fund=central;project=p1", name]) for name in ("activity", "limit")] == [
        "1040000.00",  # p1: pipe 600,000, road 200,000 + 240,000
        "2000001.00",  # p1: pipe, road and parking; the cable is equipment
    ]
    assert broken(second_window) == set()
    assert broken(second_window | param("central_investment.max_share", "0.5")) == {"law#F2"}  # 1,000,000.50
    assert broken(second_window | param("central_investment.max_share", "0.52")) == set()  # 1,040,000.52
    assert broken(second_window | param("central_investment.max_share", "0.519998")) == {
        "law#F2"
    }  # misses by 4: 3 cells


def test_a_ratio_row_may_miss_by_its_cells_and_no_more():
    # central has 4 lines; ask for 4 and for 5 yuan more than it can show
    def share(missing: int) -> dict[str, Any]:
        return param("central.basic_min_share", f"{1_100_000 + missing}/1100000")

    assert broken(share(4)) == set()
    assert broken(share(5)) == {"law#F1"}


def test_a_utility_shortfall_is_a_warning():
    study = tiny_study(**param("utility.min_share", "0.4"))
    plan = recomputed(study, tiny_plan())
    assert failed(study, plan) == set()
    assert {check.rule: check.worst_margin_yuan for check in audit(study, plan).clauses}["F9"] == -50_000
    row = plan.indicators.query("year == 2021 and indicator == 'utility_shortfall'").iloc[0]
    assert (int(row["value"]), bool(row["ok"])) == (50_000, False)


@pytest.mark.parametrize("rule", ["D1", "D6", "D8", "F1", "F10", "F15", "F9"])
def test_a_rule_not_in_force_makes_no_row_and_no_check(rule):
    changes = param("loan.coverage", "9")
    changes["parameters"] |= {"central.basic_min_share": "2", "resident.collection_rate": "0"}
    study = tiny_study(off=frozenset([rule]), **changes)
    plan = recomputed(study, tiny_plan())
    assert rule not in set(plan.constraints["rule"])
    assert f"law#{rule}" not in failed(study, plan) | set(plan.indicators["clause"])
    assert rule not in {check.rule for check in audit(study, plan).clauses}
    assert failed(study, tiny_plan()), "its lines should not be there"


def test_parameters_that_are_not_in_force_make_no_line():
    study = tiny_study(parameters={"works.first_year_share": "3/5"})
    plan = recomputed(study, tiny_plan())
    assert not {"F1", "F9"} & set(plan.constraints["rule"])
    assert failed(study, plan) == {"law#F10"}  # residents are asked for nothing


def test_no_general_bond_no_lines_of_debt_limits():
    study = tiny_study(
        **case("funds", "bond,一般债券,local,county,general,general_bond", "bond,x,local,county,none,loan")
    )
    plan = recomputed(study, tiny_plan())
    assert "D1" not in set(plan.constraints["rule"])
    assert {"law#D6", "law#D7"} <= failed(study, plan)  # a loan the county repays


@pytest.mark.parametrize("status", ["", "infeasible", "time limit"])
def test_a_status_that_was_not_read(status):
    assert failed(tiny_study(), tiny_plan(status)) == {"model#status"}
    assert failed(tiny_study(), tiny_plan("feasible")) == set()


def test_a_cost_without_money():
    plan = tiny_plan()
    unpaid = replace(plan, funding=plan.funding.drop(index=4).reset_index(drop=True))
    study = tiny_study()
    assert failed(study, recomputed(study, unpaid)) >= {"law#F7", "model#ties"}
    report = audit(study, unpaid)
    told = [sentence.zh for clause, sentence in report.failures() if clause == "law#F7"]
    assert any("work_id=a.park, cost_year=2022" in text and "差 90,000 元" in text for text in told)


def test_money_of_another_year_and_a_bridge():
    late = funding(("a,a.cable,water_co,utility,2021,2021", "a,a.cable,water_co,utility,2021,2022"))
    assert "model#cash-year" in broken({}, funding=late)
    bridge = "bridge_fund_id,fund_id,drawn_year,repaid_year,yuan,community_id\ncounty,central,2021,2022,1,a\n"
    assert failed(tiny_study(), tiny_plan(bridges=bridge)) == {"law#F20"}
    assert failed(tiny_study(off=frozenset(["F20"])), tiny_plan(bridges=bridge)) == {"model#bridges"}


def test_a_lender_hidden_in_the_debt_table():
    hidden = tiny_plan(
        debt=PLAN["debt"].replace("2023,loan.p1.2022,loan,高台某停车管理有限公司", "2023,loan.p1.2022,loan,county")
    )
    assert failed(tiny_study(), hidden) == {"law#D7", "model#debt"}
