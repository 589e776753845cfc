"""The notes of plan.json as sentences of the report: the same words, with references for what they say of numbers.

plan.json keeps them as plain text. A note is read by the template of its kind in `wording.yaml` and said again by it;
where it is another sentence, it stands as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from string import Formatter

from jiugai.report.book import Book
from jiugai.report.facts.clauses import cite
from jiugai.report.wording import keys, say, sentences


def told(note: dict[str, str], book: Book) -> str:
    """A note {about, zh, en} in the language of the book."""
    text, key = note[book.lang], f"note.{note['about']}"
    if key not in keys():
        return text
    read = _pattern(f"{key}.read" if f"{key}.read" in keys() else key, book.lang).fullmatch(text)
    if read is None:
        return text
    values = {
        name: _VALUES[name](value, book) if name in _VALUES else value for name, value in read.groupdict().items()
    }
    return say(key, book.lang, **values)


@cache
def _pattern(key: str, lang: str) -> re.Pattern[str]:
    parts = Formatter().parse(sentences()[key][lang])
    return re.compile("".join(re.escape(text) + (f"(?P<{name}>.*?)" if name else "") for text, name, _, _ in parts))


def _amounts(text: str, book: Book) -> str:
    """Amounts by year: 2022年12.00，2023年3.00."""
    comma = sentences()["note.comma"][book.lang]
    amounts = []
    for part in text.split(comma):
        read = _pattern("note.amount", book.lang).fullmatch(part)
        amounts.append(part if read is None else say("note.amount", book.lang, **read.groupdict()))
    return comma.join(amounts)


#: values that the report tells otherwise
_VALUES: dict[str, Callable[[str, Book], str]] = {"clause": cite, "amounts": _amounts}
