"""Every id that points to another table exists there."""

from __future__ import annotations

from collections.abc import Mapping

from jiugai.errors import ProblemLog
from jiugai.inputs.dictionary import Column
from jiugai.inputs.tables import Table


def check_references(tables: Mapping[str, Table], log: ProblemLog) -> None:
    for table in tables.values():
        for column in table.columns.values():
            if column.ref is not None:
                _check_reference(table, column, tables[column.ref[0]], column.ref[1], log)


def _check_reference(table: Table, column: Column, target: Table, target_column: str, log: ProblemLog) -> None:
    """One problem a value that is not found, at its first row."""
    values = table.frame[column.name]
    missing = values[~values.isin([*target.frame[target_column], ""])]
    sheet, file = target.where.sheet, f"{target.name}.csv"
    zh = f"在“{sheet}”表中找不到" if sheet else f"在 {file} 中找不到"
    en = f"not found in sheet {sheet}" if sheet else f"not found in {file}"
    for value, places in sorted(missing.groupby(missing).groups.items()):
        first = min(places, key=lambda position: table.rows[position])
        more = len(places) - 1
        also, also_en = (
            (f"（另有{more}行）", f" (and in {more} more row{'s' if more > 1 else ''})") if more else ("", "")
        )
        log.add(table.at(first, column.name, value), zh + also, en + also_en)
