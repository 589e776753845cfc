"""F13 beyond its rows: beside a loan, with a grace, without revenue, and from whom it may come."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from jiugai.errors import DataError, PolicyError
from jiugai.inputs.study import Study
from jiugai.money import round_half_up
from jiugai.plan import Plan
from support.case import Row, agreement, community, envelope, fund, make_study, work
from support.solve import solve
from support.twin import broken, refunded

PARKING = work("a", "parking", 400_000, net_revenue_per_year=60_000, revenue_vote_passed=True)


def planned(folder: Path, *funds: Row, agreed: int = 400_000, **parking: object) -> tuple[Study, Plan]:
    tables = {
        "communities": [community("a")],
        "works": [work("a", "road", 1_000_000), PARKING | parking],
        "funds": [*funds, fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 9_000_000)],
        "own_money": [agreement(str(row["fund_id"]), "a", agreed) for row in funds if row["kind"] == "social"],
    }
    study = make_study(folder, tables, (2021, 2021))
    plan = solve(study)[1]
    assert broken(study, plan) == set()
    return study, plan


def paid(plan: Plan) -> dict[str, int]:
    return {str(name): int(yuan) for name, yuan in plan.funding.groupby("fund_id")["yuan"].sum().items()}


def test_a_loan_and_private_capital_share_the_revenue_once(tmp_path: Path) -> None:
    """180,000 of capital returns 45,000 a year; 15,000 are left for a loan: 0.66 of a yuan in 2022, so 22,727."""
    study, plan = planned(tmp_path, fund("loan"), fund("social_capital", rate="0", term_years=4), agreed=180_000)
    assert paid(plan) == {"social_capital": 180_000, "loan": 22_727, "county_budget": 1_197_273}
    lines = plan.constraints.set_index(["rule", "label"])["activity"]
    assert str(lines["D6", "fund=loan;project=a;year=2022"]) == "15000.00"
    assert str(lines["F13", "project=a;year=2025"]) == "60000.00"  # the loan is repaid
    more = {"loan": 60_000, "social_capital": 180_000, "county_budget": 160_000}
    assert broken(study, refunded(study, plan, {("a.parking", 2021): more})) == {"D6", "F13"}


def test_a_grace_lets_the_return_wait_and_grow(tmp_path: Path) -> None:
    """10 % over two years after one of grace: 0.6338 of a yuan a year in 2023 and 2024, nothing in 2022."""
    _, plan = planned(tmp_path, fund("social_capital", rate="0.10", term_years=3, grace_years=1))
    lines = plan.constraints[plan.constraints["rule"] == "F13"].set_index("label")
    assert list(lines.index) == ["project=a;year=2023", "project=a;year=2024"]
    factor = Fraction(11, 10) * Fraction(1, 10) / (1 - Fraction(10, 11) ** 2)
    assert paid(plan)["social_capital"] == round_half_up(60_000 / factor)


@pytest.mark.parametrize(
    "lacking", [{"net_revenue_per_year": 0}, {"revenue_vote_passed": False}, {"revenue_kind": "property_fee"}]
)
def test_works_without_revenue_of_their_own_take_none(lacking: Row, tmp_path: Path) -> None:
    study, plan = planned(tmp_path, fund("social_capital"), **lacking)
    assert set(paid(plan)) == {"county_budget"}
    reasons = plan.rules_log.set_index("rule")["reason"]
    assert reasons["F13"] == "社会资本没有可用的工程：须有经表决的净收益（物业费除外），并在约定的小区"
    one = {("a.parking", 2021): {"social_capital": 1, "county_budget": 399_999}}
    assert "F13" in broken(study, refunded(study, plan, one))


def test_the_government_is_no_private_investor(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        planned(tmp_path, fund("social_capital", borrower="某县财政局"))
    assert "private capital social_capital must not come from the government (gaotai-2021#3.6.2)" in (
        caught.value.problems[0].text("en")
    )


@pytest.mark.parametrize("facts", [{"level": "county"}, {"instrument": "grant"}])
def test_private_capital_is_no_public_money(facts: Row, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        planned(tmp_path, fund("social_capital", **facts))
    assert "private capital has level none and is a contribution" in str([p.en for p in caught.value.problems])
