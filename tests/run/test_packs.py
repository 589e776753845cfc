"""Rules of three places that differ in shape, each on a made case: money by hand, and the place alone that chooses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jiugai.errors import DataError
from jiugai.inputs.study import Study
from jiugai.plan import Plan
from jiugai.report import open_report
from jiugai.report.facts.payers import payers
from jiugai.run import bundled_root, read_study
from run.conftest import Planned
from support.files import edit
from support.solve import solve

GAOTAI = "甘肃省, 张掖市, 高台县"

#: case → fund → community → 万元 (docs of the rules: F14, F5; every line can be redone on paper)
BY_HAND = {
    "wenzhou": {
        "city": {
            # base min(300 × 16,000, 480) = 480; residents 14 % of 480 = 67.2, 4 points above the floor: 54 % of 480
            "lc01": "259.20",
            # 200 yuan a square metre: the base is the cost, 240; again 4 points above: 54 %
            "lc02": "129.60",
            # base 300 × 20,000 = 600; residents 14 % × 500 + 30 % × 100 = 100, floor 10 % × 500 + 30 % × 100 = 80,
            # 20 / 600 above: (0.5 + 0.0333…) × 600
            "lc03": "320.00",
        },
        "residents": {"lc01": "67.20", "lc02": "33.60", "lc03": "100.00"},
    },
    "jinan": {
        # 75 × 55 % × m², or 55 % of the cost where that is less
        "city": {"tq01": "41.25", "tq02": "26.40", "tq03": "82.50"},
    },
    "yuzhou": {
        # 1,140 yuan × 120, 80 and 200 households
        "province": {"yz01": "13.68", "yz02": "9.12", "yz03": "22.80"},
    },
}


def by_community(plan: Plan, fund: str) -> dict[str, str]:
    money = plan.funding[plan.funding["fund_id"] == fund].groupby("community_id")["yuan"].sum()
    return {str(site): f"{int(yuan) / 10_000:.2f}" for site, yuan in money.items()}


@pytest.mark.parametrize("planned", BY_HAND, indirect=True)
def test_the_money_is_that_of_the_hand(planned: Planned) -> None:
    for fund, amounts in BY_HAND[planned.name].items():
        assert by_community(planned.finished.plan, fund) == amounts


@pytest.mark.parametrize("planned", BY_HAND, indirect=True)
def test_what_is_not_verified_is_named(planned: Planned) -> None:
    named = {row["parameter"] for row in planned.finished.manifest["unverified"]}
    asked = {
        "wenzhou": {"matching.base", "matching.ratio", "matching.floor.upgrade"},
        "jinan": {"city.per_m2", "city.share"},
        "yuzhou": {"province.per_household"},
    }
    assert asked[planned.name] <= named
    assert not named & set().union(*(names for place, names in asked.items() if place != planned.name))


def elsewhere(name: str, folder: Path, place: str) -> Study:
    """The scenario with its case moved to another place; nothing else is changed."""
    root = bundled_root()
    shutil.copytree(root / "data" / "cases" / name, folder / "data" / "cases" / name)
    (folder / "scenarios").mkdir()
    shutil.copy(root / "scenarios" / f"{name}.yaml", folder / "scenarios")
    header = folder / "data" / "cases" / name / "case.yaml"
    (old,) = (line for line in header.read_text("utf-8").splitlines() if line.startswith("place:"))
    edit(header, old, f"place: [{place}]")
    return read_study(folder / "scenarios" / f"{name}.yaml")


def test_the_same_case_in_another_province_gets_the_assumed_standard(tmp_path: Path) -> None:
    """1,000 yuan a household where no place of the case has a standard."""
    _, plan = solve(elsewhere("yuzhou", tmp_path, GAOTAI))
    assert by_community(plan, "province") == {"yz01": "12.00", "yz02": "8.00", "yz03": "20.00"}


@pytest.mark.parametrize(
    ("name", "column", "told"),
    [
        ("wenzhou", "basis", "no rule here matches grants to residents"),
        ("jinan", "rate", "the policy of this place has no standard"),
    ],
)
def test_a_rule_of_one_place_is_none_in_another(name: str, column: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=told) as caught:
        elsewhere(name, tmp_path, GAOTAI)
    assert column in {problem.where.column for problem in caught.value.problems}


@pytest.mark.parametrize("planned", BY_HAND, indirect=True)
def test_page_one_names_the_rule_of_the_place(planned: Planned) -> None:
    channel, basis = {
        "wenzhou": ("city", "《温州市城镇老旧小区改造专项补助资金管理规定》"),
        "jinan": ("city", "《济南市2019年老旧小区整治改造奖补标准》"),
        "yuzhou": ("provincial", "《河南省2019年城镇老旧小区改造资金》"),
    }[planned.name]
    book = open_report(planned.folder, bundled_root() / "scenarios" / f"{planned.name}.yaml", "zh")
    (paid,) = (payer for payer in payers(book) if payer.channel == channel)
    assert paid.basis == basis
