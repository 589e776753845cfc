"""A report read back from its HTML: tables, sentences and captions, without the code that wrote them."""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction
from html.parser import HTMLParser

from jiugai.report.ties.document import Cell, Document, Line, Said, Table, Told, joined

_SHEET = re.compile(r"-\d+$")
_UNREAD = ("style", "script", "title", "nav", "footer", "thead")
_VOID = ("img", "col", "meta", "br", "hr", "link", "input", "wbr")


def read_html(page: str) -> Document:
    """The report in a page. Raises ValueError where elements do not nest."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.open:
        raise ValueError(f"<{reader.open[-1]}> does not end")
    sheets: dict[str, list[Table]] = defaultdict(list)
    for sheet in reader.sheets:
        sheets[_SHEET.sub("", sheet.name)].append(sheet)
    reader.document.tables = {name: joined(name, found) for name, found in sheets.items()}
    return reader.document


class _Reader(HTMLParser):
    """Follows the elements that a report marks its parts with; everything else is text in no sentence."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document("zh")
        self.sheets: list[Table] = []
        self.open: list[str] = []
        self._in: list[Said | Told] = []
        self._identity: list[str] = []
        self._caption: str | None = None
        self._cell: list[str] | None = None
        self._exact: Fraction | None = None
        self._cells: list[Cell] = []
        self._row = ("row", "")
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: text or "" for name, text in attrs}
        if tag == "col" and "data-key" in known:
            self.sheets[-1].columns.append(known["data-key"])
            self.sheets[-1].headings[known["data-key"]] = known.get("data-heading", "")
        if tag in _VOID:
            return
        self.open.append(tag)
        if tag == "html":
            self.document.lang = known.get("lang", "zh")[:2]
        self._unread += tag in _UNREAD
        if tag == "figure":
            self._identity.append(known.get("id", ""))
        elif tag == "h2" or tag == "figcaption":
            self._caption = known["id"] if tag == "h2" else self._identity[-1]
            self.document.captions[self._caption] = ""
        elif tag == "table":
            self.sheets.append(Table(self._identity[-1] if self._identity else "", [], []))
        elif tag == "tr":
            self._cells, self._row = [], (known.get("class", "row"), known.get("data-key", ""))
        elif tag == "td":
            self._cell = []
            self._exact = Fraction(known["data-exact"]) if "data-exact" in known else None
        elif tag == "span" and "data-say" in known:
            self._begin(Said(known["data-say"]))
        elif tag == "data":
            name = known.get("value", "")
            around = self._in[-1] if self._in else None
            self._begin(Told(name.removeprefix(f"{around.key}.") if isinstance(around, Said) else name))
        elif tag == "span":
            self.open[-1] = "span-plain"

    def _begin(self, part: Said | Told) -> None:
        around = self._in[-1] if self._in else None
        if isinstance(part, Said):
            part.around = next((said for said in reversed(self._in) if isinstance(said, Said)), None)
            if isinstance(around, Told):
                around.parts.append(part)
            else:
                self.document.sentences.append(part)
        elif isinstance(around, Said):
            around.parts.append(part)
        else:
            raise ValueError(f"a value outside a sentence: {part.name}")
        self._in.append(part)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        last = self.open.pop() if self.open else ""
        if last.partition("-")[0] != tag:
            raise ValueError(f"</{tag}> ends <{last}>")
        self._unread -= tag in _UNREAD
        if tag == "figure":
            self._identity.pop()
        elif tag in ("h2", "figcaption"):
            self._caption = None
        elif tag == "td":
            self._cells.append(Cell("".join(self._cell or []).strip(), self._exact))
            self._cell = None
        elif tag == "tr" and "tbody" in self.open:
            sheet, (role, key) = self.sheets[-1], self._row
            columns = sheet.columns if len(self._cells) == len(sheet.columns) else sheet.columns[:1]
            if len(self._cells) not in (len(sheet.columns), 1):
                raise ValueError(f"{sheet.name}: a row of {len(self._cells)} cells")
            sheet.lines.append(Line(role, key, dict(zip(columns, self._cells, strict=True))))
        elif last == "span" or tag == "data":
            self._in.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
        elif self._caption is not None:
            self.document.captions[self._caption] += data
        elif self._in:
            part = self._in[-1]
            if part.parts and isinstance(part.parts[-1], str):
                part.parts[-1] += data
            else:
                part.parts.append(data)
        elif not self._unread and data.strip():
            self.document.loose.append(data.strip())
