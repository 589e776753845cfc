"""F17: money that is moved between two accounts, or left in one, is named; an account with an advance by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from allocation.rule_cases import RULE_CASES
from audit.tiny import PLAN, failed, tiny_plan, tiny_study
from support.case import make_study
from support.solve import solve
from support.twin import broken


def accounts(*pairs: tuple[str, str]) -> str:
    text = PLAN["accounts"]
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "pairs",
    [
        # 10,000 of central money go from p1 to p0, in equal to out in both
        (
            ("central,p0,2021,60000,0,60000", "central,p0,2021,70000,0,70000"),
            ("central,p1,2021,800000,0,800000", "central,p1,2021,790000,0,790000"),
        ),
        # p1 is paid by the county's account instead of the bank's
        (
            ("county,p1,2022,70000,0,70000", "county,p1,2022,160000,0,160000"),
            ("loan,p1,2022,90000,0,90000,0,0\n", ""),
        ),
        (("water_co,p1,2021,400000,0,400000", "water_co,p1,2021,400000,0,399999"),),  # one yuan stays in the account
        (("residents,p1,2021,18240,0,18240,0,0", "residents,p1,2021,18240,0,18240,0,5"),),  # owed to nobody
        (("bond,p0,2021", "bond,p2,2021"),),
    ],
)
def test_an_account_that_is_not_that_of_its_money(pairs: tuple[tuple[str, str], ...]) -> None:
    assert failed(tiny_study(), tiny_plan(accounts=accounts(*pairs))) == {"law#F17"}


def test_without_the_rule_nobody_asks() -> None:
    plan = tiny_plan(accounts=PLAN["accounts"].strip().split("\n")[0])
    assert failed(tiny_study(off=frozenset(["F17"])), plan) == set()
    assert failed(tiny_study(), plan) == {"law#F17"}


def test_an_account_with_an_advance(tmp_path: Path) -> None:
    """F20's case: of the reward's 600,000, 200,000 are advanced in 2021 and paid back when it comes in 2022."""
    case = RULE_CASES["F20"]()
    study = make_study(tmp_path, case.tables, case.years)
    _, plan = solve(study)
    found = {(row.fund_id, row.year): tuple(row)[4:] for row in plan.accounts.itertuples()}
    assert set(plan.accounts["project"]) == {"a"}
    assert found == {
        ("county_budget", 2021): (400_000, 0, 400_000, 0, 0),
        ("reward", 2021): (0, 200_000, 200_000, 0, 200_000),
        ("reward", 2022): (600_000, 0, 400_000, 200_000, 0),
    }
    never_paid_back = plan.accounts.assign(
        repaid_yuan=0, paid_yuan=plan.accounts["paid_yuan"] + plan.accounts["repaid_yuan"]
    )
    assert broken(study, replace(plan, accounts=never_paid_back)) == {"F17"}
