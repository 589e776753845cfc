"""A report read back from Word: tables, sentences and captions, without the code that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from xml.etree.ElementTree import Element, ParseError

from jiugai.report.ties.document import Cell, Document, Line, Said, Table, Told, joined
from jiugai.report.ties.word_keys import Mark, WordKeys, parsed, read_keys

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = re.compile(r"-\d+$")
#: elements whose text is the text around them: what a later hand inserted too, what it deleted is gone
_AROUND = ("r", "hyperlink", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "fldSimple")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: what counts paragraphs: （一）, (1), 1.
_COUNTER = re.compile(r"^(?:（[一二三四五六七八九十]+）|\(\d+\)(?:\s|$)|\d+\.(?:\s|$))")
_HEADING = re.compile(r"([一二三四五六七八九十]+)、(.*)|(\d+)  (.*)")
_DIGITS = "零一二三四五六七八九"


def read_word(data: bytes) -> Document:
    """The report in a .docx file. Raises ValueError where it is no such report, or its parts do not fit together."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            keys = read_keys(package)
            root = parsed(package.read("word/document.xml"))
    except (zipfile.BadZipFile, ParseError, KeyError, NotImplementedError, RuntimeError) as failure:
        raise ValueError(f"not a Word document: {failure}") from None
    body = root.find(f"{_W}body")
    if keys is None or body is None:
        raise ValueError("not a report of jiugai, or saved by a program that drops customXml")
    reader = _Reader(keys)
    reader.read(body)
    return reader.finished()


