"""Loans on the whole-yuan schedule: the last payment takes what all the others were rounded by."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.rule_cases import RULE_CASES, RuleCase
from support.case import envelope, make_study
from support.solve import solve
from support.twin import broken

LOAN = {"term_years": 15, "grace_years": 1, "repayment": "equal_instalment", "rate": "0.0465"}


def case_of(revenue: int) -> RuleCase:
    """The loan of the golden case over 14 equal instalments, its parking earning `revenue` a year."""
    case = RULE_CASES["D6"]()
    for row in case.tables["works"]:
        if row["work_id"] == "a.parking":
            row["net_revenue_per_year"] = revenue
    case.tables["funds"][0] |= LOAN
    return case


@pytest.mark.parametrize(("revenue", "borrowed"), [(20_000, 168_732), (20_115, 169_602)])
def test_the_last_payment_is_covered_too(revenue: int, borrowed: int, tmp_path: Path) -> None:
    """Equal instalments over 14 years, half a yuan rounded in each: of 169,702 yuan the last one would be 8 too high.

    With 20,000 yuan of revenue rounding stays within the yuan that a line may miss, and the loan is as large as it can
    be; with 20,115 it is 100 yuan smaller, and the county pays them.
    """
    case = case_of(revenue)
    study = make_study(tmp_path, case.tables, case.years, header=case.header, **case.scenario)
    _, plan = solve(study)
    assert int(plan.funding["yuan"][plan.funding["fund_id"] == "loan"].sum()) == borrowed
    assert broken(study, plan) == set()


def test_years_before_the_revenue_begins_stand_in_no_way(tmp_path: Path) -> None:
    """County money comes in the second year only: in it, the first in which a loan could fall due, nothing is earned."""
    case = case_of(20_115)
    case.tables["fund_years"] = [envelope("county_budget", 2022, 2_500_000)]
    study = make_study(tmp_path, case.tables, (2021, 2022), header=case.header, **case.scenario)
    _, plan = solve(study)
    loan = plan.funding[plan.funding["fund_id"] == "loan"]
    assert loan[["cost_year", "yuan"]].to_numpy().tolist() == [[2022, 169_602]]
    assert broken(study, plan) == set()
