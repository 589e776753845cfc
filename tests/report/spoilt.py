"""Numbers of a report spoilt on purpose, and what the checker says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiugai.report.ties.check import check
from jiugai.report.ties.document import Document, Said, Told


def found(document: Document) -> list[tuple[str, str]]:
    """(place, value) of every problem."""
    return [(problem.where.column, problem.where.value) for problem in check(document, "report.html")]


def every(said: list[Said]) -> Iterator[tuple[Said, Told]]:
    for sentence in said:
        for told in sentence.values.values():
            yield sentence, told
            yield from every(list(told.inside))


def wrong(text: str) -> Iterator[str]:
    """The text with another last digit, and with two digits that are not the same exchanged."""
    yield re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), text)
    swapped = re.sub(r"(\d)([^\d\s]?)(?!\1)(\d)", r"\3\2\1", text, count=1)
    if swapped != text:
        yield swapped
