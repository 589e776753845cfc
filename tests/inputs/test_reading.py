"""What a good case becomes: whole yuan, exact ratios, defaults counted as assumptions, rows sorted by key."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from inputs.small import TABLES, write_small
from jiugai.inputs.case import load_case
from jiugai.inputs.dictionary import dictionary
from jiugai.run.bundled import bundled_root
from support.files import edit

#: the money columns of the small case, by table
MONEY = {
    table: [name for name, column in columns.items() if column.base_type == "money"]
    for table, columns in dictionary().items()
}


def test_money_becomes_whole_yuan(tmp_path: Path) -> None:
    case = load_case(write_small(tmp_path))
    works = case.table("works").set_index("work_id")
    assert works["cost"].to_dict() == {"a.road": 400_000, "a.water": 123_456, "b.roof": 300_000}
    assert works["cost"].dtype == "int64"
    assert case.table("fiscal")["local_revenue"].tolist() == [100_000_000, 100_000_000]


def test_ratios_are_exact(tmp_path: Path) -> None:
    case = load_case(write_small(tmp_path))
    assert case.table("communities")["consent_rate"].tolist() == [Fraction(9, 10), Fraction(19, 20)]
    assert case.table("debts")["rate"].tolist() == [Fraction(7, 200)]


def test_yuan_and_wan_yuan_read_the_same(tmp_path: Path) -> None:
    wan = load_case(write_small(tmp_path / "wan"))
    write_small(tmp_path / "yuan")
    edit(tmp_path / "yuan/case.yaml", "wan_yuan", "yuan")
    for table in TABLES:
        path = tmp_path / "yuan" / f"{table}.csv"
        header, *rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
        money = {header.index(name) for name in MONEY[table] if name in header}
        for row in rows:
            for place in money:
                row[place] = row[place] and str(int(Fraction(row[place]) * 10_000))
        path.write_text("".join(",".join(row) + "\n" for row in [header, *rows]), encoding="utf-8")
    yuan = load_case(tmp_path / "yuan")
    assert (wan.money_unit, yuan.money_unit) == ("wan_yuan", "yuan")
    for table in dictionary():
        pd.testing.assert_frame_equal(wan.table(table), yuan.table(table))


def test_defaults_are_counted_as_assumptions(tmp_path: Path) -> None:
    case = load_case(write_small(tmp_path))
    used = {(a.table, a.column): (a.value, a.cells) for a in case.assumptions}
    assert used["communities", "buildings"] == ("1", 1)  # one cell left blank
    assert used["communities", "need_care"] == ("5", 2)  # the column left out
    assert used["works", "hazard"] == ("no", 1)
    assert used["commitments", "committed"] == ("0", 1)
    assert ("communities", "stage") not in used
    assert ("communities", "street") not in used, "a column without a default assumes nothing"
    assert case.table("communities")["buildings"].tolist() == [3, 1]
    assert case.table("works").set_index("work_id")["hazard"].to_dict() == {
        "a.road": False, "a.water": False, "b.roof": True,
    }  # fmt: skip


def test_blank_cells_without_a_default(tmp_path: Path) -> None:
    case = load_case(write_small(tmp_path))
    funds = case.table("funds").set_index("fund_id")
    assert pd.isna(funds.loc["central", "term_years"])
    assert funds.loc["bond", "term_years"] == 5
    assert funds.loc["central", "repayment"] == ""
    assert case.table("fund_rules").iloc[0].tolist() == ["sport", "sport", "*", "*", "*"]


def test_rows_are_sorted_by_key_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    first = load_case(write_small(tmp_path / "a"))
    write_small(tmp_path / "b")
    for table in TABLES:
        path = tmp_path / "b" / f"{table}.csv"
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    second = load_case(tmp_path / "b")
    assert first.table("works")["work_id"].tolist() == ["a.road", "a.water", "b.roof"]
    for table in dictionary():
        pd.testing.assert_frame_equal(first.table(table), second.table(table))


def test_byte_order_mark_crlf_and_blank_lines_are_welcome(tmp_path: Path) -> None:
    plain = load_case(write_small(tmp_path / "plain"))
    write_small(tmp_path / "excel")
    for table in TABLES:
        path = tmp_path / "excel" / f"{table}.csv"
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(f"\ufeff{text}\r\n\r\n".encode())
    excel = load_case(tmp_path / "excel")
    for table in dictionary():
        pd.testing.assert_frame_equal(plain.table(table), excel.table(table))


@pytest.mark.parametrize("table", dictionary())
def test_columns_and_dtypes_are_those_of_the_dictionary(tmp_path: Path, table: str) -> None:
    frame = load_case(write_small(tmp_path)).table(table)
    assert list(frame.columns) == list(dictionary()[table])
    assert [str(dtype) for dtype in frame.dtypes] == [column.dtype for column in dictionary()[table].values()]


def test_files_of_a_case_are_those_that_exist(tmp_path: Path) -> None:
    files = load_case(write_small(tmp_path)).files()
    assert {path.name for path in files} == {"case.yaml", *(f"{table}.csv" for table in TABLES)}
    assert files == sorted(files, key=lambda path: ["case", *dictionary()].index(path.stem))


@pytest.mark.parametrize("name", ["gaotai", "jizhou", "tianchang"])
def test_the_repositorys_cases_load(name: str) -> None:
    case = load_case(bundled_root() / "data" / "cases" / name)
    assert len(case.table("communities")) > 0
    assert case.years[0] == case.first_year
    assert case.years[-1] == case.last_year
