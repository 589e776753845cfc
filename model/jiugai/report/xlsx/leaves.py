"""Which sheets the workbook has: who pays, every table of the report in its order, and those that share a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiugai.report import contents
from jiugai.report.book import Book
from jiugai.report.front_page import payers_table
from jiugai.report.grid import Grid
from jiugai.report.statements import STATEMENTS
from jiugai.report.tables import grids
from jiugai.report.wording import drawn
from jiugai.report.xlsx.by_year import year_grid

#: tables that stand together on the last sheet: what is assumed, from where, how to compute it again
TOGETHER = ("assumptions", "parameters", "overrides", "origins", "versions", "inputs", "outputs")
#: tables whose sheet has a name of its own
_NAMED = {"rules": "workbook.rules"}


@dataclass(frozen=True)
class Leaf:
    """A sheet with one table. `label`: its number in the report; `called`: what its sheet is called, in words."""

    table: str
    label: str
    called: str
    grid: Grid


@dataclass(frozen=True)
class Together:
    """The tables that share a sheet, and the sentences of the report before them."""

    said: tuple[str, ...]
    grids: tuple[Grid, ...]


def leaves(book: Book) -> list[Leaf]:
    """The sheets with one table; sentences that the report says before a table stand under it."""
    money = (payers_table(book), year_grid(book)) if book.total else ()
    found = [Leaf(grid.name, "", grid.title, grid) for grid in money]
    for section in contents.SECTIONS:
        alone = [name for kind, name in section.parts if kind == "table" and name not in TOGETHER]
        said = [] if _shares(section) else _said(section, book)
        for name in alone:
            plain = grids(name, book)
            for label, raw, grid in zip(
                contents.labels(name, book) if plain else (), plain, contents.numbered(name, book), strict=True
            ):
                called = drawn(_NAMED[name], book.lang) if name in _NAMED else raw.title
                found.append(Leaf(name, label, called, replace(grid, notes=[*grid.notes, *said])))
                said = []
    return found


def together(book: Book) -> Together:
    """What stands on the last sheet."""
    said = [text for section in contents.SECTIONS if _shares(section) for text in _said(section, book)]
    names: Sequence[str] = [name for name in TOGETHER if grids(name, book)]
    return Together(tuple(said), tuple(grid for name in names for grid in contents.numbered(name, book)))


def _shares(section: contents.Section) -> bool:
    return any(name in TOGETHER for kind, name in section.parts if kind == "table")


def _said(section: contents.Section, book: Book) -> list[str]:
    return [
        contents.resolve(text, book)
        for kind, name in section.parts
        if kind == "text"
        for text in STATEMENTS[name](book)
    ]
