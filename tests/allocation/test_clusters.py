"""S6: neighbours that start together, and what they save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocation.brute import brute_force
from allocation.enumerated import agree
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run.pipeline import build_funded_menu
from support.case import OBJECTIVES, Tables, community, envelope, fund, make_study, work
from support.golden import compare
from support.rows import menu_text, rows_text
from support.solve import problem_of, solve, values
from support.twin import broken

GOLDEN = Path(__file__).parent / "golden"
TENTH = {"policy.cluster.saving": "0.1"}


def neighbours(county: int = 2_000_000, later: int = 0, **of_b: Any) -> Tables:
    """Two small neighbours: a road of 400,000 and 300,000, fees of 50,000 and 30,005."""
    return {
        "communities": [community("a", households=120, cluster="北巷"), community("b", **({"cluster": "北巷"} | of_b))],
        "works": [
            work("a", "road", 400_000),
            work("a", "general", 50_000, cost_part="other_fees"),
            work("b", "road", 300_000),
            work("b", "general", 30_005, cost_part="other_fees"),
        ],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, county), envelope("county_budget", 2022, later)],
    }


def study_of(folder: Path, tables: Tables, overrides: dict[str, str] | None = None, **more: Any) -> Study:
    pinned = {"policy.works.first_year_share": "1"} | (overrides or {})
    return make_study(folder, tables, overrides=pinned, **({"objectives": list(OBJECTIVES)} | more))


def starts(plan: Plan) -> dict[str, int]:
    new = plan.selection[plan.selection["decision"] == "new"]
    return {site: int(year) for site, year in zip(new["community_id"], new["start_year"], strict=True)}


def test_menu(tmp_path: Path) -> None:
    study = study_of(tmp_path, neighbours(later=2_000_000), TENTH)
    compare(GOLDEN / "S6.menu.txt", menu_text(study, *build_funded_menu(study)))


def test_rows(tmp_path: Path) -> None:
    compare(GOLDEN / "S6.lp", rows_text(problem_of(study_of(tmp_path, neighbours(later=2_000_000), TENTH)), "S6"))


def test_all_together_save(tmp_path: Path) -> None:
    """A tenth of the fees: 5,000 of 50,000, and 3,001 of 30,005 (3,000.5, half up): what is then enough, and a yuan less."""
    cost = 400_000 + 45_000 + 300_000 + 27_004
    study = study_of(tmp_path / "enough", neighbours(cost), TENTH)
    solution, plan = solve(study)
    assert starts(plan) == {"a": 2021, "b": 2021}
    assert plan.selection["cost_yuan"].tolist() == [445_000, 327_004]
    assert plan.selection["reason"].tolist() == [
        "入选；片区“北巷”成员同年开工，共用费用节约 5,000 元",
        "入选；片区“北巷”成员同年开工，共用费用节约 3,001 元",
    ]
    assert broken(study, plan) == set()
    agree(values(solution), brute_force(study) or {})
    less = study_of(tmp_path / "less", neighbours(cost - 1), TENTH)
    solution, plan = solve(less)
    assert starts(plan) == {"a": 2021}  # alone, and nothing is saved
    assert plan.selection["cost_yuan"].tolist() == [450_000, 0]
    assert broken(less, plan) == set()
    agree(values(solution), brute_force(less) or {})


def test_nobody_waits_for_money_of_the_next_year(tmp_path: Path) -> None:
    """450,000 now and 330,005 next year would do one after the other; both in one year have not."""
    tables = neighbours(450_000, later=330_005)
    study = study_of(tmp_path / "cluster", tables)
    solution, plan = solve(study)
    assert starts(plan) == {"a": 2021}
    assert broken(study, plan) == set()
    agree(values(solution), brute_force(study) or {})
    free = study_of(tmp_path / "free", neighbours(450_000, later=330_005, cluster=""))
    _, apart = solve(free)
    assert starts(apart) == {"a": 2021, "b": 2022}
    assert broken(free, apart) == set()
    assert broken(study, apart) == {"S6"}


def test_a_saving_of_less_than_all_is_refused(tmp_path: Path) -> None:
    """A plan made as if a tenth were saved, held against a case where nothing is."""
    lax = study_of(tmp_path / "lax", neighbours(), TENTH)
    _, plan = solve(lax)
    study = study_of(tmp_path / "strict", neighbours())
    assert broken(study, plan) >= {"F7", "S9"}


def test_a_member_that_cannot_start_now_holds_the_saving_back(tmp_path: Path) -> None:
    """b lacks its vote: no joint start in 2021; both start and save in 2022."""
    study = study_of(tmp_path, neighbours(2_000_000, 2_000_000, vote_passed=False), TENTH)
    solution, plan = solve(study)
    assert starts(plan) == {"a": 2022, "b": 2022}
    assert plan.selection["cost_yuan"].sum() == 772_004
    assert broken(study, plan) == set()
    agree(values(solution), brute_force(study) or {})


def test_a_lone_community_is_no_cluster(tmp_path: Path) -> None:
    study = study_of(tmp_path, neighbours(cluster="南巷"), TENTH)
    _, plan = solve(study)
    told = dict(zip(plan.rules_log["rule"], plan.rules_log["reason"], strict=True))
    assert told["S6"] == (
        "0 个片区的成员同年开工，没有节约比例或不能全员开工，不计节约；2 个片区只有一个未实施的小区，不起作用"
    )
    assert plan.selection["cost_yuan"].sum() == 780_005
    assert broken(study, plan) == set()


def test_a_task_that_asks_for_two_years_clashes_with_the_cluster(tmp_path: Path) -> None:
    """b cannot start in 2021, so a would have to, and b in 2022."""
    tables = neighbours(later=2_000_000, vote_passed=False) | {
        "tasks": [{"year": year, "communities": 1} for year in (2021, 2022)]
    }
    with pytest.raises(InfeasibleError) as caught:
        solve(study_of(tmp_path, tables))
    assert any("片区“北巷”的成员须同年开工，全员开工才能节约（S6" in problem.zh for problem in caught.value.problems)
