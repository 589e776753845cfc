"""Native charts: each refers to cells of the workbook, and can be told apart in black and white."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jiugai.report.book import Book
from jiugai.report.facts.payers import GROUPS, group_label
from jiugai.report.figures.style import PAYERS
from jiugai.report.formats import Value
from jiugai.report.wording import drawn
from jiugai.report.xlsx.by_year import year_key
from jiugai.report.xlsx.placed import Placed

Tables = Mapping[str, Sequence[Placed]]
WIDTH, HEIGHT = 570, 340  # pixels
_PATTERNS = {
    "////": "wide_upward_diagonal",
    "\\\\\\\\": "wide_downward_diagonal",
    "....": "percent_25",
    "xxxx": "trellis",
}
_INK, _PAPER, _LINE = "#404040", "#FFFFFF", "#D0D0D0"
_FIRST, _SECOND, _THIRD = ("#C8641E", ""), ("#F3CF8E", "\\\\\\\\"), ("#8DB8D6", "////")
_SMALL = {"size": 9, "color": _INK}


def charts(workbook: Any, tables: Tables, book: Book) -> list[tuple[Any, str]]:
    """(chart, title) of those that have cells to show."""
    made = [
        (_by_year(workbook, tables, book), "years"),
        (_payers(workbook, tables), "payers"),
        (_against(workbook, tables, "T9", ("continuing", "added", "advanced"), "room"), "county"),
        (_against(workbook, tables, "T9", ("fund_taken",), "fund_room"), "fund"),
        (_against(workbook, tables, "T10", ("g_closing",), "g_limit"), "general_debt"),
        (_against(workbook, tables, "T10", ("s_closing",), "s_limit"), "special_debt"),
    ]
    titles = [(chart, drawn(f"workbook.chart.{key}", book.lang)) for chart, key in made if chart is not None]
    return [(_titled(chart, title), title) for chart, title in titles]


def _titled(chart: Any, title: str) -> Any:
    chart.set_title({"name": title, "overlay": False, "name_font": {"size": 11, "bold": True, "color": _INK}})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    chart.set_chartarea({"border": {"color": _LINE}})
    return chart


def _by_year(workbook: Any, tables: Tables, book: Book) -> Any:
    """Who pays, year by year: a stacked column a year, a pattern a payer."""
    placed = next(iter(tables.get("by_year", ())), None)
    if placed is None:
        return None
    chart = workbook.add_chart({"type": "column", "subtype": "stacked"})
    first, last = placed.column(year_key(book.years[0])), placed.column(year_key(book.years[-1]))
    looks = {group_label(name, book.lang): PAYERS[name] for name in GROUPS}
    for at, row in enumerate(placed.grid.rows):
        if row.role == "row":
            line = placed.first + at
            chart.add_series({
                "name": [placed.sheet, line, 0],
                "categories": [placed.sheet, placed.first - 1, first, placed.first - 1, last],
                "values": [placed.sheet, line, first, line, last],
                **_look(looks[str(row.values[0])]),
                "gap": 60,
            })  # fmt: skip
    _axes(chart)
    chart.set_legend({"position": "right", "font": _SMALL})
    return chart


def _payers(workbook: Any, tables: Tables) -> Any:
    """Who pays over the plan years: a bar a source."""
    placed = next(iter(tables.get("payers", ())), None)
    if placed is None:
        return None
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series({
        "categories": placed.series("payer"), "values": placed.series("yuan"), **_look(PAYERS["central"]), "gap": 40,
        "data_labels": {"value": True, "num_format": "#,##0.00;-#,##0.00;", "font": _SMALL},
    })  # fmt: skip
    _axes(chart)
    chart.set_y_axis({"reverse": True, "num_font": _SMALL, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_plotarea({"layout": {"x": 0.25, "y": 0.14, "width": 0.62, "height": 0.82}})  # room for the last number
    return chart


def _against(workbook: Any, tables: Tables, table: str, taken: Sequence[str], limit: str) -> Any:
    """Columns stacked against a limit drawn as a line, year by year."""
    placed = next((it for it in tables.get(table, ()) if it.has(limit) and any(it.has(key) for key in taken)), None)
    if placed is None:
        return None
    chart = workbook.add_chart({"type": "column", "subtype": "stacked"})
    for key, look in zip(taken, (_FIRST, _SECOND, _THIRD), strict=False):
        if placed.has(key):
            chart.add_series(_series(placed, key) | _look(look) | {"gap": 80})
    line = workbook.add_chart({"type": "line"})
    line.add_series(
        _series(placed, limit)
        | {
            "line": {"color": _INK, "width": 2, "dash_type": "dash"},
            "marker": {"type": "diamond", "size": 8, "fill": {"color": _PAPER}, "border": {"color": _INK}},
        }
    )
    chart.combine(line)
    _axes(
        chart, below_zero=any(isinstance(it, int) and it < 0 for key in (*taken, limit) for it in _values(placed, key))
    )
    chart.set_legend({"position": "bottom", "font": _SMALL})
    return chart


def _values(placed: Placed, key: str) -> list[Value]:
    return placed.grid.cells(key) if placed.has(key) else []


def _series(placed: Placed, key: str) -> dict[str, Any]:
    """A column over the years, called as its heading says."""
    heading = placed.grid.columns[placed.column(key)].heading
    return {"name": "·".join(heading), "categories": placed.series("year"), "values": placed.series(key)}


def _look(look: tuple[str, str]) -> dict[str, Any]:
    """A face with its hatch, as in the charts of the report."""
    face, hatch = look
    border = {"border": {"color": _INK, "width": 0.5}}
    if not hatch:
        return border | {"fill": {"color": face}}
    return border | {"pattern": {"pattern": _PATTERNS[hatch], "fg_color": _INK, "bg_color": face}}


def _axes(chart: Any, *, below_zero: bool = False) -> None:
    """`below_zero`: a room may be negative, where inherited duties exceed the money."""
    chart.set_x_axis({"num_font": _SMALL, "line": {"color": _LINE}, "label_position": "low"})
    chart.set_y_axis({
        "num_font": _SMALL, "num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": _LINE}},
        "line": {"none": True}, **({} if below_zero else {"min": 0}),
    })  # fmt: skip
