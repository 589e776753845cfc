"""Who pays in which year, each amount a sum of the funding lines."""

from __future__ import annotations

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.payers import GROUPS, by_group_and_year, group_label
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.tables.plain import origin
from jiugai.report.wording import drawn
from jiugai.report.xlsx.formulas import Live, Place
from jiugai.report.xlsx.lines_sheet import Lines
from jiugai.report.xlsx.placed import address

YEARS = "by_year"


def year_key(year: int) -> str:
    """The column of a year."""
    return f"y_{year}"


def year_grid(book: Book) -> Grid:
    """Payer × year of the works, whole yuan."""
    lang, amounts = book.lang, by_group_and_year(book)
    shown = [name for name in GROUPS if any(amounts[name].values())]
    columns = [
        Column("payer", (label("line.payer", lang),), "name"),
        *(Column(year_key(year), (label("word.year", lang).format(year=year),), "wan") for year in book.years),
        Column("sum", (label("word.total", lang),), "wan"),
    ]
    rows = [
        Row((group_label(name, lang), *(amounts[name][year] for year in book.years), sum(amounts[name].values())))
        for name in shown
    ]
    sums = [sum(amounts[name][year] for name in shown) for year in book.years]
    rows.append(Row((label("word.total", lang), *sums, sum(sums)), "total"))
    notes = [drawn("workbook.by_year.note", lang), origin("funding.csv, funds.csv", book)]
    return Grid(YEARS, drawn("workbook.by_year", lang), columns, rows, notes)


def line_sums(grid: Grid, first: int, lines: Lines, book: Book) -> dict[Place, Live]:
    """The formulas of the amounts; `first`: the row of the sheet, from 0, in which the table's rows begin."""
    found: dict[Place, Live] = {}
    for at, row in enumerate(grid.rows):
        for place, year in enumerate(book.years, start=1):
            value = row.values[place]
            if row.role == "row" and isinstance(value, int):
                asked = f"{lines.column('payer')},{address(first + at, 0)},{lines.column('cost_year')},{year}"
                found[at, place] = (f"=SUMIFS({lines.column('yuan')},{asked})/10000", value)
    return found
