"""F3 and F4: the two windows of the centre, by work, by project, and the one that was granted."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.brute import brute_force
from allocation.enumerated import agree, as_enumerated
from allocation.made_cases import made_cases
from jiugai.allocation.variants import by_work
from jiugai.errors import DataError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run.pipeline import build_funded_menu
from support.case import OBJECTIVES, Row, Tables, community, envelope, fund, make_study, work
from support.golden import compare
from support.rows import menu_text, payers_text, rows_text
from support.solve import problem_of, solve, values
from support.twin import broken, refunded

GOLDEN = Path(__file__).parent / "golden"
BY_WORK = {"policy.windows.one_per_work": "1", "policy.works.first_year_share": "1"}
BY_PROJECT = {"policy.windows.one_per_project": "1", "policy.works.first_year_share": "1"}
#: both windows are known to the case, and what Ankang says of one of them
ANKANG = {"borrow": ["xuchang-2021-13", "ankang-2021"]}


def case(works: list[Row], fiscal: int, investment: int, county: int = 0, **projects: str) -> Tables:
    """Works of communities (named before the dot), one project each unless `projects` says which."""
    sites = sorted({str(row["community_id"]) for row in works})
    return {
        "projects": [{"project_id": project, "plan_year": 2021} for project in sorted(set(projects.values()))],
        "communities": [community(site, project_id=projects.get(site, "")) for site in sites],
        "works": works,
        "funds": [fund("central_fiscal"), fund("central_investment"), fund("county_budget")],
        "fund_years": [
            envelope("central_fiscal", 2021, fiscal),
            envelope("central_investment", 2021, investment),
            envelope("county_budget", 2021, county),
        ],
    }


def study_of(folder: Path, tables: Tables, overrides: dict[str, str], **more: Any) -> Study:
    scenario = {"overrides": overrides, "objectives": list(OBJECTIVES)} | more
    return make_study(folder, tables, (2021, 2021), header=ANKANG, **scenario)


def windows(plan: Plan) -> dict[str, str]:
    return dict(zip(plan.selection["community_id"], plan.selection["window"], strict=True))


def payers(plan: Plan) -> dict[str, set[str]]:
    central = plan.funding[plan.funding["kind"] == "central"]
    return {str(work): set(found) for work, found in central.groupby("work_id")["fund_id"]}


def road_and_roof(fiscal: int, investment: int, county: int = 0) -> Tables:
    return case([work("a", "road", 600_000), work("a", "roof", 400_000)], fiscal, investment, county)


def test_each_work_has_one_window(tmp_path: Path) -> None:
    """600,000 and 400,000 fit the road and the roof, each by one window; turned round, the road lacks 200,000."""
    study = study_of(tmp_path / "fits", road_and_roof(600_000, 400_000), BY_WORK)
    solution, plan = solve(study)
    assert payers(plan) == {"a.road": {"central_fiscal"}, "a.roof": {"central_investment"}}
    assert windows(plan) == {"a": "both"}
    assert broken(study, plan) == set()
    agree(values(solution), brute_force(study) or {})
    mixed = {
        ("a.road", 2021): {"central_fiscal": 500_000, "central_investment": 100_000},
        ("a.roof", 2021): {"central_fiscal": 100_000, "central_investment": 300_000},
    }
    assert broken(study, refunded(study, plan, mixed)) == {"F3"}


def test_what_no_work_can_use_is_no_plan(tmp_path: Path) -> None:
    """500,000 of each window would do for both works together; no work may be paid by both, so nothing starts."""
    tables = road_and_roof(500_000, 500_000)
    study = study_of(tmp_path / "one", tables, BY_WORK)
    solution, plan = solve(study)
    assert plan.selection["decision"].tolist() == ["later"]
    agree(values(solution), brute_force(study) or {})
    free = study_of(tmp_path / "open", tables, {})
    _, open_plan = solve(free)
    assert open_plan.selection["decision"].tolist() == ["new"]
    assert broken(free, open_plan) == set()
    assert broken(study, open_plan) == {"F3"}


def test_the_county_fills_what_one_window_leaves(tmp_path: Path) -> None:
    """With 200,000 of the county the same money is enough: the road 500,000 + 100,000, the roof 400,000."""
    study = study_of(tmp_path, road_and_roof(500_000, 500_000, 200_000), BY_WORK)
    solution, plan = solve(study)
    assert plan.selection["decision"].tolist() == ["new"]
    assert all(len(found) == 1 for found in payers(plan).values())
    assert broken(study, plan) == set()
    agree(values(solution), brute_force(study) or {})


def two_of_one_project() -> Tables:
    return case(
        [work("a", "road", 600_000), work("b", "road", 400_000), work("c", "road", 300_000)],
        700_000, 700_000, 350_000, a="p", b="p",
    )  # fmt: skip


def test_a_project_has_one_window(tmp_path: Path) -> None:
    """p costs 1,000,000: one window gives 700,000 and the county 300,000; c is paid by the other."""
    study = study_of(tmp_path, two_of_one_project(), BY_PROJECT)
    solution, plan = solve(study)
    assert plan.selection["decision"].tolist() == ["new"] * 3
    found = windows(plan)
    assert found["a"] == found["b"] != found["c"]
    assert broken(study, plan) == set()
    agree(values(solution), brute_force(study) or {})
    one, other = payers(plan)["a.road"].pop(), payers(plan)["c.road"].pop()
    twin = {("b.road", 2021): {other: 400_000}, ("a.road", 2021): {one: 600_000}}
    assert broken(study, refunded(study, plan, twin)) == {"F3"}


def test_menu_by_project(tmp_path: Path) -> None:
    study = study_of(tmp_path, two_of_one_project(), BY_PROJECT)
    compare(GOLDEN / "F3.menu.txt", menu_text(study, *build_funded_menu(study)))


def test_rows_by_project(tmp_path: Path) -> None:
    study = study_of(tmp_path, two_of_one_project(), BY_PROJECT)
    compare(GOLDEN / "F3.lp", rows_text(problem_of(study), "F3"))


def test_menu_by_work(tmp_path: Path) -> None:
    """What is offered where a plan chosen with both windows open cannot be laid out: three ways to divide works."""
    works = [work("a", "road", 600_000), work("a", "roof", 400_000), work("a", "charging", 9, cost_part="equipment")]
    study = study_of(tmp_path, case(works, 500_000, 500_000, 10), BY_WORK)
    menu, _ = build_funded_menu(study)
    assert by_work(study, menu).options["option"].tolist() == [
        "basic@2021/fiscal", "basic@2021/investment", "basic@2021/outdoor",
    ]  # fmt: skip


def test_a_project_that_one_window_cannot_pay_is_out(tmp_path: Path) -> None:
    """Only fiscal money may pay the charging posts, only investment the road: no window pays the project."""
    works = [work("a", "road", 600_000), work("a", "charging", 100_000, cost_part="equipment")]
    tables = case(works, 700_000, 700_000)
    tables["fund_rules"] = [
        {"fund_id": "central_fiscal", "trade": "charging"}, {"fund_id": "county_budget", "trade": "roof"},
    ]  # fmt: skip
    study = study_of(tmp_path, tables, BY_PROJECT)
    _, plan = solve(study)
    assert plan.selection[["decision", "reason"]].to_numpy().tolist() == [["ineligible", "全部选项被移除：F3"]]
    assert plan.removed["rule"].tolist() == ["F3"]
    assert broken(study, plan) == set()


def test_works_in_progress_keep_both_windows(tmp_path: Path) -> None:
    tables = road_and_roof(500_000, 500_000)
    tables["projects"] = [{"project_id": "p", "plan_year": 2021}]
    tables["communities"] = [community("a", project_id="p", stage="in_progress")]
    study = study_of(tmp_path, tables, BY_PROJECT | BY_WORK)
    _, plan = solve(study)
    assert windows(plan) == {"a": "both"}
    assert broken(study, plan) == set()


def test_the_window_is_recomputed(tmp_path: Path) -> None:
    study = study_of(tmp_path, road_and_roof(600_000, 400_000), BY_WORK)
    _, plan = solve(study)
    assert broken(study, Plan(**{**vars(plan), "selection": plan.selection.assign(window="fiscal")})) == {"F3"}


def test_a_project_is_paid_by_the_window_it_won(tmp_path: Path) -> None:
    """Granted investment alone: of fiscal money nothing; the fees, which investment may not pay, are the county's."""
    works = [work("a", "road", 600_000), work("a", "general", 50_000, cost_part="contingency")]
    tables = case(works, 900_000, 500_000, 150_000, a="p")
    tables["projects"][0] |= {"window_granted": "investment"}
    study = study_of(tmp_path / "granted", tables, {})
    solution, plan = solve(study)
    assert windows(plan) == {"a": "investment"}
    assert payers(plan) == {"a.road": {"central_investment"}}
    assert broken(study, plan) == set()
    compare(GOLDEN / "F4.payers.txt", payers_text(study, problem_of(study).classes))
    agree(values(solution), brute_force(study) or {})
    twin = {("a.general", 2021): {"central_fiscal": 50_000}}
    assert broken(study, refunded(study, plan, twin)) == {"F4"}


