"""S12 beyond its rows: when a lock binds, what of a task is held, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocation.choice_cases import CHOICE_CASES
from allocation.test_choice_rules import starts
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from support.case import Tables, community, make_study
from support.solve import solve
from support.twin import broken, refunded

GUANGXI = {"borrow": ["xuchang-2021-13", "ankang-2021", "wenzhou-resident-min", "guangxi-2021"]}


def tables(**project: Any) -> Tables:
    case = CHOICE_CASES["S12"]().tables
    return case | {"projects": [case["projects"][0] | project]}


def planned(folder: Path, given: Tables, header: dict[str, Any] | None = None, **scenario: Any) -> tuple[Study, Plan]:
    study = make_study(folder, given, (2021, 2021), header=header, **scenario)
    plan = solve(study)[1]
    assert broken(study, plan) == set()
    return study, plan


@pytest.mark.parametrize(
    ("project", "header", "as_of", "bound"),
    [
        ({"locked_on": "2021-03-01"}, {}, "2021-12-31", True),
        ({"locked_on": "2021-03-01", "change_approval": "2号"}, {}, "2021-12-31", False),
        ({"locked_on": "2021-12-31"}, {}, "2021-12-30", False),  # nobody knows of it yet
        ({"locked_on": "2021-03-01"}, GUANGXI, "2021-06-30", False),  # the last day for a swap
        ({"locked_on": "2021-03-01"}, GUANGXI, "2021-07-01", True),
        ({"locked_on": "2021-03-01"}, {}, "2021-06-30", True),  # no rule on swaps reaches the place
    ],
)
def test_when_a_lock_binds(
    project: dict[str, str], header: dict[str, Any], as_of: str, bound: bool, tmp_path: Path
) -> None:
    given = tables(**project) | {"commitments": []}
    _, plan = planned(tmp_path, given, header, as_of=as_of)
    assert starts(plan) == ({"a": 2021} if bound else {"b": 2021})
    reason = plan.rules_log.set_index("rule")["reason"]["S12"]
    assert ("p" in reason.partition("：")[2]) == (not bound)


def test_a_locked_community_says_so_and_its_other_options_are_told(tmp_path: Path) -> None:
    _, plan = planned(tmp_path, tables())
    reasons = plan.selection.set_index("community_id")["reason"]
    assert reasons["a"].startswith("入选，任务已下达，年度和范围锁定")
    gone = plan.removed[plan.removed["rule"] == "S12"][["site", "option", "values"]].to_numpy().tolist()
    assert gone == [["a", "basic@2021", "locked_year=2021;locked_tier=improvement"]]


def test_promised_money_of_another_fund_is_no_promise_kept(tmp_path: Path) -> None:
    given = tables()
    given["funds"] = [*given["funds"], {"fund_id": "city", "name": "city", "channel": "city", "kind": "local",
                      "level": "city", "instrument": "grant", "scope": "pooled", "status": "issued"}]  # fmt: skip
    given["fund_years"] = [*given["fund_years"], {"fund_id": "city", "year": 2021, "envelope": 2_000_000}]
    study, plan = planned(tmp_path, given)
    other = {("a.road", 2021): {"city": 500_000}, ("a.greening", 2021): {"county_budget": 299_999, "city": 100_001}}
    assert broken(study, refunded(study, plan, other)) == {"S12"}


def test_another_scope_in_the_plan_is_named(tmp_path: Path) -> None:
    """The plan of basic works alone, made where only the year is locked."""
    loose = tables()
    loose["communities"] = [community("a", project_id="p", locked_tier=""), community("b", households=150)]
    loose["fund_years"] = [row | {"envelope": 500_000} for row in loose["fund_years"]]
    _, plan = planned(tmp_path / "loose", loose)
    assert plan.selection.set_index("community_id")["tier"]["a"] == "basic"
    strict = loose | {"communities": tables()["communities"]}
    assert "S12" in broken(make_study(tmp_path / "strict", strict, (2021, 2021)), plan)


def told(folder: Path, given: Tables, **scenario: Any) -> list[str]:
    with pytest.raises(InfeasibleError) as caught:
        solve(make_study(folder, given, (2021, 2021), **scenario))
    return [problem.text("en").replace(f"{folder}/", "") for problem in caught.value.problems[1:]]


def test_a_lock_without_the_money_names_both(tmp_path: Path) -> None:
    given = tables()
    given["fund_years"] = [
        row | {"envelope": 800_000} for row in given["fund_years"] if row["fund_id"] == "county_budget"
    ]
    given["funds"] = given["funds"][:1]
    found = told(tmp_path, given)
    assert (
        "case/communities.csv column community_id = 'a': clash 1: its task is locked: it must be renewed as handed down"
        " (S12 touzi-tiaoli#21.1); giving way here alone takes 1 community"
    ) in found
    assert any("the envelope holds 800,000 yuan" in sentence for sentence in found)


def test_a_lock_that_a_gate_bars_names_the_gate(tmp_path: Path) -> None:
    given = tables() | {"commitments": []}
    given["communities"] = [row | {"consent_rate": "0.5"} for row in given["communities"]]
    assert told(tmp_path, given) == [
        (
            "case/communities.csv column community_id = 'a': clash 1: its task is locked, but the locked year and scope"
            " leave no option (E3) (S12 touzi-tiaoli#21.1); giving way here alone takes 1 community"
        )
    ]
