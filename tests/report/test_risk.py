"""What the plan counts on: sums of funding.csv by status, against the room that T9 leaves."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.arrival import arrival_years, dependences
from jiugai.report.formats import share_text
from jiugai.report.grid import Grid
from jiugai.report.parts import statement
from jiugai.report.tables import grids
from report.reading import plain

STATUSES = ("issued", "committed", "applied")


def lines(grid: Grid) -> list[dict[str, object]]:
    keys = [column.key for column in grid.columns]
    return [dict(zip(keys, row.values, strict=True)) for row in grid.rows if row.role == "row"]


def by_status(book: Book, column: str, key: object) -> dict[str, int]:
    funding, funds = book.open.plan.funding, book.study.case.table("funds").set_index("fund_id")
    mine = funding[funding[column] == key]
    return {it: int(mine[mine["fund_id"].map(funds["status"]) == it]["yuan"].sum()) for it in STATUSES}


def test_money_by_year_and_status(book: Book) -> None:
    (grid,) = grids("arrival", book)
    for line in lines(grid):
        assert {it: line[it] for it in STATUSES} == by_status(book, "cash_year", int(str(line["year"])))
    assert grid.total("all_money") == book.total
    total = {it: grid.total(it) for it in STATUSES}
    assert grid.rows[-1].values[5] == share_text(int(str(total["applied"])), book.total)


def test_money_by_community_and_status(thin: Callable[[str], Book]) -> None:
    book = thin("borrowed")
    (grid,) = grids("dependent", book)
    names = {site.name: site.id for site in book.chosen}
    for line in lines(grid):
        assert {it: line[it] for it in STATUSES} == by_status(book, "community_id", names[str(line["community"])])
    assert grid.total("applied") == sum(it.applied for it in arrival_years(book))


def test_the_room_is_what_t9_leaves(thin: Callable[[str], Book]) -> None:
    """`borrowed`: all on a bond of the county, applied for; the fund budget is in breach and counts as no room."""
    book = thin("borrowed")
    (general, fund), years = grids("T9", book), arrival_years(book)
    balances = dict(zip(general.cells("year"), general.cells("balance"), strict=True))
    others = dict(zip(fund.cells("year"), fund.cells("fund_balance"), strict=True))
    for year in years:
        assert year.buffer == max(0, balances[year.year]) + max(0, others[year.year])
        assert (year.applied, year.outside, year.beyond) == (year.total, 0, 0)
    assert all(it.mostly for it in dependences(book))


def test_what_the_county_could_not_stand_in_for(book: Book) -> None:
    """All money applied for outside the county, and a county without room."""
    paid = [replace(it, status="applied", level="none") for it in book.payments]
    poor = replace(book)
    poor.__dict__["payments"] = tuple(paid)
    poor.__dict__["_read"] = dict(book._read) | {
        ("case", "fiscal"): [row | {"local_revenue": 0, "transfers_usable": 0} for row in book.case_rows("fiscal")]
    }
    assert [it.beyond for it in arrival_years(poor)] == [it.total for it in arrival_years(book)]
    text = plain(statement("risk", poor))
    for it in arrival_years(book):
        assert f"{it.year}年{wan_text(it.total)}万元" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_money_is_no_risk(lang: str, thin: Callable[[str], Book]) -> None:
    book = replace(thin("no_money"), lang=lang)
    assert grids("arrival", book) == grids("dependent", book) == ()
    assert ("没有安排资金" if lang == "zh" else "No money is placed") in statement("risk", book)
