"""The tables of a frontier: its points, the plans by rank, what was held."""

from __future__ import annotations

from collections.abc import Callable

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.frontier import axis_name, beside, best_by_rank
from jiugai.report.formats import DASH
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.tables.options import number_text
from jiugai.report.tables.plain import column, origin
from jiugai.report.wording import say


def points_table(book: Book) -> list[Grid]:
    """Every point: both objectives, what is not ruled out, what ranking reaches for no more, and where its plan is."""
    found, lang = book.frontier, book.lang
    if found is None:
        return []
    names = {axis: axis_name(found, axis, lang) for axis in ("x", "y")}
    columns = [
        Column("number", (label("column.point", lang),), "number"),
        Column("x", (names["x"],), "value"),
        Column("y", (names["y"], label("column.final", lang)), "value"),
        Column("bound", (names["y"], label("column.not_ruled_out", lang)), "value"),
        Column("ranked", (names["y"], label("column.by_rank", lang)), "value"),
        Column("more", (names["y"], label("column.more_than_rank", lang)), "value"),
        column("gap", "value", lang),
        column("taken_communities", "int", lang), column("households", "int", lang),
        column("remark", "text", lang), column("folder", "code", lang),
    ]  # fmt: skip
    rows = [
        Row(
            (
                it.point.point, number_text(it.point.x), number_text(it.point.y), number_text(it.point.y_bound),
                number_text(None if it.ranked is None else it.ranked.y), number_text(it.more),
                DASH if it.point.gap is None else f"{it.point.gap:.2%}", it.point.communities, it.point.households,
                label("frontier.knee", lang) if it.point.knee else "", it.point.folder,
            )
        )
        for it in beside(found)
    ]  # fmt: skip
    notes = [say("frontier_points.note", lang), origin("frontier.csv, ranking.csv", book)]
    return [Grid("frontier_points", say("frontier_points.title", lang), columns, rows, notes, dense=True)]


def ranking_table(book: Book) -> list[Grid]:
    """The plan by rank within each limit; the best one is marked."""
    found, lang = book.frontier, book.lang
    if found is None:
        return []
    best = best_by_rank(found)
    names = {axis: axis_name(found, axis, lang) for axis in ("x", "y")}
    columns = [
        Column("number", (label("column.number", lang),), "number"),
        Column("limit", (names["x"], label("column.limit", lang)), "value"),
        Column("x", (names["x"], label("column.final", lang)), "value"),
        Column("y", (names["y"],), "value"),
        column("taken_communities", "int", lang), column("households", "int", lang), column("remark", "text", lang),
    ]  # fmt: skip
    rows = [
        Row(
            (
                number, label("frontier.no_limit", lang) if row.x_limit is None else number_text(row.x_limit),
                number_text(row.x), number_text(row.y), row.communities, row.households,
                label("frontier.best_rank", lang) if row is best else "",
            )
        )
        for number, row in enumerate(found.ranking, start=1)
    ]  # fmt: skip
    notes = [say("frontier_ranking.note", lang), origin("ranking.csv", book)]
    return [Grid("frontier_ranking", say("frontier_ranking.title", lang), columns, rows, notes, dense=True)]


def held_table(book: Book) -> list[Grid]:
    """The objectives held at their best while the two were traded; none where none was."""
    found, lang = book.frontier, book.lang
    if found is None or not found.manifest["held"]:
        return []
    columns = [
        column("objective", "name", lang), column("objective_value", "value", lang), column("bound", "value", lang),
        column("proven", "text", lang),
    ]  # fmt: skip
    rows = [
        Row(
            (
                label(f"objective.{held['name']}", lang), _told(held["value"]), _told(held["bound"]),
                label(f"word.{'yes' if held['proven'] else 'no'}", lang),
            )
        )
        for held in found.manifest["held"]
    ]  # fmt: skip
    notes = [say("frontier_held.note", lang), origin("frontier.json", book)]
    return [Grid("frontier_held", say("frontier_held.title", lang), columns, rows, notes)]


def _told(value: float | None) -> str:
    return DASH if value is None else f"{value:,}"


TABLES: dict[str, Callable[[Book], list[Grid]]] = {
    "frontier_points": points_table,
    "frontier_ranking": ranking_table,
    "frontier_held": held_table,
}
