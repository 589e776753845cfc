"""The report of a plan with late money: what the county advances, what falls due, and room that counts both."""

from __future__ import annotations

from pathlib import Path

from allocation.rule_cases import RULE_CASES
from jiugai.report import page_one
from jiugai.report.book import Book, open_report
from jiugai.report.facts.fiscal import fiscal_years
from jiugai.report.tables import grids
from jiugai.run import make_plan, read_study
from report.reading import plain
from support.case import fiscal, write_case, write_scenario


def _book(folder: Path) -> Book:
    """F20's case (200,000 of 600,000 are advanced in 2021) in a county with room for 1,000,000 a year."""
    case = RULE_CASES["F20"]()
    frames = [fiscal(year, local_revenue=51_000_000) for year in case.years]
    write_case(folder / "case", case.tables | {"fiscal": frames}, case.years)
    scenario = write_scenario(folder / "study.yaml")
    make_plan(read_study(scenario), folder / "plan")
    return open_report(folder / "plan", scenario)


def test_tables_of_late_money(tmp_path: Path) -> None:
    book = _book(tmp_path)
    (bridges,) = grids("bridges", book)
    assert bridges.rows[0].values == ("county_budget", "reward", "a小区", 2021, 2022, 200_000)
    (due,) = grids("due", book)
    assert [(row.values[0], row.values[1], row.values[4]) for row in due.rows] == [
        ("2022", "归还垫付", 200_000),
        ("2022-12-31", "额度到期失效", 100_000),
        ("2022-12-31", "额度年内用完", 600_000),
    ]
    years = {year.year: (year.added, year.advanced, year.balance) for year in fiscal_years(book)}
    assert years == {2021: (400_000, 200_000, 400_000), 2022: (0, -200_000, 1_200_000)}
    (first, *_) = grids("T3", book)
    heads = ["·".join(column.heading) for column in first.columns]
    assert first.rows[1].values[heads.index("2021年资金来源·县级垫付")] == 200_000


def test_page_one_says_that_the_county_advances(tmp_path: Path) -> None:
    told = plain(page_one(_book(tmp_path)))
    assert "县级须先垫付共20.00万元" in told
    assert "60.00万元（含为晚到资金垫付）" in told
