"""The words of a layout whose rows are records of `facts`:

==============  ===========================================================================================
`number`        the running number
`field NAME`    a field or property of the record, or one of the words of its table
`fill`          to be filled in (待填): the form asks for it, and no plan knows it
`fill NAME`     the same where the record has NAME, blank where it has not
==============  ===========================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.accounts import FundAccount
from jiugai.report.facts.assets import Assets
from jiugai.report.formats import Value
from jiugai.report.tables.layout import Provider, Vocabulary
from jiugai.report.wording import say

#: a record in words
Worded = Callable[[Any, Book], Value]


def records(kind: type, words: Mapping[str, Worded] | None = None) -> Vocabulary:
    """The vocabulary of a table with a row for every `kind`; `words` are its fields that are told in words."""
    told = words or {}
    names = {item.name for item in fields(kind)} | {
        name for name, item in vars(kind).items() if isinstance(item, property)
    }

    def source(text: str, book: Book) -> Provider:
        verb, _, name = text.partition(" ")
        if text == "number":
            return lambda number, _: number
        if text == "fill":
            return lambda _, __: say("fill_in", book.lang)
        if verb == "fill" and name in names:
            return lambda _, it: say("fill_in", book.lang) if getattr(it, name) else None
        if verb == "field" and name in told:
            return lambda _, it: told[name](it, book)
        if verb == "field" and name in names:
            return lambda _, it: _plain(getattr(it, name))
        raise ValueError(f"layout: unknown source {text!r}")

    return source


def _plain(value: Any) -> Value:
    """A blank text is nothing to say."""
    return None if value == "" else value


account_source = records(
    FundAccount,
    {
        "channel": lambda it, book: label(f"channel.{it.channel}", book.lang),
        "status": lambda it, book: label(f"status.{it.status}", book.lang),
    },
)
asset_source = records(
    Assets, {"lifts": lambda it, book: it.lifts or (say("fill_in", book.lang) if it.has_lifts else None)}
)