class _Reader:
    """Follows the bookmarks that the keys name; everything else is text in no sentence."""

    def __init__(self, keys: WordKeys) -> None:
        self.document = Document(keys.lang)
        self._keys = keys
        self._sheets: list[Table] = []
        self._marks: dict[str, tuple[str, Mark]] = {}  # by the number that joins start and end
        self._in: list[Said | Told] = []
        self._caption = ""
        self._table = ""  # bookmark of the caption whose table is to come
        self._loose = ""
        self._field = 0  # depth inside the table of contents
        self._fields: list[bool] = []
        self._seen: set[str] = set()

    def read(self, around: Element) -> None:
        for node in around:
            name = node.tag.removeprefix(_W)
            if name == "p":
                self.read(node)
                self._end_loose()
            elif name == "tbl":
                self._read_table(node)
            elif name == "bookmarkStart":
                self._start(node)
            elif name == "bookmarkEnd":
                self._end(node)
            elif name == "fldChar":
                self._turn_field(node.get(f"{_W}fldCharType"))
            elif name == "instrText":
                self._name_field(node.text or "")
            elif name == "t":
                self._text(node.text or "")
            elif name in _SIGNS:
                self._text(_SIGNS[name])
            elif name in _AROUND:
                self.read(node)

    def finished(self) -> Document:
        """Raises ValueError where a bookmark, a table or an end is missing."""
        if self._in:
            raise ValueError(f"a bookmark does not end: {self._in[-1]}")
        missing = self._keys.marks.keys() - self._seen
        if missing:
            raise ValueError(f"bookmarks are missing: {', '.join(sorted(missing)[:3])}")
        if len(self._sheets) != len(self._keys.tables):
            raise ValueError("tables are missing")
        sheets: dict[str, list[Table]] = defaultdict(list)
        for sheet in self._sheets:
            sheets[_SHEET.sub("", sheet.name)].append(sheet)
        self.document.tables = {name: joined(name, found) for name, found in sheets.items()}
        for identity, caption in self.document.captions.items():
            self.document.captions[identity] = _plain_heading(caption)
        return self.document

    def _start(self, node: Element) -> None:
        name = node.get(f"{_W}name", "")
        mark = self._keys.marks.get(name)
        if mark is None:
            return
        if name in self._seen:
            raise ValueError(f"a bookmark stands twice: {name}")
        self._seen.add(name)
        self._marks[node.get(f"{_W}id", "")] = name, mark
        if mark.kind == "caption":
            self._caption = mark.reference
            self.document.captions[mark.reference] = ""
            self._table = name if name in self._keys.tables else ""
        elif mark.kind == "say":
            self._begin_sentence(Said(mark.reference))
        else:
            self._begin_value(mark.reference)

    def _begin_sentence(self, said: Said) -> None:
        self._end_loose()
        within = self._in[-1] if self._in else None
        said.around = next((part for part in reversed(self._in) if isinstance(part, Said)), None)
        if isinstance(within, Told):
            within.parts.append(said)
        else:
            self.document.sentences.append(said)
        self._in.append(said)

    def _begin_value(self, reference: str) -> None:
        within = self._in[-1] if self._in else None
        if not isinstance(within, Said):
            raise ValueError(f"a value outside a sentence: {reference}")
        told = Told(reference.removeprefix(f"{within.key}."))
        within.parts.append(told)
        self._in.append(told)

    def _end(self, node: Element) -> None:
        _, mark = self._marks.pop(node.get(f"{_W}id", ""), ("", None))
        if mark is None:
            return
        if mark.kind == "caption":
            self._caption = ""
            return
        last = self._in.pop() if self._in else None
        if isinstance(last, Said) != (mark.kind == "say") or last is None:
            raise ValueError(f"bookmarks do not nest: {mark.reference}")
        if isinstance(last, Said) and mark.tail:
            _add(last, mark.tail)

    def _text(self, text: str) -> None:
        if self._field:
            return
        if self._caption:
            self.document.captions[self._caption] += text
        elif self._in:
            _add(self._in[-1], text)
        else:
            self._loose += text

    def _end_loose(self) -> None:
        text, self._loose = _COUNTER.sub("", self._loose.strip(), count=1), ""
        if text:
            self.document.loose.append(text)

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "end" and self._fields:
            self._field -= self._fields.pop()

    def _name_field(self, instruction: str) -> None:
        """The table of contents repeats captions; every other field is text."""
        if self._fields and not self._fields[-1] and instruction.strip().startswith("TOC "):
            self._fields[-1] = True
            self._field += 1

    def _read_table(self, node: Element) -> None:
        keys, self._table = self._keys.tables.get(self._table), ""
        rows = [row for row in node.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}tblHeader") is None]
        if keys is None:  # key numbers, or what a later hand inserted
            for cell in node.iter(f"{_W}tc"):
                self.read(cell)
            return
        if len(rows) != len(keys.rows):
            raise ValueError(f"{keys.name}: {len(rows)} rows, not {len(keys.rows)}")
        table = Table(keys.name, list(keys.columns), [], dict(keys.columns))
        for row, known in zip(rows, keys.rows, strict=True):
            texts = [_cell_text(cell) for cell in row.findall(f"{_W}tc")]
            columns = table.columns[:1] if known.role == "group" else table.columns
            if len(texts) != len(columns):
                raise ValueError(f"{keys.name}: a row of {len(texts)} cells")
            cells = {key: Cell(text, known.exact.get(key)) for key, text in zip(columns, texts, strict=True)}
            table.lines.append(Line(known.role, known.key, cells))
        self._sheets.append(table)


def _add(part: Said | Told, text: str) -> None:
    if part.parts and isinstance(part.parts[-1], str):
        part.parts[-1] += text
    else:
        part.parts.append(text)


def _cell_text(cell: Element) -> str:
    signs = (
        (node.text or "") if node.tag == f"{_W}t" else _SIGNS.get(node.tag.removeprefix(_W), "") for node in cell.iter()
    )
    return "".join(signs).strip()


def _plain_heading(caption: str) -> str:
    """The caption of a section with its number in digits, as the text refers to it.

    >>> _plain_heading("二十一、依据"), _plain_heading("2  Rules"), _plain_heading("表1　小区")
    ('21 依据', '2 Rules', '表1　小区')
    """
    found = _HEADING.fullmatch(caption)
    if found is None:
        return caption
    number = found[3] or str(_of_chinese(found[1]))
    return f"{number} {found[2] or found[4]}"


def _of_chinese(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (_DIGITS.index(ones) if ones else 0)
