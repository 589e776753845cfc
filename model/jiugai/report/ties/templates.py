"""Are the words of a sentence those of `wording.yaml`? What is no value of it must stand there letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from jiugai.labels import all_labels
from jiugai.report.ties.document import Said, numbers_in
from jiugai.report.wording import sentences

_REFERENCE = re.compile(r"\{((?:section|table|figure)\.\w+)\}")
#: text, or (name of a value, the words after a count: one, many)
_Part = str | tuple[str, str]


@cache
def _parts(key: str, lang: str) -> tuple[_Part, ...]:
    found: list[_Part] = []
    text = ""
    for literal, name, counted, _ in Formatter().parse(sentences()[key][lang]):
        text += literal
        if name is not None:
            found += [*_with_references(text), (name, counted if counted and "|" in counted else "")]
            text = ""
    return (*found, *_with_references(text))


def _with_references(text: str) -> Iterator[_Part]:
    for place, part in enumerate(_REFERENCE.split(text)):
        if part:
            yield (part, "") if place % 2 else part


def as_worded(said: Said, lang: str) -> bool:
    """Whether the sentence is the one of its key, its values apart; also False for a key that there is not."""
    if said.key not in sentences():
        return False
    parts = _parts(said.key, lang)
    empty = said.values.keys() ^ {part[0] for part in parts if not isinstance(part, str)}
    if empty or len(parts) != len(said.parts):
        return False
    for part, shown in zip(parts, said.parts, strict=True):
        if isinstance(part, str) or isinstance(shown, str):
            if part != shown:
                return False
        elif part[0] != shown.name or not _counted(part[1], shown.text):
            return False
    return True


def _counted(words: str, text: str) -> bool:
    """Whether the word after a count is the one for one, or for many."""
    if not words:
        return True
    one, _, many = words.partition("|")
    number = next(iter(numbers_in(text)), "")
    return text == f"{number} {one if number == '1' else many}"


def words_of(key: str, lang: str) -> str:
    """`@key` of a tie: a label, or a sentence without values. Raises KeyError."""
    known = all_labels(lang)
    return known[key] if key in known else sentences()[key][lang]