def test_the_scope_shrinks_to_what_the_window_and_the_county_pay(tmp_path: Path) -> None:
    works = [work("a", "road", 600_000), work("a", "greening", 300_000, "improvement")]
    tables = case(works, 900_000, 500_000, 150_000, a="p")
    _, free = solve(study_of(tmp_path / "free", tables, {}))
    assert free.selection["tier"].tolist() == ["improvement"]
    tables["projects"][0] |= {"window_granted": "investment"}
    study = study_of(tmp_path / "granted", tables, {})
    _, plan = solve(study)
    assert plan.selection["tier"].tolist() == ["basic"]
    told = dict(zip(plan.rules_log["rule"], plan.rules_log["reason"], strict=True))
    assert told["F4"] == "1 个项目只争取到一口中央资金，另一口不支付，不单列约束行"


def test_an_option_that_nobody_pays_names_the_window_granted(tmp_path: Path) -> None:
    tables = case([work("a", "charging", 100_000, cost_part="equipment")], 900_000, 500_000, a="p")
    tables["projects"][0] |= {"window_granted": "investment"}
    tables["fund_rules"] = [{"fund_id": "county_budget", "trade": "roof"}]
    study = study_of(tmp_path, tables, {})
    _, plan = solve(study)
    assert plan.removed[["rule", "values"]].to_numpy().tolist() == [
        ["F7", "no_payer=a.charging;window_granted=investment"]
    ]
    assert plan.selection["reason"].tolist() == ["全部选项被移除：F7"]
    assert broken(study, plan) == set()


def test_too_many_options_name_the_rule(tmp_path: Path) -> None:
    """12 years × 3 scopes × 2 windows."""
    works = [work("a", "road", 10), work("a", "greening", 10, "improvement"), work("a", "culture", 10, "upgrade")]
    tables = case(works, 900_000, 500_000)
    study = make_study(tmp_path, tables, (2021, 2032), header=ANKANG, overrides=BY_PROJECT)
    with pytest.raises(DataError) as caught:
        build_funded_menu(study)
    (problem,) = caught.value.problems
    assert problem.zh == "F3 按资金渠道分列后，一个小区有 72 个选项，至多 64 个：请缩短规划期"
    assert problem.en == "split by window (F3) a community has 72 options, 64 at most: plan fewer years"


@given(tables=made_cases(), project=st.booleans())
def test_made_cases_by_project(tables: Tables, project: bool) -> None:
    """Drawn cases, the proposed communities one project or each its own."""
    for site in tables["communities"]:
        if project and not site.get("project_id"):
            site["project_id"] = "whole"
    tables["projects"] = [*tables.get("projects", []), {"project_id": "whole", "plan_year": 2021}]
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder), tables, overrides={"policy.windows.one_per_project": "1"})
        as_enumerated(study, audited=True)
