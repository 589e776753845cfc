"""Rules that count communities, households and area: rows as text, hand-made plans, and what the audit says."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.choice_cases import CHOICE_CASES, ChoiceCase
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run import make_plan
from support.case import community, envelope, fund, make_study, work
from support.golden import compare
from support.rows import rows_text
from support.solve import problem_of, solve, values
from support.twin import broken, refunded

GOLDEN = Path(__file__).parent / "golden"
COUNTED = [rule for rule in CHOICE_CASES if rule != "F8"]  # its rows are of money: allocation/rule_cases.py


def study_of(case: ChoiceCase, folder: Path) -> Study:
    return make_study(folder, case.tables, case.years, header=case.header, **case.scenario)


def lax_study(case: ChoiceCase, folder: Path) -> Study:
    tables = {name: rows for name, rows in case.tables.items() if name not in case.without}
    return make_study(folder, tables, case.years, header=case.header, **case.lax)


def starts(plan: Plan) -> dict[str, int]:
    new = plan.selection[plan.selection["decision"] == "new"]
    return {site: int(year) for site, year in zip(new["community_id"], new["start_year"], strict=True)}


@pytest.mark.parametrize("rule", COUNTED)
def test_rows(rule: str, tmp_path: Path) -> None:
    study = study_of(CHOICE_CASES[rule](), tmp_path)
    compare(GOLDEN / f"{rule}.lp", rows_text(problem_of(study), rule))


@pytest.mark.parametrize("rule", CHOICE_CASES)
def test_the_plan_is_the_one_worked_out_by_hand(rule: str, tmp_path: Path) -> None:
    case = CHOICE_CASES[rule]()
    study = study_of(case, tmp_path)
    solution, plan = solve(study)
    assert starts(plan) == case.starts
    assert values(solution)["soft_broken"] == pytest.approx(case.soft_broken, abs=1e-6)
    mine = plan.constraints[plan.constraints["rule"] == rule]
    assert {row.label: (str(row.activity), str(row.limit), row.unit) for row in mine.itertuples()} == case.lines
    assert broken(study, plan) == set()


@pytest.mark.parametrize("rule", CHOICE_CASES)
def test_without_the_rule_the_plan_is_another_and_the_audit_names_the_rule(rule: str, tmp_path: Path) -> None:
    case = CHOICE_CASES[rule]()
    lax = lax_study(case, tmp_path / "lax")
    _, plan = solve(lax)
    assert starts(plan) == case.free
    assert broken(lax, plan) == set()
    assert broken(study_of(case, tmp_path / "strict"), plan) == {rule}


def test_a_hard_rule_is_named_though_its_lines_are_told(tmp_path: Path) -> None:
    """Every table that follows is made to agree: what remains is the capacity, and the task, that do not hold."""
    for rule in ("S10", "S11"):
        case = CHOICE_CASES[rule]()
        _, plan = solve(lax_study(case, tmp_path / f"{rule}.lax"))
        strict = study_of(case, tmp_path / f"{rule}.strict")
        assert broken(strict, refunded(strict, plan, {})) == {rule}


@pytest.mark.parametrize(
    ("rule", "indicator", "value", "unit"),
    [
        ("Q1", "model_shortfall", 1, "community"),
        ("Q3", "place_shortfall", 30, "household"),
        ("F8", "public_excess", 50_000, "yuan"),
    ],
)
def test_a_soft_rule_that_is_broken_is_told(rule: str, indicator: str, value: int, unit: str, tmp_path: Path) -> None:
    """At a weight of nothing the plan is that without the rule, its shortfall a warning that the audit recomputes."""
    case = CHOICE_CASES[rule]()
    weightless = case.scenario | {"soft_weights": {rule: 0}}
    study = make_study(tmp_path, case.tables, case.years, header=case.header, **weightless)
    solution, plan = solve(study)
    assert starts(plan) == case.free
    assert values(solution)["soft_broken"] == 0
    row = plan.indicators.set_index("indicator").loc[indicator]
    assert (row["value"], row["limit"], row["unit"], row["kind"], bool(row["ok"])) == (value, 0, unit, "warning", False)
    assert broken(study, plan) == set()
    told = plan.indicators.assign(value=plan.indicators["value"].where(plan.indicators["indicator"] != indicator, 0))
    assert broken(study, Plan(**{**vars(plan), "indicators": told})) == {rule}


def test_works_in_progress_beyond_the_capacity_leave_no_room_and_are_told(tmp_path: Path) -> None:
    tables = {
        "projects": [{"project_id": "p", "plan_year": 2020}],
        "communities": [
            community("a", project_id="p", stage="in_progress"),
            community("b", project_id="p", stage="in_progress"),
            community("c"),
        ],
        "works": [work(site, "road", 100_000) for site in "abc"],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 9_000_000)],
        "capacity": [{"year": 2021, "communities": 1}],
    }
    study = make_study(tmp_path, tables, (2021, 2021))
    _, plan = solve(study)
    assert plan.selection.set_index("community_id")["decision"].to_dict() == {
        "a": "continuing", "b": "continuing", "c": "later",
    }  # fmt: skip
    line = plan.constraints.query("rule == 'S10'").iloc[0]
    assert (str(line["activity"]), str(line["limit"]), bool(line["binding"])) == ("2.00", "2.00", True)
    told = plan.indicators.set_index("indicator").loc["under_way_communities"]
    assert (told["value"], told["limit"], bool(told["ok"])) == (2, 1, False)
    assert broken(study, plan) == set()


def test_published_aims_weigh_nothing_unless_the_scenario_says_so(tmp_path: Path) -> None:
    """National law hands down no targets: the aim is a line to read, and the larger community comes first."""
    case = CHOICE_CASES["S11"]()
    tables = {name: rows for name, rows in case.tables.items() if name != "tasks"}
    study = make_study(tmp_path, tables, case.years, header=case.header, overrides=case.scenario["overrides"])
    problem = problem_of(study)
    assert [row.label for row in problem.rows["S11"]] == ["aim=communities"]
    assert problem.shortfalls == []
    solution, plan = solve(study)
    assert values(solution)["soft_broken"] == 0
    assert starts(plan) == case.free
    assert str(plan.constraints.query("rule == 'S11'")["slack"].iloc[0]) == "-1.00"


def clashing(tmp_path: Path, tasks: list[dict[str, int]], **more: object) -> list[str]:
    case = CHOICE_CASES["S11"]()
    tables = case.tables | {"tasks": tasks} | more  # type: ignore[operator]
    with pytest.raises(InfeasibleError) as caught:
        solve(make_study(tmp_path, tables, case.years, **case.scenario))
    return [problem.text("en").replace(f"{tmp_path}/", "") for problem in caught.value.problems[1:]]


def test_a_task_beyond_the_money_clashes_with_the_envelope(tmp_path: Path) -> None:
    """240 households in 2022: b and 0.9 of a take 1,710,000 of 1,000,000; the money reaches b and 0.1 / 0.9 of a."""
    assert clashing(tmp_path, [{"year": 2022, "households": 240}]) == [
        (
            "case/fund_years.csv column envelope = 'county_budget 2022': clash 1: the envelope holds 1,000,000 yuan"
            " (F15 yusuanfa#42.1); giving way here alone takes 710,000 yuan"
        ),
        (
            "case/works.csv column cost = 'a、b 2022': clash 1: works that start must be paid in full (F7 gaotai-2021#5.2);"
            " giving way here alone takes 710,000 yuan"
        ),
        (
            "case/tasks.csv column households = '2022': clash 1: a task of 240 households to start in that year was handed"
            " down (S11 gaotai-2021#2.1.2); giving way here alone takes 79 households"
        ),
    ]


def test_a_task_that_whole_communities_cannot_meet(tmp_path: Path) -> None:
    """160 households in 2022: b and a part of a would do it for 990,000; whole communities reach 150."""
    assert clashing(tmp_path, [{"year": 2022, "households": 160}]) == [
        (
            "case/tasks.csv column households = '2022': clash 1: a task of 160 households to start in that year was handed"
            " down (S11 gaotai-2021#2.1.2); giving way here alone takes 10 households"
        ),
    ]


def test_a_task_against_the_capacity(tmp_path: Path) -> None:
    assert clashing(
        tmp_path, [{"year": 2022, "communities": 2}], capacity=[{"year": 2022, "communities": 1}],
        fund_years=[envelope("county_budget", 2022, 9_000_000)],
    ) == [
        (
            "case/capacity.csv column communities = '2022': clash 1: at most 1 community can be run in that year"
            " (S10 mohurd-2021-50#1.3.2); giving way here alone takes 1 community"
        ),
        (
            "case/tasks.csv column communities = '2022': clash 1: a task of 2 communities to start in that year was handed"
            " down (S11 gaotai-2021#2.1.2); giving way here alone takes 1 community"
        ),
    ]  # fmt: skip


def test_the_price_of_the_floor_is_told_in_benefit(tmp_path: Path) -> None:
    """Need 37 each (age 62 × 0.2, facilities 50 × 0.3, care 50 × 0.2), weight 3: a 111, b 67 instead of c 89."""
    case = CHOICE_CASES["Q3"]()
    finished = make_plan(study_of(case, tmp_path / "study"), tmp_path / "plan")
    assert [note["en"] for note in finished.manifest["notes"]] == [
        "Price of the floor of every place (Q3): benefit 178 instead of 200 without it, 22 points less."
    ]
