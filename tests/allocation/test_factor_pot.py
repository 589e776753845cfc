"""A county in a pot that is split by the factor formula: its envelope to the yuan, by the weights of the year."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.brute import brute_force
from allocation.enumerated import agree
from allocation.rule_cases import plenty
from jiugai.inputs.study import Study
from jiugai.run.provenance import unverified
from support.case import Row, Tables, community, fund, make_study, work
from support.solve import solve, values
from support.twin import broken

#: own amounts and totals of all places; a county twice as poor as the average
TASKS = {
    "floor_area": (50_000, 1_000_000), "households": (500, 10_000), "buildings": (20, 400), "communities": (4, 60),
}  # fmt: skip
POT = 2_000_001


def factors(fund_id: str, year: int, **weights: str) -> list[Row]:
    rows: list[Row] = [
        {"fund_id": fund_id, "year": year, "factor": name, "own": own, "total": total, "difficulty": "2"}
        for name, (own, total) in TASKS.items()
    ]
    rows.append({"fund_id": fund_id, "year": year, "factor": "performance", "own": 90, "total": 1_800})
    return [row | ({"weight": weights[row["factor"]]} if weights else {}) for row in rows]


def case(rows: list[Row], pot: int = POT, channel: str = "central_fiscal", **facts: object) -> Tables:
    return {
        "communities": [community("a")],
        "works": [work("a", "road", 1_000_000)],
        "funds": [fund(channel, "pot"), fund("county_budget")],
        "fund_years": plenty(2021),
        "fund_entitlements": [{"fund_id": "pot", "year": 2021, "basis": "formula", "rate": pot} | facts],
        "fund_factors": rows,
    }


def envelope(study: Study) -> tuple[str, set[str]]:
    _, plan = solve(study)
    line = plan.constraints.query("rule == 'F15'").set_index("label").loc["fund=pot;year=2021"]
    return str(line["limit"]), broken(study, plan)


@pytest.mark.parametrize(
    ("weights", "channel", "facts", "limit"),
    [
        # area, households and buildings 10 %, communities 8 / 60, performance 5 %:
        # .4 × .1 + .3 × .1 + .1 × .1 + .1 × 2 / 15 + .1 × .05 = .0983333…  × 2,000,001 = 196,666.76…
        ({}, "central_fiscal", {}, "196666.00"),
        ({}, "central_fiscal", {"cap": 150_000}, "150000.00"),
        ({}, "central_fiscal", {"share": "0.5"}, "98333.00"),
        # another formula, of a province: households alone, .1 × 2,000,001
        ({"floor_area": "0", "households": "1", "buildings": "0", "communities": "0", "performance": "0"},
         "provincial", {}, "200000.00"),
    ],
)  # fmt: skip
def test_the_envelope_by_hand(weights: dict[str, str], channel: str, facts: Row, limit: str, tmp_path: Path) -> None:
    study = make_study(tmp_path, case(factors("pot", 2021, **weights), channel=channel, **facts), (2021, 2021))
    assert envelope(study) == (limit, set())
    named = {row["parameter"] for row in unverified(study) if "factor_weight" in row["parameter"]}
    assert len(named) == (0 if weights else 5)
    solution, _ = solve(study)
    expected = brute_force(study)
    assert expected is not None
    agree(values(solution), expected)


def test_more_than_the_share_is_refused(tmp_path: Path) -> None:
    """The plan of a larger pot, held against the county's own: the audit computes the share itself."""
    lax = make_study(tmp_path / "lax", case(factors("pot", 2021), pot=3_000_000), (2021, 2021))
    _, plan = solve(lax)
    strict = make_study(tmp_path / "strict", case(factors("pot", 2021)), (2021, 2021))
    assert broken(strict, plan) == {"F15", "P8", "model#funds"}  # due.csv names the allotment too
