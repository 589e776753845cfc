"""report.docx read back: fonts and headings, real tables, fields that show what they will, text as it is."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from jiugai.report.blocks import Picture, Points, Remark, Said
from jiugai.report.book import Book
from jiugai.report.contents import SECTIONS
from jiugai.report.document import whole
from jiugai.report.docx import body, pictures
from jiugai.report.docx.export import docx_bytes
from jiugai.report.docx.pages import LANDSCAPE, PORTRAIT
from jiugai.report.docx.runs import text_runs
from jiugai.report.docx.tables import table
from jiugai.report.docx.widths import setting
from jiugai.report.docx.xml import clean, element
from jiugai.report.formats import show
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.ties.marks import marked, strip
from jiugai.report.wording import say

_EMU_CM = 360_000


class Word:
    """A document as it is read back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document = docx.Document(io.BytesIO(data))
        self.styles = {style.style_id: style for style in self.document.styles}
        self.body = self.document.element.body

    def texts(self, *style_ids: str) -> list[str]:
        return [p.text for p in self.document.paragraphs if p.style.style_id in style_ids]

    def names(self) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            return package.namelist()

    def read(self, name: str) -> str:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            return package.read(name).decode("utf-8")


@pytest.fixture(scope="module")
def word(word_bytes: bytes) -> Word:
    return Word(word_bytes)


