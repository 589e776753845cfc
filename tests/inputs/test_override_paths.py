"""Paths into a case: which cells and rows they name, what becomes of them, and that it equals editing the file."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.small import write_small
from jiugai.errors import ScenarioError
from jiugai.inputs.case import Case, load_case, read_case
from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.override import Override
from jiugai.inputs.overrides import Stated, with_overrides
from support.files import edit

SCENARIO = Path("study.yaml")


def laid(paths: dict[str, Any]) -> list[Override]:
    return [Override(f"case.{path}", value, SCENARIO) for path, value in paths.items()]


def told(case: Case) -> list[tuple[str, str, str, int]]:
    return [(change.path.removeprefix("case."), change.old, change.new, change.cells) for change in case.changes]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small(tmp_path_factory.mktemp("small") / "case")


def load(small: Path, paths: dict[str, Any]) -> Case:
    return load_case(small, [laid(paths)])


def test_a_wildcard_stands_for_any_part_of_a_key(small: Path) -> None:
    """Cells that all change alike are one line, else each has its own path."""
    paths = {
        "works.a.*.cost": {"times": "2/3"},
        "fund_years.c*.envelope": {"plus": "0.5"},
        "fiscal.*.three_guarantees": 9001,
    }
    case = load(small, paths)
    assert told(case) == [
        ("works.a.road.cost", "400000", "266667", 1),
        ("works.a.water.cost", "123456", "82304", 1),
        ("fund_years.central.2021.envelope", "500000", "505000", 1),
        ("fund_years.county.2021.envelope", "600000", "605000", 1),
        ("fund_years.county.2022.envelope", "600000", "605000", 1),
        ("fiscal.*.three_guarantees", "90000000", "90010000", 2),
    ]
    assert case.table("fund_years")["envelope"].tolist() == [505000, 605000, 605000, 50000, 50000, 50000, 10000]


def test_a_key_that_is_one_letter_by_letter_means_that_row(small: Path) -> None:
    """`*` is a value of its own in fund_rules."""
    row = {"fund_rules.sport.sport.*.*.equipment": {}}
    case = load_case(small, [laid(row), laid({"fund_rules.sport.sport.*.*.*": None})])
    assert told(case)[1] == ("fund_rules.sport.sport.*.*.*", "", "", 1)
    assert case.table("fund_rules")["cost_part"].tolist() == ["equipment"]


def test_rows_are_added_and_removed(small: Path) -> None:
    rows = {
        "fund_years.central.2022": {"envelope": 7, "source_id": "s1"},
        "commitments.b.roof.county.2022": {
            "work_id": "b.roof",
            "fund_id": "county",
            "year": 2022,
            "committed": 0,
            "source_id": "s1",
        },
        "capacity.2021": None,
    }
    case = load(small, rows)
    assert told(case) == [
        ("fund_years.central.2022", "", "envelope=70000; source_id=s1", 1),
        ("commitments.b.roof.county.2022", "", "committed=0; source_id=s1", 1),
        ("capacity.2021", "communities=9", "", 1),
    ]
    years = case.table("fund_years")
    assert years["fund_id"].tolist() == sorted(years["fund_id"])
    assert case.read["fund_years"].at(1, "envelope").column == "case.fund_years.central.2022"
    assert case.read["fund_years"].at(2, "envelope").row == 3  # the next one is still that of the file


def test_what_is_blank_stays_blank_and_a_default_is_worked_with(small: Path) -> None:
    case = load(small, {"communities.*.buildings": {"times": 2}, "funds.*.rate": {"times": "0.5"}})
    assert told(case) == [
        ("communities.a.buildings", "3", "6", 1),
        ("communities.b.buildings", "1", "2", 1),
        ("funds.bank.rate", "0.05", "0.025", 1),
        ("funds.bond.rate", "0.03", "0.015", 1),
    ]
    rates = case.table("funds").set_index("fund_id")["rate"]
    assert rates["bond"] == Fraction(3, 200)
    assert rates["central"] is None
    assert [a.cells for a in load_case(small).assumptions if a.column == "buildings"] == [1]
    assert [a.cells for a in case.assumptions if a.column == "buildings"] == []


def test_a_cell_may_be_left_blank(small: Path) -> None:
    case = load(small, {"works.b.roof.hazard": None})
    assert told(case) == [("works.b.roof.hazard", "yes", "no", 1)]
    assert any(a.table == "works" and a.column == "hazard" and a.cells == 2 for a in case.assumptions)


def test_a_path_that_may_be_read_in_two_ways(tmp_path: Path) -> None:
    folder = write_small(tmp_path)
    edit(folder / "sources.csv", "s1,", "s1.basis,出处,published\ns1,")
    with pytest.raises(ScenarioError) as caught:
        load(folder, {"sources.s1.basis": None})
    (problem,) = caught.value.problems
    assert problem.zh == "可以读作两处：s1 的 basis，或整行 s1.basis；请改行的编号"
    assert problem.en == "may be read as basis of s1 or as the row s1.basis: rename the row"


def test_a_row_that_others_need_may_not_go(small: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(small, {"funds.sport": None, "debt_tier": "red"})
    assert {(p.where.file, p.where.column) for p in caught.value.problems} == {("study.yaml", "case.funds.sport")}
    assert caught.value.problems[0].en.endswith("column fund_id = 'sport': not found in funds.csv")


CELLS = [
    ("works", "a.water", "cost", ["1", "99.5", "12.3456", "0"]),
    ("works", "b.roof", "hazard", ["no", "yes", ""]),
    ("communities", "b", "households", ["1", "50", "77"]),
    ("communities", "a", "consent_rate", ["0.5", "1", "0.9"]),
    ("communities", "b", "buildings", ["", "4"]),
    ("communities", "a", "name", ["丙小区", "甲小区"]),
    ("fund_years", "county.2021", "envelope", ["60", "61", "0.0001"]),
    ("debts", "d1", "rate", ["0.035", "0.04"]),
    ("fiscal", "2022", "transfers_usable", ["5000", "4000", "0"]),
]
EDITS = [(table, key, column, value) for table, key, column, values in CELLS for value in values]


@given(st.lists(st.sampled_from(EDITS), min_size=1, unique_by=lambda edit: edit[:3]))
def test_an_override_equals_an_edited_file(edits: Sequence[tuple[str, str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        edited = write_small(Path(name) / "edited")
        for table, key, column, value in edits:
            _edit(edited / f"{table}.csv", table, key, column, value)
        wanted = load_case(edited)
    plain = _plain()
    paths = {f"{table}.{key}.{column}": value or None for table, key, column, value in edits}
    working = {path: value for path, value in paths.items() if not _stands(plain.tables, path, value)}
    found, _ = with_overrides(plain, laid(working))
    for table in dictionary():
        assert found.tables[table].frame.equals(wanted.as_stated(table)), table
    if working == paths:
        filled = [assumption for table in found.tables.values() for assumption in table.assumptions]
        assert filled == list(wanted.assumptions)


@cache
def _plain() -> Stated:
    with tempfile.TemporaryDirectory() as name:
        read = read_case(write_small(Path(name)))
    return Stated(read.header, read.tables, {})


def _stands(tables: Any, path: str, value: str | None) -> bool:
    """Whether a cell says this already: an override that changes nothing is an error."""
    table, _, rest = path.partition(".")
    key, _, name = rest.rpartition(".")
    column = tables[table].columns[name]
    keys = [c.name for c in tables[table].columns.values() if c.is_key]
    frame = tables[table].frame
    row = frame[frame[keys].astype("str").agg(".".join, axis=1) == key].iloc[0]
    new = column.read(value or column.default, "wan_yuan") if value or column.default else column.blank()
    return bool(row[name] == new) or (str(row[name]) in ("<NA>", "None", "") and new in (None, ""))


def _edit(path: Path, table: str, key: str, column: str, value: str) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    keys = [c.name for c in dictionary()[table].values() if c.is_key]
    (row,) = [row for row in rows if ".".join(row[name] for name in keys) == key]
    row[column] = value
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(dict.fromkeys([*rows[0], column])), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), "utf-8")
