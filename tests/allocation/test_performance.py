"""Q4: money applied for follows the performance, money issued does not; the audit scales it by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.brute import brute_force
from allocation.enumerated import agree
from allocation.rule_cases import by_site, plenty
from jiugai.inputs.study import Study
from jiugai.run import make_plan
from support.case import Tables, community, envelope, fund, make_study, work
from support.solve import solve, values
from support.twin import broken

YEARS = (2021, 2022)
MULTIPLIER = "policy.performance.multiplier"


def tables() -> Tables:
    """The centre applied for 500,003 yuan in 2022, issued 300,001 in 2021; the province applied for by household."""
    return {
        "communities": [community("a"), community("b")],
        "works": [work("a", "water", 2_000_000), work("b", "water", 900_000)],
        "funds": [
            fund("central_fiscal", "issued", carry_years=0),
            fund("central_fiscal", "applied", status="applied", carry_years=0),
            fund("provincial", status="applied"),
            fund("city", status="applied", carry_years=0),
            fund("county_budget"),
        ],
        "fund_years": [
            envelope("issued", 2021, 300_001),
            envelope("applied", 2022, 500_003),
            envelope("city", 2021, 7_001),
            *plenty(*YEARS),
        ],
        "fund_entitlements": [by_site("provincial", year, "household", rate=1001) for year in YEARS],
    }


def study_of(folder: Path, multiplier: str | None) -> Study:
    overrides = {} if multiplier is None else {MULTIPLIER: multiplier}
    return make_study(folder, tables(), YEARS, overrides=overrides)


@pytest.mark.parametrize(
    ("multiplier", "applied", "by_household", "cut", "ok"),
    [
        ("0.9", 450_002, "90090.00", 50_001, False),  # 450,002.7 and 90,090
        ("1.1", 550_003, "110110.00", -50_000, True),  # 550,003.3: rewarded
        ("1", 500_003, "100100.00", 0, True),
    ],
)
def test_what_is_scaled(multiplier: str, applied: int, by_household: str, cut: int, ok: bool, tmp_path: Path) -> None:
    study = study_of(tmp_path, multiplier)
    solution, plan = solve(study)
    new = plan.funds.groupby("fund_id")["new_yuan"].sum()
    assert (new["issued"], new["applied"], new["city"]) == (300_001, applied, 7_001)
    standards = plan.constraints.query("rule == 'F5'")
    assert {str(limit) for limit in standards["limit"]} == {by_household}
    told = plan.indicators[plan.indicators["indicator"] == "performance_cut"].set_index("year")
    assert told["value"].to_dict() == {2021: 0, 2022: cut}
    assert bool(told.loc[2022, "ok"]) == ok
    assert broken(study, plan) == set()
    expected = brute_force(study)
    assert expected is not None
    agree(values(solution), expected)


def test_by_default_nothing_is_scaled_and_nothing_is_told(tmp_path: Path) -> None:
    study = study_of(tmp_path, None)
    plan = make_plan(study, tmp_path / "plan").plan
    assert plan.funds.groupby("fund_id")["new_yuan"].sum()["applied"] == 500_003
    assert "performance_cut" not in set(plan.indicators["indicator"])
    assert plan.rules_log.set_index("rule")["reason"]["Q4"] == (
        "没有给出绩效系数（performance.multiplier），上级资金按案例所填数计"
    )


def test_the_log_tells_the_multiplier(tmp_path: Path) -> None:
    plan = make_plan(study_of(tmp_path, "0.9"), tmp_path / "plan").plan
    assert plan.rules_log.set_index("rule")["reason"]["Q4"] == (
        "拟申请的上级资金2021 年按 0.9 计、2022 年按 0.9 计，已下达、已承诺的不变；体现在资金额度中（F15）"
    )


def test_a_plan_that_does_not_scale_is_refused(tmp_path: Path) -> None:
    """Envelope (F15), standard (F5), and Q4 for the new money and its indicator."""
    _, plan = solve(study_of(tmp_path / "lax", "1"))
    assert broken(study_of(tmp_path / "strict", "0.9"), plan) >= {"Q4", "F5", "F15"}


def test_a_plan_that_scales_nothing_of_standards_breaks_its_envelope_alone(tmp_path: Path) -> None:
    """Without money by standard: the new money of the year is Q4's, what was used beyond it F15's."""

    def study(name: str, multiplier: str) -> Study:
        case = tables()
        case["funds"] = [row for row in case["funds"] if row["fund_id"] != "provincial"]
        case["fund_entitlements"] = []
        return make_study(tmp_path / name, case, YEARS, overrides={MULTIPLIER: multiplier})

    _, plan = solve(study("lax", "1"))
    assert broken(study("strict", "0.9"), plan) == {"Q4", "F15", "P8"}  # due.csv names the allotment too
