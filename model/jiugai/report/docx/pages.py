"""Pages: A4 with the margins of official documents, the disclaimer above, the page number on the outer side below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiugai.report.docx.runs import field, paragraph, text_runs
from jiugai.report.docx.styles import FOOTER, HEADER
from jiugai.report.docx.xml import CM, Element, element


@dataclass(frozen=True)
class Sheet:
    """A page; lengths in centimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        return self.height - self.top - self.bottom

    def section(self) -> Element:
        turned = {"orient": "landscape"} if self.width > self.height else {}
        return element(
            "sectPr",
            element("type", val="nextPage"),
            element("pgSz", w=_dxa(self.width), h=_dxa(self.height), **turned),
            element(
                "pgMar", top=_dxa(self.top), right=_dxa(self.right), bottom=_dxa(self.bottom), left=_dxa(self.left),
                header=_dxa(1.6), footer=_dxa(1.9 if self.height > self.width else 1.3), gutter=0,
            ),
        )  # fmt: skip


PORTRAIT = Sheet(21.0, 29.7, 3.7, 3.5, 2.8, 2.6)
LANDSCAPE = Sheet(29.7, 21.0, 2.3, 2.0, 2.0, 2.0)


def head_and_foot(section: Any, disclaimer: str, lang: str) -> None:
    """Header and footer of the first section; those after it have none of their own and take these."""
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        _replace(header, paragraph(HEADER, *text_runs(disclaimer, lang)))
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        number = field("PAGE", *text_runs("1", lang))
        line = [*text_runs("— ", lang), *number, *text_runs(" —", lang)]
        inner = element("ind", **{side: 320})
        _replace(footer, paragraph(FOOTER, *line, ind=inner, jc=element("jc", val=side)))


def _replace(part: Any, made: Element) -> None:
    """Put `made` in the place of the empty paragraph that a new header has."""
    for old in list(part._element):
        part._element.remove(old)
    part._element.append(made)


def _dxa(centimetres: float) -> int:
    return round(centimetres * CM)
