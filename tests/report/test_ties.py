"""Text and tables tie: a wrong number is found, in the sentence and in the table, and no reference reaches a reader."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from jiugai.report import Book, figures
from jiugai.report.ties.book_of_ties import tie_texts
from jiugai.report.ties.check import check, check_report
from jiugai.report.ties.document import Document
from jiugai.report.ties.language import FUNCTIONS, parse
from jiugai.report.ties.marks import marked
from jiugai.report.ties.read_html import read_html
from jiugai.report.wording import sentences
from report.spoilt import every, found, wrong
from report.whole import whole

#: numbers that are part of a word, of a unit, or a convention that docs/formats.md states
_WORDS = re.compile(
    r"10,000 yuan|100 yuan|100元|12行|12个|more than 12|largest 12|The 12|[A-Z]\d+(?!\d)|0—100|0–100|100 ?%|SHA-256"
    r"|低于1(?:\.00)?|below 1(?:\.00)?|10、50、30、10|10, 50, 30, 10|〔2021〕50号|m(?:ax|in)\([01],|^\d "
)


@pytest.fixture(scope="module")
def page(book: Book) -> str:
    return whole(book)


@pytest.fixture(scope="module")
def document(page: str) -> Document:
    return read_html(page)


def test_text_and_tables_tie(page: str, document: Document, english: Book, tmp_path: Path) -> None:
    assert found(document) == []
    assert found(read_html(whole(english))) == []
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    assert check_report(tmp_path / "report.html") == []


def test_a_wrong_number_of_page_one_is_found(document: Document) -> None:
    """The first number of what is asked for; every number of every sentence: `tests/full/test_ties.py`."""
    _, told = next(pair for pair in every(document.sentences) if pair[0].key == "ask")
    right = list(told.parts)
    for spoilt in wrong(told.own):
        told.parts[:] = [spoilt]
        assert any(where.startswith("ask") for where, _ in found(document)), spoilt
    told.parts[:] = right
    assert found(document) == []


def test_a_wrong_cell_is_found(document: Document) -> None:
    """The total of households: the sentences that say it name the table."""
    total = next(line for line in document.tables["T1"].lines if line.role == "total")
    right = total.cells["households"]
    total.cells["households"] = replace(right, text=next(wrong(right.text)))
    assert {"ask.households", "number.households.value"} <= {where for where, _ in found(document)}
    total.cells["households"] = right


def test_a_rounded_cell_is_its_exact_value(page: str) -> None:
    cell = re.search(r'data-exact="[\d/]+">([\d,.]+)<', page)
    assert cell is not None
    spoilt = page[: cell.start(1)] + next(wrong(cell[1])) + page[cell.end(1) :]
    assert "a cell that is not its exact value" in " ".join(it.en for it in check(read_html(spoilt), "report.html"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("规划期县级预算安排", "规划期县级预算安排9万元、", "the sentence is not the one of wording.yaml"),
        ('<p class="disclaimer">', "<p>共9个小区。</p>" + '<p class="disclaimer">', "a number without a table"),
        ('<h2 id="s2"><span>2</span>', '<h2 id="s2"><span>3</span>', "the title is not the one of wording.yaml"),
        (' id="T1"', ' id="T0"', "the title is not the one of wording.yaml"),
        ("<data value=", "<data><data value=", "cannot be read as a report"),
    ],
)
def test_whatever_else_is_written_into_the_text_is_found(
    old: str, new: str, said: str, page: str, tmp_path: Path
) -> None:
    assert old in page
    (tmp_path / "report.html").write_text(page.replace(old, new, 1), encoding="utf-8")
    problems = check_report(tmp_path / "report.html")
    assert any(said in problem.en for problem in problems), [problem.text("en") for problem in problems]


def test_no_reference_is_left_in_the_page(page: str) -> None:
    assert not marked(page)


def test_words_of_charts_carry_no_references() -> None:
    """What is drawn is no text that anybody follows: `drawn` in a chart, `say` in its sentence `see` alone."""
    for path in Path(figures.__file__).parent.glob("*.py"):
        drawing = path.read_text(encoding="utf-8").partition("\ndef see(")[0]
        assert not re.search(r"\bsay\(", drawing), f"{path.name}: use wording.drawn where a chart is drawn"


def test_ties_are_of_sentences_that_there_are() -> None:
    for (key, value), text in tie_texts().items():
        assert f"{{{value}" in sentences()[key]["zh"] + sentences()[key]["en"], f"{key} has no value {value}"
        parse(text)
        others = {(key, other) for other in re.findall(r"\{(\w+)\}", text)} - {
            ("names.more", "count")
        }  # of the sentence around
        assert re.search(r"[.@\[]|count\(", text) or others <= tie_texts().keys(), f"{key}.{value} says nothing: {text}"
        assert f"{{{value}}}" not in text or re.search("peak|across", text), f"{key}.{value} is tied to itself: {text}"


def test_numbers_in_the_words_of_a_sentence_are_words() -> None:
    """A number that is no value of a sentence is not tied to anything: it must be a unit, a rule, or a convention."""
    for key, words in sentences().items():
        for text in words.values():
            plain = _WORDS.sub("", re.sub(r"\{+[^{}]*\}+", "", text))
            assert not re.search(r"\d", plain), f"{key}: make it a value, and say in ties.csv which cell it equals"


@pytest.mark.parametrize("text", ["T1[", "T1.", "1 +", "T1[a ~ b].c", "T1 T2", "f(T1.a)", "T1[total", '"a'])
def test_an_expression_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(text))):
        parse(text)


def test_every_function_of_the_language_is_used() -> None:
    assert {name for name in FUNCTIONS if not any(f"{name}(" in text for text in tie_texts().values())} == set()
