"""The hidden sheet of choices that drop-down lists point to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiugai.inputs.book.headings import column_letters
from jiugai.inputs.dictionary import dictionary
from jiugai.inputs.vocabulary import LISTS, choice_label
from jiugai.labels import label

DOCUMENTS, PROGRAMMES = "documents", "programmes"


class Lists:
    """Ranges of the hidden sheet by name: the choices of every choice column, documents to borrow, programmes."""

    def __init__(self, documents: Sequence[str], programmes: Sequence[str]) -> None:
        self._words: dict[str, tuple[str, ...]] = {DOCUMENTS: tuple(documents)}
        for columns in dictionary().values():
            for column in columns.values():
                if column.choices:
                    shown = tuple(choice_label(column, choice) for choice in column.choices)
                    self._words[f"{column.table}.{column.name}"] = shown
        self._words[PROGRAMMES] = tuple(programmes)

    def range(self, name: str) -> str:
        """The cells of a list, as a drop-down list points to them."""
        letters = column_letters(list(self._words).index(name))
        return f"='{label(f'sheet.{LISTS}')}'!${letters}$2:${letters}${max(len(self._words[name]), 1) + 1}"

    def write(self, sheet: Any) -> None:
        sheet.hide()
        for place, (name, entries) in enumerate(self._words.items()):
            sheet.write_string(0, place, name)
            for row, entry in enumerate(entries, start=1):
                sheet.write_string(row, place, entry)
