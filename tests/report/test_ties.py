"""Text and tables tie: a wrong number is found, in the sentence and in the table, and no reference reaches a reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jiugai.report import Book, figures
from jiugai.report.ties.check import check
from jiugai.report.ties.marks import marked
from jiugai.report.ties.read_html import read_html
from report.whole import whole

_VALUE = re.compile(r'<data value="(ask|county|left_out)([\w.]*)">([^<]*\d[^<]*)</data>')


@pytest.fixture(scope="module")
def page(book: Book) -> str:
    return whole(book)


def found(page: str) -> list[tuple[str, str]]:
    """(place, value) of every problem."""
    return [(problem.where.column, problem.where.value) for problem in check(read_html(page), "report.html")]


def wrong(text: str) -> str:
    """The text with another last digit."""
    return re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), text)


def test_no_reference_is_left_in_the_page(page: str) -> None:
    assert not marked(page)


def test_words_of_charts_carry_no_references() -> None:
    """What is drawn is no text that anybody follows: `drawn` in a chart, `say` in its sentence `see` alone."""
    for path in Path(figures.__file__).parent.glob("*.py"):
        drawing = path.read_text(encoding="utf-8").partition("\ndef see(")[0]
        assert not re.search(r"\bsay\(", drawing), f"{path.name}: use wording.drawn where a chart is drawn"


def test_a_wrong_number_on_page_one_is_found(page: str) -> None:
    before = found(page)
    first = page.partition("<h2")[0]
    values = list(_VALUE.finditer(first))
    assert len(values) > 10
    for value in values:
        spoilt = wrong(value[3])
        changed = page[: value.start(3)] + spoilt + page[value.end(3) :]
        assert set(found(changed)) - set(before) >= {(f"{value[1]}{value[2]}", spoilt)}, value[0]


def test_a_wrong_cell_is_found(page: str) -> None:
    """The total of households in T1: three sentences say it."""
    row = page.index('<tr class="total">', page.index('id="T1'))
    cell = re.compile(r'<td class="n int">([\d,]+)</td>')
    place = list(cell.finditer(page, row))[1]
    changed = page[: place.start(1)] + wrong(place[1]) + page[place.end(1) :]
    assert {"ask.households", "number.households.value"} <= {where for where, _ in found(changed)}
