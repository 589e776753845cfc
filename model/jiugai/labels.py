"""Labels: every word shown to a person, in Chinese and English, from one CSV file."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def _labels() -> dict[str, dict[str, str]]:
    text = files("jiugai").joinpath("labels.csv").read_text(encoding="utf-8")
    return {row["key"]: {"zh": row["zh"], "en": row["en"]} for row in csv.DictReader(text.splitlines())}


def label(key: str, lang: str = "zh") -> str:
    """The label of `key`. Raises KeyError for an unknown key: a missing word is a defect, not a blank.

    >>> label("kind.utility", "en")
    'Utilities'
    """
    return _labels()[key][lang]


def all_labels(lang: str) -> dict[str, str]:
    return {key: words[lang] for key, words in _labels().items()}
