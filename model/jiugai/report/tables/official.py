"""The official tables of `registry`: columns from layouts, totals as sums of whole yuan, seal line, notes, sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book, Site
from jiugai.report.facts.clauses import chinese_number
from jiugai.report.formats import SUMMED, Value
from jiugai.report.grid import Grid, Row
from jiugai.report.tables.layout import Entry, read_layout
from jiugai.report.tables.plain import origin
from jiugai.report.tables.registry import OFFICIAL, Heads, Sheet
from jiugai.report.wording import keys, say

__all__ = ["OFFICIAL", "official_table"]

ALL = 0  # the part of a column that stands on every sheet
_COLUMNS_A_SHEET = 16
_AMOUNTS = (*SUMMED, "stock")  # a sheet without any would say nothing


def official_table(name: str, book: Book) -> list[Grid]:
    """The sheets of an official table; columns with nothing to say are left out and named under the table."""
    table = OFFICIAL[name]
    if table.sheets is not None:
        return _own_sheets(name, table.sheets(book), book)
    numbered = list(enumerate(table.subjects(book), start=1))
    if not numbered:
        return []
    entries = read_layout(name, book, table.vocabulary)
    kept = [entry for entry in entries if not entry.drop_empty or any(entry.value(n, it) for n, it in numbered)]
    dropped = [_name(entry) for entry in entries if entry not in kept]
    parts = sorted({entry.part for entry in kept if entry.column.shape in _AMOUNTS} - {ALL})
    if not parts or (not table.split and len(kept) <= _COLUMNS_A_SHEET):
        parts = [ALL]
    grids = []
    for place, part in enumerate(parts, start=1):
        shown = [entry for entry in kept if part == ALL or entry.part in (ALL, part)]
        grid = _grid(name, shown, numbered, book)
        notes = _notes(name, part, dropped if place == len(parts) else [], book)
        title = say(_key(f"table.{name}", part), book.lang)
        grids.append(replace(grid, name=name if len(parts) == 1 else f"{name}-{place}", title=title, notes=notes))
    return grids


def _own_sheets(name: str, sheets: Sequence[Sheet], book: Book) -> list[Grid]:
    """Sheets with rows of their own: each keeps and drops columns by itself."""
    entries, grids = read_layout(name, book, OFFICIAL[name].vocabulary), []
    for place, sheet in enumerate(sheets, start=1):
        numbered = list(enumerate(sheet.subjects, start=1))
        mine = [entry for entry in entries if entry.part in (ALL, sheet.part)]
        shown = [entry for entry in mine if not entry.drop_empty or any(entry.value(n, it) for n, it in numbered)]
        title = say(_key(f"table.{name}", sheet.part), book.lang, about=sheet.about)
        notes = [*sheet.notes, *_notes(name, sheet.part, [_name(entry) for entry in mine if entry not in shown], book)]
        grid = _grid(name, shown, numbered, book)
        grids.append(replace(grid, name=f"{name}-{place}", title=title, notes=notes))
    return grids


def _grid(name: str, shown: Sequence[Entry], numbered: Sequence[tuple[int, Any]], book: Book) -> Grid:
    return Grid(
        name=name,
        title="",
        columns=[entry.column for entry in shown],
        rows=_rows(name, shown, numbered, book),
        wide=OFFICIAL[name].landscape,
        dense=True,
        sticky=2 if shown[0].column.shape == "number" else 1,
    )


def _name(entry: Entry) -> str:
    return "·".join(entry.column.heading)


def _rows(name: str, entries: Sequence[Entry], numbered: Sequence[tuple[int, Any]], book: Book) -> list[Row]:
    rows: list[Row] = []
    if OFFICIAL[name].phases:
        for phase, sites in _phases(numbered, book):
            rows.append(Row((phase, *[None] * (len(entries) - 1)), "group"))
            rows += [_row(entries, number, site) for number, site in sites]
            rows.append(_sum(entries, sites, label("word.subtotal", book.lang), "subtotal"))
    else:
        rows += _headed(OFFICIAL[name].heads, entries, numbered, book)
    if not OFFICIAL[name].added or not any(entry.column.shape in SUMMED for entry in entries):
        return rows
    return [*rows, _sum(entries, numbered, label("word.total", book.lang), "total")]


def _headed(
    heads: Heads | None, entries: Sequence[Entry], numbered: Sequence[tuple[int, Any]], book: Book
) -> Iterator[Row]:
    """The rows, each run of the same heading under it."""
    last = ""
    for number, subject in numbered:
        if heads is not None and (head := heads(subject, book)) != last:
            yield Row((head, *[None] * (len(entries) - 1)), "group")
            last = head
        yield _row(entries, number, subject)


def _row(entries: Sequence[Entry], number: int, site: Any) -> Row:
    return Row(tuple(entry.value(number, site) for entry in entries), key=getattr(site, "key", ""))


def _sum(entries: Sequence[Entry], numbered: Sequence[tuple[int, Any]], title: str, role: str) -> Row:
    values: list[Value] = []
    for entry in entries:
        if entry.column.key in ("name", "year"):
            values.append(title)
        elif entry.column.shape in SUMMED:
            values.append(_added([entry.value(number, site) for number, site in numbered]))
        else:
            values.append(None)
    return Row(tuple(values), role)


def _added(values: Sequence[Value]) -> int | Fraction | str:
    """The sum; where a value is still to be filled in, so is the sum."""
    total: int | Fraction = 0
    for value in values:
        if isinstance(value, str):
            return value
        if isinstance(value, int | Fraction):
            total += value
    return total


def _phases(numbered: Sequence[tuple[int, Site]], book: Book) -> Iterator[tuple[str, list[tuple[int, Site]]]]:
    """续建, starts of the first year, later starts; empty ones left out."""
    first = book.first_year
    groups = {
        say("phase.continuing", book.lang): [item for item in numbered if item[1].decision == "continuing"],
        say("phase.first", book.lang, year=first): [
            item for item in numbered if item[1].decision == "new" and item[1].start_year == first
        ],
        say("phase.later", book.lang): [
            item for item in numbered if item[1].decision == "new" and (item[1].start_year or 0) > first
        ],
    }
    present = [(title, sites) for title, sites in groups.items() if sites]
    for place, (title, sites) in enumerate(present, start=1):
        yield say("phase.heading", book.lang, number=chinese_number(place), title=title), sites


def _key(stem: str, part: int) -> str:
    """The sentence of this sheet, or the one of the whole table."""
    return f"{stem}.part{part}" if f"{stem}.part{part}" in keys() else stem


def _notes(name: str, part: int, dropped: Sequence[str], book: Book) -> list[str]:
    lang = book.lang
    notes = [say("table.seal", lang)]
    if dropped:
        notes.append(say("table.dropped", lang, columns=label("punctuation.comma", lang).join(dict.fromkeys(dropped))))
    notes += OFFICIAL[name].told(book)
    return [*notes, say(_key(f"table.{name}.note", part), lang) + " " + origin(OFFICIAL[name].files, book)]
