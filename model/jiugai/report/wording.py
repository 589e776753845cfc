"""Sentences of the report, zh and en, from `wording.yaml` and `sentences/*.yaml`; words are in `labels.csv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml


class _Counting(Formatter):
    """`{count:community|communities}` writes a number with the word it asks for."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return super().format_field(value, format_spec)
        return f"{value} {one if str(value) == '1' else many}"


_FORMATTER = _Counting()


@cache
def _sentences() -> dict[str, dict[str, str]]:
    """Every sentence once. Raises KeyError for one that two files say."""
    room = files("jiugai.report")
    found = [item for item in room.joinpath("sentences").iterdir() if item.name.endswith(".yaml")]
    sentences: dict[str, dict[str, str]] = {}
    for file in (room.joinpath("wording.yaml"), *sorted(found, key=lambda item: item.name)):
        told: dict[str, dict[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
        if twice := sentences.keys() & told.keys():
            raise KeyError(f"{file.name} repeats {', '.join(sorted(twice))}")
        sentences |= told
    return sentences


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` with its values. Raises KeyError for an unknown key or a missing value.

    >>> say("target.communities", "en", aim=1, mark=" (met)"), say("target.communities", "en", aim=2, mark=" (met)")
    ('1 community (met)', '2 communities (met)')
    """
    return _FORMATTER.vformat(_sentences()[key][lang], (), values)


def keys() -> tuple[str, ...]:
    return tuple(_sentences())
