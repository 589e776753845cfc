"""The styles of the document: those of official documents (公文) in Chinese, their like in English. Fonts by name."""

from __future__ import annotations

from dataclasses import dataclass

from jiugai.report.docx.xml import Element, element, flag

LATIN, SONG, HEI, KAI, FANG = "Times New Roman", "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"

NORMAL, TITLE, CAPTION, NOTE, SMALL, PICTURE = "Normal", "Title", "Caption", "Note", "Small", "Picture"
HEADINGS, CONTENTS = ("Heading1", "Heading2"), ("TOC1", "TOC2", "TOC3")
CONTENTS_HEAD, FIGURE, SEE, GAP = "TOCHeading", "FigureCaption", "See", "Gap"
HEADER, FOOTER, TABLE, KEY, KEY_NUMBER = "Header", "Footer", "TableText", "Key", "KeyNumber"


@dataclass(frozen=True)
class Style:
    """A paragraph style. Size and spaces in points; `line`: exact height in points, or single where it is None;
    `with_next`, `whole`: what may not be torn by the end of a page."""

    id: str
    name: str
    font: str
    size: float
    line: float | None = None
    align: str = "left"
    indent: int = 0  # characters, of the first line
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    outline: int | None = None
    with_next: bool = False
    whole: bool = False
    colour: str = ""

    def element(self) -> Element:
        rule = {"line": round((self.line or 12) * 20), "lineRule": "exact" if self.line else "auto"}
        first = {"firstLineChars": self.indent * 100, "firstLine": round(self.indent * self.size * 20)}
        paragraph = element(
            "pPr",
            flag("keepNext", self.with_next),
            flag("keepLines", self.with_next or self.whole),
            element("widowControl", val="0" if self.line else "1"),
            element("spacing", before=round(self.before * 20), after=round(self.after * 20), **rule),
            element("ind", left=round(self.left * 20), **first),
            element("jc", val=self.align),
            None if self.outline is None else element("outlineLvl", val=self.outline),
        )
        return element(
            "style",
            element("name", val=self.name),
            None if self.id == NORMAL else element("basedOn", val=NORMAL),
            element("next", val=NORMAL) if self.outline is not None else None,
            element("qFormat"),
            paragraph,
            element("rPr", *font(self.font, self.size, self.bold, self.colour)),
            type="paragraph", styleId=self.id, **({"default": 1} if self.id == NORMAL else {}),
        )  # fmt: skip


def font(east: str, size: float, bold: bool, colour: str = "") -> list[Element | None]:
    """Character properties: Latin letters and digits in Times New Roman, Chinese in `east`."""
    half = round(size * 2)
    return [
        element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=east, cs=LATIN),
        element("b", val=int(bold)),
        element("bCs", val=int(bold)),
        element("color", val=colour or "000000"),
        element("sz", val=half),
        element("szCs", val=half),
    ]


_GREY = "595959"

