"""A table as data, and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from jiugai.report.formats import NUMERIC, Value, exact, show
from jiugai.report.ties.marks import strip

_LONG = 14  # rows from which a wide table starts a page of its own


class Html(str):
    """A fragment that a notebook shows as HTML."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Column:
    """A column: its heading (group first, where it has one), unit and format."""

    key: str
    heading: tuple[str, ...]
    shape: str
    unit: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", tuple(strip(part) for part in self.heading))


@dataclass(frozen=True)
class Row:
    """Values in the order of the columns. Role: row, group (a heading), subtotal or total.

    `key`: the same in every language, for a row that sentences refer to. What a cell says is no sentence: references
    of its words are taken off.
    """

    values: tuple[Value, ...]
    role: str = "row"
    key: str = ""

    def __post_init__(self) -> None:
        plain = tuple(strip(value) if isinstance(value, str) else value for value in self.values)
        object.__setattr__(self, "values", plain)


@dataclass(frozen=True)
class Grid:
    """A table with its title and the lines under it; the last line says where the numbers come from.

    `wide`: printed on landscape pages; `dense`: in small print; `sticky`: columns that stay when scrolled.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    notes: Sequence[str] = field(default=())
    wide: bool = False
    dense: bool = False
    sticky: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", strip(self.title))

    def cells(self, key: str) -> list[Value]:
        """The values of one column, totals apart."""
        place = [column.key for column in self.columns].index(key)
        return [row.values[place] for row in self.rows if row.role == "row"]

    def total(self, key: str) -> Value:
        place = [column.key for column in self.columns].index(key)
        return next(row.values[place] for row in self.rows if row.role == "total")


def grid_html(grid: Grid) -> Html:
    """The table as HTML; every text escaped. Columns and rows carry their keys, a rounded cell its exact value."""
    marks = {"wide": grid.wide, "dense": grid.dense, "long": len(grid.rows) > _LONG}
    kind = " ".join(["grid", *(name for name, holds in marks.items() if holds)])
    body = "".join(_row_html(grid, row) for row in grid.rows)
    keys = "".join(_key_html(column) for column in grid.columns)
    notes = "".join(f"<p>{escape(note)}</p>" for note in grid.notes)
    return Html(
        f'<figure class="{kind}" id="{escape(grid.name)}"><figcaption>{escape(grid.title)}</figcaption>'
        f'<div class="scroll"><table class="sticky{grid.sticky}"><colgroup>{keys}</colgroup>'
        f"<thead>{_head_html(grid.columns)}</thead><tbody>{body}</tbody></table></div>"
        f'<div class="notes">{notes}</div></figure>'
    )


def _key_html(column: Column) -> str:
    return f'<col data-key="{escape(column.key)}" data-heading="{escape("·".join(column.heading))}">'


def _head_html(columns: Sequence[Column]) -> str:
    """One heading line, or two where columns stand in groups."""
    grouped = any(len(column.heading) > 1 for column in columns)
    first, second = [], []
    for key, members in groupby(enumerate(columns), lambda item: _group(*item)):
        inside = [column for _, column in members]
        if isinstance(key, str):
            first.append(f'<th scope="colgroup" colspan="{len(inside)}" class="span">{escape(key)}</th>')
            second += [_heading(column, 1) for column in inside]
        else:
            first += [_heading(column, 2 if grouped else 1) for column in inside]
    lines = [first, second] if second else [first]
    return "".join(f"<tr>{''.join(line)}</tr>" for line in lines)


def _group(place: int, column: Column) -> str | int:
    return column.heading[0] if len(column.heading) > 1 else place


def _heading(column: Column, height: int) -> str:
    unit = f'<span class="unit">{escape(column.unit)}</span>' if column.unit else ""
    span = f' rowspan="{height}"' if height > 1 else ""
    return f'<th scope="col"{span} class="{_class(column)}">{escape(column.heading[-1])}{unit}</th>'


def _row_html(grid: Grid, row: Row) -> str:
    if row.role == "group":
        title = escape(str(row.values[0]))
        return f'<tr class="group"><td colspan="{len(grid.columns)}"><span>{title}</span></td></tr>'
    cells = "".join(_cell_html(column, value) for column, value in zip(grid.columns, row.values, strict=True))
    kind = f' class="{row.role}"' if row.role != "row" else ""
    key = f' data-key="{escape(row.key)}"' if row.key else ""
    return f"<tr{kind}{key}>{cells}</tr>"


def _cell_html(column: Column, value: Value) -> str:
    text, hidden = show(value, column.shape), exact(value, column.shape)
    more = "" if hidden is None else f' data-exact="{hidden}"'
    return f'<td class="{_class(column)}"{more}>{escape(text)}</td>'


def _class(column: Column) -> str:
    return f"n {column.shape}" if column.shape in NUMERIC else column.shape
