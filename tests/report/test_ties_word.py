"""Text and tables of report.docx tie, read back from its pages: it says what the page says, and a wrong number is found."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from typer.testing import CliRunner

from jiugai.cli import app
from jiugai.errors import DataError, OutputError
from jiugai.inputs.study import Study
from jiugai.report import Book
from jiugai.report.docx import export
from jiugai.report.ties.check import check, check_report
from jiugai.report.ties.document import Document, Said
from jiugai.report.ties.marks import marked
from jiugai.report.ties.read import read_report
from jiugai.report.ties.read_html import read_html
from jiugai.report.ties.read_word import read_word
from jiugai.report.wording import drawn
from jiugai.report.xlsx.write import workbook_bytes
from report.whole import whole

TEXT, KEYS = "word/document.xml", "customXml/item1.xml"
_SHOWN = r"(<w:t [^>]*>)"


def edited(data: bytes, change: Callable[[str], str], part: str = TEXT) -> bytes:
    """The document with another text in a part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                changed = change(content.decode("utf-8"))
                assert changed != content.decode("utf-8")
                content = changed.encode("utf-8")
            target.writestr(name, content)
    return made.getvalue()


def put(pattern: str, new: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, new, text, count=1, flags=re.DOTALL)


def found(data: bytes) -> dict[str, str]:
    """Place → problem."""
    return {problem.where.column: problem.en for problem in check(read_word(data), "report.docx")}


@pytest.fixture(scope="module")
def document(word_bytes: bytes) -> Document:
    return read_word(word_bytes)


@pytest.fixture(scope="module")
def page(book: Book) -> Document:
    """The page, its charts left out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jiugai.report.html.blocks._picture_html", lambda block: f"<p>{escape(block.see)}</p>")
        return read_html(whole(book))


@pytest.fixture(scope="module")
def workbook(book: Book) -> bytes:
    return workbook_bytes(book)


def shape(said: Said) -> tuple[object, ...]:
    """Key and parts of a sentence, the sentences inside its values too."""
    return said.key, tuple(
        part
        if isinstance(part, str)
        else (part.name, tuple(inner if isinstance(inner, str) else shape(inner) for inner in part.parts))
        for part in said.parts
    )


def test_it_says_what_the_page_says_and_ties(document: Document, page: Document) -> None:
    assert [shape(said) for said in document.sentences] == [shape(said) for said in page.sentences]
    assert document.tables == page.tables
    assert page.captions.items() <= document.captions.items()
    assert check(document, "report.docx") == []


def test_a_number_changed_in_the_text_is_found_at_its_sentence(word_bytes: bytes, document: Document) -> None:
    households = next(said for said in document.sentences if said.key == "ask").values["households"].text
    assert set(found(edited(word_bytes, put(rf"(_ask_households_\d+\"/><w:r>){_SHOWN}{households}", r"\1\g<2>7")))) == {
        "ask.households"
    }
    grown = put(r"(_ask_households_\d+\"/>)", r'\1<w:ins w:id="1"><w:r><w:t>9</w:t></w:r></w:ins>')
    assert "ask.households" in found(edited(word_bytes, grown)), "what a later hand inserts is read"


def resaved(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The document changed and saved by a program that knows nothing of us."""
    opened, made = docx.Document(io.BytesIO(data)), io.BytesIO()
    change(opened)
    opened.save(made)
    return made.getvalue()


def table(opened: Any, title: str) -> Any:
    return next(it for it in opened.element.body.iter(qn("w:tbl")) if _title(it) == title)


def _title(element: Any) -> str:
    titled = element.tblPr.find(qn("w:tblCaption"))
    return "" if titled is None else str(titled.get(qn("w:val")))


def texts(element: Any) -> list[Any]:
    return list(element.iter(qn("w:t")))


def test_a_cell_changed_in_a_table_is_found(word_bytes: bytes, document: Document) -> None:
    title = next(caption for identity, caption in document.captions.items() if identity.startswith("T1"))
    households = document.tables["T1"].columns.index("households")

    def total(opened: Any) -> None:
        texts(table(opened, title).tr_lst[-1].tc_lst[households])[0].text = "7"

    assert {"ask.households", "number.households.value"} <= found(resaved(word_bytes, total)).keys()


def test_a_rounded_cell_is_its_exact_value(word_bytes: bytes, document: Document) -> None:
    where = next(
        (name, key, cell.text)
        for name, it in document.tables.items() for line in it.lines for key, cell in line.cells.items()
        if cell.exact is not None
    )  # fmt: skip

    def rounded(opened: Any) -> None:
        for cell in opened.element.body.iter(qn("w:tc")):
            if "".join(part.text for part in texts(cell)) == where[2]:
                texts(cell)[0].text = "7.77"

    assert "a cell that is not its exact value" in " ".join(found(resaved(word_bytes, rounded)).values())


