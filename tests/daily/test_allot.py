"""`jiugai allot`: the split adds up, follows the amount, and is what a plan of the changed case pays."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pandas as pd
import pytest

from jiugai.daily.allot import Asked, allot_text, split_allotment, with_allotment
from jiugai.errors import ScenarioError
from jiugai.inputs.study import Study
from jiugai.run import read_study
from jiugai.run.bundled import bundled_root
from jiugai.run.pipeline import allocate
from support.case import community, envelope, fund, make_study, work

TIANCHANG = bundled_root() / "scenarios" / "tianchang.yaml"
FUND = "central_fiscal.2021"
DAY = datetime.date(2021, 6, 30)


def central_money(folder: Path, allotted: int) -> Study:
    """Two communities of 1,000,000 and 600,000 yuan of roads that only the centre and, dear to it, the county pay."""
    tables = {
        "communities": [community("a", households=200), community("b")],
        "works": [work("a", "road", 1_000_000), work("b", "road", 600_000)],
        "funds": [fund("central_fiscal", FUND, plan_year=2021), fund("county_budget")],
        "fund_years": [envelope(FUND, 2021, allotted), envelope("county_budget", 2021, 2_000_000)],
    }
    return make_study(folder, tables, (2021, 2022))


def test_all_of_it_is_split(tmp_path: Path) -> None:
    study = central_money(tmp_path, 0)
    split = split_allotment(study, Asked(FUND, 1_200_000, 2021, DAY), None)
    assert split.rows["yuan"].sum() == 1_200_000
    assert split.left == 0
    assert set(split.rows["community_id"]) == {"a", "b"}
    assert (split.rows["start_year"] == 2021).all()


def test_more_than_the_works_cost_is_left_and_lapses(tmp_path: Path) -> None:
    """Both cost 1,600,000 in all; 400,000 are left, usable until 2022 (two budget years)."""
    split = split_allotment(central_money(tmp_path, 0), Asked(FUND, 2_000_000, 2021, DAY), None)
    assert split.rows.groupby("community_id")["yuan"].sum().to_dict() == {"a": 1_000_000, "b": 600_000}
    assert (split.left, split.last) == (400_000, 2022)


def test_among_the_communities_of_a_plan(tmp_path: Path) -> None:
    only = pd.DataFrame({"community_id": ["b"], "tier": ["basic"], "start_year": [2021]})
    split = split_allotment(central_money(tmp_path, 0), Asked(FUND, 2_000_000, 2021, DAY), only)
    assert split.rows.groupby("community_id")["yuan"].sum().to_dict() == {"b": 600_000}
    assert split.left == 1_400_000


def test_older_money_pays_first(tmp_path: Path) -> None:
    """300,000 of 2021 are carried into 2022; of the 500,000 that b costs then, the new allotment pays 200,000."""
    tables = {
        "communities": [community("b")],
        "works": [work("b", "water", 500_000)],
        "funds": [fund("provincial", carry_years=1)],
        "fund_years": [envelope("provincial", 2021, 300_000)],
    }
    study = make_study(tmp_path, tables, (2021, 2022))
    split = split_allotment(study, Asked("provincial", 400_000, 2022, DAY), None)
    assert split.rows[["year", "yuan"]].to_numpy().tolist() == [[2022, 200_000]]
    assert split.left == 200_000


def test_the_split_is_what_the_changed_case_pays() -> None:
    study = read_study(TIANCHANG)
    asked = Asked(FUND, 8_000_000, 2021, DAY)
    _, plan = allocate(with_allotment(study, asked), "highs")
    mine = plan.funding[plan.funding["fund_id"] == FUND]
    split = split_allotment(study, asked, None)
    assert split.rows.groupby("community_id")["yuan"].sum().equals(mine.groupby("community_id")["yuan"].sum())
    assert split.rows["yuan"].sum() + split.left == 8_000_000


def test_told(tmp_path: Path) -> None:
    text = allot_text(TIANCHANG, FUND, "800", None, None, None, "table", "zh")
    lines = text.splitlines()
    assert lines[0] == f"{FUND}（2021年中央财政城镇保障性安居工程补助(老旧小区)）2021年额度 800.00 万元分到项目（万元）"
    assert lines[1].split() == ["项目", "小区", "开工", "2021", "2022", "合计"]
    total = next(line.split() for line in lines if line.split()[0] == "合计")
    assert total[-1] == "800.00"
    rows = list(csv.DictReader(io.StringIO(allot_text(TIANCHANG, FUND, "800", None, None, None, "csv", "en"))))
    assert sum(int(row["yuan"]) for row in rows) == 8_000_000


def test_every_problem_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        allot_text(TIANCHANG, "nobody", "1.00001", 2031, "June", None, "pdf", "zh")
    told = [problem.text("en") for problem in caught.value.problems]
    assert [
        any(word in text for text in told) for word in ("'nobody'", "AMOUNT", "--year", "--received", "--format")
    ] == [True] * 5
    with pytest.raises(ScenarioError, match="folder of a plan"):
        allot_text(TIANCHANG, FUND, "1", None, None, tmp_path, "csv", "en")
    loans = make_study(
        tmp_path,
        {
            "communities": [community("a")],
            "works": [work("a", "parking", 10, net_revenue_per_year=5, revenue_vote_passed=True)],
            "funds": [fund("loan")],
        },
    )
    with pytest.raises(ScenarioError, match="no allotment to split"):
        allot_text(loans.scenario.path, "loan", "1", None, None, None, "csv", "en")
