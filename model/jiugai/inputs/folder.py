"""A case folder: `case.yaml` and one CSV a table, strict UTF-8 and plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jiugai.csv_guard import unguarded
from jiugai.errors import DataError, Locator, Problem, ProblemLog
from jiugai.inputs.dictionary import REQUIRED_TABLES, TEXTS, Column, dictionary
from jiugai.inputs.header import OPTIONAL, REQUIRED, Header, header_problems, make_header
from jiugai.inputs.sheets import Cell, Sheet, read_csv_sheet
from jiugai.inputs.tables import Field, Table, columns_fit, empty_table, typed_table
from jiugai.yaml_file import check_keys, read_yaml

HEADER = "case.yaml"


def read_folder(folder: Path) -> tuple[Header, dict[str, Table], list[Path]]:
    """Header, tables and the files read. Raises `DataError` with every problem of header or tables."""
    if not folder.is_dir():
        raise DataError(Problem(Locator(str(folder)), "找不到案例文件夹", "the case folder is not found"))
    header = _read_header(folder / HEADER)
    log = ProblemLog(DataError)
    tables: dict[str, Table] = {}
    files = [folder / HEADER]
    for name, columns in dictionary().items():
        path = folder / f"{name}.csv"
        if path.exists() or path.is_symlink():  # a link to nowhere is not a table left out
            tables[name] = read_csv_table(path, columns, header.money_unit, log)
            files.append(path)
        else:
            if name in REQUIRED_TABLES:
                log.add(Locator(str(path)), "缺少此表", "this table is missing")
            tables[name] = empty_table(name, columns, Locator(str(path)))
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv"):
        if path.name not in {f"{name}.csv" for name in dictionary()}:
            log.add(Locator(str(path)), "未知的表，请删除或改名", "unknown table: remove or rename it")
    log.finish()
    return header, tables, files


def _read_header(path: Path) -> Header:
    raw = read_yaml(path, DataError)
    problems = check_keys(raw, Locator(str(path)), REQUIRED, OPTIONAL)
    if not problems:
        problems = header_problems(raw, lambda key, value: Locator(str(path), column=key, value=str(value)))
    if problems:
        raise DataError(problems)
    return make_header(raw)


def read_csv_table(path: Path, columns: Mapping[str, Column], money_unit: str, log: ProblemLog) -> Table:
    """The table of a CSV file; problems go to `log`, the table is then empty."""
    empty = empty_table(path.stem, columns, Locator(str(path)))
    try:
        sheet = read_csv_sheet(path)
    except DataError as error:
        log.extend(error.problems)
        return empty
    rows = [row for row, cells in enumerate(sheet.rows) if any(cells)]
    if not rows:
        log.add(Locator(str(path)), "空文件，至少要有表头", "empty file: a header is needed")
        return empty
    head, *rows = rows
    fields = _fields(sheet, head, columns, money_unit, log)
    if fields is None or not _even(sheet, head, rows, log):
        return empty
    return typed_table(path.stem, columns, sheet, fields, rows, log)


def _fields(
    sheet: Sheet, head: int, columns: Mapping[str, Column], money_unit: str, log: ProblemLog
) -> dict[str, Field] | None:
    """The columns of a CSV header; None where it does not fit the dictionary."""
    written = [str(cell) for cell in sheet.rows[head][: sheet.lengths[head]]]
    if len(written) == 1 and any(sign in written[0] for sign in ";\t|"):
        zh, en = "各列应以逗号分隔", "columns must be separated by commas"
        log.add(sheet.at(head), f"{zh}，请另存为“CSV UTF-8（逗号分隔）”", f"{en}: save it as CSV UTF-8")
        return None
    unknown = [name for name in dict.fromkeys(written) if name not in columns]
    for name in unknown:
        zh, en = f"未知的列；可用的列：{'、'.join(columns)}", f"unknown column; known columns: {', '.join(columns)}"
        log.add(sheet.at(head, name), zh, en)
    fit = columns_fit(written, columns, lambda name: sheet.at(head, name), log)
    if unknown or not fit:
        return None
    return {
        name: Field(columns[name], place, name, _reader(columns[name], money_unit))
        for place, name in enumerate(written)
    }


def _reader(column: Column, money_unit: str) -> Callable[[Cell], Any]:
    plain = unguarded if column.base_type in TEXTS else str
    return lambda cell: column.read(plain(str(cell)), money_unit) if cell else None


def _even(sheet: Sheet, head: int, rows: list[int], log: ProblemLog) -> bool:
    """Whether every row has as many cells as the header."""
    wanted = sheet.lengths[head]
    uneven = [row for row in rows if sheet.lengths[row] != wanted]
    for row in uneven:
        found = sheet.lengths[row]
        log.add(sheet.at(row), f"应有{wanted}列，实有{found}列", f"has {found} cells, the header has {wanted}")
    return not uneven
