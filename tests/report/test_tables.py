"""The tables tie to the contract files, to the yuan."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from jiugai.report.book import Book
from jiugai.report.facts.payers import payers
from jiugai.report.tables import TABLES
from jiugai.report.tables.layout import layout_names, read_layout
from jiugai.report.tables.official import OFFICIAL, official_table
from jiugai.report.tables.plain import basis_line
from jiugai.report.tables.vocabulary import site_source, year_source

SOURCES = ("central_fiscal", "central_investment", "provincial", "city", "sector", "county_general", "county_fund",
           "general_bond", "special_bond", "utility_water", "utility_power", "utility_gas", "utility_heat", "utility_telecom",
           "resident", "maintenance_fund", "housing_fund", "public_revenue", "former_owner", "donation", "social_capital",
           "loan")  # fmt: skip


def test_t1_lists_what_is_chosen(book: Book) -> None:
    (t1,) = official_table("T1", book)
    selection = book.open.plan.selection
    taken = selection[selection["decision"].isin(("new", "continuing"))]
    assert t1.total("total") == int((taken["cost_yuan"] + taken["paid_before_yuan"]).sum())
    facts = book.study.case.table("communities").set_index("community_id").loc[taken["community_id"]]
    assert t1.total("households") == int(facts["households"].sum())
    assert t1.total("floor_area") == sum(Fraction(str(area)) for area in facts["floor_area_m2"])
    assert t1.rows[-1].role == "total"


@pytest.mark.parametrize("name", ["T2", "T3"])
def test_ten_years_of_everything_fit_in_the_tables(name: str, thin: Callable[[str], Book]) -> None:
    """T3 has one part only, however many years; money of a former owner and of the maintenance fund has columns."""
    decade = thin("decade")
    grids = official_table(name, decade)
    assert sum(grid.total("sum" if name == "T2" else "total") for grid in grids) >= decade.total
    if name == "T2":
        shown = {column.key for grid in grids for column in grid.columns}
        assert {"former_owner", "maintenance_fund"} <= shown
        entries = {entry.column.key: entry for entry in read_layout("T2", decade, site_source)}
        for number, site in enumerate(decade.chosen, start=1):
            assert sum(entries[key].value(number, site) for key in SOURCES) == entries["sum"].value(number, site)


def test_t2_sources_add_up_in_every_row(book: Book) -> None:
    funding = book.open.plan.funding
    for entry in ("sum", "gap", "cost"):
        assert entry in {column.column.key for column in read_layout("T2", book, site_source)}
    entries = {entry.column.key: entry for entry in read_layout("T2", book, site_source)}
    for number, site in enumerate(book.chosen, start=1):
        parts = sum(entries[key].value(number, site) for key in SOURCES)
        assert parts == entries["sum"].value(number, site) == funding[funding["community_id"] == site.id]["yuan"].sum()
        assert parts + entries["gap"].value(number, site) == entries["cost"].value(number, site) == site.cost
        status = sum(entries[key].value(number, site) for key in ("issued", "committed", "applied"))
        assert status == parts


def test_t2_shown_total_is_the_plan(book: Book) -> None:
    grids = official_table("T2", book)
    assert grids[0].total("sum") == int(book.open.plan.funding["yuan"].sum()) == book.total


def test_t3_investment_is_before_and_by_year(book: Book) -> None:
    (t3,) = official_table("T3", book)
    columns = [column.key for column in t3.columns]
    for row in t3.rows:
        if row.role == "group":
            continue
        values = dict(zip(columns, row.values, strict=True))
        years = sum(values[f"cost_{year}"] for year in book.years)
        assert values["total"] == years + values.get("before", 0)
    assert sum(t3.total(f"cost_{year}") for year in book.years) == int(book.open.plan.spending["cost_yuan"].sum())
    assert t3.total("later") == sum(t3.total(f"cost_{year}") for year in book.years[1:])


def test_t3_subtotals_add_up(book: Book) -> None:
    (t3,) = official_table("T3", book)
    place = [column.key for column in t3.columns].index("total")
    assert sum(row.values[place] for row in t3.rows if row.role == "subtotal") == t3.total("total")


def test_payers_add_up(book: Book) -> None:
    assert sum(payer.yuan for payer in payers(book)) == book.total
    funding, funds = book.open.plan.funding, book.study.case.table("funds").set_index("fund_id")
    issued = funding[funding["fund_id"].map(funds["status"]) == "issued"]["yuan"].sum()
    assert sum(payer.issued for payer in payers(book)) == issued


@pytest.mark.parametrize("lang", ["book", "english"])
def test_every_table_says_where_it_comes_from(lang: str, request: pytest.FixtureRequest) -> None:
    shown: Book = request.getfixturevalue(lang)
    grids = [grid for build in TABLES.values() for grid in build(shown)]
    assert len({grid.name for grid in grids}) == len(grids)
    for grid in grids:
        assert basis_line(shown) in grid.notes[-1]
        assert grid.notes[-1].count(".csv") + grid.notes[-1].count(".json") + grid.notes[-1].count("data/") >= 1
        assert grid.title
        assert all(len(row.values) == len(grid.columns) for row in grid.rows)


def test_layouts_are_data(book: Book) -> None:
    assert layout_names() == sorted(OFFICIAL)
    for name, table in OFFICIAL.items():
        keys = [entry.column.key for entry in read_layout(name, book, table.vocabulary)]
        assert len(set(keys)) == len(keys)
        assert "name" in keys or keys[0] == "year"


@pytest.mark.parametrize(
    "source", ["eval 1", "field secret", "paid colour=red", "spent year=never", "number 1", "paid kind"]
)
def test_an_unknown_source_is_refused(source: str, book: Book) -> None:
    with pytest.raises(ValueError, match="layout"):
        site_source(source, book)


@pytest.mark.parametrize("source", ["field secret", "number", "paid", "field"])
def test_an_unknown_source_of_a_year_is_refused(source: str, book: Book) -> None:
    with pytest.raises(ValueError, match="layout"):
        year_source(source, book)
