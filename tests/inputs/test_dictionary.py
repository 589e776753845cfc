"""The column dictionary is consistent with itself: it drives reading, validation and the contract."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from jiugai.inputs.dictionary import REQUIRED_TABLES, Column, dictionary

TYPES = {
    "key", "key_year", "key_choice", "id", "text", "int", "year", "money", "number", "ratio", "exact", "bool", "choice",
    "date",
}  # fmt: skip
OPTIONAL = {
    "projects", "routes", "fund_rules", "fund_entitlements", "fund_factors", "own_money", "bridge_limits", "capacity", "tasks", "debts",
    "debt_limits", "commitments", "ledger", "sources", "assumptions",
}  # fmt: skip
COLUMNS = [column for table in dictionary().values() for column in table.values()]
NAMES = [f"{column.table}.{column.name}" for column in COLUMNS]


def test_tables_are_those_of_the_contract() -> None:
    assert set(dictionary()) == {*REQUIRED_TABLES, *OPTIONAL}


def test_no_column_stands_twice() -> None:
    text = files("jiugai.inputs").joinpath("columns.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(text.splitlines()))) == len(COLUMNS) == len(set(NAMES))


@pytest.mark.parametrize("column", COLUMNS, ids=NAMES)
def test_column_is_well_described(column: Column) -> None:
    assert column.type in TYPES
    assert column.zh
    assert column.en
    assert bool(column.choices) == (column.base_type == "choice")
    assert len(set(column.choices)) == len(column.choices)
    assert not (column.required and column.default), "a required column takes no default"
    assert (column.unit == "yuan") == (column.base_type == "money")


@pytest.mark.parametrize("column", COLUMNS, ids=NAMES)
def test_default_can_be_read_and_fits_its_limits(column: Column) -> None:
    if column.default:
        column.read(column.default, "wan_yuan")
        assert column.base_type != "money" or column.default == "0", "it is the same in every unit"
    if column.min is not None and column.max is not None:
        assert column.min < column.max


@pytest.mark.parametrize(
    "column", [column for column in COLUMNS if column.ref], ids=lambda column: f"{column.table}.{column.name}"
)
def test_reference_points_to_the_single_key_of_a_table(column: Column) -> None:
    assert column.ref is not None
    table, name = column.ref
    assert [key.name for key in dictionary()[table].values() if key.is_key] == [name]
    assert column.base_type == "id"


@pytest.mark.parametrize("table", dictionary())
def test_every_table_has_a_key(table: str) -> None:
    keys = [column for column in dictionary()[table].values() if column.is_key]
    assert keys
    assert all(column.required or column.type == "key_choice" for column in keys)
    assert list(dictionary()[table].values())[: len(keys)] == keys, "keys come first"


@pytest.mark.parametrize("column", COLUMNS, ids=NAMES)
def test_money_ratios_and_years_are_bounded(column: Column) -> None:
    """Numbers the arithmetic counts on: no negative money, no ratio without both limits, no year of another century."""
    if column.base_type == "money":
        assert column.min == 0
    if column.base_type == "ratio" or (column.base_type == "exact" and column.unit == "ratio"):
        assert (column.min, column.max is not None) == (0, True)
    if column.base_type == "year":
        assert column.min is not None
        assert column.min >= 1900
        assert column.max == 2100
