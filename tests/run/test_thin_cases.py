"""Thin and impossible cases: each ends in a plan that passes everything, or in a sentence that names what clashes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from allocation.brute import brute_force
from jiugai.errors import InfeasibleError
from jiugai.inputs.study import Study
from jiugai.run import Finished, make_plan, open_plan
from support.case import envelope, fund, make_study, work
from support.files import texts
from support.thin_cases import CLASHING, PLANNED, PROJECT, running, tables

Planned = Callable[[str], tuple[Finished, Path]]

#: too many digits for the floats of the brute force; the rest is small enough to be enumerated
_NOT_ENUMERATED = {"huge_numbers"}


def _study(folder: Path, name: str) -> Study:
    case = PLANNED[name]()
    return make_study(folder, case.tables, case.years, case.money_unit, case.header)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Finished, Path]]:
    """Each case planned when first asked for."""

    def plan(name: str) -> tuple[Finished, Path]:
        folder = tmp_path_factory.mktemp(name)
        return make_plan(_study(folder, name), folder / "out"), folder / "out"

    return cache(plan)


@pytest.mark.parametrize("name", PLANNED)
def test_plan_of_a_thin_case(name: str, planned: Planned) -> None:
    """plan → audit → files → read back; the decisions, payers and notes are those worked out by hand."""
    case = PLANNED[name]()
    finished, out = planned(name)
    opened = open_plan(out, finished.study)
    selection, funding = opened.plan.selection, opened.plan.funding
    assert finished.report.passed
    assert opened.manifest["status"] == "optimal"
    assert dict(zip(selection["community_id"], selection["decision"], strict=True)) == case.decisions
    assert funding.groupby("fund_id")["yuan"].sum().to_dict() == case.paid
    assert [note["en"] for note in opened.manifest["notes"]] == list(case.notes)
    assert all(note["zh"] and note["zh"] != note["en"] for note in opened.manifest["notes"])


@pytest.mark.parametrize("name", sorted(PLANNED.keys() - _NOT_ENUMERATED))
def test_brute_force_finds_nothing_better(name: str, planned: Planned) -> None:
    finished, _ = planned(name)
    best = brute_force(finished.study)
    assert best is not None
    found = {stage["name"]: stage["value"] for stage in finished.manifest["objectives"]}
    assert found == pytest.approx(best, abs=1e-3)


def test_nothing_new_is_drawn_over_inherited_lines(planned: Planned) -> None:
    plan = planned("inherited_debt_over_its_lines")[0].plan
    assert plan.debt[plan.debt["fund_id"] != ""].empty
    told = plan.indicators.set_index("indicator")
    assert told.loc["new_general_bonds", "value"] == told.loc["county_general", "value"] == 0
    assert told.loc["inherited_breach", "value"] == 4_000_000 + 1_500_000
    assert not told.loc["inherited_breach", "ok"]
    assert told.loc["general_debt", "ok"]


@pytest.mark.parametrize("name", CLASHING)
def test_demands_that_clash_are_named(name: str, tmp_path: Path) -> None:
    """Every demand of the clash, where it stands in the case, and what giving way there alone would take."""
    case = CLASHING[name]()
    with pytest.raises(InfeasibleError) as caught:
        make_plan(make_study(tmp_path, case.tables, case.years), tmp_path / "out")
    head, *demands = caught.value.problems
    assert head.zh.startswith("没有满足全部硬约束的方案")
    assert head.en.startswith("no plan satisfies every hard rule")
    found = set()
    for told in demands:
        zh, en = re.search(r"须 ([\d,]+) 元", told.zh), re.search(r"takes ([\d,]+) yuan", told.en)
        assert zh is not None
        assert en is not None
        assert zh[1] == en[1]
        found.add((Path(told.where.file).name, told.where.value, int(zh[1].replace(",", ""))))
    assert found == case.demands
    assert not (tmp_path / "out").exists()


def test_the_sentence_of_a_promise_beyond_its_envelope(tmp_path: Path) -> None:
    case = CLASHING["promise_beyond_the_envelope"]()
    with pytest.raises(InfeasibleError) as caught:
        make_plan(make_study(tmp_path, case.tables, case.years), tmp_path / "out")
    assert texts(caught.value, "zh", tmp_path / "case")[1:] == [
        "fund_years.csv 「envelope」 = 'city 2021'：冲突1：额度只有 100,000 元（F15 yusuanfa#42.1）；若只在此处让步，须 300,000 元",
        "commitments.csv 「committed」 = 'a city 2021'：冲突1：承诺的 400,000 元须在当年兑现（S8 ndrc-2021-batch1#1.1）；若只在此处让步，须 300,000 元",
    ]
    assert texts(caught.value, "en", tmp_path / "case")[1:] == [
        (
            "fund_years.csv column envelope = 'city 2021': clash 1: the envelope holds 100,000 yuan (F15 yusuanfa#42.1);"
            " giving way here alone takes 300,000 yuan"
        ),
        (
            "commitments.csv column committed = 'a city 2021': clash 1: the 400,000 yuan promised must be paid in that year"
            " (S8 ndrc-2021-batch1#1.1); giving way here alone takes 300,000 yuan"
        ),
    ]


def test_giving_way_as_told_ends_the_clash(tmp_path: Path) -> None:
    """What the sentence asks for is enough, and a yuan less is not."""
    for given, clashes in ((399_999, True), (400_000, False)):
        case = CLASHING["promise_beyond_the_envelope"]()
        case.tables["fund_years"][0]["envelope"] = given
        study = make_study(tmp_path / str(given), case.tables, case.years)
        if clashes:
            with pytest.raises(InfeasibleError):
                make_plan(study, tmp_path / "out")
        else:
            assert make_plan(study, tmp_path / "out").report.passed


def test_clashes_without_a_row_in_common_are_told_together(tmp_path: Path) -> None:
    both = tables(
        [running("a"), running("b")],
        [work("a", "road", 500_000), work("b", "road", 500_000)],
        [fund("city"), fund("provincial"), fund("city", "rest")],
        [envelope("city", 2021, 100_000), envelope("provincial", 2021, 200_000), envelope("rest", 2021, 900_000)],
        projects=PROJECT,
        commitments=[
            {"work_id": "a.road", "fund_id": "city", "year": 2021, "committed": 300_000},
            {"work_id": "b.road", "fund_id": "provincial", "year": 2021, "committed": 300_000},
        ],
    )
    with pytest.raises(InfeasibleError) as caught:
        make_plan(make_study(tmp_path, both, (2021, 2021)), tmp_path / "out")
    assert {told.en.split(":")[0] for told in caught.value.problems[1:]} == {"clash 1", "clash 2"}
    assert {told.where.value for told in caught.value.problems[1:]} == {
        "a city 2021", "city 2021", "b provincial 2021", "provincial 2021",
    }  # fmt: skip


def test_a_work_in_progress_that_nobody_may_pay(tmp_path: Path) -> None:
    stuck = tables(
        [running("a")], [work("a", "road", 5)], [fund("utility")], [envelope("utility", 2021, 9)], projects=PROJECT
    )
    with pytest.raises(InfeasibleError) as caught:
        make_plan(make_study(tmp_path, stuck, (2021, 2021)), tmp_path / "out")
    assert texts(caught.value, "zh", tmp_path / "case")[1:] == [
        "works.csv 「work_id」 = 'a.road'：在建小区 a 的这项工程没有任何资金可以支付（F7 gaotai-2021#5.2）：请补充资金，或改正 fund_rules"
    ]
    assert texts(caught.value, "en", tmp_path / "case")[1:] == [
        (
            "works.csv column work_id = 'a.road': no fund may pay this work of a, in progress (F7 gaotai-2021#5.2):"
            " add one or mend fund_rules"
        )
    ]
