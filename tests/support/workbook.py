"""Workbooks for tests: sheets of rows, with cells a spreadsheet would not show for what they are."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

Rows = list[list[Any]]


@dataclass(frozen=True)
class Formula:
    """A formula with its stored result; None: it was never calculated."""

    text: str
    result: Any = None


@dataclass(frozen=True)
class Percent:
    """A number shown as a percentage: 0.85 as 85%."""

    value: float


@dataclass
class Workbook:
    """Sheets by name. `hidden`: sheets; by sheet, rows from 1, ranges such as A2:A3, and columns such as B:C."""

    sheets: dict[str, Rows]
    hidden: Sequence[str] = ()
    hidden_rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    merged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hidden_columns: Mapping[str, str] = field(default_factory=dict)

    def save(self, path: Path) -> Path:
        options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(path, options) as book:
            percent = book.add_format({"num_format": "0.0%"})
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in self.sheets.items():
                sheet = book.add_worksheet(name)
                for row, cells in enumerate(rows):
                    for column, cell in enumerate(cells):
                        if isinstance(cell, Formula):
                            sheet.write_formula(
                                row, column, cell.text, None, "" if cell.result is None else cell.result
                            )
                        elif isinstance(cell, Percent):
                            sheet.write_number(row, column, cell.value, percent)
                        elif isinstance(cell, datetime.date):
                            sheet.write_datetime(row, column, cell, day)
                        elif cell not in ("", None):
                            sheet.write(row, column, cell)
                for cells in self.merged.get(name, ()):
                    sheet.merge_range(cells, "")
                    first = cells.split(":")[0]
                    row, column = int(first[1:]) - 1, ord(first[0]) - ord("A")
                    sheet.write(row, column, rows[row][column])
                for row in self.hidden_rows.get(name, ()):
                    sheet.set_row(row - 1, None, None, {"hidden": True})
                if name in self.hidden_columns:
                    sheet.set_column(self.hidden_columns[name], None, None, {"hidden": True})
                if name in self.hidden:
                    sheet.hide()
        return path
