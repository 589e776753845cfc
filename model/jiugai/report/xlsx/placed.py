"""A table as it stands on a sheet, for formulas and charts that refer to its cells."""

from __future__ import annotations

from dataclasses import dataclass

from jiugai.report.formats import Value
from jiugai.report.grid import Grid
from jiugai.report.xlsx.names import quoted


@dataclass(frozen=True)
class Placed:
    """`first`: the row of the sheet, from 0, in which the first row of the table stands; columns begin at A."""

    grid: Grid
    sheet: str
    first: int

    def has(self, key: str) -> bool:
        return any(column.key == key for column in self.grid.columns)

    def column(self, key: str) -> int:
        return [column.key for column in self.grid.columns].index(key)

    def cell(self, row: int, key: str) -> str:
        """A cell as a formula on another sheet writes it."""
        return f"{quoted(self.sheet)}!{address(self.first + row, self.column(key), fixed=True)}"

    def total_row(self) -> int | None:
        return next((at for at, row in enumerate(self.grid.rows) if row.role == "total"), None)

    def total(self, key: str) -> Value:
        at = self.total_row()
        return None if at is None else self.grid.rows[at].values[self.column(key)]

    def total_cell(self, key: str) -> str:
        """The cell of a total. Raises ValueError where the table has none."""
        at = self.total_row()
        if at is None:
            raise ValueError(f"{self.sheet}: no line of totals")
        return self.cell(at, key)

    def rows(self) -> tuple[int, int]:
        """The first and the last row of the sheet that are no totals."""
        places = [self.first + at for at, row in enumerate(self.grid.rows) if row.role == "row"]
        return places[0], places[-1]

    def series(self, key: str) -> list[str | int]:
        """A column without its totals, as a chart refers to it."""
        first, last = self.rows()
        place = self.column(key)
        return [self.sheet, first, place, last, place]


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """A cell from row and column, both from 0.

    >>> address(6, 2), address(0, 27, fixed=True)
    ('C7', '$AB$1')
    """
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"
