"""F16 and F20: when late money comes, what is advanced for it, and what the audit says; numbers made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocation.rule_cases import RULE_CASES
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from support.case import Row, Tables, community, envelope, fiscal, fund, make_study, work
from support.solve import solve
from support.twin import broken, refunded


def tables(timing: str, **years: int) -> Tables:
    """A road of 1,000,000, begun in 2021 (600,000) and completed in 2022 (400,000); `years`: the reward's envelope."""
    return {
        "communities": [community("a")],
        "works": [work("a", "road", 1_000_000)],
        "funds": [fund("city", "reward", pay_timing=timing, bridged_by="county_budget"), fund("county_budget")],
        "fund_years": [
            envelope("county_budget", 2021, 600_000),
            envelope("county_budget", 2022, 390_000),
            *(envelope("reward", int(year[1:]), yuan) for year, yuan in years.items()),
        ],
        "bridge_limits": [{"fund_id": "county_budget", "year": year, "limit": 250_000} for year in (2021, 2022)],
    }


def paid(plan: Plan) -> dict[tuple[str, int, int], int]:
    keys = ["fund_id", "cost_year", "cash_year"]
    return {key: int(yuan) for key, yuan in plan.funding.groupby(keys)["yuan"].sum().items()}


def bridges(plan: Plan) -> list[tuple[Any, ...]]:
    return list(plan.bridges.itertuples(index=False, name=None))


def test_money_of_the_year_after_the_plan(tmp_path: Path) -> None:
    """Completed in 2022, the reward comes in 2023: 250,000 may be out at the end of 2021 and of 2022."""
    study = make_study(tmp_path, tables("year_after_completion", y2023=700_000))
    _, plan = solve(study)
    by_cash = {key: yuan for key, yuan in paid(plan).items() if key[0] == "reward"}
    assert set(by_cash) == {("reward", 2021, 2023), ("reward", 2022, 2023)}
    assert sum(by_cash.values()) == 249_996  # two amounts that are rounded share a row: 4 yuan are kept back
    assert {(bridge, late, back) for bridge, late, _, back, _, _ in bridges(plan)} == {
        ("county_budget", "reward", 2023)
    }
    reward = plan.funds[plan.funds["fund_id"] == "reward"].set_index("year")
    assert reward.loc[2023, ["new_yuan", "used_yuan", "lapsed_yuan"]].tolist() == [700_000, 249_996, 450_004]
    assert broken(study, plan) == set()


def test_without_an_allotment_of_that_year_it_pays_nothing(tmp_path: Path) -> None:
    """Only a start in 2021 that is completed in 2021 could be paid in 2022: the road is not."""
    study = make_study(tmp_path, tables("year_after_completion", y2022=700_000))
    _, plan = solve(study)
    assert plan.selection["decision"].tolist() == ["later"]
    log = plan.rules_log.set_index("rule")["reason"]
    assert "reward 在完工次年到位" in log["F16"]
    assert "reward 没有 2023 年的额度" in log["F16"]
    assert broken(study, plan) == set()


@pytest.mark.parametrize("gone", [{"bridged_by": ""}, {"bridge_limits": []}])
def test_without_a_bridge_it_pays_the_year_in_which_it_comes(gone: Row, tmp_path: Path) -> None:
    rows = tables("on_completion", y2022=600_000)
    if "bridged_by" in gone:
        rows["funds"][0]["bridged_by"] = ""
        rows["bridge_limits"] = []
    study = make_study(tmp_path, rows | ({} if "bridged_by" in gone else gone))
    _, plan = solve(study)
    assert paid(plan) == {("county_budget", 2021, 2021): 600_000, ("reward", 2022, 2022): 400_000}
    assert bridges(plan) == []
    reason = plan.rules_log.set_index("rule")["reason"]["F20"]
    assert ("没有垫付资金" if "bridged_by" in gone else "没有垫付上限") in reason
    assert broken(study, plan) == set()


