"""Damaged workbooks: whatever stands in a cell or happens to the file, reading ends in a case or in a `JiugaiError`."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.outcome import outcome
from inputs.small_book import small_book
from jiugai.inputs.case import load_case
from support.workbook import Formula, Percent

CELLS = st.one_of(
    st.sampled_from([
        "", " ", "※", "*", "合计", "小计", "无", "—", "0", "-1", "(5)", "１２", "1,2", "1,234", "40%", "12万元", "1e9", "nan", "9" * 400,
        "0." + "3" * 60, "2021年", "是", "否", "全部", "供水", "造价(元)", "造价()", "()", "（）", "a.water", "central", "\n", "=1",
        True, False, 0, -1, 1e300, -1e-300, 1.5, 12345678901234567.0, Percent(0.5), Formula("=1", 1), Formula("=1"),
        Formula("=1/0", "#DIV/0!"), datetime.date(2021, 1, 1), datetime.datetime(2021, 1, 1, 12, 30),  # noqa: DTZ001  a sheet knows no zone
    ]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip


@given(data=st.data())
def test_mutated_cells(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    for _ in range(5):
        book = small_book()
        for _ in range(data.draw(st.integers(1, 4))):
            rows = book.sheets[data.draw(st.sampled_from(sorted(book.sheets)))]
            row = data.draw(st.sampled_from(rows))
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELLS)
        outcome(load_case, book.save(tmp_path_factory.mktemp("book") / "case.xlsx"))


@given(data=st.data())
def test_mutated_sheet_names_and_rows(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    book = small_book()
    names = sorted(book.sheets)
    old = data.draw(st.sampled_from(names))
    new = data.draw(st.sampled_from(["works", "小区 ", "备注", "选项", "X", "Case"]))
    book.sheets = {new if name == old else name: rows for name, rows in book.sheets.items() if name != new}
    rows = book.sheets[data.draw(st.sampled_from(sorted(book.sheets)))]
    rows.insert(data.draw(st.integers(0, len(rows))), data.draw(st.lists(CELLS, max_size=20)))
    outcome(load_case, book.save(tmp_path_factory.mktemp("book") / "case.xlsx"))


@given(data=st.data())
def test_damaged_bytes(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = small_book().save(tmp_path_factory.mktemp("book") / "case.xlsx")
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(content))
    outcome(load_case, path)


def test_the_small_book_is_read(tmp_path: Path) -> None:
    assert outcome(load_case, small_book().save(tmp_path / "case.xlsx")) == "read"
