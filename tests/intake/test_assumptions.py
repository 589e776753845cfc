"""What a list does not say is assumed, in a stated order, and every assumption is listed with its cells."""

from __future__ import annotations

import statistics
from fractions import Fraction
from pathlib import Path

import pytest

from intake.lists import PLAIN, read_text
from jiugai.intake.plain import Options, build_case
from jiugai.intake.plain.build import Built
from jiugai.intake.plain.figures import figure
from support.case import ROOT
from support.figures import published


def build(folder: Path, text: str, **options: object) -> Built:
    return build_case(read_text(folder, text), folder / "list.csv", Options(**options))  # type: ignore[arg-type]


def made(built: Built) -> dict[str, int]:
    """assumption → cells."""
    return {row["assumption_id"].partition(".")[2]: row["cells"] for row in built.tables["assumptions"]}


ALWAYS = {
    "needs": 2, "fees": 6, "contingency": 6, "trade": 6, "hazard": 6, "tier": 2, "no_place": 1, "years": 1,
    "central_fiscal": 1, "provincial": 1, "county_open": 2, "fiscal": 2, "other_funds": 1,
}  # fmt: skip


def test_a_full_list_needs_few(tmp_path: Path) -> None:
    assert made(build(tmp_path, PLAIN)) == ALWAYS | {"plan_year": 2, "consent_rate": 2}


def test_an_empty_one_needs_all(tmp_path: Path) -> None:
    built = build(tmp_path, "小区名称,建筑面积（㎡）\n甲,8000\n乙,5000\n", first_year=2021)
    assert made(built) == ALWAYS | {"households": 2, "buildings": 2, "built_year": 2, "consent_rate": 2, "cost": 2}
    sites = built.tables["communities"]
    assert [(site["households"], site["buildings"], site["built_year"]) for site in sites] == [
        (80, 2, 2000),
        (50, 2, 2000),
    ]
    costs = [
        sum(work["cost"] for work in built.tables["works"] if work["community_id"] == key) for key in ("c001", "c002")
    ]
    assert costs == [8000 * 375, 5000 * 375]


def test_the_list_knows_its_own_estates_better(tmp_path: Path) -> None:
    text = "小区名称,户数,建筑面积（㎡）\n甲,100,8000\n乙,50,4000\n丙,10,\n丁,,1600\n"
    built = build(tmp_path, text, first_year=2021)
    sites = built.tables["communities"]
    assert [(site["households"], site["floor_area_m2"]) for site in sites[2:]] == [(10, 800), (20, 1600)]
    reasons = {row["assumption_id"].partition(".")[2]: row["reason_zh"] for row in built.tables["assumptions"]}
    assert reasons["households"] == "清单没有户数：按建筑面积折算，每户80㎡（清单中两项都有的小区的平均）"


def test_a_lot_is_split_to_the_yuan(tmp_path: Path) -> None:
    text = "小区名称,户数,投资（元）,标段,标段总投资（元）\n甲,10,400000,一标,1000000\n乙,10,,一标,\n丙,20,,一标,\n丁,10,,,\n"
    built = build(tmp_path, text, first_year=2021)
    costs = [
        sum(work["cost"] for work in built.tables["works"] if work["community_id"] == f"c00{number}")
        for number in (1, 2, 3, 4)
    ]
    assert costs == [400_000, 200_000, 400_000, 10 * 100 * 375]
    assert made(built) | {"lot": 2, "cost": 1} == made(built)


def test_cost_parts_add_up_to_the_listed_amount(tmp_path: Path) -> None:
    text = "小区名称,户数,基础类（万元）,完善类（万元）,提升类（万元）\n甲,100,98.7654,46.2,0\n"
    works = build(tmp_path, text, first_year=2021).tables["works"]
    assert sum(work["cost"] for work in works if work["tier"] == "basic") == 987_654
    assert sum(work["cost"] for work in works if work["tier"] == "improvement") == 462_000
    assert {work["tier"] for work in works} == {"basic", "improvement"}
    fees = next(work["cost"] for work in works if work["work_id"] == "c001.basic.other_fees")
    assert fees == round(987_654 * Fraction("0.13") / (Fraction("1.13") * Fraction("1.05")))


def test_years_are_asked_listed_or_titled(tmp_path: Path) -> None:
    titled = "甲县2021—2025年计划\n小区名称,户数\n甲,10\n"
    assert [build(tmp_path, titled).header[key] for key in ("first_year", "last_year")] == [2021, 2025]
    assert made(build(tmp_path, titled))["title_years"] == 2
    assert [build(tmp_path, titled, first_year=2022).header[key] for key in ("first_year", "last_year")] == [2022, 2023]
    listed = "2020年计划\n小区名称,户数,计划年度\n甲,10,2023\n乙,10,2021\n"
    assert [build(tmp_path, listed).header[key] for key in ("first_year", "last_year")] == [2021, 2023]
    assert build(tmp_path, titled, last_year=2021, first_year=2021).header["last_year"] == 2021


def test_county_money_as_given_leaves_no_open_end(tmp_path: Path) -> None:
    built = build(tmp_path, PLAIN, county_money=3_000_000)
    assert "county_open" not in made(built)
    assert {row["envelope"] for row in built.tables["fund_years"]} == {3_000_000}
    assert {row["local_revenue"] for row in built.tables["fiscal"]} == {3_000_000}


@pytest.mark.parametrize("name", ["m2_per_household", "households_per_building", "yuan_per_m2"])
def test_medians_are_those_of_the_published_projects(name: str) -> None:
    rows = published("project_unit_costs.csv")
    ratios = {
        "m2_per_household": [
            float(r["area_m2"]) / float(r["households"]) for r in rows if r["area_m2"] and r["households"]
        ],
        "households_per_building": [
            float(r["households"]) / float(r["buildings"]) for r in rows if r["households"] and r["buildings"]
        ],
        "yuan_per_m2": [float(r["yuan_per_m2"]) for r in rows if r["yuan_per_m2"]],
    }[name]
    assert abs(statistics.median(ratios) - figure(name).value) <= 0.5
    assert str(len(ratios)) in figure(name).zh
    assert str(len(ratios)) in figure(name).en


def test_the_central_figure_is_the_national_average() -> None:
    nation = next(
        r for r in published("central_subsidy_with_factors.csv") if r["place"] == "全国" and r["year"] == "2022"
    )
    assert figure("central_yuan_per_household").value == int(nation["yuan_central_fiscal_per_household"])
    assert round(float(nation["central_fiscal"]) * 10_000 / float(nation["households"])) == 3655


def test_every_figure_and_assumption_is_said_in_both_languages() -> None:
    import yaml

    folder = ROOT / "model" / "jiugai" / "intake" / "plain"
    for name, entry in yaml.safe_load((folder / "figures.yaml").read_text(encoding="utf-8")).items():
        assert set(entry) == {"value", "zh", "en"}, name
        assert entry["zh"], name
        assert entry["en"], name
    for name, entry in yaml.safe_load((folder / "assumptions.yaml").read_text(encoding="utf-8")).items():
        assert set(entry) == {"table", "column", "value", "zh", "en"}, name
