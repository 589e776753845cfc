"""`report.docx`: the blocks of the report in a package whose bytes depend on the plan alone."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from jiugai.errors import OutputError
from jiugai.inputs.study import Study
from jiugai.report import document
from jiugai.report.blocks import Remark
from jiugai.report.book import Book, open_report
from jiugai.report.docx.body import Body
from jiugai.report.docx.contents import contents
from jiugai.report.docx.package import add_keys, empty_package, packed
from jiugai.report.docx.pages import PORTRAIT, head_and_foot
from jiugai.report.docx.runs import paragraph, text_runs
from jiugai.report.docx.styles import CONTENTS_HEAD, NOTE
from jiugai.report.docx.xml import Element, element
from jiugai.report.front_page import title
from jiugai.report.ties.check import check
from jiugai.report.ties.marks import strip
from jiugai.report.ties.read_word import read_word
from jiugai.report.wording import say

WORD = "report.docx"


def render_docx(folder: Path, study: Study, comparison: Path | None = None, frontier: Path | None = None) -> None:
    """Write `report.docx` into a plan folder, with the comparison and frontier in folders. Same plan, same bytes.

    Raises `OutputError` where a number of its text is not the one of its tables (`ties.check`).
    """
    data = docx_bytes(open_report(folder, study.scenario.path, study.scenario.lang, comparison, frontier))
    problems = check(read_word(data), WORD)
    if problems:
        raise OutputError(problems)
    (folder / WORD).write_bytes(data)


def docx_bytes(book: Book) -> bytes:
    """The document: page one, the table of contents, then the sections."""
    lang = book.lang
    package = empty_package(lang)
    body = Body(package.part, lang)
    first = list(document.page_one(book))
    for block in first:
        body.add(block)
        if isinstance(block, Remark) and block.kind == "basis":
            body.add(document.heading("one", book))
    place = len(body.elements)
    body.add_all(islice(document.whole(book), len(first), None))
    body.elements[place:place] = _contents(body, lang)

    inside = package.element.body
    inside.clear_content()
    last = inside.sectPr
    for made in body.elements:
        last.addprevious(made)
    inside.replace(last, body.sheet.section())
    add_keys(package, body.keys.part())
    head_and_foot(package.sections[0], say("disclaimer", lang), lang)
    return packed(package, strip(title(book)), lang, book.study.scenario.as_of)


def _contents(body: Body, lang: str) -> list[Element]:
    """The table of contents on pages of its own. Its field is closed before the section ends: a section that ended
    inside it would have footers without page numbers in LibreOffice."""
    head = paragraph(CONTENTS_HEAD, *text_runs(say("contents", lang), lang), new_page=element("pageBreakBefore"))
    return [head, *contents(body.entries, lang), paragraph(NOTE, section=PORTRAIT.section())]
