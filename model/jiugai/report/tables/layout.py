"""Layouts of the official tables: data files, with a closed vocabulary for where a column comes from.

A table has one row a *subject*: a community (`vocabulary.site_source`) or a plan year (`vocabulary.year_source`).
`part` is the sheet a column belongs to (0: all); `empty` = `drop`: left out where it has nothing to say.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.formats import Value
from jiugai.report.grid import Column

#: (number of the row, subject) → the value of a cell
Provider = Callable[[int, Any], Value]
#: the words of a source → its provider. Raises ValueError outside the vocabulary
Vocabulary = Callable[[str, Book], Provider]


@dataclass(frozen=True)
class Entry:
    """A column of a table with the function that fills it."""

    column: Column
    part: int
    drop_empty: bool
    value: Provider


def layout_names() -> list[str]:
    folder = files("jiugai.report").joinpath("layouts")
    return sorted(item.name.removesuffix(".csv") for item in folder.iterdir() if item.name.endswith(".csv"))


def read_layout(name: str, book: Book, vocabulary: Vocabulary) -> list[Entry]:
    """The columns of a table for this plan. Raises ValueError for a source outside the vocabulary."""
    text = files("jiugai.report").joinpath(f"layouts/{name}.csv").read_text(encoding="utf-8")
    entries: list[Entry] = []
    for row in csv.DictReader(text.splitlines()):
        years = book.years if "=each" in row["source"] else (None,)
        for year in years:
            source = row["source"] if year is None else row["source"].replace("=each", f"={year}")
            heading = tuple(row[book.lang].format(year=year, first=book.first_year).split("/"))
            unit = label(f"unit.{row['unit']}", book.lang) if row["unit"] else ""
            entries.append(
                Entry(
                    column=Column(
                        key=row["key"] if year is None else f"{row['key']}_{year}",
                        heading=heading,
                        shape=row["format"],
                        unit="" if unit == heading[-1].lower() else unit,  # Households, not Households (households)
                    ),
                    part=int(row["part"]),
                    drop_empty=row["empty"] == "drop",
                    value=vocabulary(source, book),
                )
            )
    return entries
