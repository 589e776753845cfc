"""P8: what falls due of a plan made by hand, and a table that hides or invents something."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.rule_cases import RULE_CASES
from audit.tiny import PLAN, failed, tiny_plan, tiny_study
from jiugai.plan import Plan
from support.case import community, envelope, fund, make_study, work
from support.solve import solve
from support.twin import broken


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2022,2022-12-31,spend,central,2021,40000,taken_back,law#F15\n", ""),  # a deadline that is kept quiet
        ("2022,2022-12-31,spend", "2022,2022-12-30,spend"),
        ("2023,2023-12-31,lapse", "2024,2024-12-31,lapse"),
        ("lapse,central,2022,100000", "lapse,central,2022,99999"),
        ("2024,,debt_service,loan,p1,48403,arrears", "2024,,debt_service,loan,p1,48403,no_start"),
        ("2024,,debt_service,loan,p1,48403,arrears,law#D6", "2024,,debt_service,loan,p1,48403,arrears,law#D1"),
        ("2021,,split", "2021,,E4"),
    ],
)
def test_a_list_that_is_not_that_of_the_plan(old: str, new: str) -> None:
    assert PLAN["due"].count(old) == 1
    assert failed(tiny_study(), tiny_plan(due=PLAN["due"].replace(old, new))) == {"law#P8"}


def test_without_the_rule_nobody_asks() -> None:
    plan = tiny_plan(due=PLAN["due"].strip().split("\n")[0])
    assert failed(tiny_study(off=frozenset(["P8"])), plan) == set()


def _due(plan: Plan) -> list[tuple[int, str, str, str, str, int]]:
    columns = ["due_year", "due_date", "what", "fund_id", "subject", "yuan"]
    return [tuple(row) for row in plan.due[columns].itertuples(index=False)]


def test_advances_conditions_and_what_later_plans_may_use(tmp_path: Path) -> None:
    """A road in 2022 without a vote: 1,000,000 of a province's 1,500,000, the rest of which lapses after the plan."""
    tables = {
        "communities": [community("a", vote_passed=False, consent_rate="0.5")],
        "works": [work("a", "road", 1_000_000)],
        "funds": [fund("provincial"), fund("county_budget")],
        "fund_years": [envelope("provincial", 2022, 1_500_000), envelope("county_budget", 2021, 1)],
    }
    study = make_study(tmp_path, tables)
    _, plan = solve(study)
    assert _due(plan) == [
        (2022, "", "E3", "", "a", 1_000_000),
        (2022, "", "E4", "", "a", 1_000_000),
        (2023, "2023-12-31", "lapse", "provincial", "2022", 500_000),
    ]
    assert broken(study, plan) == set()


def test_an_advance_comes_back(tmp_path: Path) -> None:
    """F20's case: 200,000 of the reward come back in 2022; of its 700,000, 600,000 are used and 100,000 lapse."""
    case = RULE_CASES["F20"]()
    _, plan = solve(make_study(tmp_path, case.tables, case.years))
    assert _due(plan) == [
        (2022, "", "repay_bridge", "reward", "a", 200_000),
        (2022, "2022-12-31", "lapse", "reward", "2022", 100_000),
        (2022, "2022-12-31", "spend", "reward", "2022", 600_000),
    ]
