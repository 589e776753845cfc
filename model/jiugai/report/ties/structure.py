"""Numbers of sections, tables and figures: are they those of the captions that the text refers to?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from jiugai.errors import Locator, Problem
from jiugai.report.ties.document import Document
from jiugai.report.wording import sentences

_SECTION = re.compile(r"s(\d+)$")
_FIGURE = "figure-"
_SHEET = re.compile(r"-\d+$")


def captions(document: Document, name: str) -> Iterator[Problem]:
    """Captions that are not numbered, or not titled as `wording.yaml` says; numbers that stand twice."""
    seen: set[tuple[str, str]] = set()
    for identity, caption in document.captions.items():
        number, title = _parts(identity, caption, document.lang)
        kind = "section" if _SECTION.match(identity) else "figure" if identity.startswith(_FIGURE) else "table"
        if not _titled(identity, number, title, document.lang):
            where = Locator(name, column=identity, value=caption)
            yield Problem(where, "标题与 wording.yaml 不符", "the title is not the one of wording.yaml")
        if number and (kind, number) in seen:
            where = Locator(name, column=identity, value=caption)
            yield Problem(where, "编号重复", "the number stands twice")
        seen.add((kind, number))


def reference(name: str, number: str, document: Document) -> bool:
    """Whether the report has the section, table or figure `name` (`table.T1`) under this number."""
    kind, _, key = name.partition(".")
    found = [
        _parts(identity, caption, document.lang)[0]
        for identity, caption in document.captions.items()
        if _is(kind, key, identity, caption, document.lang)
    ]
    return any(number == one or _SHEET.sub("", one) == number for one in found)


def _is(kind: str, key: str, identity: str, caption: str, lang: str) -> bool:
    if kind == "section":
        place = _SECTION.match(identity)
        return place is not None and caption == f"{place[1]} {sentences()[f'section.{key}'][lang]}"
    if kind == "figure":
        return identity == f"{_FIGURE}{key}"
    return identity == key or _SHEET.sub("", identity) == key


def _parts(identity: str, caption: str, lang: str) -> tuple[str, str]:
    """(number, title)"""
    if _SECTION.match(identity):
        number, _, title = caption.partition(" ")
        return number, title
    form = sentences()["caption.figure" if identity.startswith(_FIGURE) else "caption.table"][lang]
    pattern = "".join(
        re.escape(literal) + (f"(?P<{name}>.+?)" if name == "number" else f"(?P<{name}>.+)" if name else "")
        for literal, name, _, _ in Formatter().parse(form)
    )
    found = re.fullmatch(pattern, caption)
    return (found["number"], found["title"]) if found else ("", caption)


def _titled(identity: str, number: str, title: str, lang: str) -> bool:
    section = _SECTION.match(identity)
    if section:
        return section[1] == number and title in {
            text[lang] for key, text in sentences().items() if key.startswith("section.")
        }
    if identity.startswith(_FIGURE):
        return title == sentences()[f"figure.{identity.removeprefix(_FIGURE)}"][lang] and number.isdigit()
    stem = _SHEET.sub("", identity)  # sheets are counted through: a part may have one for every project
    keys = [f"table.{stem}", f"{stem}.title", *(f"table.{stem}.part{part}" for part in (1, 2))]
    return any(_worded(title, sentences()[key][lang]) for key in keys if key in sentences())


def _worded(title: str, template: str) -> bool:
    """Whether a title is a template, whatever its values."""
    parts = Formatter().parse(template)
    pattern = "".join(re.escape(text) + (".+" if name else "") for text, name, _, _ in parts)
    return re.fullmatch(pattern, title) is not None
