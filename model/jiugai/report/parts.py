"""The parts a notebook puts together: headings and tables by name."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from jiugai.report.book import Book
from jiugai.report.debts import borrowed_table, room_table, service_table
from jiugai.report.grid import Grid, Html, grid_html
from jiugai.report.left_out import left_out_table
from jiugai.report.official import OFFICIAL, official_table
from jiugai.report.recompute import TABLES as RECOMPUTE
from jiugai.report.rules import binding_table, rules_table
from jiugai.report.wording import keys, say

SECTIONS = ("one", "money", "rules", "debt", "left_out", "recompute")

TABLES: dict[str, Callable[[Book], list[Grid]]] = {
    "rules": rules_table,
    "binding": binding_table,
    "room": room_table,
    "borrowed": borrowed_table,
    "service": service_table,
    "left_out": left_out_table,
    **RECOMPUTE,
}


def heading(section: str, book: Book) -> Html:
    """The numbered heading of a section; sections stand in the order of `SECTIONS`."""
    number = SECTIONS.index(section) + 1
    title = say(f"section.{section}", book.lang)
    return Html(f'<h2 id="s{number}"><span>{number}</span>{escape(title)}</h2>')


def table(name: str, book: Book) -> Html:
    """A table by name (`T1` … or a key of `TABLES`), in as many sheets as it needs; a sentence where it is empty."""
    grids = official_table(name, book) if name in OFFICIAL else TABLES[name](book)
    if grids:
        return Html("".join(grid_html(grid) for grid in grids))
    empty = next((key for key in (f"{name}.none", f"{name}.table_none") if key in keys()), None)
    return Html("" if empty is None else f'<p class="none">{escape(say(empty, book.lang))}</p>')
