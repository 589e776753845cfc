"""References that travel in the text itself, in characters nobody sees, from the sentence to the file it ends in.

A sentence is wrapped as a whole with its key, each of its values with its name; sentences inside values nest. The signs
are of the last private plane of Unicode (names of people and places use the first one at most), and none may reach a
reader: HTML turns them into elements, a document into runs, everything else takes them off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

_REF = 0x100000  # + the ASCII code of a letter of the reference
_SAID, _VALUE, _END_SAID, _END_VALUE = (chr(0x10FF01 + place) for place in range(4))
_ANY = re.compile(r"[\U00100000-\U0010FFFF]")
_SIGNS = re.compile(rf"([{_SAID}{_VALUE}])([\U00100000-\U001000FF]+)|[{_END_SAID}{_END_VALUE}]")
_TAG = re.compile(r"(<[^>]*>)")


def sentence(key: str, text: str) -> str:
    """`text` as the sentence `key`."""
    return f"{_SAID}{_hidden(key)}{text}{_END_SAID}"


def value(name: str, text: str) -> str:
    """`text` as the value `name` of the sentence around it."""
    return f"{_VALUE}{_hidden(name)}{text}{_END_VALUE}"


def _hidden(reference: str) -> str:
    return "".join(chr(_REF + ord(sign)) for sign in reference)


def _told(hidden: str) -> str:
    return "".join(chr(ord(sign) - _REF) for sign in hidden)


def strip(text: str) -> str:
    """The text as it is read, without references.

    >>> strip(sentence("ask", "改造" + value("count", "3") + "个"))
    '改造3个'
    """
    return _ANY.sub("", text)


def marked(text: str) -> bool:
    return _ANY.search(text) is not None


def signs(text: str) -> Iterator[tuple[str, str]]:
    """The text as it goes on: (`text`, piece), (`say`, key), (`value`, `key.name`), (`end`, "").

    >>> list(signs(sentence("ask", "改造" + value("count", "3"))))
    [('say', 'ask'), ('text', '改造'), ('value', 'ask.count'), ('text', '3'), ('end', ''), ('end', '')]
    """
    said: list[str] = []
    at = 0
    for sign in _SIGNS.finditer(text):
        if sign.start() > at:
            yield "text", text[at : sign.start()]
        at = sign.end()
        if sign[1] == _SAID:
            said.append(_told(sign[2]))
            yield "say", said[-1]
        elif sign[1] == _VALUE:
            yield "value", f"{said[-1]}.{_told(sign[2])}" if said else _told(sign[2])
        else:
            if sign[0] == _END_SAID:
                said.pop()
            yield "end", ""
    if at < len(text):
        yield "text", text[at:]


def elements(page: str) -> str:
    """HTML with its references as elements: `<span data-say="ask">`, `<data value="ask.count">`; none inside tags."""
    parts = _TAG.split(page)
    said: list[str] = []
    return "".join(strip(part) if part.startswith("<") else _elements(part, said) for part in parts)


def _elements(text: str, said: list[str]) -> str:
    def element(sign: re.Match[str]) -> str:
        if sign[1] == _SAID:
            said.append(_told(sign[2]))
            return f'<span data-say="{escape(said[-1])}">'
        if sign[1] == _VALUE:
            name = _told(sign[2])
            return f'<data value="{escape(f"{said[-1]}.{name}" if said else name)}">'
        if sign[0] == _END_SAID:
            said.pop()
            return "</span>"
        return "</data>"

    return _SIGNS.sub(element, text)
