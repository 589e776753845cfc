"""Routes in the report: what a household pays and saves, by when works begin, what running costs the county."""

from __future__ import annotations

from dataclasses import replace

import pytest

from allocation.route_cases import HEATING, KNOWN, YEARS, two_routes
from jiugai.report import Book, figure, open_report, page_one, table
from jiugai.report.facts.fiscal import capacity, fiscal_years
from jiugai.report.facts.left_out import first_scope_cost, full_cost
from jiugai.report.facts.routes import added, built, choices, designs, has_routes, running_by_year
from jiugai.report.figures import CHARTS
from jiugai.report.statements import capacity_statement
from jiugai.report.tables.left_out import decoded_values, would_take
from jiugai.report.tables.routes import route_places_table, routes_table
from jiugai.run import make_plan
from report.reading import plain
from support.case import community, fund, make_study


@pytest.fixture(scope="module")
def heated(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """a by gas in 2022, b by its pump in 2023, c left out: its one route is too dear to burn. Residents pay a quarter."""
    tables = two_routes()
    tables["communities"].append(community("c"))
    tables["works"].append(tables["works"][3] | {"work_id": "c.gas", "community_id": "c"})
    tables["routes"].append(tables["routes"][2] | {"community_id": "c"})
    tables["funds"].append(fund("resident", "residents"))
    folder = tmp_path_factory.mktemp("heated")
    shares = {"asked_share.basic": "0.25", "collection_rate": "1", "capacity_per_household": "1"}
    overrides = {f"policy.resident.{name}": value for name, value in shares.items()}
    study = make_study(folder, tables, YEARS, header=HEATING, overrides=overrides, **KNOWN)
    make_plan(study, folder / "plan")
    return open_report(folder / "plan", folder / "study.yaml")


def test_by_route(heated: Book) -> None:
    """a: 400,000 for 100 households, of it 0.25 x 0.9 their own; b: 200,000 for 50. Both save 500 a season."""
    (grid,) = routes_table(heated)
    assert [row.values for row in grid.rows] == [
        ("gas路线", 1, 100, 400_000, 4000, 900, 2000, 1500, 500, "8.0", "1.8", 30_000),
        ("pump路线", 1, 50, 200_000, 4000, 900, 2000, 1500, 500, "8.0", "1.8", 0),
        ("合计（平均）", 2, 150, 600_000, 4000, 900, 2000, 1500, 500, "8.0", "1.8", 30_000),
    ]


def test_by_place(heated: Book) -> None:
    (grid,) = route_places_table(heated)
    assert [(row.values[0], *row.values[3:5], row.values[-1]) for row in grid.rows[:-1]] == [
        ("a小区", "gas路线", "2022年7月底", ""),
        ("b小区", "pump路线", "2023年4月底", "gas路线"),
    ]
    assert grid.rows[-1].values[2] == 150


def test_means_are_by_household_and_blank_where_one_is_not_stated(heated: Book) -> None:
    a, b = built(heated)
    both = replace(b, name=a.name, bill_after=1200)
    assert (added("", [a, both]).bill_after, added("", [a, both]).saving) == (1400, 600)
    unknown = added("", [a, replace(both, bill_after=None)])
    assert (unknown.bill_after, unknown.saving, unknown.payback) == (None, None, None)
    dearer = added("", [replace(a, bill_after=2100)])
    assert dearer.own_payback is None


def test_running_is_county_money(heated: Book) -> None:
    assert running_by_year(heated, "new") == {2022: 0, 2023: 30_000}
    lines = {row["label"]: row["activity"] for row in heated.plan_rows("constraints") if row["rule"] == "D8"}
    assert [year.taken for year in fiscal_years(heated)] == [
        int(lines[f"budget=general;year={year}"]) for year in YEARS
    ]
    found = capacity(heated)
    assert (found.running, found.state) == (30_000, "conditional")
    assert "建成后每年运行补贴3.00万元，2023年以后仍须逐年列入预算。" in [
        plain(text) for text in capacity_statement(heated)
    ]


def test_page_one(heated: Book) -> None:
    text = plain(page_one(heated))
    assert "高台县2022—2023年冬季清洁取暖资金统筹建议（基准方案）" in text
    assert "gas路线1个、100户、pump路线1个、50户；户均投资4,000元。改造后户均每季取暖费少500元。" in text
    assert "（含运行补贴）" in text
    assert "全部建成后每年运行补贴3.00万元，规划期以后继续。" in text
    english = plain(page_one(replace(heated, lang="en")))
    assert "By which route: " in english
    assert "gas路线: 1 with 100 households" in english


def test_chart_and_its_sentence(heated: Book) -> None:
    assert CHARTS["routes"].shows(heated)
    for lang in ("zh", "en"):
        html = str(figure("routes", replace(heated, lang=lang)))
        assert "<img" in html
        assert "4,000" in html
    assert "户均自付1.8季收回" in plain(figure("routes", heated))


def test_what_was_refused(heated: Book) -> None:
    site = next(site for site in heated.sites if site.id == "c")
    assert site.decision == "ineligible"
    values = "route=gas;bill_before=2000;bill_after=2100"
    assert decoded_values(values, heated) == "路线 gas路线、改造前户均取暖费(元/季) 2000、改造后 2100"
    assert would_take("H2", site, heated) == "改用取暖费不升高、负担得起的路线，或提高运行补贴"


def test_cheapest_design_counts(heated: Book) -> None:
    """Not all alternatives added up: a lacks gas 300,000 or pump 500,000, and 100,000 of insulation."""
    site = next(site for site in heated.sites if site.id == "a")
    assert len(designs(site, heated)) == 2
    assert (full_cost(site, heated), first_scope_cost(site, heated)) == (400_000, 400_000)


def test_a_case_without_routes_says_nothing_of_them(book: Book) -> None:
    assert not has_routes(book)
    assert choices(book) == []
    assert not CHARTS["routes"].shows(book)
    assert str(table("routes", book)) == str(figure("routes", book)) == ""
    assert "用什么方式" not in plain(page_one(book))
    assert "城镇老旧小区改造资金统筹建议" in plain(page_one(book))