def test_an_advance_counts_in_the_room_of_the_year_and_comes_back(tmp_path: Path) -> None:
    """F20's case: 400,000 of the county and 200,000 advanced in 2021; 200,000 come back in 2022.

    Two amounts that are rounded share the row, so the programme keeps 4 yuan back.
    """
    case = RULE_CASES["F20"]()
    frames = [fiscal(year, local_revenue=50_600_004, fund_revenue_net=0, new_quota_general=0) for year in (2021, 2022)]
    study = make_study(tmp_path, case.tables | {"fiscal": frames}, case.years)
    _, plan = solve(study)
    lines = plan.constraints[plan.constraints["rule"] == "D8"].set_index("label")["activity"].astype(str).to_dict()
    assert lines == {"budget=general;year=2021": "600000.00", "budget=general;year=2022": "-200000.00"}
    assert bridges(plan) == [("county_budget", "reward", 2021, 2022, 200_000, "a")]
    assert broken(study, plan) == set()
    frames[0] = fiscal(2021, local_revenue=50_599_999, fund_revenue_net=0, new_quota_general=0)
    tight = make_study(tmp_path / "tight", case.tables | {"fiscal": frames}, case.years)
    assert broken(tight, plan) == {"D8"}


def test_what_comes_back_makes_no_room_where_there_is_none(tmp_path: Path) -> None:
    """The budget of 2022 is 100,000 short: the 200,000 that come back do not let the county spend."""
    case = RULE_CASES["F20"]()
    frames = [fiscal(2021), fiscal(2022, local_revenue=49_900_000)]
    study = make_study(tmp_path, case.tables | {"fiscal": frames}, case.years)
    _, plan = solve(study)
    lines = plan.constraints[plan.constraints["rule"] == "D8"].set_index("label")["activity"].astype(str).to_dict()
    assert lines == {
        "budget=general;year=2021": "600000.00",
        "budget=fund;year=2021": "0.00",
        "budget=fund;year=2022": "0.00",
    }
    assert broken(study, plan) == set()


def _twin(study: Study, plan: Plan, **payers: int) -> set[str]:
    names = {name.replace("_at_", "@"): yuan for name, yuan in payers.items()}
    return broken(study, refunded(study, plan, {("a.road", 2021): names}))


def test_the_audit_names_the_rule_that_is_broken(tmp_path: Path) -> None:
    case = RULE_CASES["F20"]()
    study = make_study(tmp_path / "case", case.tables, case.years)
    _, plan = solve(study)
    assert _twin(study, plan, reward_at_2022=200_000, county_budget=400_000) == set()
    assert _twin(study, plan, reward_at_2021=200_000, county_budget=400_000) >= {"F16"}
    alone = {name: rows for name, rows in case.tables.items() if name != "bridge_limits"}
    alone["funds"] = [row | {"bridged_by": ""} for row in alone["funds"]]
    unbridged = make_study(tmp_path / "unbridged", alone, case.years)
    assert _twin(unbridged, plan, reward_at_2022=200_000, county_budget=400_000) == {"F20"}
    after = make_study(tmp_path / "after", tables("year_after_completion", y2023=700_000))
    _, late = solve(after)
    unstated = make_study(tmp_path / "unstated", tables("year_after_completion", y2022=700_000))
    assert "F16" in broken(unstated, late)


def test_a_bridge_that_is_not_that_of_the_money_is_named(tmp_path: Path) -> None:
    case = RULE_CASES["F20"]()
    study = make_study(tmp_path, case.tables, case.years)
    _, plan = solve(study)
    forged = plan.bridges.assign(yuan=plan.bridges["yuan"] - 1)
    assert broken(study, Plan(**{**vars(plan), "bridges": forged})) == {"F20"}


def test_promised_money_that_nobody_may_advance_is_told(tmp_path: Path) -> None:
    """In progress, 600,000 of the reward promised for 2021 and completed in 2022: 200,000 may be advanced."""
    rows: Tables = {
        "projects": [{"project_id": "p", "plan_year": 2020}],
        "communities": [community("a", project_id="p", stage="in_progress")],
        "works": [work("a", "road", 1_000_000)],
        "funds": [
            fund("city", "reward", pay_timing="on_completion", bridged_by="county_budget"),
            fund("county_budget"),
        ],
        "fund_years": [envelope("reward", 2022, 900_000), envelope("county_budget", 2021, 900_000)],
        "commitments": [
            {"work_id": "a.road", "fund_id": "reward", "year": 2021, "committed": 600_000},
            {"work_id": "a.road", "fund_id": "reward", "year": 2022, "committed": 300_000},
        ],
        "bridge_limits": [{"fund_id": "county_budget", "year": 2021, "limit": 200_000}],
    }
    with pytest.raises(InfeasibleError) as caught:
        solve(make_study(tmp_path, rows))
    told = "\n".join(problem.text("zh") for problem in caught.value.problems)
    assert "年末未归还的垫付至多 200,000 元（F20 touzi-tiaoli#22.1）；若只在此处让步，须 400,000 元" in told
