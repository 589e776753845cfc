"""Text as runs of a paragraph: the one way by which a sentence, a heading or a cell gets into the document."""

from __future__ import annotations

import re

from docx.oxml.ns import qn

from jiugai.report.docx.bookmarks import Bookmarks
from jiugai.report.docx.xml import Element, clean, element, flag
from jiugai.report.ties.marks import signs, strip

#: signs that both scripts have: where Chinese is written they take the Chinese font, and the width of a character
_SHARED = re.compile("[“”‘’—…·×℃①-⑳—–○●]")
_BREAKS = re.compile("([\n\t])")


def text_runs(text: str, lang: str, *, bold: bool = False, font: str = "") -> list[Element]:
    """The runs of a text without references; line breaks and tabs are kept, nothing in it is interpreted."""
    shared = lang == "zh" and bool(_SHARED.search(text))
    fonts = ({"hint": "eastAsia"} if shared else {}) | ({"eastAsia": font} if font else {})
    looks = element("rPr", element("rFonts", **fonts) if fonts else None, flag("b", bold))
    run = element("r", looks if len(looks) else None)
    for piece in _BREAKS.split(clean(strip(text)).replace("\r", "")):
        if piece == "\n":
            run.append(element("br"))
        elif piece == "\t":
            run.append(element("tab"))
        elif piece:
            words = element("t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            run.append(words)
    return [run]


def told_runs(text: str, lang: str, bookmarks: Bookmarks, tail: str = "") -> list[Element]:
    """The runs of a text: every sentence and value in a hidden bookmark that bears its reference, `_ask_count_7`.

    `tail`: what a heading leaves off the end of its sentence.
    """
    runs: list[Element] = []
    ends: list[Element] = []
    for kind, said in signs(text):
        if kind == "text":
            runs += text_runs(said, lang)
        elif kind == "end":
            runs.append(ends.pop())
        else:
            start, end = bookmarks.told(kind, said, tail if not ends else "")
            runs.append(start)
            ends.append(end)
    return runs


def paragraph(style: str, *content: Element, **settings: Element | None) -> Element:
    """A paragraph of a style. `settings`: further properties, in the order in which the format wants them."""
    return element("p", element("pPr", element("pStyle", val=style), *settings.values()), *content)


def field(instruction: str, *shown: Element) -> list[Element]:
    """A field with what it shows until Word brings it up to date."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [_mark("begin"), element("r", code), _mark("separate"), *shown, _mark("end")]


def _mark(kind: str) -> Element:
    return element("r", element("fldChar", fldCharType=kind))
