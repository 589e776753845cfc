"""`jiugai can-pay`: yes and no agree with who may pay in the plan's problem, and every no names its clause."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jiugai.allocation.classes import build_classes
from jiugai.allocation.money_rules import rules_in_force
from jiugai.daily.can_pay import Answer, can_pay, can_pay_text
from jiugai.errors import ScenarioError
from jiugai.inputs.study import Study
from jiugai.menu import Menu, RuleLog, build_menu
from jiugai.run import read_study
from jiugai.run.bundled import bundled_root
from support import case

GAOTAI = bundled_root() / "scenarios" / "gaotai.yaml"
TIANCHANG = bundled_root() / "scenarios" / "tianchang.yaml"


@pytest.fixture(scope="module")
def gaotai() -> tuple[Study, Menu, RuleLog]:
    study = read_study(GAOTAI)
    return study, *build_menu(study)


def test_money_of_a_plan_year_pays_its_year_alone() -> None:
    text = can_pay_text(GAOTAI, "central_fiscal.2022", "gt01.water", "table", "zh")
    assert text.splitlines()[0] == (
        "看开工年份：central_fiscal.2022（2022年中央财政城镇保障性安居工程补助(老旧小区)）"
        "支付 gt01.water（惠民小区·供水·基础类）"
    )
    assert "F19 [caizong-2019-31#8.1]" in text
    yes = [line.split() for line in text.splitlines() if line.split()[1:2] == ["可以"]]
    assert yes == [["2022年开工", "可以"]]
    assert text.splitlines()[-1] == "金额还受限于：F1 中央财政补助、F15 结转与收回"


def test_no_revenue_no_loan() -> None:
    text = can_pay_text(GAOTAI, "loan", "gt01.water", "table", "en")
    assert text.splitlines()[0].startswith("no: loan (停车充电收益贷款) for gt01.water")
    assert text.splitlines()[1].split()[:6] == ["start", "in", "2021-2025", "no", "D6", "[gaotai-2021#3.5]"]
    assert len(text.splitlines()) == 2  # nothing limits what may not be paid


def test_answers_are_those_of_the_problem(gaotai: tuple[Study, Menu, RuleLog]) -> None:
    """Of some funds and works; of all funds and many works: `tests/full`."""
    assert {"F2", "F15", "D6"} <= answers_agree(gaotai, funds=3, works=300)


def answers_agree(gaotai: tuple[Study, Menu, RuleLog], funds: int, works: int) -> set[str]:
    """No rule but F15 says no exactly where the classes let the fund pay; gives the rules that say no.

    `funds`, `works`: every how manieth is asked for.
    """
    study, menu, log = gaotai
    rules = rules_in_force(study)
    classes = build_classes(study, menu, rules)
    fund_ids = study.case.table("funds")["fund_id"].tolist()
    work_ids = study.case.table("works")["work_id"].tolist()[::works]
    seen = set()
    for number, fund in list(enumerate(fund_ids))[::funds]:
        may = np.asarray(classes.payers[classes.lines["class_id"].to_numpy(), number])
        for work in work_ids:
            lines = classes.lines[classes.lines["work_id"] == work]
            expected = {(int(line.start_year), not line.upper): bool(may[line.Index]) for line in lines.itertuples()}
            answers = [a for a in can_pay(study, menu, log, fund, work) if a.start_year is not None]
            told: dict[tuple[int, bool], bool] = {}
            for answer in answers:
                key = (answer.start_year or 0, answer.local)
                told[key] = told.get(key, True) and (answer.yes or answer.rule == "F15")
            assert told == expected
            seen |= {answer.rule for answer in answers}
    return seen


def test_a_work_in_no_option(gaotai: tuple[Study, Menu, RuleLog]) -> None:
    study, menu, log = gaotai
    sites = study.case.table("communities").set_index("community_id")["stage"]
    works = study.case.table("works")
    done = works[works["community_id"].map(sites) == "completed"]["work_id"]
    present = works[works["already_present"]]["work_id"]
    for work in done[:1]:
        assert list(can_pay(study, menu, log, "county_budget", work)) in (
            [Answer(None, False, yes=False, facts="completed")],
            [Answer(None, False, yes=False, facts="present")],
        )
    for work in present[:1]:
        assert list(can_pay(study, menu, log, "county_budget", work)) == [
            Answer(None, False, yes=False, facts="present")
        ]


def test_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(can_pay_text(GAOTAI, "loan", "gt01.water", "csv", "en"))))
    assert {(row["answer"], row["rule"], row["local_only"]) for row in rows} == {("no", "D6", "no")}
    assert [row["start_year"] for row in rows] == ["2021", "2022", "2023", "2024", "2025"]


def test_unknown_ids_are_both_told() -> None:
    with pytest.raises(ScenarioError) as caught:
        can_pay_text(TIANCHANG, "central", "tc01.watr", "table", "zh")
    told = [problem.text("en") for problem in caught.value.problems]
    assert len(told) == 2
    assert "column fund_id = 'central': no such id in funds; near: central_fiscal.2021" in told[0]
    assert "column work_id = 'tc01.watr': no such id in works; near: " in told[1]
    with pytest.raises(ScenarioError, match="table or csv"):
        can_pay_text(TIANCHANG, "city.2021", "tc01.water", "xlsx", "en")


def bonded(folder: Path, tier: str = "", limit: int = 9_000_000, quota: int = 400_000) -> Path:
    """A scenario whose county has bonds, old debt of 1,000,000 yuan, and may be of a tier."""
    tables: case.Tables = {
        "communities": [case.community("a")],
        "works": [case.work("a", "road", 300_000)],
        "funds": [case.fund("general_bond"), case.fund("county_budget")],
        "fund_years": [case.envelope("county_budget", 2021, 640_000)],
        "fiscal": [case.fiscal(2021, new_quota_general=quota)],
        "debts": [
            {"instrument_id": "old", "debt_type": "general", "opening_balance": 1_000_000, "rate": "0",
             "repayment": "bullet", "maturity_year": 2030},
        ],
        "debt_limits": [{"year": 2021, "limit_general": limit, "limit_special": 0}],
    }  # fmt: skip
    case.make_study(folder, tables, (2021, 2021), header={"debt_tier": tier} if tier else {})
    return folder / "study.yaml"


@pytest.mark.parametrize(
    ("county", "rule"),
    [
        ({"tier": "red"}, "D2 债务风险等级"),
        ({"tier": "orange"}, "D2 债务风险等级"),
        ({"limit": 900_000}, "D1 债务限额"),
        ({"quota": 0}, "D1 债务限额"),
    ],
)
def test_a_county_that_may_draw_nothing_is_told_that_yes_means_nothing(
    county: dict[str, Any], rule: str, tmp_path: Path
) -> None:
    text = can_pay_text(bonded(tmp_path, **county), "general_bond", "a.road", "table", "zh")
    assert text.splitlines()[-1] == f"但规划期各年的额度都为零（{rule}），实际一分也不能付"


@pytest.mark.parametrize("tier", ["", "yellow", "green"])
def test_a_county_that_may_draw_is_not_told_so(tier: str, tmp_path: Path) -> None:
    for payer in ("general_bond", "county_budget"):
        text = can_pay_text(bonded(tmp_path / payer, tier), payer, "a.road", "table", "en")
        assert "nothing is left" not in text
