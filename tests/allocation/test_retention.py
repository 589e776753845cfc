"""S9 with a retention (质量保证金): when it is paid, by whom, and what the audit says; numbers made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiugai.errors import PolicyError
from jiugai.inputs.study import Study
from jiugai.plan import Plan, typed
from support.case import Tables, community, envelope, fund, make_study, work
from support.solve import solve
from support.twin import broken, refunded

HELD = {"policy.works.retention_share": "0.03"}

#: a road of 1,000,000 and a water main of 100,000; money of the province is good for 2021 and 2022
TABLES: Tables = {
    "communities": [community("a")],
    "works": [work("a", "road", 1_000_000), work("a", "water", 100_000)],
    "funds": [fund("provincial"), fund("county_budget")],
    "fund_years": [envelope("provincial", 2021, 2_000_000), envelope("county_budget", 2023, 500_000)],
}


def _study(folder: Path, years: tuple[int, int] = (2021, 2023), **overrides: str) -> Study:
    held = HELD | {f"policy.{name}": value for name, value in overrides.items()}
    return make_study(folder, TABLES, years, overrides=held)


def _spent(plan: Plan) -> dict[tuple[str, int], int]:
    return {(row.work_id, row.year): row.cost_yuan for row in plan.spending.itertuples()}


def _due(plan: Plan) -> list[tuple[Any, ...]]:
    rows = plan.due[plan.due["what"] == "retention"]
    return list(rows[["due_year", "subject", "yuan"]].itertuples(index=False, name=None))


def test_the_tail_is_not_paid_from_money_that_lapses_before(tmp_path: Path) -> None:
    """30,000 and 3,000 are held: 970,000 at 60 and 40 %, then 30,000 in 2023 from the county; the main a year earlier."""
    study = _study(tmp_path)
    _, plan = solve(study)
    assert _spent(plan) == {
        ("a.road", 2021): 582_000,
        ("a.road", 2022): 388_000,
        ("a.road", 2023): 30_000,
        ("a.water", 2021): 97_000,
        ("a.water", 2022): 3_000,
    }
    paid = {(row.fund_id, row.cost_year): row.yuan for row in plan.funding.itertuples() if row.cost_year == 2023}
    assert paid == {("county_budget", 2023): 30_000}
    assert _due(plan) == [(2022, "a", 3_000), (2023, "a", 30_000)]
    assert broken(study, plan) == set()


def test_what_falls_due_after_the_plan_is_there_at_its_end(tmp_path: Path) -> None:
    """Two years of liability: due in 2023 and 2024, the money of the second in 2023."""
    study = _study(tmp_path, **{"works.retention_years": "2"})
    _, plan = solve(study)
    assert _spent(plan)[("a.road", 2023)] == 30_000
    assert _due(plan) == [(2023, "a", 3_000), (2024, "a", 30_000)]
    assert broken(study, plan) == set()


def test_the_community_is_completed_before_its_retention_is_paid(tmp_path: Path) -> None:
    """Completed in 2022: 100 households a year after the first, as without a retention."""
    solution, plan = solve(_study(tmp_path))
    completion = next(stage for stage in solution.stages if stage.name == "completion")
    assert completion.value == 100
    assert plan.selection["start_year"].tolist() == [2021]


def test_a_plan_without_a_retention_is_told(tmp_path: Path) -> None:
    free = make_study(tmp_path / "free", TABLES, (2021, 2023))
    _, plan = solve(free)
    assert _due(plan) == []
    assert broken(free, plan) == set()
    strict = _study(tmp_path / "strict")
    assert broken(strict, plan) == {"S5", "S9", "F7", "F9", "P8"}  # cost by year, and all that is counted by it


def test_a_retention_paid_with_the_works_is_named(tmp_path: Path) -> None:
    """The 30,000 of the road are put into 2022, all that follows is made to agree: S9 and full funding."""
    study = _study(tmp_path)
    _, plan = solve(study)
    early = plan.spending.copy()
    early.loc[early["year"] == 2022, "cost_yuan"] += early["work_id"].eq("a.road") * 30_000
    early = early[early["year"] < 2023]
    twin = Plan(**{**vars(plan), "spending": typed("spending", early)})
    assert "S9" in broken(study, twin)
    assert broken(study, refunded(study, plan, {("a.road", 2023): {"provincial": 30_000}})) == {"F15"}


@pytest.mark.parametrize(("name", "value"), [("retention_share", "0.031"), ("retention_years", "3")])
def test_more_than_national_practice_allows_is_refused(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        _study(tmp_path, **{f"works.{name}": value})
    assert f"policy.works.{name}" in str(caught.value)
