"""What the template says: guide, headings and hints, from `words.yaml`, `hints.csv`, the dictionary and the labels."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jiugai.inputs.book.headings import unit_kind
from jiugai.inputs.book.marks import NOTE, REQUIRED
from jiugai.inputs.dictionary import ANY, Column
from jiugai.inputs.vocabulary import choice_label
from jiugai.labels import label

_LONGEST_MESSAGE = 255  # of an input message, by the file format
_UNIT_LABELS = {"household": "household", "building": "building", "m2": "m2", "point": "point", "cell": "cell"}


@cache
def words() -> Any:
    return yaml.safe_load(files("jiugai.intake.template").joinpath("words.yaml").read_text(encoding="utf-8"))


@cache
def _hints() -> dict[tuple[str, str], tuple[str, str]]:
    text = files("jiugai.intake.template").joinpath("hints.csv").read_text(encoding="utf-8")
    return {(row["table"], row["column"]): (row["zh"], row["en"]) for row in csv.DictReader(text.splitlines())}


def table_hint(table: str, lang: str = "zh") -> str:
    """What one row of a table is."""
    return _hints()[table, ""][0 if lang == "zh" else 1]


def heading(column: Column, money_unit: str) -> str:
    """The heading of a column: label, unit, and the sign of a required one.

    >>> from jiugai.inputs.dictionary import dictionary
    >>> heading(dictionary()["works"]["cost"], "wan_yuan"), heading(dictionary()["works"]["hazard"], "yuan")
    ('造价(万元) *', '安全隐患')
    """
    kind = unit_kind(column)
    unit = money_unit if kind == "yuan" else _UNIT_LABELS.get(kind, "year" if column.unit == "year" else "")
    written = f"({label(f'unit.{unit}')})" if unit else ""
    return f"{column.zh}{written}{f' {REQUIRED}' if column.required else ''}"


def default_text(column: Column) -> str:
    """The default as the user would write it, "" where there is none."""
    if not column.default and column.type == "key_choice":
        return choice_label(column, ANY)
    if column.default and column.base_type in ("choice", "bool"):
        return choice_label(column, column.default)
    return column.default


def note_row_text(column: Column) -> str:
    """The remark under a heading: required or not, default, hint."""
    zh, _ = _hints().get((column.table, column.name), ("", ""))
    return f"{NOTE} {_need(column)}" + (f"。{zh}" if zh else "")


def _need(column: Column) -> str:
    if column.required:
        return str(words()["required"])
    default = default_text(column)
    return str(words()["optional"]) + (f"，{words()['default'].format(value=default)}" if default else "")


def input_message(column: Column) -> str:
    """What a spreadsheet shows beside a cell of the column, in both languages."""
    zh, en = _hints().get((column.table, column.name), ("", ""))
    chinese = f"{_need(column)}。{zh}" if zh else f"{_need(column)}。"
    return f"{chinese}\n{column.en}{f': {en}' if en else ''}"[:_LONGEST_MESSAGE]
