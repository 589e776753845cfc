"""Who may pay what: a table per rule as committed text, and a plan whose money goes to the wrong work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from jiugai.errors import PolicyError
from support.case import Tables, community, envelope, fund, make_study, work
from support.golden import compare
from support.rows import payers_text
from support.solve import problem_of, solve
from support.twin import broken, refunded

GOLDEN = Path(__file__).parent / "golden"


class Case(NamedTuple):
    tables: Tables
    twin: dict[tuple[str, int], dict[str, int]]
    years: tuple[int, int] = (2021, 2021)
    scenario: dict[str, Any] = {}  # noqa: RUF012  never written to


def e1() -> Case:
    # built in 2000 and in 2001, the limit is 2000: central and provincial money for a only
    funds = [fund("central_fiscal"), fund("provincial"), fund("city"), fund("county_budget")]
    return Case(
        {
            "communities": [community("a", built_year=2000), community("b", built_year=2001)],
            "works": [work("a", "road", 1_000_000), work("b", "road", 500_000)],
            "funds": funds,
            "fund_years": [envelope(row["fund_id"], 2021, 2_000_000) for row in funds],
        },
        {("b.road", 2021): {"provincial": 500_000}},
        scenario={"objectives": ["basic_households"]},  # a start on local money costs points: not asked about here
    )


def e6() -> Case:
    # the application of 2021 is lost: upper money pays starts of 2022, and c, under way since 2020
    funds = [fund("central_fiscal"), fund("provincial"), fund("county_budget")]
    return Case(
        {
            "projects": [{"project_id": "p", "plan_year": 2021}],
            "communities": [community("a"), community("c", stage="in_progress", project_id="p")],
            "works": [work("a", "road", 1_000_000), work("c", "road", 500_000)],
            "funds": funds,
            "fund_years": [envelope(row["fund_id"], year, 2_000_000) for row in funds for year in (2021, 2022)],
        },
        {("a.road", 2021): {"provincial": 600_000}},
        (2021, 2022),
        {"overrides": {"policy.findings.barred_year": "2021"}, "objectives": ["basic_households", "completion"]},
    )


def s3() -> Case:
    # the insulation was paid by the centre before: neither the subsidy nor sector money of the centre comes again
    sector = fund("sector", "culture", level="central")
    funds = [fund("central_fiscal"), sector, fund("provincial"), fund("county_budget")]
    return Case(
        {
            "communities": [community("a")],
            "works": [
                work("a", "road", 1_000_000, central_funded_before=False),
                work("a", "roof", 300_000),
                work("a", "insulation", 500_000, central_funded_before=True),
            ],
            "funds": funds,
            "fund_rules": [{"fund_id": "culture", "trade": trade} for trade in ("insulation", "roof")],
            "fund_years": [envelope(row["fund_id"], 2021, 2_000_000) for row in funds],
        },
        {("a.insulation", 2021): {"culture": 500_000}},
    )


def s7() -> Case:
    # no standard of subsidy for removal: the county pays the sheds; d, under way, keeps its subsidy
    funds = [fund("central_fiscal"), fund("provincial"), fund("county_budget")]
    return Case(
        {
            "projects": [{"project_id": "p", "plan_year": 2021}],
            "communities": [community("a"), community("d", stage="in_progress", project_id="p")],
            "works": [work("a", "demolition", 300_000), work("a", "road", 1_000_000), work("d", "demolition", 200_000)],
            "funds": funds,
            "fund_years": [envelope(row["fund_id"], 2021, 2_000_000) for row in funds],
        },
        {("a.demolition", 2021): {"provincial": 300_000}},
        scenario={"overrides": {"policy.demolition.upper_money": "0"}},
    )


def f6() -> Case:
    # money for elderly care of the upgrade tier pays nothing else
    return Case(
        {
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "elderly_care", 300_000, "upgrade"),
                work("b", "elderly_care", 200_000),
            ],
            "funds": [fund("sector"), fund("county_budget")],
            "fund_rules": [{"fund_id": "sector", "trade": "elderly_care", "tier": "upgrade"}],
            "fund_years": [envelope("sector", 2021, 1_000_000), envelope("county_budget", 2021, 2_000_000)],
        },
        {("a.road", 2021): {"sector": 1, "county_budget": 999_999}},
    )


def f19() -> Case:
    # money of the plan of 2021 pays starts of 2021, in 2022 too; that of 2022 starts of 2022; the county pays any
    return Case(
        {
            "communities": [community("a"), community("b")],
            "works": [work("a", "road", 1_000_000), work("b", "roof", 500_000)],
            "funds": [
                fund("central_fiscal", "plan2021", plan_year=2021),
                fund("central_fiscal", "plan2022", plan_year=2022),
                fund("county_budget"),
            ],
            "fund_years": [
                envelope("plan2021", 2021, 1_000_000),
                envelope("plan2022", 2022, 500_000),
                envelope("county_budget", 2021, 1_000),
                envelope("county_budget", 2022, 1_000),
            ],
        },
        {("a.road", 2021): {"plan2021": 599_000, "plan2022": 1_000}},
        (2021, 2022),
    )


def d7() -> Case:
    # a company borrows for parking that earns; nobody borrows for the road, or where owners did not vote
    return Case(
        {
            "communities": [community("a"), community("b")],
            "works": [
                work("a", "road", 1_000_000),
                work("a", "parking", 300_000, net_revenue_per_year=40_000, revenue_vote_passed=True),
                work("b", "parking", 200_000, net_revenue_per_year=40_000),
            ],
            "funds": [fund("loan"), fund("county_budget")],
            "fund_years": [envelope("county_budget", 2021, 2_000_000)],
        },
        {},
    )


CASES: dict[str, Callable[[], Case]] = {"E1": e1, "E6": e6, "S3": s3, "S7": s7, "F6": f6, "F19": f19, "D7": d7}


@pytest.mark.parametrize("rule", CASES)
def test_payers(rule: str, tmp_path: Path) -> None:
    case = CASES[rule]()
    study = make_study(tmp_path, case.tables, case.years, **case.scenario)
    compare(GOLDEN / f"{rule}.payers.txt", payers_text(study, problem_of(study).classes))


@pytest.mark.parametrize(
    ("rule", "also"),
    [
        ("E1", set()),
        ("E6", set()),
        ("S3", set()),
        ("S7", set()),
        ("F6", {"model#fund-rules"}),
        ("F19", {"F15"}),
    ],  # money of 2022 spent in 2021 is not there either
)
def test_money_for_the_wrong_work(rule: str, also: set[str], tmp_path: Path) -> None:
    case = CASES[rule]()
    study = make_study(tmp_path, case.tables, case.years, **case.scenario)
    _, plan = solve(study)
    assert broken(study, plan) == set()
    assert set(plan.selection["decision"]) <= {"new", "continuing"}
    assert broken(study, refunded(study, plan, case.twin)) == {rule} | also


@pytest.mark.parametrize("borrower", ["高台县人民政府", "county", "高台县财政局"])
def test_a_loan_of_the_county_is_refused(borrower: str, tmp_path: Path) -> None:
    tables = d7().tables
    tables["funds"][0] |= {"borrower": borrower}
    study = make_study(tmp_path, tables, (2021, 2021))
    with pytest.raises(PolicyError) as caught:
        problem_of(study)
    (problem,) = caught.value.problems
    assert caught.value.exit_code == 2
    assert (problem.where.column, problem.where.value) == ("borrower", borrower)
    assert Path(problem.where.file).name == "funds.csv"
    assert study.clause("D7") in problem.zh
    assert study.clause("D7") in problem.en
