"""Sentences of the report, in Chinese and English, from `wording.yaml`; words and headings are in `labels.csv`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("jiugai.report").joinpath("wording.yaml").read_text(encoding="utf-8")
    sentences: dict[str, dict[str, str]] = yaml.safe_load(text)
    return sentences


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` with its values. Raises KeyError for an unknown key or a missing value."""
    return _sentences()[key][lang].format(**values)


def keys() -> tuple[str, ...]:
    return tuple(_sentences())
