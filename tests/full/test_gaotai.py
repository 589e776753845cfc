"""The illustrative county, planned once: proof, magnitudes, and an audit that notices any change."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

import pytest

from jiugai.audit import audit
from jiugai.audit.ties import KINDS
from jiugai.inputs.study import Study
from jiugai.money import wan_text
from jiugai.plan import Plan
from jiugai.run import Finished, make_plan, read_study
from run.rules_spoken import silent_rules
from support.case import ROOT
from support.expected import differing, read_expected, result_rows

PROVEN = ("upper_lapse", "soft_broken", "hazard_households")


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study(ROOT / "scenarios" / "gaotai.yaml")


@pytest.fixture(scope="module")
def finished(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    return make_plan(study, tmp_path_factory.mktemp("gaotai") / "plan")


@pytest.fixture(scope="module")
def plan(finished: Finished) -> Plan:
    return finished.plan


def test_the_audit_passes(finished: Finished) -> None:
    assert finished.report.passed
    assert finished.report.failures() == ()
    checked = {check.rule for check in finished.report.clauses if check.checked}
    assert {"D1", "D6", "D7", "D8", "E1", "E3", "F1", "F7", "F9", "F10", "F15", "F19", "S1", "S8"} <= checked


def test_no_rule_is_silent(study: Study, plan: Plan) -> None:
    assert silent_rules(study, plan) == []


def test_objectives_say_value_bound_and_gap(finished: Finished) -> None:
    stages = {stage["name"]: stage for stage in finished.manifest["objectives"]}
    assert len(stages) == 8
    for stage in stages.values():
        assert None not in (stage["value"], stage["bound"], stage["gap"], stage["final"])
        better = stage["value"] - stage["bound"] if stage["sense"] == "min" else stage["bound"] - stage["value"]
        assert better >= -1e-4
    assert [stages[name]["proven"] for name in PROVEN] == [True, True, True]
    assert stages["score"]["gap"] <= 0.005


def test_earlier_objectives_are_kept(finished: Finished) -> None:
    """The finished plan gives back no more of a stage than its tolerance (and a few yuan of rounding)."""
    for stage in finished.manifest["objectives"]:
        back = stage["final"] - stage["value"] if stage["sense"] == "min" else stage["value"] - stage["final"]
        assert back <= stage["tolerance"] + 0.02, stage["name"]


def test_about_a_third_stays_out(plan: Plan) -> None:
    decisions = plan.selection["decision"]
    open_sites = decisions.isin(("new", "later", "ineligible"))
    out = decisions.isin(("later", "ineligible")).sum() / open_sites.sum()
    assert 0.2 <= out <= 0.5
    assert {"completed", "continuing", "new", "later"} <= set(decisions)


def test_gates_take_something(plan: Plan) -> None:
    removed = plan.removed["rule"].value_counts()
    assert removed["E1"] >= 1
    assert removed["E3"] >= 1


def test_magnitudes(plan: Plan) -> None:
    """What would look right: 1.9-3.0 亿元, residents' cash about one per cent, utilities about a tenth."""
    by_kind = plan.funding.groupby("kind")["yuan"].sum()
    total = int(by_kind.sum())
    assert 190_000_000 <= total <= 300_000_000
    assert 0.005 <= by_kind["resident"] / total <= 0.02
    assert 0.08 <= by_kind["utility"] / total <= 0.16
    assert by_kind["bank"] / total <= 0.05
    assert by_kind["central"] / total <= 0.9


@pytest.mark.parametrize("seed", range(6))
def test_any_changed_amount_is_noticed(seed: int, study: Study, plan: Plan) -> None:
    draw = random.Random(seed)
    table, column = draw.choice(
        [("funding", "yuan"), ("spending", "cost_yuan"), ("funds", "used_yuan"), ("debt", "interest_yuan")]
    )
    frame = getattr(plan, table).copy()
    row = draw.randrange(len(frame))
    frame.loc[row, column] += draw.choice([-1, 1, 1_000])
    assert audit(study, plan).passed
    assert not audit(study, replace(plan, **{table: frame})).passed


def test_results_are_those_committed(finished: Finished) -> None:
    """Proven stages, money and decisions to the yuan; what a node limit ended is not compared."""
    found = result_rows(json.loads(json.dumps(finished.manifest)), finished.plan)
    assert differing(found, read_expected("gaotai")) == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_this_plan(name: str, plan: Plan) -> None:
    """Its table, but for the words: payers that pay by year of cost, their sum, the general budget against its room."""
    block = re.search(r"<!-- gaotai:begin -->\n(.*?)<!-- gaotai:end -->", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert block is not None
    table = [line.split("|")[2:-1] for line in block[1].splitlines() if line.startswith("|")]
    shown = [[cell.strip(" *") for cell in row] for row in table[2:]]

    paid = plan.funding.pivot_table(index="kind", columns="cost_year", values="yuan", aggfunc="sum", fill_value=0)
    paid = paid.loc[[kind for kind in KINDS if kind in paid.index]]
    paid.loc["all"] = paid.sum()
    paid["all"] = paid.sum(axis=1)
    total = paid.loc["all", "all"]
    room = plan.indicators[plan.indicators["indicator"] == "county_general"].sort_values("year")
    assert shown == [
        *([*map(wan_text, row), f"{100 * row[-1] / total:.1f}%"] for row in paid.to_numpy().tolist()),
        [*(f"{row.value / 10_000:,.0f} / {row.limit / 10_000:,.0f}" for row in room.itertuples()), "", ""],
    ]
