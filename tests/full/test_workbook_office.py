"""The workbook of a plan in LibreOffice: calculated anew, every formula gives the number of the plan."""

from __future__ import annotations

import re
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from full.office import needs_office, recalculate
from jiugai.report import Book, open_report
from jiugai.report.xlsx.leaves import leaves
from jiugai.report.xlsx.names import sheet_names
from jiugai.report.xlsx.table_sheet import first_row
from jiugai.report.xlsx.write import workbook_bytes
from jiugai.run import bundled_root, make_plan, read_study

pytestmark = needs_office
_FALSE = 999.125
_KEPT = re.compile(rb"(<f>[^<]*</f><v>)[-0-9.eE]+(</v>)")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    scenario = bundled_root() / "scenarios" / "jizhou.yaml"
    folder = tmp_path_factory.mktemp("workbook") / "jizhou"
    make_plan(read_study(scenario), folder)
    return open_report(folder, scenario)


def falsified(content: bytes, path: Path) -> int:
    """Write a workbook whose formulas all keep the same false number; how many there are."""
    path.write_bytes(content)
    with zipfile.ZipFile(path) as source:
        files = {name: source.read(name) for name in source.namelist()}
    count = 0
    with zipfile.ZipFile(path, "w") as target:
        for name, text in files.items():
            changed, found = _KEPT.subn(rb"\g<1>%f\g<2>" % _FALSE, text) if "worksheets" in name else (text, 0)
            target.writestr(name, changed)
            count += found
    return count


def test_calculated_anew_every_formula_gives_the_number_of_the_plan(book: Book, tmp_path: Path) -> None:
    false = tmp_path / "false" / "plan.xlsx"
    false.parent.mkdir()
    count = falsified(workbook_bytes(book), false)
    assert count > 150
    values = openpyxl.load_workbook(recalculate(false, tmp_path), data_only=True)
    checked = 0
    shown = leaves(book)
    for leaf, name in zip(shown, sheet_names(["", " ", *(f"{it.label} {it.called}" for it in shown)])[2:], strict=True):
        begin = first_row(leaf.grid) + 1
        for at, row in enumerate(leaf.grid.rows):
            for place, (column, value) in enumerate(zip(leaf.grid.columns, row.values, strict=True)):
                found = values[name].cell(begin + at, place + 1).value
                if isinstance(value, int | Fraction):
                    unit = 10_000 if column.shape in ("wan", "stock") else 1
                    assert found == pytest.approx(float(Fraction(value) / unit), abs=1e-7), (name, at, column.key)
                    checked += 1
    assert checked > count
    front = list(values["目录"].iter_rows(values_only=True))
    numbers = {row[1]: row[2] for row in front if isinstance(row[2], int | float)}
    assert numbers["改造小区（个）"] == len(book.chosen)
    assert numbers["规划期投资（万元）"] == pytest.approx(book.total / 10_000)
    assert [row[3] for row in front if row[1] and "−" in str(row[1])] == ["相符"] * 3
    kept = [cell.value for sheet in values for row in sheet.iter_rows() for cell in row]
    assert _FALSE not in kept
    assert values["资金明细"]["M3"].value == book.total
