"""The official tables T1–T3: one line a community, columns from the layouts, totals as sums of whole yuan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from jiugai.labels import label
from jiugai.report.book import Book, Site
from jiugai.report.formats import SUMMED, Value
from jiugai.report.grid import Grid, Row
from jiugai.report.layout import Entry, read_layout
from jiugai.report.wording import say

OFFICIAL = ("T1", "T2", "T3")
ALL = 0  # the part of a column that stands on every sheet
_SOURCES = {
    "T1": "communities.csv, works.csv, projects.csv, selection.csv, spending.csv",
    "T2": "selection.csv, funding.csv, funds.csv",
    "T3": "selection.csv, spending.csv, funding.csv",
}
_IN_PHASES = ("T3",)
_COLUMNS_A_SHEET = 16


def official_table(name: str, book: Book) -> list[Grid]:
    """The sheets of an official table; columns with nothing to say are left out and named under the table."""
    numbered = list(enumerate(book.chosen, start=1))
    entries = read_layout(name, book)
    kept = [entry for entry in entries if not entry.drop_empty or any(entry.value(n, site) for n, site in numbered)]
    dropped = [_name(entry) for entry in entries if entry not in kept]
    parts = sorted({entry.part for entry in kept} - {0}) if len(kept) > _COLUMNS_A_SHEET else [ALL]
    grids = []
    for place, part in enumerate(parts, start=1):
        shown = [entry for entry in kept if part == ALL or entry.part in (ALL, part)]
        title = say(f"table.{name}", book.lang, n=f"-{place}" if len(parts) > 1 else "")
        grids.append(
            Grid(
                name=name if len(parts) == 1 else f"{name}-{place}",
                title=title,
                columns=[entry.column for entry in shown],
                rows=_rows(name, shown, numbered, book),
                notes=_notes(name, dropped if place == len(parts) else [], book),
                wide=True,
                sticky=2,
            )
        )
    return grids


def _name(entry: Entry) -> str:
    return entry.column.heading[-1]


def _rows(name: str, entries: Sequence[Entry], numbered: Sequence[tuple[int, Site]], book: Book) -> list[Row]:
    rows: list[Row] = []
    if name in _IN_PHASES:
        for phase, sites in _phases(numbered, book):
            rows.append(Row((phase, *[None] * (len(entries) - 1)), "group"))
            rows += [_row(entries, number, site) for number, site in sites]
            rows.append(_sum(entries, sites, label("word.subtotal", book.lang), "subtotal"))
    else:
        rows += [_row(entries, number, site) for number, site in numbered]
    return [*rows, _sum(entries, numbered, label("word.total", book.lang), "total")]


def _row(entries: Sequence[Entry], number: int, site: Site) -> Row:
    return Row(tuple(entry.value(number, site) for entry in entries))


def _sum(entries: Sequence[Entry], numbered: Sequence[tuple[int, Site]], title: str, role: str) -> Row:
    values: list[Value] = []
    for entry in entries:
        if entry.column.key == "name":
            values.append(title)
        elif entry.column.shape in SUMMED:
            values.append(_added([entry.value(number, site) for number, site in numbered]))
        else:
            values.append(None)
    return Row(tuple(values), role)


def _added(values: Sequence[Value]) -> int | Fraction:
    total: int | Fraction = 0
    for value in values:
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
    for title, sites in groups.items():
        if sites:
            yield title, sites


def _notes(name: str, dropped: Sequence[str], book: Book) -> list[str]:
    lang = book.lang
    notes = [say("table.seal", lang)]
    if dropped:
        notes.append(say("table.dropped", lang, columns=label("punctuation.comma", lang).join(dict.fromkeys(dropped))))
    return [*notes, say(f"table.{name}.note", lang) + " " + origin(_SOURCES[name], book)]


def origin(files: str, book: Book) -> str:
    """The last line of a table: where its numbers come from, on which basis and date."""
    return say("table.origin", book.lang, files=files, basis=basis_line(book))


def basis_line(book: Book) -> str:
    """口径, date of knowledge and whether the data are real."""
    case = book.study.case
    key = "illustrative_totals" if case.basis == "illustrative" and case.targets else case.basis
    return say(f"basis.{key}", book.lang, as_of=book.study.scenario.as_of.isoformat())
