"""What sheets, columns and choices are called: Chinese labels, English labels and keys are all understood."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from jiugai.inputs.cells import folded
from jiugai.inputs.dictionary import ANY, Column, Unreadable, dictionary
from jiugai.labels import label

CASE, GUIDE, LISTS = "case", "guide", "lists"
_FLAGS = {"yes": ("是", "有", "√", "✓", "yes", "true"), "no": ("否", "无", "×", "no", "false")}


def table_label(table: str, lang: str = "zh") -> str:
    return label(f"table.{table}", lang)


def choice_label(column: Column, choice: str, lang: str = "zh") -> str:
    """The word for a choice of a choice column, or for `yes` and `no` of a flag."""
    if column.base_type == "bool":
        return label(f"word.{choice}", lang)
    return label("choice.any" if choice == ANY else f"{column.name}.{choice}", lang)


def choice_shown(column: Column, choice: str, lang: str = "zh") -> str:
    """A choice as a message shows it: the word that workbooks have, the key that CSV files have."""
    return _both(choice_label(column, choice, lang), choice, lang)


def table_shown(table: str, lang: str = "zh") -> str:
    """A table as a message shows it: the name of its sheet and that of its file.

    >>> table_shown("fund_years"), table_shown("fund_years", "en")
    ('资金额度（fund_years）', 'Fund years (fund_years)')
    """
    return _both(table_label(table, lang), table, lang)


def _both(word: str, key: str, lang: str) -> str:
    return f"{word}（{key}）" if lang == "zh" else f"{word} ({key})"


def spelled(key: str, labelled: str) -> set[str]:
    """Every form (folded) of a name: its key and its labels."""
    return {folded(key), folded(label(labelled, "zh")), folded(label(labelled, "en"))}


@cache
def sheet_names() -> dict[str, str]:
    """Name of a sheet (folded) → table, or `CASE`, `GUIDE`, `LISTS`."""
    names = {form: table for table in dictionary() for form in spelled(table, f"table.{table}")}
    return names | {form: sheet for sheet in (CASE, GUIDE, LISTS) for form in spelled(sheet, f"sheet.{sheet}")}


@cache
def column_names(table: str) -> dict[str, Column]:
    """Heading without unit (folded) → column of the table."""
    return {
        folded(form): column for column in dictionary()[table].values() for form in (column.name, column.zh, column.en)
    }


@cache
def _choice_names(column: Column) -> dict[str, str]:
    return {
        folded(form): choice
        for choice in column.choices
        for form in (choice, choice_label(column, choice, "zh"), choice_label(column, choice, "en"))
    }


def choice_of(column: Column, text: str) -> str | None:
    """The choice a word stands for; None where there is none."""
    return _choice_names(column).get(folded(text))


def flag_of(text: str) -> str | None:
    """`yes` or `no` for the words of a flag.

    >>> flag_of("是"), flag_of("×"), flag_of("大概")
    ('yes', 'no', None)
    """
    return next((flag for flag, words in _FLAGS.items() if folded(text) in words), None)


def no_such_choice(column: Column, text: str) -> Unreadable:
    """The problem of a word that is no choice, with the nearest ones, or all where none is near."""
    near = get_close_matches(folded(text), _choice_names(column), n=3, cutoff=0.6)
    found = list(dict.fromkeys(_choice_names(column)[form] for form in near))
    zh, en = (
        between.join(choice_label(column, choice, lang) for choice in found or column.choices)
        for lang, between in (("zh", "、"), ("en", ", "))
    )
    if found:
        return Unreadable(f"没有这个选项，是否为：{zh}", f"no such choice; did you mean {en}?")
    return Unreadable(f"没有这个选项，可选：{zh}", f"no such choice; choose one of: {en}")


def nearest(text: str, known: Iterable[str]) -> str:
    """The known name most like `text`, "" where none is."""
    found = get_close_matches(text, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
