"""F11 beyond its rows: works in progress, places without a grant, communities that do not count their lifts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiugai.inputs.study import Study
from jiugai.plan import Plan
from support.case import Tables, agreement, community, envelope, fund, make_study, work
from support.solve import solve
from support.twin import broken, refunded


def running(committed: int) -> Tables:
    """Two lifts in progress: 150,000 of public money is paid, `committed` promised, the housing fund can bring the rest."""
    return {
        "projects": [{"project_id": "p", "plan_year": 2020}],
        "communities": [community("a", project_id="p", stage="in_progress")],
        "works": [work("a", "elevator", 900_000, units=2)],
        "funds": [fund("county_budget"), fund("housing_fund")],
        "fund_years": [envelope("county_budget", 2021, 900_000)],
        "own_money": [agreement("housing_fund", "a", 900_000)],
        "commitments": [
            {"work_id": "a.elevator", "fund_id": "county_budget", "year": 2020, "paid": 150_000},
            {"work_id": "a.elevator", "fund_id": "county_budget", "year": 2021, "committed": committed},
        ],
    }


def planned(folder: Path, tables: Tables, **scenario: Any) -> tuple[Study, Plan]:
    study = make_study(folder, tables, (2021, 2021), **({"overrides": {"policy.elevator.grant": "10"}} | scenario))
    plan = solve(study)[1]
    assert broken(study, plan) == set()
    return study, plan


@pytest.mark.parametrize(
    ("committed", "limit"),
    [
        (0, 50_000),  # 2 × 100,000 less what is paid
        (80_000, 80_000),  # a promise is kept, the grant being used up by it
    ],
)
def test_in_progress_what_is_paid_counts_and_what_is_promised_stays(committed: int, limit: int, tmp_path: Path) -> None:
    study, plan = planned(tmp_path, running(committed))
    line = plan.constraints.query("rule == 'F11'").iloc[0]
    assert (line["label"], str(line["limit"])) == ("community=a", f"{limit}.00")
    one_more = {"county_budget": limit + 1, "housing_fund": 750_000 - limit - 1}
    assert broken(study, refunded(study, plan, {("a.elevator", 2021): one_more})) == {"F11"}


@pytest.mark.parametrize(
    ("grant", "units", "reason"),
    [
        ("10", "", "没有填写电梯部数，公共资金不作限制：a"),
        (None, 2, "没有给出每部电梯的补贴标准（elevator.grant），不作限制"),
    ],
)
def test_what_is_not_stated_limits_nothing_and_is_told(
    grant: str | None, units: object, reason: str, tmp_path: Path
) -> None:
    tables = running(0) | {
        "works": [work("a", "elevator", 900_000, units=units)],
        "own_money": [],
        "funds": [fund("county_budget")],
    }
    elsewhere = {"header": {"borrow": ["xuchang-2021-13"]}, "overrides": {}} if grant is None else {}
    _, plan = planned(tmp_path, tables, **elsewhere)
    assert "F11" not in set(plan.constraints["rule"])
    assert plan.rules_log.set_index("rule")["reason"]["F11"] == reason


def test_a_grant_of_nothing_leaves_the_lift_to_others(tmp_path: Path) -> None:
    _, plan = planned(tmp_path, running(0), overrides={"policy.elevator.grant": "0"})
    assert set(plan.funding["fund_id"]) == {"housing_fund"}
