"""Every name of the dictionary has a label in both languages, and no label stands for two things."""

from __future__ import annotations

import pytest

from jiugai.inputs.cells import folded
from jiugai.inputs.dictionary import ANY, Column, dictionary
from jiugai.inputs.units import unit_size, written_units
from jiugai.inputs.vocabulary import (
    CASE,
    GUIDE,
    LISTS,
    choice_label,
    choice_of,
    column_names,
    flag_of,
    no_such_choice,
    sheet_names,
    table_label,
)
from jiugai.labels import label

COLUMNS = [column for table in dictionary().values() for column in table.values()]
CHOICES = [column for column in COLUMNS if column.choices]


def name(column: Column) -> str:
    return f"{column.table}.{column.name}"


@pytest.mark.parametrize("column", CHOICES, ids=name)
def test_choices_are_told_apart_in_every_language(column: Column) -> None:
    for lang in ("zh", "en"):
        assert len({folded(choice_label(column, choice, lang)) for choice in column.choices}) == len(column.choices)
    for choice in column.choices:
        for form in (choice, choice_label(column, choice, "zh"), choice_label(column, choice, "en").upper()):
            assert choice_of(column, f" {form} ") == choice


def test_any_stands_for_all() -> None:
    column = dictionary()["fund_rules"]["trade"]
    assert choice_of(column, "全部") == choice_of(column, ANY) == choice_of(column, "All") == ANY


@pytest.mark.parametrize("table", dictionary())
def test_headings_of_a_table_are_told_apart(table: str) -> None:
    forms = [folded(form) for c in dictionary()[table].values() for form in {c.name, c.zh, c.en}]
    assert len(set(forms)) == len(column_names(table))
    for column in dictionary()[table].values():
        assert {column_names(table)[folded(form)] for form in (column.name, column.zh, column.en)} == {column}


def test_sheets_are_told_apart_and_fit_a_workbook() -> None:
    names = [table_label(table) for table in dictionary()] + [label(f"sheet.{key}") for key in (CASE, GUIDE, LISTS)]
    assert len(set(names)) == len(names)
    assert all(len(shown) <= 31 and not set(shown) & set("[]:*?/\\'") for shown in names)
    assert {sheet_names()[folded(shown)] for shown in names} == {*dictionary(), CASE, GUIDE, LISTS}


@pytest.mark.parametrize(("word", "flag"), [("是", "yes"), ("No", "no"), ("无", "no"), ("TRUE", "yes"), ("1", None)])
def test_flags(word: str, flag: str | None) -> None:
    assert flag_of(word) == flag


@pytest.mark.parametrize(
    ("word", "zh"),
    [
        ("雨污排水", "没有这个选项，是否为：排水"),
        ("watr", "没有这个选项，是否为：供水、垃圾分类"),
        ("屋面防水", "没有这个选项，是否为：屋面"),
    ],
)
def test_nearest_choices(word: str, zh: str) -> None:
    assert no_such_choice(dictionary()["works"]["trade"], word).zh == zh


def test_every_unit_of_the_dictionary_can_be_written() -> None:
    for column in COLUMNS:
        if column.unit:
            assert written_units(column.unit), name(column)
            assert all(unit_size(column.unit, written) for written in written_units(column.unit))
    assert [int(unit_size("yuan", unit) or 0) for unit in ("元", "万元", "亿元")] == [1, 10**4, 10**8]
    assert unit_size("yuan", "美元") is None
