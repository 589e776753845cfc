"""F12: money that comes with a community, beyond the rows: who may use it, what it counts as, and what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.rule_cases import RULE_CASES
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from support.case import agreement, community, envelope, fiscal, fund, make_study, work
from support.solve import solve, values
from support.twin import broken, refunded


@pytest.fixture
def plan(tmp_path: Path) -> tuple[Study, Plan]:
    case = RULE_CASES["F12"]()
    study = make_study(tmp_path, case.tables, case.years)
    return study, solve(study)[1]


@pytest.mark.parametrize(
    ("work_id", "payer"),
    [
        ("b.road", "factory"),  # its agreement is for a
        ("b.road", "maintenance_fund"),  # half of those voting agreed: not more than half
    ],
)
def test_the_audit_names_money_where_it_may_not_go(work_id: str, payer: str, plan: tuple[Study, Plan]) -> None:
    study, good = plan
    assert broken(study, refunded(study, good, {(work_id, 2021): {payer: 1, "county_budget": 499_999}})) == {"F12"}


def test_money_that_was_not_voted_is_named_in_the_log(plan: tuple[Study, Plan]) -> None:
    reasons = plan[1].rules_log.set_index("rule")["reason"]
    assert reasons["F12"] == "使用维修资金、公共收益未经业主表决通过，不计入：maintenance_fund→b"


def test_agreed_money_of_residents_is_theirs_and_not_under_the_cap(plan: tuple[Study, Plan]) -> None:
    """200,000 from the maintenance fund, and 9,000 asked in cash as before."""
    study, good = plan
    paid = good.funding[good.funding["community_id"] == "a"].groupby("fund_id")["yuan"].sum()
    kinds = good.funding.groupby("kind")["yuan"].sum()
    assert (paid["maintenance_fund"], paid["resident"]) == (200_000, 9_000)
    assert kinds["resident"] == 200_000 + 9_000 + 4_500  # b: 10 % × 500,000 × 0.9 × 0.1
    lines = good.constraints.set_index(["rule", "label"])["limit"]
    assert str(lines["F10", "community=a"]) == "9000.00"
    assert broken(study, good) == set()


def test_money_of_an_office_of_the_county_counts_in_its_room(tmp_path: Path) -> None:
    """Room for 60,004, two terms held 2 yuan inside it: 50,000 of the office and 10,000 of the budget, 6 万元 in all."""
    office = fund("former_owner", "office", kind="local", level="county", budget="general", instrument="grant")
    tables = {
        "communities": [community("a")],
        "works": [work("a", "road", 60_000)],
        "funds": [office, fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 1_000_000)],
        "fiscal": [fiscal(2021, local_revenue=50_060_004)],
        "own_money": [agreement("office", "a", 50_000)],
    }
    study = make_study(tmp_path / "fits", tables, (2021, 2021))
    solution, plan = solve(study)
    assert values(solution)["county_money"] == pytest.approx(6)
    line = plan.constraints.set_index("label").loc["budget=general;year=2021"]
    assert (str(line["activity"]), str(line["limit"])) == ("60000.00", "60004.00")
    tighter = make_study(
        tmp_path / "tight", tables | {"fiscal": [fiscal(2021, local_revenue=50_059_999)]}, (2021, 2021)
    )
    assert broken(tighter, refunded(tighter, plan, {})) == {"D8"}
    assert set(solve(tighter)[1].selection["decision"]) == {"later"}


def test_a_clash_names_the_agreement(tmp_path: Path) -> None:
    """A work in progress that only its former owner pays, and less than it costs."""
    tables = {
        "projects": [{"project_id": "p", "plan_year": 2020}],
        "communities": [community("a", project_id="p", stage="in_progress")],
        "works": [work("a", "road", 60_000)],
        "funds": [fund("former_owner", "factory")],
        "own_money": [agreement("factory", "a", 50_000)],
    }
    with pytest.raises(InfeasibleError) as caught:
        solve(make_study(tmp_path, tables, (2021, 2021)))
    told = [problem.text("en").replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    assert (
        "case/own_money.csv column limit = 'factory a': clash 1: 50,000 yuan at most were agreed (F12 gaotai-2021#3.3.3);"
        " giving way here alone takes 10,000 yuan"
    ) in told
