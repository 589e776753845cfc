"""Elements of WordprocessingML, written as they nest."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any  # an element of lxml, which has no types

#: what XML 1.0 cannot hold
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CM = 567  # twentieths of a point


def element(tag: str, *children: Element | None, **attributes: object) -> Element:
    """`<w:tag w:attribute="…">` with its children, those that are None left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def flag(tag: str, holds: bool) -> Element | None:
    """`<w:tag/>` where it holds."""
    return element(tag) if holds else None


def clean(text: str) -> str:
    """`text` with a replacement character for what XML cannot hold.

    >>> clean("a\\x07b")
    'a\ufffdb'
    """
    return _ILLEGAL.sub("\ufffd", text)
