"""Sentences of the report, zh and en, from `wording.yaml` and `sentences/*.yaml`; words are in `labels.csv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from jiugai.report.ties import marks


class _Referring(Formatter):
    """Marks every value with its name; `{count:community|communities}` writes a number with the word it asks for."""

    def __init__(self) -> None:
        self.name = ""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        self.name = field_name
        return super().get_field(field_name, args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> Any:
        one, bar, many = format_spec.partition("|")
        if bar:
            text = f"{value} {one if marks.strip(str(value)) == '1' else many}"
        else:
            text = super().format_field(value, format_spec)
        return marks.value(self.name, text)


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Every sentence once. Raises KeyError for one that two files say."""
    room = files("jiugai.report")
    found = [item for item in room.joinpath("sentences").iterdir() if item.name.endswith(".yaml")]
    known: dict[str, dict[str, str]] = {}
    for file in (room.joinpath("wording.yaml"), *sorted(found, key=lambda item: item.name)):
        told: dict[str, dict[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
        if twice := known.keys() & told.keys():
            raise KeyError(f"{file.name} repeats {', '.join(sorted(twice))}")
        known |= told
    return known


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` with its values, each with its reference (`ties.marks`) where there is a number to refer to.

    Raises KeyError for an unknown key or a missing value.

    >>> from jiugai.report.ties.marks import strip
    >>> strip(say("target.communities", "en", aim=1, mark=" (met)"))
    '1 community (met)'
    >>> strip(say("target.communities", "en", aim=2, mark=" (met)"))
    '2 communities (met)'
    """
    template = sentences()[key][lang]
    text = _Referring().vformat(template, (), values)
    return marks.sentence(key, text) if "{" in template or any(sign.isdecimal() for sign in template) else text


def drawn(key: str, lang: str, **values: object) -> str:
    """The sentence without references, for charts and whatever else is no text."""
    return marks.strip(say(key, lang, **values))


def keys() -> tuple[str, ...]:
    return tuple(sentences())
