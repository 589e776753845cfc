"""Which cells of a table are formulas: totals of its rows, and columns that follow from others.

A formula is written only where it gives, in whole yuan, the value that the report states; where it does not (a mean in
the line of totals), the number is written. A share that the report tells as text (12.5%) becomes the number behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import groupby

from jiugai.report.formats import DASH, SUMMED, Value, share_text
from jiugai.report.grid import Grid
from jiugai.report.xlsx.identities import Identity, Term, identities

#: (row, column) of a table, from 0 → its cell, such as C7
Address = Callable[[int, int], str]
Place = tuple[int, int]
#: a formula and the exact value it gives
Live = tuple[str, int | Fraction]
_RUN = 3  # as many columns side by side are written as a sum over a range


def formulas(grid: Grid, address: Address, first_year: int) -> dict[Place, Live]:
    """(row, column) → formula and value."""
    known = identities(grid.name.rpartition("-")[0] or grid.name, first_year)
    no_sums = {key for key, ways in known.items() if not any(way.over for way in ways)}
    found = _totals(grid, address, no_sums)
    for place, column in enumerate(grid.columns):
        for identity in known.get(column.key, ()):
            fitting = _by_identity(grid, place, identity, address)
            if fitting:
                found = fitting | found  # a total stays a sum of its column
                break
    return found


def _totals(grid: Grid, address: Address, no_sums: set[str]) -> dict[Place, Live]:
    """Subtotals add the rows above them to the heading or subtotal before; totals add all rows."""
    nested = any(row.role == "subtotal" for row in grid.rows)
    found: dict[Place, Live] = {}
    begin = after = 0
    for at, row in enumerate(grid.rows):
        if row.role == "total":
            for place, column in enumerate(grid.columns):
                if column.shape in SUMMED and column.key not in no_sums:
                    found |= _column_sum(grid, (after, at), place, nested, address)
            after = at + 1
        elif row.role == "subtotal":
            for place, column in enumerate(grid.columns):
                if column.shape in SUMMED and column.key not in no_sums:
                    found |= _column_sum(grid, (begin, at), place, nested, address)
        if row.role in ("group", "subtotal", "total"):
            begin = at + 1
    return found


def _column_sum(grid: Grid, rows: Place, place: int, nested: bool, address: Address) -> dict[Place, Live]:
    """The sum of a column from `rows[0]` to the row before `rows[1]`, where it is what stands there."""
    begin, at = rows
    counted = [row.values[place] for row in grid.rows[begin:at] if row.role == "row"]
    value = grid.rows[at].values[place]
    if not counted or not isinstance(value, int | Fraction) or _added(counted) != value:
        return {}
    cells = f"{address(begin, place)}:{address(at - 1, place)}"
    return {(at, place): (f"=SUBTOTAL(9,{cells})" if nested else f"=SUM({cells})", value)}


def _added(values: Sequence[Value]) -> int | Fraction:
    total: int | Fraction = 0
    for value in values:
        if isinstance(value, int | Fraction):
            total += value
    return total


def _by_identity(grid: Grid, place: int, identity: Identity, address: Address) -> dict[Place, Live]:
    """The formulas of a column; none where any of its values is something else."""
    over, under = _present(grid, identity.over), _present(grid, identity.under)
    if not over or bool(under) != bool(identity.under):
        return {}
    found: dict[Place, Live] = {}
    for at, row in enumerate(grid.rows):
        value = row.values[place]
        if row.role == "group" or value in (None, "", DASH) or (isinstance(value, str) and not value.endswith("%")):
            continue
        if any(isinstance(row.values[term], str) and row.values[term] for _, term, _ in (*over, *under)):
            return {}  # a text cannot be added
        above, below = _value(grid, at, over), _value(grid, at, under) if under else 1
        if not below or not _says(value, Fraction(above) / below, above, below):
            return {}
        text = _written(grid, at, over, address)
        if under:
            bottom = _written(grid, at, under, address)
            text = f"({text})/({bottom})" if len(over) > 1 or len(under) > 1 else f"{text}/{bottom}"
        found[at, place] = ("=" + text, Fraction(above) / below)
    return found


def _says(value: Value, exact: Fraction, part: int | Fraction, whole: int | Fraction) -> bool:
    """Whether a value is that number, or tells it as a share."""
    return value == (share_text(int(part), int(whole)) if isinstance(value, str) else exact)


def _present(grid: Grid, terms: Sequence[Term]) -> list[tuple[int, int, bool]]:
    """(sign, column, of its total?) of the terms that the table has."""
    found = []
    for term in terms:
        beginning = term.key.removesuffix("*")
        for place, column in enumerate(grid.columns):
            if column.key == term.key or (beginning != term.key and column.key.startswith(beginning)):
                found.append((term.sign, place, term.of_total))
    return found


def _total_row(grid: Grid) -> int:
    return next((at for at, row in enumerate(grid.rows) if row.role == "total"), -1)


def _value(grid: Grid, at: int, terms: Sequence[tuple[int, int, bool]]) -> int | Fraction:
    total: int | Fraction = 0
    for sign, place, of_total in terms:
        value = grid.rows[_total_row(grid) if of_total else at].values[place]
        total += sign * value if isinstance(value, int | Fraction) else 0
    return total


def _written(grid: Grid, at: int, terms: Sequence[tuple[int, int, bool]], address: Address) -> str:
    """The sum of the terms in a row; columns side by side as a range."""
    parts: list[str] = []
    for (sign, _), run in groupby(enumerate(terms), key=lambda item: (item[1][0], item[1][1] - item[0])):
        places = [(place, of_total) for _, (_, place, of_total) in run]
        if len(places) >= _RUN:
            texts = [f"SUM({address(at, places[0][0])}:{address(at, places[-1][0])})"]
        else:
            texts = [address(_total_row(grid) if of_total else at, place) for place, of_total in places]
        parts += [("+" if sign > 0 else "-") + text for text in texts]
    return "".join(parts).removeprefix("+")
