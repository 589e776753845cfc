"""The body of the document: every block of the report as paragraphs, pictures and tables, in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jiugai.report.blocks import Block, Heading, KeyNumbers, Picture, Points, Remark, Said, Title
from jiugai.report.docx.bookmarks import Bookmarks
from jiugai.report.docx.contents import Entry
from jiugai.report.docx.keys import Keys
from jiugai.report.docx.numerals import head_words, numbered
from jiugai.report.docx.pages import PORTRAIT, Sheet
from jiugai.report.docx.pictures import picture
from jiugai.report.docx.runs import paragraph, text_runs, told_runs
from jiugai.report.docx.styles import (
    CAPTION,
    FIGURE,
    GAP,
    HEADINGS,
    KEY,
    KEY_NUMBER,
    NORMAL,
    NOTE,
    SEE,
    SMALL,
    TITLE,
)
from jiugai.report.docx.tables import table
from jiugai.report.docx.widths import setting
from jiugai.report.docx.xml import CM, Element, element
from jiugai.report.grid import Grid
from jiugai.report.ties.marks import strip


class Body:
    """Collects the elements of the document and the entries of its table of contents."""

    def __init__(self, part: Any, lang: str) -> None:
        self.lang = lang
        self.elements: list[Element] = []
        self.entries: list[Entry] = []
        self.sheet: Sheet = PORTRAIT
        self._part = part
        self._heads = 0
        self.keys = Keys(lang)
        self._bookmarks = Bookmarks(self.keys)

    def add_all(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.add(block)

    def add(self, block: Block) -> None:
        match block:
            case Title(text=text):
                self._paragraph(TITLE, text)
            case Heading(anchor, number, text):
                self._turn(PORTRAIT)
                self._heads = 0
                numbering = numbered(0, int(number), text, self.lang)
                self.keys.caption(self._captioned(HEADINGS[0], 0, numbering, anchor), anchor)
            case Said(head, text, _):
                self._head(head)
                self._paragraph(NORMAL, text)
            case Points(head, (), _):  # a sentence is no heading
                self._turn(PORTRAIT)
                self._paragraph(NORMAL, head)
            case Points(head, items, _):
                self._head(head)
                for place, item in enumerate(items, start=1):
                    self._paragraph(NORMAL, numbered(2, place, item, self.lang))
            case Remark(text, kind):
                self._paragraph(SMALL if kind == "basis" else NOTE, text)
            case KeyNumbers(entries):
                self.elements += [paragraph(GAP), self._key_numbers(entries)]
            case Picture():
                self._picture(block)
            case _:
                self._grid(block)

    def end_section(self) -> None:
        """Whatever follows begins a new page of the kind last asked for."""
        last = self.elements[-1] if self.elements else None
        if last is None or last.tag != element("p").tag:
            last = paragraph(NOTE)
            self.elements.append(last)
        last.find(element("pPr").tag).append(self.sheet.section())

    def _turn(self, sheet: Sheet) -> None:
        if sheet != self.sheet:
            self.end_section()
            self.sheet = sheet

    def _paragraph(self, style: str, text: str) -> None:
        self.elements.append(paragraph(style, *told_runs(text, self.lang, self._bookmarks)))

    def _head(self, head: str) -> None:
        """The head of a paragraph of page one, or of a statement, as a heading of the second level."""
        self._turn(PORTRAIT)
        self._heads += 1
        words = strip(head)
        shown = head_words(words)
        counted = numbered(1, self._heads, head, self.lang)
        runs = told_runs(_without(words[len(shown) :], counted), self.lang, self._bookmarks, words[len(shown) :])
        self._listed(HEADINGS[1], 1, numbered(1, self._heads, shown, self.lang), runs)

    def _captioned(self, style: str, level: int, text: str, anchor: str = "") -> str:
        """A paragraph that is listed, and is referred to; its bookmark."""
        return self._listed(style, level, text, text_runs(text, self.lang), anchor)

    def _listed(self, style: str, level: int, text: str, runs: list[Element], anchor: str = "") -> str:
        """A paragraph that the table of contents lists, in a bookmark."""
        entry = Entry(level, text, anchor or f"h{len(self.entries) + 1}")
        self.entries.append(entry)
        self.elements.append(paragraph(style, *self._bookmarks.named(entry.bookmark, runs)))
        return entry.bookmark

    def _picture(self, block: Picture) -> None:
        self._turn(PORTRAIT)
        self.elements.append(picture(block, self._part, self.sheet.room))
        if block.title:
            title = self._bookmarks.caption(f"figure-{block.name}", text_runs(block.title, self.lang))
            self.elements.append(paragraph(FIGURE, *title))
            self._paragraph(SEE, block.see)

    def _grid(self, grid: Grid) -> None:
        how = setting(grid, self.sheet)
        self._turn(how.sheet)
        self.keys.table(self._captioned(CAPTION, 2, grid.title), grid)
        self.elements.append(table(grid, how, self.lang))
        for note in grid.notes:
            self._paragraph(NOTE, note)
        self.elements.append(paragraph(GAP))

    def _key_numbers(self, entries: Iterable[tuple[str, str]]) -> Element:
        """The numbers of page one in a row, their names above them."""
        columns = list(entries)
        width = round(PORTRAIT.room * CM / len(columns))
        cells = [
            element(
                "tc",
                element("tcPr", element("tcW", w=width, type="dxa")),
                paragraph(KEY, *told_runs(what, self.lang, self._bookmarks)),
                paragraph(KEY_NUMBER, *told_runs(number, self.lang, self._bookmarks)),
            )
            for what, number in columns
        ]
        rules = (element(side, val="single", sz=6, space=0, color="7F7F7F") for side in ("top", "bottom"))
        return element(
            "tbl",
            element(
                "tblPr",
                element("tblW", w=width * len(columns), type="dxa"),
                element("jc", val="center"),
                element("tblBorders", *rules),
                element("tblLayout", type="fixed"),
            ),
            element("tblGrid", *(element("gridCol", w=width) for _ in columns)),
            element("tr", element("trPr", element("cantSplit")), *cells),
        )  # fmt: skip


def _without(tail: str, text: str) -> str:
    """A text with references, without the signs at its end."""
    place = text.rfind(tail) if tail else len(text)
    return text[:place] + text[place + len(tail) :]
