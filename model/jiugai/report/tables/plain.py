"""What tables share: columns headed by labels, the line that says where the numbers come from, plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.assumptions import reported
from jiugai.report.formats import Value
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.wording import say


def column(key: str, shape: str, lang: str, unit: str = "") -> Column:
    """A column headed by the label `column.<key>`."""
    return Column(key, (label(f"column.{key}", lang),), shape, unit)


def plain_table(
    name: str,
    columns: Sequence[tuple[str, str]],
    lines: Iterable[tuple[Value, ...]],
    files: str,
    book: Book,
    *notes: str,
    total: Sequence[str] = (),
    keys: Iterable[str] = (),
) -> list[Grid]:
    """One row a line; `total` names the columns that are added up, `keys` the first rows. None without a line."""
    named = iter(keys)
    rows = [Row(line, key=next(named, "")) for line in lines]
    if not rows:
        return []
    if total:
        rows.append(_total(columns, rows, total, book))
    heads = [column(key, shape, book.lang) for key, shape in columns]
    return [Grid(name, say(f"{name}.title", book.lang), heads, rows, [*notes, origin(files, book)])]


def _total(columns: Sequence[tuple[str, str]], rows: Sequence[Row], total: Sequence[str], book: Book) -> Row:
    sums: list[Value] = []
    for place, (key, _) in enumerate(columns):
        values = [row.values[place] for row in rows]
        sums.append(sum(value for value in values if isinstance(value, int)) if key in total else None)
    first = next(place for place, (_, shape) in enumerate(columns) if shape in ("name", "text", "value"))
    sums[first] = label("word.total", book.lang)
    return Row(tuple(sums), "total")


def origin(files: str, book: Book) -> str:
    """The last line of a table: where its numbers come from, on which basis and date."""
    listed = files.replace(", ", say("list.comma", book.lang))
    return say("table.origin", book.lang, files=listed, basis=basis_line(book))


def basis_line(book: Book) -> str:
    """口径, date of knowledge and whether the data are real."""
    case = book.study.case
    key = case.basis
    if key == "illustrative" and case.targets:
        key = "illustrative_totals"
    elif key == "mixed" and reported(book):
        key = "mixed_reported"
    return say(f"basis.{key}", book.lang, as_of=book.study.scenario.as_of.isoformat())
