"""The forms of execution and settlement tie to the contract files, the ledger and each other."""

from collections.abc import Callable

import pytest

from jiugai.report.book import Book
from jiugai.report.grid import Grid
from jiugai.report.tables import grids

Thin = Callable[[str], Book]


def lines(grid: Grid) -> list[dict[str, object]]:
    keys = [column.key for column in grid.columns]
    return [dict(zip(keys, row.values, strict=True)) for row in grid.rows if row.role == "row"]


@pytest.mark.parametrize("name", ["", "executed"])
def test_accounts_add_up(name: str, book: Book, thin: Thin) -> None:
    """Brought in + money of the plan years = assigned + left + lapses, fund by fund and in all."""
    book = thin(name) if name else book
    (grid,) = grids("T11", book)
    funds = book.open.plan.funds
    for line in lines(grid):
        came = line.get("opening", 0) + line["allotted"]
        assert came == line["assigned"] + line.get("left", 0) + line.get("lapsed", 0)
        assert line["assigned"] == line["at_once"] + line.get("after_carry", 0)
    assert grid.total("assigned") == int(funds["used_yuan"].sum()) == book.total
    assert grid.total("allotted") == int(funds["new_yuan"].sum())
    assert grid.total("arrived") == "待填"


def test_accounts_say_what_happened(thin: Thin) -> None:
    """900,000 and 500,000 allotted, 40,000 recalled, 250,000 + 190,000 + 120,000 paid: 420,000 comes into the plan."""
    (grid,) = grids("T11", thin("executed"))
    central = lines(grid)[0]
    assert (central["document"], central["day"]) == ("财〔2021〕5号", "2021-02-01")
    assert [central[key] for key in ("given", "recalled", "paid")] == [1_400_000, 40_000, 560_000]
    assert central["opening"] == 420_000


def test_lifts_are_counted_where_the_case_says_how_many(thin: Thin) -> None:
    (grid,) = grids("T15", thin("executed"))
    assert [line["lifts"] for line in lines(grid)] == [2, None, None]
    assert grid.total("lifts") == 2
    assert [line["accepted"] for line in lines(grid)] == [None, "2022-04-01", None]


def test_what_is_handed_over_is_what_the_plan_costs(book: Book) -> None:
    (grid,) = grids("T15", book)
    assert grid.total("value") == sum(site.total for site in book.chosen)
    pipes = {"water", "drainage", "power", "telecom", "gas", "heat"}
    spending, works = book.open.plan.spending, book.study.case.table("works").set_index("work_id")
    before = book.study.case.table("commitments")
    of_pipes = spending[spending["work_id"].map(works["trade"]).isin(pipes)]["cost_yuan"].sum()
    earlier = before[before["work_id"].map(works["trade"]).isin(pipes)]["paid"].sum()
    assert grid.total("pipelines") == int(of_pipes + earlier)
    for line in lines(grid):
        assert (line["pipelines_km"] == "待填") == bool(line["pipelines"])