_CHINESE = (
    Style(NORMAL, "Normal", FANG, 16, line=28, align="both", indent=2),
    Style(TITLE, "Title", SONG, 22, line=34, align="center", before=14, after=10),
    Style(HEADINGS[0], "heading 1", HEI, 16, line=28, indent=2, before=8, outline=0, with_next=True),
    Style(HEADINGS[1], "heading 2", KAI, 16, line=28, indent=2, outline=1, with_next=True),
    Style(CAPTION, "caption", HEI, 12, align="center", before=10, after=4, outline=2, with_next=True),
    Style(FIGURE, "Figure Caption", HEI, 12, align="center", after=2, with_next=True),
    Style(SEE, "See", FANG, 12, line=20, indent=2, after=8, whole=True),
    Style(NOTE, "Note", FANG, 9, after=1, colour=_GREY),
    Style(SMALL, "Small", FANG, 12, line=20, align="center", after=8, colour=_GREY),
    Style(PICTURE, "Picture", FANG, 12, align="center", before=4, after=4),
    Style(GAP, "Gap", FANG, 6, line=9),
    Style(CONTENTS_HEAD, "TOC Heading", HEI, 16, line=28, align="center", after=8),
    Style(CONTENTS[0], "toc 1", HEI, 12, line=20, before=4),
    Style(CONTENTS[1], "toc 2", KAI, 11, line=17, left=24),
    Style(CONTENTS[2], "toc 3", FANG, 11, line=17, left=24),
    Style(HEADER, "header", FANG, 9, align="center", colour=_GREY),
    Style(FOOTER, "footer", FANG, 14),
    Style(TABLE, "Table Text", FANG, 9),
    Style(KEY, "Key", FANG, 10, align="center", before=4, colour=_GREY),
    Style(KEY_NUMBER, "Key Number", FANG, 16, align="center", after=4, bold=True),
)
_ENGLISH = (
    Style(NORMAL, "Normal", FANG, 12, line=18, align="both", after=6),
    Style(TITLE, "Title", FANG, 20, line=26, align="center", before=12, after=8, bold=True),
    Style(HEADINGS[0], "heading 1", FANG, 15, line=22, before=14, after=6, bold=True, outline=0, with_next=True),
    Style(HEADINGS[1], "heading 2", FANG, 12, line=18, before=8, after=3, bold=True, outline=1, with_next=True),
    Style(CAPTION, "caption", FANG, 11, before=10, after=4, bold=True, outline=2, with_next=True),
    Style(FIGURE, "Figure Caption", FANG, 11, align="center", after=2, bold=True, with_next=True),
    Style(SEE, "See", FANG, 10.5, line=15, after=8, whole=True),
    Style(NOTE, "Note", FANG, 8.5, after=1, colour=_GREY),
    Style(SMALL, "Small", FANG, 10.5, line=15, align="center", after=8, colour=_GREY),
    Style(PICTURE, "Picture", FANG, 12, align="center", before=4, after=4),
    Style(GAP, "Gap", FANG, 6, line=9),
    Style(CONTENTS_HEAD, "TOC Heading", FANG, 15, line=22, after=6, bold=True),
    Style(CONTENTS[0], "toc 1", FANG, 11, line=17, before=4, bold=True),
    Style(CONTENTS[1], "toc 2", FANG, 10.5, line=15, left=18),
    Style(CONTENTS[2], "toc 3", FANG, 10.5, line=15, left=18),
    Style(HEADER, "header", FANG, 9, align="center", colour=_GREY),
    Style(FOOTER, "footer", FANG, 11),
    Style(TABLE, "Table Text", FANG, 9),
    Style(KEY, "Key", FANG, 9.5, align="center", before=4, colour=_GREY),
    Style(KEY_NUMBER, "Key Number", FANG, 15, align="center", after=4, bold=True),
)
STYLES = {"zh": _CHINESE, "en": _ENGLISH}


def style_of(id: str, lang: str) -> Style:  # noqa: A002
    return next(style for style in STYLES[lang] if style.id == id)


def styles(lang: str) -> list[Element]:
    """What stands in the part of styles: defaults, then every style."""
    languages = element("lang", val="en-US" if lang == "zh" else "en-GB", eastAsia="zh-CN", bidi="ar-SA")
    normal = style_of(NORMAL, lang)
    defaults = element(
        "docDefaults",
        element("rPrDefault", element("rPr", *font(normal.font, normal.size, False), languages)),
        element("pPrDefault", element("pPr")),
    )
    return [
        defaults,
        *(style.element() for style in STYLES[lang]),
        element("style", element("name", val="Default Paragraph Font"), type="character", styleId="Default", default=1),
        element("style", element("name", val="No List"), type="numbering", styleId="NoList", default=1),
        _table_style(),
    ]


def _table_style() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = element("tblBorders", *(element(side, val="single", sz=4, space=0, color="7F7F7F") for side in sides))
    margins = element(
        "tblCellMar", *(element(side, w=width, type="dxa") for side, width in
                        (("top", 20), ("left", 60), ("bottom", 20), ("right", 60)))
    )  # fmt: skip
    return element(
        "style",
        element("name", val="Report Table"),
        element("tblPr", borders, margins),
        type="table", styleId="ReportTable", customStyle=1,
    )  # fmt: skip
