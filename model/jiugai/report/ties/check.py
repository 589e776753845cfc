"""The proof that text and tables of a finished report tie, from the file alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from jiugai.errors import DataError, Locator, Problem
from jiugai.money import round_half_up
from jiugai.report.ties.book_of_ties import tie_texts, ties
from jiugai.report.ties.document import Document, Said, Told, number_of, numbers_in
from jiugai.report.ties.evaluate import Choice, Evaluator, Listed, Result, Span, Untied
from jiugai.report.ties.read import read_report
from jiugai.report.ties.structure import captions, reference
from jiugai.report.ties.templates import as_worded, words_of

_SHOWN = 60  # characters of a sentence in a problem
_REFERS = ("section", "table", "figure")


def check_report(path: Path) -> list[Problem]:
    """What does not tie in a finished report, a page or a Word document: every number of its text that is not the one
    of its tables."""
    try:
        return check(read_report(path), path.name)
    except DataError as unread:
        return list(unread.problems)


def check(document: Document, name: str) -> list[Problem]:
    """The same of a report read back; `name`: what the problems call it."""
    found = [*_tables(document, name), *captions(document, name), *_loose(document, name)]
    for said in document.sentences:
        found += _sentence(said, {}, document, name)
    return found


def _tables(document: Document, name: str) -> Iterator[Problem]:
    """A rounded cell must show its exact value rounded."""
    for table in document.tables.values():
        for line in table.lines:
            for key, cell in line.cells.items():
                if cell.exact is not None and not _agrees(cell.text, cell.exact):
                    where = Locator(name, table.name, column=key, value=cell.text)
                    exact = f"{float(cell.exact):,.6f}"
                    yield Problem(
                        where, f"表内数与其精确值 {exact} 不符", f"a cell that is not its exact value {exact}"
                    )


def _loose(document: Document, name: str) -> Iterator[Problem]:
    for text in document.loose:
        if numbers_in(text):
            where = Locator(name, value=text[:_SHOWN])
            yield Problem(where, "正文中的数没有表可依", "a number without a table")


def _sentence(said: Said, around: dict[str, str], document: Document, name: str) -> Iterator[Problem]:
    """Its words, its values, and the sentences inside them; `around`: values of the sentences around it."""
    if not as_worded(said, document.lang):
        where = Locator(name, column=said.key, value=said.text[:_SHOWN])
        yield Problem(where, "句子与 wording.yaml 不符", "the sentence is not the one of wording.yaml")
        return
    values = around | {key: told.text for key, told in said.values.items()}
    if said.around is not None:
        values["parent"] = said.around.key.rpartition(".")[2]
    for told in said.values.values():
        yield from _value(said, told, values, document, name)
        for inner in told.inside:
            yield from _sentence(inner, values, document, name)


def _value(said: Said, told: Told, values: dict[str, str], document: Document, name: str) -> Iterator[Problem]:
    where = Locator(name, column=f"{said.key}.{told.name}", value=told.own)
    if told.name.partition(".")[0] in _REFERS:
        if not reference(told.name, told.own, document):
            yield Problem(where, "报告中没有此节、表或图", "the report has no such section, table or figure")
        return
    tie = ties().get((said.key, told.name))
    if tie is None:
        if numbers_in(told.own):
            yield Problem(
                where,
                "正文中的数没有表可依：请在 report/ties/ties.csv 中写明它等于哪一格",
                "a number without a table: report/ties/ties.csv must say which cell it equals",
            )
        return
    written, text = tie_texts()[said.key, told.name], said.text[:_SHOWN]
    try:
        due = Evaluator(document, values, lambda key: words_of(key, document.lang)).result(tie)
    except Untied as why:
        yield Problem(
            where,
            f"依据（{written}）在报告的表中找不到：{why}（{text}）",
            f"its table ({written}) is not in the report: {why}",
        )
        return
    if not _equals(told.own, due):
        shown = _told(due)
        yield Problem(
            where,
            f"与表不符：表中（{written}）为 {shown}（{text}）",
            f"not the number of the table ({written}): {shown}",
        )


def _equals(text: str, due: Result) -> bool:
    if isinstance(due, Fraction):
        return _agrees(text, due)
    if isinstance(due, Choice):
        return text in due.texts or text.partition(" ")[0] in due.texts
    numbers = numbers_in(text)
    if isinstance(due, Listed):
        return numbers == list(due.texts) and bool(numbers)
    if isinstance(due, Span):
        return (bool(numbers) or due.perhaps) and all(_year(number, due) for number in numbers)
    return text == due


def _year(number: str, span: Span) -> bool:
    return number.isdigit() and span.first <= int(number) <= span.last


def _agrees(text: str, due: Fraction) -> bool:
    """Whether the one number of a text is `due`, to the decimals that it shows."""
    numbers = numbers_in(text)
    if len(numbers) != 1:
        return due == 0 and text == "–"
    shown = numbers[0]
    decimals = len(shown.rstrip("%").partition(".")[2]) + 2 * shown.endswith("%")
    scale = Fraction(10) ** decimals
    return number_of(shown) * scale == round_half_up(due * scale)


def _told(due: Result) -> str:
    if isinstance(due, Fraction):
        return f"{due.numerator:,}" if due.denominator == 1 else f"{float(due):,.4f}"
    if isinstance(due, Choice | Listed):
        return "、".join(due.texts) or "–"
    return f"{due.first}—{due.last}" if isinstance(due, Span) else due
