"""Special bonds (D4): which works they pay, whose revenue it is, and what a promise to the wrong work is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocation.brute import brute_force
from jiugai.errors import PolicyError
from jiugai.inputs.study import Study
from support.case import OBJECTIVES, Row, Tables, community, envelope, fiscal, fund, make_study, work
from support.golden import compare
from support.rows import payers_text
from support.solve import problem_of, solve, values
from support.twin import broken, refunded

GOLDEN = Path(__file__).parent / "golden"
EARNS = {"net_revenue_per_year": 30_000, "revenue_vote_passed": True}


def case(works: list[Row], **more: Any) -> Tables:
    """a and b in project p of the library, c in q outside it, d in none."""
    sites = {"a": "p", "b": "p", "c": "q", "d": ""}
    return {
        "projects": [
            {"project_id": "p", "plan_year": 2021, "bond_library": True},
            {"project_id": "q", "plan_year": 2021, "bond_library": False},
        ],
        "communities": [community(site, project_id=project) for site, project in sites.items()],
        "works": [*(work(site, "road", 500_000) for site in sites), *works],
        "funds": [fund("special_bond"), fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 9_000_000)],
        "fiscal": [fiscal(2021, new_quota_special=9_000_000)],
    } | more


WORKS = [
    work("a", "parking", 200_000, **EARNS, revenue_kind="parking"),
    work("a", "charging", 200_000, net_revenue_per_year=30_000),  # no vote
    work("b", "community_service", 200_000, **EARNS, revenue_kind="property_fee"),
    work("b", "elderly_care", 200_000, **EARNS),
    work("c", "parking", 200_000, **EARNS),
    work("d", "parking", 200_000, **EARNS),
]


def study_of(tmp_path: Path, tables: Tables, **scenario: Any) -> Study:
    return make_study(tmp_path, tables, (2021, 2021), **scenario)


def test_payers(tmp_path: Path) -> None:
    """Works that earn with a vote, no property fee, of p alone."""
    study = study_of(tmp_path, case(WORKS))
    compare(GOLDEN / "D4.payers.txt", payers_text(study, problem_of(study).classes))


@pytest.mark.parametrize("work_id", ["a.road", "a.charging", "b.community_service", "c.parking", "d.parking"])
def test_a_bond_on_the_wrong_work_is_named(work_id: str, tmp_path: Path) -> None:
    study = study_of(tmp_path, case(WORKS))
    _, plan = solve(study)
    assert broken(study, plan) == set()
    assert "D4" in broken(study, refunded(study, plan, {(work_id, 2021): {"special_bond": 200_000}}))


def test_a_project_may_be_too_small(tmp_path: Path) -> None:
    """p holds 2 × 500,000 + 4 × 200,000 = 1,800,000 yuan: 180 wan yuan is reached, 181 is not."""
    for least, paid in (("180", True), ("181", False)):
        study = study_of(tmp_path / least, case(WORKS), overrides={"policy.bond.min_size": least})
        _, plan = solve(study)
        assert ("special_bond" in set(plan.funding["fund_id"])) is paid
        assert broken(study, plan) == set()
    log = plan.rules_log.set_index("rule")["reason"]
    assert "专项债券 special_bond 没有可用的工程" in log["D4"]


@pytest.mark.parametrize(
    ("work_id", "zh", "en"),
    [
        (
            "a.road",
            "没有可质押的净收益（收益须经表决，物业费不计）",
            "no net revenue that may be pledged (voted, no property fee)",
        ),
        ("c.parking", "所属项目未入专项债券项目库", "its project is not in the bond library"),
        ("a.parking", "项目总投资不足 200,000,000 元", "its project costs less than 200,000,000 yuan"),
    ],
)
def test_a_promise_to_the_wrong_work_is_refused(work_id: str, zh: str, en: str, tmp_path: Path) -> None:
    tables = case(WORKS, commitments=[{"work_id": work_id, "fund_id": "special_bond", "year": 2021, "committed": 9}])
    tables["communities"] = [site | {"stage": "in_progress", "project_id": "p"} for site in tables["communities"]]
    tables["communities"][2] |= {"project_id": "q"}
    overrides = {"policy.bond.min_size": "20000"} if "200,000,000" in zh else {}
    study = study_of(tmp_path, tables, overrides=overrides)
    with pytest.raises(PolicyError) as caught:
        problem_of(study)
    (problem,) = caught.value.problems
    assert caught.value.exit_code == 2
    assert (Path(problem.where.file).name, problem.where.column) == ("commitments.csv", "fund_id")
    assert problem.where.value == f"{work_id} special_bond 2021"
    clause = f"（D4 {study.clause('D4')}）"
    assert problem.zh == f"专项债券不得承诺给这项工程：{zh}{clause}"
    assert problem.en == f"no special bond may be promised to this work: {en} (D4 {study.clause('D4')})"


def test_revenue_is_pledged_once(tmp_path: Path) -> None:
    """Loan and bond on one parking: what the loan takes at its cover is not there for the bond.

    30,000 a year for ten years. A loan of 45,454 (two years, 0.55 of it due in 2022) takes 1.2 × 25,000 in that year; the
    bond may then lean on 300,000 − 1.2 × its service. Each alone would fit with more.
    """
    only = [work("a", "parking", 400_000, **EARNS)]
    tables = case(only, funds=[fund("special_bond"), fund("loan"), fund("county_budget")])
    study = study_of(tmp_path, tables, objectives=list(OBJECTIVES))
    solution, plan = solve(study)
    expected = brute_force(study)
    assert expected is not None
    assert values(solution) == pytest.approx(expected, abs=0.005)
    assert broken(study, plan) == set()
    paid = plan.funding[plan.funding["work_id"] == "a.parking"].groupby("fund_id")["yuan"].sum()
    service = plan.debt[plan.debt["fund_id"].isin(["loan", "special_bond"])]
    due = service.groupby("fund_id")[["principal_yuan", "interest_yuan"]].sum().sum(axis=1)
    assert paid["special_bond"] > 0
    assert 1.2 * due.sum() <= 300_000
    # the bond as if nobody had lent: 300,000 / (1.2 × 1.3) = 192,307
    most = {"special_bond": 192_307, "loan": 40_000, "county_budget": 167_693}
    assert broken(study, refunded(study, plan, {("a.parking", 2021): most})) == {"D4"}


def test_what_the_county_adds_is_told(tmp_path: Path) -> None:
    """Two coupons of 1.5 % on 100,000 in 2022, before the parking of 2021 and 2022 earns: 3,000 of the fund budget."""
    earns = EARNS | {"net_revenue_per_year": 60_000}
    tables = case([work("a", "parking", 400_000, **earns)])
    tables["funds"] = [fund("special_bond", coupons=2), fund("county_budget")]
    tables["fund_years"] = [envelope("county_budget", 2021, 9_000_000), envelope("county_budget", 2022, 960_000)]
    tables["fiscal"] = [fiscal(year, new_quota_special=100_000, fund_revenue_net=3_000) for year in (2021, 2022)]
    study = make_study(tmp_path, tables, (2021, 2022))
    _, plan = solve(study)
    told = plan.indicators[plan.indicators["indicator"] == "bond_shortfall"].set_index("year")
    assert told["value"].to_dict() == {2021: 0, 2022: 3_000}
    assert told["ok"].to_dict() == {2021: True, 2022: False}
    assert set(told["kind"]) == {"warning"}
    fund_budget = plan.indicators[plan.indicators["indicator"] == "county_fund"].set_index("year")["value"]
    assert fund_budget[2022] == 3_000
    assert broken(study, plan) == set()


def test_a_quota_that_no_project_can_use_is_a_line_all_the_same(tmp_path: Path) -> None:
    """No work that a special bond may pay: the core and the audit both tell 0 of 30,000."""
    study = study_of(tmp_path, case([]), overrides={"policy.bond.capital_quota": "3"})
    _, plan = solve(study)
    (line,) = plan.constraints[plan.constraints["rule"] == "D5"].itertuples()
    assert (line.label, str(line.activity), str(line.limit)) == ("what=bond_capital", "0.00", "30000.00")
    assert broken(study, plan) == set()
