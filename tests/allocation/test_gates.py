"""Gates on the whole plan: what the log says of facts not stated, the price of preconditions, the switch of E6."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocation.brute import brute_force
from allocation.enumerated import agree
from jiugai.inputs.study import Study
from jiugai.menu import build_menu
from jiugai.plan import Plan
from support.case import OBJECTIVES, Tables, community, envelope, fund, make_study, work
from support.solve import solve, values
from support.twin import broken

YAN_AN = {"borrow": ["xuchang-2021-13", "speeches-2022"]}


def reasons(plan: Plan) -> dict[str, str]:
    return dict(zip(plan.rules_log["rule"], plan.rules_log["reason"], strict=True))


def two(**of_a: Any) -> Tables:
    """Two communities alike; central money of 2021 that lapses if nothing starts, enough for both."""
    return {
        "communities": [community("a", **of_a), community("b", consent_rate="0.5")],
        "works": [work("a", "road", 400_000), work("b", "road", 400_000)],
        "funds": [fund("central_fiscal", carry_years=0), fund("county_budget")],
        "fund_years": [
            envelope("central_fiscal", 2021, 240_000),
            *(envelope("county_budget", year, 900_000) for year in (2021, 2022)),
        ],
    }


def test_facts_not_stated_are_counted(tmp_path: Path) -> None:
    tables = two(vote_turnout="0.9", vote_agreement="0.8", upkeep_agreed=True, danger_level="A")
    tables["works"][0] |= {"central_funded_before": True}
    _, plan = solve(make_study(tmp_path, tables, header={"borrow": ["xuchang-2021-13", "gaotai-2021"]}))
    told = reasons(plan)
    assert told["E2"].endswith("；2 个小区未填“计划征收拆迁”，不作限制；1 个小区未填“房屋危险等级”，不作限制")
    assert told["E4"] == "作用于选项菜单：移除 0 个选项；1 个小区未填“改造方案已表决通过”，不作限制"
    assert told["E5"] == "作用于选项菜单：移除 0 个选项；1 个小区未填“物业管理已书面约定”，不作限制"
    assert told["E8"] == "作用于选项菜单：移除 0 个选项；2 个小区未填“可研已批复”，不作限制"
    assert told["S3"] == (
        "1 处工程以前用过中央补助，不再由中央资金支付，不单列约束行；1 处工程未填“已用过中央补助”，不作限制"
    )
    assert told["E6"] == "没有被取消申报资格的年度"


def study_of_e7(folder: Path, weights: dict[str, int], **scenario: Any) -> Study:
    return make_study(
        folder, two(owners_committee=False, legacy_resolved=False), header=YAN_AN, as_of="2022-12-31",
        soft_weights={"E1": 100, "F9": 1} | weights, **scenario,
    )  # fmt: skip


def test_each_missing_precondition_has_its_price(tmp_path: Path) -> None:
    """a starts in 2021, for else 24 万元 of the centre lapse: two preconditions at 10 points. b may wait and costs none."""
    solution, plan = solve(study_of_e7(tmp_path, {"E7": 10}, objectives=list(OBJECTIVES)))
    assert values(solution)["upper_lapse"] == 0
    assert values(solution)["soft_broken"] == 20
    assert solution.stages[1].final == 20
    assert dict(zip(plan.selection["community_id"], plan.selection["start_year"], strict=True)) == {
        "a": 2021,
        "b": 2022,
    }


def test_the_price_decides_where_it_comes_first(tmp_path: Path) -> None:
    order = ["soft_broken", "basic_households"]
    solution, plan = solve(study_of_e7(tmp_path / "dear", {"E7": 10}, objectives=order))
    assert values(solution) == {"soft_broken": 0, "basic_households": 100}
    assert plan.selection["decision"].tolist() == ["later", "new"]
    solution, plan = solve(study_of_e7(tmp_path / "free", {"E7": 0}, objectives=order))
    assert values(solution) == {"soft_broken": 0, "basic_households": 200}
    assert "权重为零，不影响选择" in reasons(plan)["E7"]


def test_a_start_names_its_missing_preconditions(tmp_path: Path) -> None:
    study = study_of_e7(tmp_path, {})
    _, plan = solve(study)
    assert plan.selection["reason"][0].endswith("；先决条件未满足：业主委员会未成立、历史遗留问题未解决")
    plan.selection.loc[0, "reason"] = "入选；先决条件未满足：业主委员会未成立"
    assert broken(study, plan) == {"E7"}


@pytest.mark.parametrize(
    ("year", "lapse", "told"),
    [
        ("2021", 24, "2021 年新开工小区不得使用中央和省级资金，不单列约束行"),
        ("2022", 0, "2022 年新开工小区不得使用中央和省级资金，不单列约束行"),
        ("2030", 0, "没有被取消申报资格的年度（场景给出的 2030 年不在规划期内）"),
    ],
)
def test_findings_cost_the_year_they_name(year: str, lapse: int, told: str, tmp_path: Path) -> None:
    """Barred in 2021, the 24 万元 of that year lapse and the county pays; the loss stands in the first objective."""
    study = make_study(tmp_path, two(), overrides={"policy.findings.barred_year": year}, objectives=list(OBJECTIVES))
    solution, plan = solve(study)
    assert values(solution)["upper_lapse"] == lapse
    assert reasons(plan)["E6"] == told
    assert set(plan.selection["decision"]) == {"new"}
    assert broken(study, plan) == set()


def test_gates_leave_projects_in_progress_alone(tmp_path: Path) -> None:
    facts = {"vote_passed": False, "upkeep_agreed": False, "feasibility_approved": False, "danger_level": "D"}
    tables = two(stage="in_progress", project_id="p", owners_committee=False, **facts)
    tables["projects"] = [{"project_id": "p", "plan_year": 2021}]
    menu, log = build_menu(make_study(tmp_path, tables, header=YAN_AN, as_of="2022-12-31"))
    mine = menu.options[menu.options["community_id"] == "a"]
    assert mine["option"].tolist() == ["basic@2021"]
    assert mine[["condition", "unmet", "price.E7"]].to_numpy().tolist() == [["", "", 0]]
    assert "a" not in set(log.removed_table()["site"])


def test_removal_is_told_and_paid_by_the_county(tmp_path: Path) -> None:
    """Gaotai lists removal among the improvement works; a place without a standard pays it itself."""
    tables = two() | {
        "fund_years": [envelope("central_fiscal", 2021, 900_000), envelope("county_budget", 2021, 900_000)]
    }
    tables["works"].append(work("a", "demolition", 50_000, "improvement"))
    study = make_study(tmp_path / "gaotai", tables, (2021, 2021))
    _, plan = solve(study)
    assert plan.selection["reason"][0] == "入选；先拆违后施工"
    assert reasons(plan)["S7"] == "1 处拆除违法建设列入所在小区的每个方案，安排在开工年，先拆后建"
    paid = plan.funding[plan.funding["work_id"] == "a.demolition"]
    assert paid["fund_id"].tolist() == ["central_fiscal"]
    silent = plan.selection.assign(reason="入选")
    assert broken(study, Plan(**{**vars(plan), "selection": silent})) == {"S7"}
    bare = make_study(tmp_path / "bare", tables, (2021, 2021), overrides={"policy.demolition.upper_money": "0"})
    solution, other = solve(bare)
    assert other.funding[other.funding["work_id"] == "a.demolition"]["fund_id"].tolist() == ["county_budget"]
    assert broken(bare, other) == set()
    assert broken(bare, plan) == {"S7"}
    agree(values(solution), brute_force(bare) or {})
