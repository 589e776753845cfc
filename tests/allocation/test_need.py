"""Q2 and F18: who comes first by need, how firm that is, and what an offer of the residents counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocation.brute import brute_force
from allocation.enumerated import agree
from jiugai.errors import ScenarioError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from support.case import OBJECTIVES, Tables, community, envelope, fund, make_study, work
from support.solve import solve, values
from support.twin import broken

WITHOUT = {"age": 20, "hazard": 30, "facilities": 30, "care": 20}
WITH = {"age": 20, "hazard": 20, "facilities": 20, "care": 20, "pays_first": 20}


def case(money: int = 100_000, **sites: dict[str, Any]) -> Tables:
    """A road of 100,000 each, and money for so many."""
    return {
        "communities": [community(name, **facts) for name, facts in sites.items()],
        "works": [work(name, "road", 100_000) for name in sites],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, money)],
    }


def study_of(folder: Path, tables: Tables, weights: dict[str, int], **more: Any) -> Study:
    scenario = {"objectives": list(OBJECTIVES), "need_weights": weights} | more
    return make_study(folder, tables, (2021, 2021), **scenario)


def column(plan: Plan, name: str) -> dict[str, Any]:
    return dict(zip(plan.selection["community_id"], plan.selection[name], strict=True))


def test_an_offer_decides_where_it_weighs(tmp_path: Path) -> None:
    """b lacks a little less and offers two of four things: 50 points of a part that weighs 20, ten points of need."""
    offers = {"willing_to_pay": True, "removal_cooperation": True, "fee_promised": False}
    tables = case(a={"need_facilities": 6}, b={"need_facilities": 5} | offers)
    _, plan = solve(study_of(tmp_path / "without", tables, WITHOUT))
    assert column(plan, "decision") == {"a": "new", "b": "later"}
    study = study_of(tmp_path / "with", tables, WITH)
    solution, plan = solve(study)
    assert column(plan, "decision") == {"a": "later", "b": "new"}
    # 0.2 · 62 + 0.2 · 50 + 0.2 · 50 + 0.2 · 50 = 42.4, households 100, weight of basic 3
    assert column(plan, "benefit") == {"a": 0, "b": 126}
    assert values(solution)["score"] == 126
    agree(values(solution), brute_force(study) or {})
    assert broken(study, plan) == set()
    told = dict(zip(plan.rules_log["rule"], plan.rules_log["reason"], strict=True))
    assert told["F18"] == "出资意愿等四项计入需求得分；2 个小区的出资意愿等四项未填全，未填的不计分"
    silent = study_of(tmp_path / "silent", case(a={"need_facilities": 6}, b={"need_facilities": 5}), WITH)
    assert "model#benefit" in broken(silent, plan)


def test_how_firm_the_order_is(tmp_path: Path) -> None:
    """One is taken. a is first in facilities and care; c last in both; b and d change places with the weights.

    Parts (age 62, no hazard): a 100, 90; b 90, 40; c 10, 10; d 40, 100. With care × 3 and facilities × 1, times 30 and 20:
    a 3,000 + 5,400 = 8,400; d 1,200 + 6,000 = 7,200; with care × 1, facilities × 3: a 10,800, b 8,900. a is always first.
    """
    sites = {
        "a": {"need_facilities": 10, "need_care": 9}, "b": {"need_facilities": 9, "need_care": 4},
        "c": {"need_facilities": 1, "need_care": 1}, "d": {"need_facilities": 4, "need_care": 10},
    }  # fmt: skip
    study = study_of(tmp_path / "one", case(**sites), WITHOUT)
    _, plan = solve(study)
    assert column(plan, "standing") == {"a": "in", "b": "out", "c": "out", "d": "out"}
    assert broken(study, plan) == set()
    # two are taken: with care × 3 d comes second, else b
    study = study_of(tmp_path / "two", case(200_000, **sites), WITHOUT)
    _, plan = solve(study)
    assert column(plan, "standing") == {"a": "in", "b": "debatable", "c": "out", "d": "debatable"}
    assert broken(study, plan) == set()
    wrong = plan.selection.assign(standing="in")
    assert broken(study, Plan(**{**vars(plan), "selection": wrong})) == {"Q2"}


def test_equals_are_not_firm(tmp_path: Path) -> None:
    study = study_of(tmp_path, case(a={}, b={}), WITHOUT)
    _, plan = solve(study)
    assert column(plan, "standing") == {"a": "debatable", "b": "debatable"}
    assert broken(study, plan) == set()


def test_who_is_in_progress_or_barred_has_no_standing(tmp_path: Path) -> None:
    tables = case(500_000, a={}, b={"stage": "in_progress", "project_id": "p"}, c={"demolition_planned": True})
    tables["projects"] = [{"project_id": "p", "plan_year": 2020}]
    study = study_of(tmp_path, tables, WITHOUT)
    _, plan = solve(study)
    assert column(plan, "standing") == {"a": "in", "b": "", "c": ""}
    assert broken(study, plan) == set()


@pytest.mark.parametrize(
    ("weights", "zh", "en"),
    [
        (WITHOUT | {"pays_first": 10}, "合计应为100", "must add up to 100"),
        (
            WITHOUT | {"colour": 0},
            "应正好有：age、hazard、facilities、care，可另有：pays_first",
            "must have exactly: age, hazard, facilities, care, and may have: pays_first",
        ),
    ],
)
def test_weights_that_are_wrong(weights: dict[str, int], zh: str, en: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        study_of(tmp_path, case(a={}), weights)
    assert [(problem.zh, problem.en) for problem in caught.value.problems] == [(zh, en)]
