"""F14 in a plan: Wenzhou's bargain worked out by hand, and what its three lines alone would miss."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocation.enumerated import as_enumerated
from allocation.made_cases import joined, made_cases
from allocation.rule_cases import by_site, plenty
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run import make_plan
from jiugai.run.provenance import unverified
from support.case import Row, Tables, community, envelope, fund, make_study, work
from support.solve import problem_of, solve
from support.twin import broken, refunded

#: everybody agrees, all that is asked arrives, up to 100,000 yuan a household
ALL_PAY = {"policy.resident.collection_rate": "1", "policy.resident.capacity_per_household": "10"}


def asked(basic: str, **more: str) -> dict[str, str]:
    return ALL_PAY | {"policy.resident.asked_share.basic": basic} | more


def case(works: list[Row], row: Row | None = None, site: Row | None = None, **more: Any) -> Tables:
    facts: Row = {"households": 1000, "floor_area_m2": 61234.5, "consent_rate": "1"} | (site or {})
    tables: Tables = {
        "communities": [community("a", **facts)],
        "works": works,
        "funds": [fund("city"), fund("resident"), fund("county_budget")],
        "fund_years": plenty(2021),
        "fund_entitlements": [row or by_site("city", 2021, "matching", share="0.4")],
    }
    return tables | more


def granted(plan: Plan, kind: str = "local", fund_id: str = "city") -> int:
    money = plan.funding[(plan.funding["kind"] == kind) & (plan.funding["fund_id"] == fund_id)]
    return int(money["yuan"].sum())


@pytest.mark.parametrize(
    ("basic", "resident", "wan"),
    [
        ("0.10", 2_345_670, "734.81"),  # the floor: 40 % of 300 × 61,234.5 = 1,837.035 万元
        ("0.14", 3_283_938, "808.30"),  # +4 points: 44 %
        ("0.22", 5_160_474, "918.52"),  # +12: the most, 50 %
        ("0.07", 1_641_969, "624.59"),  # −3: twice that off, 34 %
    ],
)
def test_the_grant_of_the_finished_plan_is_that_of_the_hand(
    basic: str, resident: int, wan: str, tmp_path: Path
) -> None:
    """A road of 2,345.67 万元, as in tests/finance/test_matching.py: there the calculator, here the plan."""
    study = make_study(tmp_path, case([work("a", "road", 23_456_700)], fund_years=[envelope("county_budget", 2021, 30_000_000)]),
                       (2021, 2021), overrides=asked(basic))  # fmt: skip
    _, plan = solve(study)
    assert granted(plan, "resident", "resident") == resident
    assert abs(Decimal(granted(plan)) / 10_000 - Decimal(wan)) <= Decimal("0.005")
    line = plan.constraints.query("rule == 'F14'").iloc[0]
    assert abs(line["limit"] / 10_000 - Decimal(wan)) <= Decimal("0.005")
    assert broken(study, plan) == set()
    more = granted(plan) + 10
    twin = {("a.road", 2021): {"city": more, "resident": resident, "county_budget": 23_456_700 - more - resident}}
    assert broken(study, refunded(study, plan, twin)) == {"F14"}


def test_works_cheaper_than_the_base_are_their_own_base(tmp_path: Path) -> None:
    """1,000,000 yuan for 61,234.5 m²: half of the investment at 10 points above the floor, not of 300 a square metre."""
    study = make_study(tmp_path, case([work("a", "road", 1_000_000)]), (2021, 2021), overrides=asked("0.2"))
    _, plan = solve(study)
    assert (granted(plan), granted(plan, "resident", "resident")) == (500_000, 200_000)


def test_lifts_are_left_out_of_both_sides(tmp_path: Path) -> None:
    """The lift costs 400,000, of which residents are asked 70 %: neither cost nor money of it counts."""
    works = [work("a", "road", 1_000_000), work("a", "elevator", 400_000, "upgrade")]
    rules = [{"fund_id": "city", "trade": "road"}]
    study = make_study(tmp_path, case(works, fund_rules=rules), (2021, 2021), overrides=asked("0"))
    _, plan = solve(study)
    paid = plan.funding[plan.funding["fund_id"] == "resident"].groupby("work_id")["yuan"].sum()
    assert paid.sum() == 280_000
    assert paid["a.road"] >= 200_000  # 10 points above 10 % of the road: the most, 50 % of it
    assert granted(plan) == 500_000
    assert broken(study, plan) == set()
    on_the_lift = {
        ("a.road", 2021): {"city": 500_000, "county_budget": 500_000},
        ("a.elevator", 2021): {"resident": 280_000, "county_budget": 120_000},
    }
    assert broken(study, refunded(study, plan, on_the_lift)) == {"F14"}


def test_a_community_below_the_bargain_goes_without_the_grant(tmp_path: Path) -> None:
    """Upgrade works, floor 70 %, nothing brought: 0.4 − 2 × 0.7 is below zero, yet the county alone may pay for them."""
    works = [work("a", "greening", 500_000, "upgrade")]
    overrides = asked("0", **{"policy.resident.asked_share.upgrade": "0"})
    study = make_study(tmp_path, case(works), (2021, 2021), overrides=overrides)
    assert [name for name in problem_of(study).helpers if name.startswith("join")] == ["join[city, a:upgrade@2021]"]
    _, plan = solve(study)
    assert plan.selection["decision"].tolist() == ["new"]
    assert granted(plan) == 0
    assert broken(study, plan) == set()
    twin = {("a.greening", 2021): {"city": 2, "county_budget": 499_998}}
    assert broken(study, refunded(study, plan, twin)) == {"F14"}


@pytest.mark.parametrize(("brought", "grant"), [("0.52", 20_000), ("0.4", 0)])
def test_the_bargain_begins_where_the_line_leaves_zero(brought: str, grant: int, tmp_path: Path) -> None:
    """0.4 − 2 × (0.7 − 0.52) = 0.04 of 500,000; at 40 % it is still below zero."""
    overrides = asked("0", **{"policy.resident.asked_share.upgrade": brought})
    study = make_study(tmp_path, case([work("a", "greening", 500_000, "upgrade")]), (2021, 2021), overrides=overrides)
    _, plan = solve(study)
    assert granted(plan) == grant
    assert broken(study, plan) == set()


def test_in_progress_what_is_promised_and_a_year_without_a_bargain_nothing(tmp_path: Path) -> None:
    tables = case(
        [work("a", "road", 1_000_000), work("b", "road", 500_000)],
        communities=[
            community("a", project_id="p", stage="in_progress", consent_rate="1"), community("b", consent_rate="1"),
        ],
        projects=[{"project_id": "p", "plan_year": 2020}],
        commitments=[{"work_id": "a.road", "fund_id": "city", "year": 2021, "committed": 30_000}],
        fund_years=plenty(2021, 2022),
        fund_entitlements=[by_site("city", 2022, "matching", share="0.4")],
    )  # fmt: skip
    study = make_study(tmp_path, tables, overrides=asked("0.1", **{"policy.works.first_year_share": "1"}))
    plan = make_plan(study, tmp_path / "plan").plan
    assert plan.selection.set_index("community_id")["start_year"]["b"] == 2022  # for the grant: the county saves
    limits = {row.label: str(row.limit) for row in plan.constraints.query("rule == 'F14'").itertuples()}
    assert limits == {"fund=city;community=a": "30000.00", "fund=city;community=b": "200000.00"}
    told = plan.rules_log.set_index("rule")["reason"]["F14"]
    assert told == "city 没有 2021 年开工的标准，不向这些年新开工的小区安排"


def test_a_cap_bounds_the_grant(tmp_path: Path) -> None:
    row = by_site("city", 2021, "matching", share="0.4", rate=300, cap=123_456)
    study = make_study(tmp_path, case([work("a", "road", 1_000_000)], row), (2021, 2021), overrides=asked("0.1"))
    _, plan = solve(study)
    assert granted(plan) == 123_456
    assert broken(study, plan) == set()


def test_what_the_case_says_is_not_asked_of_the_policy(tmp_path: Path) -> None:
    def named(row: Row, name: str) -> set[str]:
        study = make_study(tmp_path / name, case([work("a", "road", 1_000_000)], row), (2021, 2021))
        return {found["parameter"] for found in unverified(study)} & {
            "matching.base",
            "matching.ratio",
            "matching.gain",
        }

    assert named(by_site("city", 2021, "matching"), "all") == {"matching.base", "matching.ratio", "matching.gain"}
    assert named(by_site("city", 2021, "matching", share="0.4", rate=200), "own") == {"matching.gain"}
    assert named(by_site("city", 2021, "household", rate=1), "none") == set()


def test_one_point_of_the_policy_less_and_the_audit_names_the_rule(tmp_path: Path) -> None:
    def study_of(ratio: str) -> Study:
        row = by_site("city", 2021, "matching", share=ratio)
        return make_study(tmp_path / ratio, case([work("a", "road", 1_000_000)], row), (2021, 2021),
                          overrides=asked("0.1"))  # fmt: skip

    _, plan = solve(study_of("0.41"))
    assert broken(study_of("0.4"), plan) == {"F14"}


@st.composite
def bargains(draw: st.DrawFn) -> Tables:
    """A matched city fund for starts of one year or both, residents who bring little or much."""
    share = draw(st.sampled_from(["0.1", "0.4", "0.8"]))
    years = draw(st.sampled_from([(2021, 2022), (2021,), (2022,)]))
    cap = {"cap": draw(st.integers(1, 30)) * 10_000} if draw(st.booleans()) else {}
    rows = [by_site("city", year, "matching", share=share, rate=draw(st.integers(0, 120)), **cap) for year in years]
    return {"funds": [fund("city")], "fund_entitlements": rows}


@given(tables=made_cases(sites=(2, 2)), more=bargains(), rate=st.sampled_from(["0.1", "0.6", "1"]))
def test_made_bargains(tables: Tables, more: Tables, rate: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        overrides = {"policy.resident.collection_rate": rate, "policy.resident.asked_share.basic": "0.2"}
        study = make_study(Path(folder), joined(tables, more), overrides=overrides)
        as_enumerated(study, audited=True)