def test_the_same_bytes_twice_and_no_trace_of_when_and_where(
    word: Word, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_DPI", 40)
    assert docx_bytes(book) == word.data
    with zipfile.ZipFile(io.BytesIO(word.data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in package.namelist():
            assert b"python-docx" not in package.read(name)
            assert b"Macintosh" not in package.read(name)
    properties = word.document.core_properties
    as_of = book.study.scenario.as_of
    assert (properties.created.date(), properties.modified.date()) == (as_of, as_of)
    assert properties.author == properties.last_modified_by == "jiugai"
    assert properties.title.startswith("天长")
    assert properties.language == "zh-CN"


def test_fonts_of_official_documents_by_name(word: Word) -> None:
    wanted = {
        "Title": ("方正小标宋简体", 22), "Heading1": ("黑体", 16), "Heading2": ("楷体_GB2312", 16),
        "Normal": ("仿宋_GB2312", 16), "TableText": ("仿宋_GB2312", 9),
    }  # fmt: skip
    for name, (font, size) in wanted.items():
        look = word.styles[name].element.rPr
        assert look.rFonts.get(qn("w:eastAsia")) == font
        assert look.rFonts.get(qn("w:ascii")) == "Times New Roman"
        assert word.styles[name].font.size.pt == size
        assert word.styles[name].font.color.rgb == docx.shared.RGBColor(0, 0, 0)
    everywhere = "".join(word.read(name) for name in word.names() if name.endswith(".xml"))
    assert "Theme=" not in everywhere  # a font of the theme would win over the names
    assert set(re.findall(r'w:eastAsia="([^"]+)"', everywhere)) == {
        "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "zh-CN",
    }  # fmt: skip
    body_style = word.styles["Normal"].paragraph_format
    assert (body_style.line_spacing.pt, body_style.line_spacing_rule) == (28, docx.enum.text.WD_LINE_SPACING.EXACTLY)
    indent = word.styles["Normal"].element.pPr.ind
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


def test_pages(word: Word) -> None:
    for section in word.document.sections:
        sides = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
        size = (section.page_width, section.page_height)
        sheet = PORTRAIT if section.page_width < section.page_height else LANDSCAPE
        assert [round(side / _EMU_CM, 1) for side in sides] == [sheet.top, sheet.bottom, sheet.left, sheet.right]
        assert [round(length / _EMU_CM, 1) for length in size] == [sheet.width, sheet.height]
    assert (PORTRAIT.top, PORTRAIT.bottom, PORTRAIT.left, PORTRAIT.right) == (3.7, 3.5, 2.8, 2.6)
    assert any(section.page_width > section.page_height for section in word.document.sections)
    assert word.document.settings.odd_and_even_pages_header_footer
    first, *others = word.document.sections
    for footer, side in ((first.footer, "right"), (first.even_page_footer, "left")):
        (line,) = footer.paragraphs
        assert line.text == "— 1 —"
        assert [code.text.strip() for code in line._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert line._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
    for header in (first.header, first.even_page_header):
        assert header.paragraphs[0].text == "辅助测算，供决策参考，不作为资金分配文件。"
    assert all(section.footer.is_linked_to_previous for section in others)


def test_every_section_is_a_heading_and_the_table_of_contents_leads_to_all(word: Word, book: Book) -> None:
    numerals = "一二三四五六七八九十"
    titles = [say(f"section.{section.name}", "zh") for section in SECTIONS]
    assert word.texts("Heading1") == [f"{numeral}、{text}" for numeral, text in zip(numerals, titles, strict=False)]
    listed = word.texts("TOC1", "TOC2", "TOC3")
    assert listed == word.texts("Heading1", "Heading2", "Caption")
    assert len(listed) > 20
    marks = [mark.get(qn("w:name")) for mark in word.body.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in word.body.iter(qn("w:hyperlink"))]
    assert len(set(marks)) == len(marks)
    assert set(links) == {mark for mark in marks if not mark.startswith("_")}
    assert len(links) == len(listed)
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", mark) for mark in marks)
    fields = [code.text.split()[0] for code in word.body.iter(qn("w:instrText"))]
    assert fields == ["TOC"]  # nothing else is computed when the document is opened
    assert "updateFields" not in word.read("word/settings.xml")
    kinds = [mark.get(qn("w:fldCharType")) for mark in word.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_every_table_is_a_table_with_all_its_cells(word: Word, book: Book) -> None:
    """Every grid of the report: its headings repeat, no row splits, and its texts are those of the grid."""
    grids = [block for block in whole(book) if isinstance(block, Grid)]
    tables = [made for made in word.body.iter(qn("w:tbl")) if made.tblPr.find(qn("w:tblStyle")) is not None]
    assert len(tables) == len(grids) > 15
    for made, grid in zip(tables, grids, strict=True):
        lines = list(made.iter(qn("w:tr")))
        heads = [line for line in lines if line.trPr.find(qn("w:tblHeader")) is not None]
        assert len(heads) == max(len(column.heading) for column in grid.columns)
        assert lines[: len(heads)] == heads
        assert all(line.trPr.find(qn("w:cantSplit")) is not None for line in lines)
        rows = [["".join(text.text for text in cell.iter(qn("w:t"))) for cell in line.tc_lst] for line in lines]
        assert rows[len(heads) :] == [
            [str(row.values[0])]
            if row.role == "group"
            else [
                show(value, column.shape).replace("\n", "")
                for value, column in zip(row.values, grid.columns, strict=True)
            ]
            for row in grid.rows
        ]


def test_every_sentence_and_chart_of_the_report_is_there(word: Word, book: Book) -> None:
    blocks = list(whole(book))
    text = "\n".join(p.text for p in word.document.paragraphs)
    for block in blocks:
        if isinstance(block, Said | Remark):
            assert strip(block.text) in text
        elif isinstance(block, Points):
            assert all(strip(item) in text for item in block.items)
        elif isinstance(block, Picture) and block.title:
            assert strip(block.title) in text
            assert strip(block.see) in text
    assert not any(marked(word.read(name)) for name in word.names() if name.endswith(".xml"))
    drawn = [picture.get("descr") for picture in word.body.iter(qn("wp:docPr"))]
    assert drawn == [block.alt for block in blocks if isinstance(block, Picture)]
    assert sum(name.startswith("word/media/") for name in word.names()) == len(drawn)


def test_numbers_stand_right_and_sums_are_bold() -> None:
    columns = [Column("a", ("名称",), "name"), Column("b", ("组", "甲"), "wan"), Column("c", ("组", "乙"), "wan")]
    rows = [Row(("一",), "group"), Row(("x", -123_400, 0)), Row(("合计", -123_400, 0), "total")]
    grid = Grid("t", "标题", columns, rows, ["注"])
    how = setting(grid)
    made = table(grid, how, "zh")
    head, second, group, row, total = made.tr_lst
    assert [cell.grid_span for cell in head.tc_lst] == [1, 2]
    assert [cell.vMerge for cell in (head.tc_lst[0], second.tc_lst[0])] == ["restart", "continue"]
    assert group.tc_lst[0].grid_span == 3
    sides = [cell.p_lst[0].pPr.find(qn("w:jc")).get(qn("w:val")) for cell in row.tc_lst]
    assert sides == ["left", "right", "right"]
    assert [cell.p_lst[0].text for cell in row.tc_lst] == ["x", "-12.34", "–"]
    assert all(list(cell.iter(qn("w:b"))) for cell in total.tc_lst if cell.p_lst[0].text)
    assert not list(row.iter(qn("w:b")))
    assert how.sheet == PORTRAIT
    assert abs(sum(how.widths) - PORTRAIT.room * 28.35) < 1


def test_a_wide_table_lies_on_its_side_and_no_number_breaks() -> None:
    columns = [Column("n", ("小区名称",), "name"), *(Column(f"c{n}", (f"来源{n}",), "wan") for n in range(18))]
    grid = Grid("t", "宽", columns, [Row(("天长路小区", *range(123_456_700, 123_456_718)))])
    how = setting(grid)
    assert how.sheet == LANDSCAPE
    assert min(how.widths[1:]) >= len("12,345.67") * how.size * 0.5


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "<w:b/>&amp;", '"]]>', "{section.one}", " 前后 ", "第一行\n第二行", "甲\t乙", "𬭎㛃"]
)
def test_text_is_never_interpreted(text: str) -> None:
    (run,) = text_runs(text, "zh")
    assert run.text == text


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert clean("a\x00\x0b\ufffe\ud800b\n\t") == "a����b\n\t"
    (run,) = text_runs("a\x07b", "zh")
    assert run.text == "a�b"


def test_signs_of_both_scripts_take_the_chinese_font_in_chinese_alone() -> None:
    for lang, hint in (("zh", "eastAsia"), ("en", None)):
        (run,) = text_runs("“甲”—1", lang)
        looks = run.find(qn("w:rPr"))
        assert (looks is None) == (hint is None)
        assert hint is None or looks.rFonts.get(qn("w:hint")) == hint


def test_english(english: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without drawing the charts again."""
    monkeypatch.setattr(body, "picture", lambda block, part, room: element("p", element("pPr")))
    word = Word(docx_bytes(english))
    titles = [f"{number}  {say(f'section.{part.name}', 'en')}" for number, part in enumerate(SECTIONS, start=1)]
    assert word.texts("Heading1") == titles
    assert word.texts("Heading2")[0] == "(1) For approval"
    for id_ in ("Title", "Heading1", "Normal"):
        assert word.styles[id_].element.rPr.rFonts.get(qn("w:ascii")) == "Times New Roman"
    assert word.document.core_properties.language == "en-GB"
