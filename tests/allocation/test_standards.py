"""Money by standard beyond its rows: what the policy fills in, works in progress, years without a standard, the yuan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocation.grant_cases import by_site
from allocation.rule_case import plenty
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.run import make_plan
from jiugai.run.provenance import unverified
from support.case import Row, Tables, community, envelope, fund, make_study, work
from support.solve import solve
from support.twin import broken, refunded

AT_ONCE = {"policy.works.first_year_share": "1"}


def case(*rows: Row, years: tuple[int, ...] = (2021,), **more: list[Row]) -> Tables:
    """One community of 100 households and 8,000.5 m², a road of 1,000,000 yuan; province, city and county pay."""
    tables: Tables = {
        "communities": [community("a", floor_area_m2=8000.5, buildings=3)],
        "works": [work("a", "road", 1_000_000)],
        "funds": [fund("provincial"), fund("city"), fund("county_budget")],
        "fund_years": plenty(*years),
        "fund_entitlements": list(rows),
    }
    return tables | more


def limits(plan: Plan) -> dict[str, tuple[str, str]]:
    mine = plan.constraints[plan.constraints["rule"] == "F5"]
    return {row.label: (str(row.activity), str(row.limit)) for row in mine.itertuples()}


def reason(study: Study, folder: Path) -> str:
    log = make_plan(study, folder).plan.rules_log.set_index("rule")["reason"]
    return str(log["F5"])


@pytest.mark.parametrize(
    ("row", "limit"),
    [
        (by_site("provincial", 2021, "household", rate=1500), "150000.00"),
        (by_site("provincial", 2021, "building", rate=20_000), "60000.00"),
        (by_site("provincial", 2021, "community", rate=77_777), "77777.00"),
        (by_site("provincial", 2021, "floor_area", rate=5), "40002.00"),  # 40,002.5 rounded down
        (by_site("provincial", 2021, "floor_area", rate=5, share="0.55"), "22001.00"),  # 22,001.375
        (by_site("provincial", 2021, "cost", share="0.333"), "333000.00"),
        (by_site("provincial", 2021, "household", rate=1500, cap=12_345), "12345.00"),
        (by_site("provincial", 2021, "household"), "100000.00"),  # the policy's 1,000
    ],
)
def test_what_a_standard_counts(row: Row, limit: str, tmp_path: Path) -> None:
    rows = [row, by_site("city", 2021, "household", rate=0)]
    study = make_study(tmp_path, case(*rows), (2021, 2021))
    _, plan = solve(study)
    assert limits(plan) == {"fund=provincial;community=a": (limit, limit)}
    assert broken(study, plan) == set()
    paid = int(float(limit)) + 1
    twin = {("a.road", 2021): {"provincial": paid, "county_budget": 1_000_000 - paid}}
    assert broken(study, refunded(study, plan, twin)) == {"F5"}


@pytest.mark.parametrize(
    ("place", "per_household"),
    [
        (["河南省", "许昌市", "禹州市"], "114000.00"),
        (["广西壮族自治区", "南宁市", "宾阳县"], "350000.00"),
        (["甘肃省", "张掖市", "高台县"], "100000.00"),
    ],
)
def test_the_place_of_the_case_gives_the_standard(place: list[str], per_household: str, tmp_path: Path) -> None:
    tables = case(by_site("provincial", 2021, "household"), by_site("city", 2021, "household", rate=0))
    study = make_study(tmp_path, tables, (2021, 2021), header={"place": place, "borrow": []})
    _, plan = solve(study)
    assert limits(plan)["fund=provincial;community=a"][1] == per_household
    assert "province.per_household" in {row["parameter"] for row in unverified(study)}


def test_a_standard_that_the_case_does_not_ask_for_is_not_named(tmp_path: Path) -> None:
    rows = [by_site("provincial", 2021, "household", rate=1), by_site("city", 2021, "household", rate=1)]
    study = make_study(tmp_path, case(*rows), (2021, 2021))
    assert {"province.per_household", "city.per_m2", "city.share"}.isdisjoint(
        row["parameter"] for row in unverified(study)
    )


def test_an_envelope_by_the_standard_of_the_policy(tmp_path: Path) -> None:
    """1,000 yuan × 70 task households, and each community at most 1,000 × its own 100: the envelope binds."""
    pot = {"fund_id": "provincial", "year": 2021, "basis": "household", "quantity": 70}
    rows = [pot, by_site("provincial", 2021, "household"), by_site("city", 2021, "household", rate=0)]
    study = make_study(tmp_path, case(*rows), (2021, 2021))
    _, plan = solve(study)
    assert limits(plan) == {"fund=provincial;community=a": ("70000.00", "100000.00")}
    envelope_line = plan.constraints.query("rule == 'F15'").set_index("label").loc["fund=provincial;year=2021"]
    assert str(envelope_line["limit"]) == "70000.00"
    assert broken(study, plan) == set()


def test_money_by_standard_alone_is_new_when_used_and_never_lapses(tmp_path: Path) -> None:
    rows = [by_site("provincial", 2021, "household", rate=20_000), by_site("city", 2021, "household", rate=0)]
    study = make_study(tmp_path, case(*rows), (2021, 2021))
    _, plan = solve(study)
    row = plan.funds.set_index("fund_id").loc["provincial"]
    assert row[["new_yuan", "used_yuan", "carried_yuan", "lapsed_yuan"]].tolist() == [1_000_000, 1_000_000, 0, 0]


def test_a_start_year_without_a_standard_gets_nothing_and_the_log_says_so(tmp_path: Path) -> None:
    """The county can pay in 2022 only: the standards of 2021 do not reach that start."""
    rows = [by_site("provincial", 2021, "household", rate=1000), by_site("city", 2022, "household", rate=500)]
    tables = case(*rows, fund_years=[envelope("county_budget", 2021, 0), *plenty(2022)])
    study = make_study(tmp_path, tables, overrides=AT_ONCE)
    plan = make_plan(study, tmp_path / "plan").plan
    assert limits(plan) == {"fund=city;community=a": ("50000.00", "50000.00")}
    told = plan.rules_log.set_index("rule")["reason"]["F5"]
    assert told == (
        "city 没有 2021 年开工的标准，不向这些年新开工的小区安排；"
        "provincial 没有 2022 年开工的标准，不向这些年新开工的小区安排"
    )
    paid = {("a.road", 2022): {"provincial": 1, "city": 50_000, "county_budget": 949_999}}
    assert broken(study, refunded(study, plan, paid)) == {"F5"}


@pytest.mark.parametrize("binding", ["site", "chosen"])
def test_a_community_in_progress_gets_what_is_promised(binding: str, tmp_path: Path) -> None:
    """By its households a would get 100,000; 30,000 are promised, in 2022."""
    row = by_site("provincial", 2021, "household", rate=1000, binding=binding)
    tables = case(
        row, by_site("city", 2021, "household", rate=0), years=(2021, 2022),
        projects=[{"project_id": "p", "plan_year": 2021}],
        communities=[community("a", project_id="p", stage="in_progress")],
        commitments=[{"work_id": "a.road", "fund_id": "provincial", "year": 2022, "committed": 30_000}],
    )  # fmt: skip
    study = make_study(tmp_path, tables)
    _, plan = solve(study)
    label = "fund=provincial;" + ("community=a" if binding == "site" else "year=2021")
    assert limits(plan) == {label: ("30000.00", "30000.00")}
    assert broken(study, plan) == set()
    more = {("a.road", 2021): {"provincial": 1, "county_budget": 969_999}}
    assert broken(study, refunded(study, plan, more)) == {"F5"}


def test_the_log_of_a_case_without_standards(tmp_path: Path) -> None:
    study = make_study(tmp_path, case(funds=[fund("county_budget")]), (2021, 2021))
    assert reason(study, tmp_path / "plan") == "案例没有按入选小区计算的补助标准，不作限制；按任务数量核定的额度见 F15"


def test_without_the_rule_the_audit_names_it(tmp_path: Path) -> None:
    """The same money with a higher standard: only F5 differs."""

    def study_of(rate: int, name: str) -> Study:
        facts: dict[str, Any] = {"rate": rate}
        rows = [by_site("provincial", 2021, "household", **facts), by_site("city", 2021, "household", rate=0)]
        return make_study(tmp_path / name, case(*rows), (2021, 2021))

    lax = study_of(2000, "lax")
    _, plan = solve(lax)
    assert broken(lax, plan) == set()
    assert broken(study_of(1000, "strict"), plan) == {"F5"}