def heading(opened: Any) -> None:
    it = next(it for it in opened.paragraphs if it.style.style_id == "Heading1" and it.text.startswith("二、"))
    texts(it._element)[0].text = it.text.replace("二", "三")


def words(opened: Any) -> None:
    part = next(part for part in texts(opened.element.body) if part.text.startswith("规划期县级预算安排"))
    part.text = part.text.replace("安排", "安排9万元、")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda opened: opened.add_paragraph("共9个"), "a number without a table"),
        (lambda opened: opened.add_paragraph("1. 共9个"), "a number without a table"),
        (lambda opened: setattr(opened.add_table(1, 1).cell(0, 0), "text", "9"), "a number without a table"),
        (heading, "the title is not the one of wording.yaml"),
        (words, "the sentence is not the one of wording.yaml"),
    ],
)
def test_whatever_else_is_written_into_it_is_found(change: Callable[[Any], None], said: str, word_bytes: bytes) -> None:
    problems = found(resaved(word_bytes, change))
    assert any(said in problem for problem in problems.values()), problems


def test_saved_anew_it_still_ties(word_bytes: bytes) -> None:
    assert found(resaved(word_bytes, lambda opened: None)) == {}


@pytest.mark.parametrize(
    ("part", "pattern", "new", "said"),
    [
        (TEXT, r'<w:bookmarkStart [^>]*w:name="_ask_count_\d+"/>', "", "bookmarks are missing: _ask_count"),
        (TEXT, r"<w:tr>(?:(?!<w:tr>).)*合计.*?</w:tr>", "", "rows, not"),
        (TEXT, r'<w:bookmarkEnd w:id="1"/>', "", "a bookmark does not end"),
        (TEXT, r"^", "<!DOCTYPE a>", "a document type"),
        (TEXT, r"</w:body>", "", "not a Word document"),
        (KEYS, "urn:jiugai:report:1", "urn:other", "not a report of jiugai"),
    ],
)
def test_a_document_that_is_no_such_report(
    part: str, pattern: str, new: str, said: str, word_bytes: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(edited(word_bytes, put(pattern, new), part))
    with pytest.raises(DataError, match=re.escape(said)):
        read_report(path)
    assert [said in problem.en for problem in check_report(path)] == [True]


def test_what_does_not_tie_is_not_published(
    word_bytes: bytes, folder: Path, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = edited(word_bytes, put(rf"(_ask_households_\d+\"/><w:r>){_SHOWN}[\d,]+", r"\1\g<2>7"))
    monkeypatch.setattr(export, "docx_bytes", lambda book: wrong)
    with pytest.raises(OutputError, match="not the number of the table"):
        export.render_docx(folder, study)
    assert not (folder / "report.docx").exists()


def test_the_command(word_bytes: bytes, tmp_path: Path) -> None:
    right, wrong, other = (tmp_path / name for name in ("report.docx", "changed.docx", "other.html"))
    right.write_bytes(word_bytes)
    wrong.write_bytes(edited(word_bytes, put(rf"(_ask_households_\d+\"/><w:r>){_SHOWN}[\d,]+", r"\1\g<2>7")))
    other.write_text("<html><body><p>3</p></body></html>", encoding="utf-8")
    told = {path: CliRunner().invoke(app, ["check-report", str(path)]) for path in (right, wrong, other, tmp_path)}
    assert [result.exit_code for result in told.values()] == [0, 5, 2, 2]
    assert re.search(r"report\.docx 文表相符：\d\d+ 句、句中 \d\d+ 个数与 \d\d+ 张表核对无误", told[right].stdout)
    assert "与表不符：表中（T1[total].households）" in told[wrong].stderr
    assert "not a report of jiugai" in told[other].stderr


def test_no_sign_of_a_reference_reaches_a_document_or_a_workbook(word_bytes: bytes, workbook: bytes) -> None:
    for data in (word_bytes, workbook):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                assert name.endswith(".png") or not marked(package.read(name).decode("utf-8")), name


def test_no_sign_of_a_reference_reaches_a_file_of_the_plan(folder: Path) -> None:
    texts = [path for path in folder.rglob("*") if path.suffix in (".csv", ".json", ".html")]
    assert len(texts) > 10
    assert [path.name for path in texts if marked(path.read_text(encoding="utf-8"))] == []


def test_the_sentence_and_key_numbers_of_the_workbook_were_checked(workbook: bytes, document: Document) -> None:
    """On its first sheet: the sentence is that of the report, its key numbers are those of page one."""
    front = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True).worksheets[0]
    asked = "".join(said.text for said in document.sentences if said.key.partition(".")[0] == "ask")
    assert asked
    assert str(front["A4"].value).endswith(asked)
    shown = {str(row[1].value): row[2].value for row in front.iter_rows(min_row=6, max_row=12)}
    for name in ("communities", "households", "total"):
        said = next(said for said in document.sentences if said.key == f"number.{name}")
        assert f"{shown[drawn(f'key.{name}', 'zh')]:,.2f}".removesuffix(".00") == said.text.removesuffix(".00")
