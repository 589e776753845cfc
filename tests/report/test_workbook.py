"""The workbook of a plan, read back: a sheet for every table, totals as formulas with their values, text that stays text."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jiugai.report import Book, open_report
from jiugai.report.contents import SECTIONS, numbered
from jiugai.report.formats import SUMMED
from jiugai.report.grid import Grid
from jiugai.report.tables import grids
from jiugai.report.xlsx import render_xlsx
from jiugai.report.xlsx.leaves import TOGETHER, leaves
from jiugai.report.xlsx.lines_sheet import FIRST
from jiugai.report.xlsx.names import sheet_names
from jiugai.report.xlsx.table_sheet import first_row
from jiugai.report.xlsx.write import WORKBOOK, workbook_bytes
from jiugai.run import make_plan
from support.like_formulas import NAMES, STREET, make_like_formulas

Thin = Callable[[str], Book]
_DIVIDED = {"wan": 10_000, "stock": 10_000}
#: columns that follow from others, or from the funding lines
_FOLLOW = {
    "T2": {"sum", "gap"}, "T3": {"total", "later"},
    "T9": {"room", "balance", "share", "fund_room", "fund_balance", "fund_share"},
    "T10": {"closing", "limit", "g_room", "s_room", "g_closed", "s_closed"},
    "T6": {"own"}, "T7": {"net", "closing"}, "T11": {"assigned"}, "T14": {"owed", "paid_share"},
    "payers": {"share"}, "by_year": {"sum", *(f"y_{year}" for year in range(2021, 2026))},
    "project_ledger": {"paid_share"}, "arrival": {"all_money", "applied_share"},
    "dependent": {"all_money", "applied_share"},
}  # fmt: skip


@cache
def read(content: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


@pytest.fixture(scope="module")
def content(book: Book) -> bytes:
    return workbook_bytes(book)


def cells(content: bytes, book: Book) -> Iterator[tuple[Grid, str, str, Any, Any, Any]]:
    """(table, role of the row, column, value of the report, cell, value that the cell keeps) of every cell of a table."""
    formulas, values = read(content), read(content, values=True)
    names = sheet_names(["", *(f"{leaf.label} {leaf.called}" for leaf in leaves(book))])[1:]
    for leaf, name in zip(leaves(book), names, strict=True):
        begin = first_row(leaf.grid) + 1
        for at, row in enumerate(leaf.grid.rows):
            for place, (column, value) in enumerate(zip(leaf.grid.columns, row.values, strict=True)):
                where = (begin + at, place + 1)
                kept = values[name].cell(*where).value
                yield leaf.grid, row.role, column.key, value, formulas[name].cell(*where), kept


def test_every_table_has_its_sheet(book: Book, content: bytes) -> None:
    workbook = read(content)
    assert workbook.sheetnames[0] == "目录"
    assert all(len(name) <= 31 for name in workbook.sheetnames)
    titles = {sheet["A1"].value for sheet in workbook}
    shared = [str(cell.value) for row in workbook["假设与来源"].iter_rows(max_col=1) for cell in row]
    listed = {str(cell.value) for row in workbook["目录"].iter_rows() for cell in row}
    for section in SECTIONS:
        for kind, name in section.parts:
            for grid in numbered(name, book) if kind == "table" and grids(name, book) else ():
                if name in TOGETHER:
                    assert grid.title in shared
                else:
                    assert grid.title in titles
                    assert grid.title in listed
    links = [cell.hyperlink.location for row in workbook["目录"].iter_rows() for cell in row if cell.hyperlink]
    linked = {location.rpartition("!")[0].strip("'").replace("''", "'") for location in links}
    assert linked == set(workbook.sheetnames) - {"目录"}


@pytest.fixture(scope="module")
def of_bonds(thin: Thin) -> bytes:
    """The workbook of a plan with debt, two budgets and every kind of chart."""
    return workbook_bytes(thin("bonds"))


@pytest.mark.parametrize("name", ["tianchang", "bonds"])
def test_every_total_is_a_formula_and_keeps_its_value(
    name: str, book: Book, content: bytes, of_bonds: bytes, thin: Thin
) -> None:
    if name == "bonds":
        book, content = thin(name), of_bonds
    counted = 0
    for grid, role, key, value, cell, kept in cells(content, book):
        column = next(column for column in grid.columns if column.key == key)
        number, follow = isinstance(value, int | Fraction), _FOLLOW.get(grid.name.partition("-")[0], set())
        if cell.data_type == "f":
            counted += 1
            assert number or str(value).endswith("%")
            assert role in ("total", "subtotal") or key in follow, cell
        elif number and role in ("total", "subtotal") and column.shape in SUMMED:
            assert grid.name == "routes", (grid.name, key)
        elif number:
            assert key not in follow, (grid.name, key, "a number, not a formula")
        if number:
            assert kept == pytest.approx(float(Fraction(value) / _DIVIDED.get(column.shape, 1)), abs=1e-9)
            if column.shape in _DIVIDED:
                assert round(kept * 10_000) == value
    assert counted > 40


def test_text_of_the_report_is_text(book: Book, content: bytes) -> None:
    for _, role, _, value, cell, kept in cells(content, book):
        if isinstance(value, str) and value and role != "group" and cell.data_type == "f":
            assert f"{kept:.1%}" == value
            assert cell.number_format == "0.0%"
        elif isinstance(value, str) and value and role != "group":
            assert cell.data_type in ("s", "d")
            assert kept == (datetime.datetime.fromisoformat(value) if cell.data_type == "d" else value)


def test_lines_are_those_of_funding(book: Book, content: bytes) -> None:
    sheet = read(content, values=True)["资金明细"]
    rows = list(sheet.iter_rows(min_row=FIRST + 1, max_row=FIRST + len(book.payments), values_only=True))
    assert [(row[0], row[2], row[-3], row[-2], row[-1]) for row in rows] == [
        (payment.community, payment.work, payment.cost_year, payment.cash_year, payment.yuan)
        for payment in book.payments
    ]
    assert sheet["M3"].value == book.total
    (table,) = read(content)["资金明细"].tables.values()
    assert table.ref == f"A{FIRST}:M{FIRST + len(book.payments)}"
    assert table.autoFilter is not None


def test_key_numbers_and_checks_refer_to_the_tables(book: Book, content: bytes) -> None:
    formulas, values = read(content)["目录"], read(content, values=True)["目录"]
    kept = {row[1]: row[2] for row in values.iter_rows(values_only=True) if row[2] is not None}
    assert kept["改造小区（个）"] == len(book.chosen)
    assert round(kept["规划期投资（万元）"] * 10_000) == book.total
    assert [value for name, value in kept.items() if "−" in name] == [0, 0, 0]
    assert [row[3].value for row in formulas.iter_rows() if str(row[3].value).startswith("=IF")] != []


def test_charts_refer_to_cells(of_bonds: bytes) -> None:
    """Native charts, no pictures: every number and every category comes from a cell."""
    content, workbook = of_bonds, read(of_bonds)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        texts = [archive.read(name).decode() for name in names if name.startswith("xl/charts/chart")]
    assert not any(name.startswith("xl/media") for name in names)
    assert len(texts) == 6
    for text in texts:
        values = re.findall(r"<c:val><c:numRef><c:f>'?([^'!<]+)'?!", text)
        assert values
        assert set(values) <= set(workbook.sheetnames)
        assert len(re.findall(r"<c:cat><c:(?:num|str)Ref>", text)) == len(values) == text.count("<c:ser>")
    assert sum("<a:pattFill" in text for text in texts) >= 1


def test_same_bytes_in_both_languages(book: Book, content: bytes, english: Book) -> None:
    assert workbook_bytes(replace(book)) == content
    there = read(workbook_bytes(english))
    assert there.sheetnames[0] == "Contents"
    assert all(len(name) <= 31 for name in there.sheetnames)


def test_names_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    study = make_like_formulas(tmp_path)
    make_plan(study, tmp_path / "plan")
    render_xlsx(tmp_path / "plan", study)
    content = (tmp_path / "plan" / WORKBOOK).read_bytes()
    book = open_report(tmp_path / "plan", study.scenario.path)
    found: set[str] = set()
    for sheet in read(content):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert not any(text in cell.value for text in (*NAMES.values(), STREET)), cell.value
                elif isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@＝")):
                    assert cell.data_type == "s"
                    assert cell.quotePrefix, cell.value
                    found.add(cell.value)
    assert {*NAMES.values(), *(site.id for site in book.chosen if site.id.startswith("-")), "+county"} <= found
