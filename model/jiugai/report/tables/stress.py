"""Projects that borrow on their revenue, under stress: a line a project, the weakest first."""

from __future__ import annotations

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.conventions import shift
from jiugai.report.facts.pledged import LOAN, SPECIAL, pledged
from jiugai.report.facts.stress import CASES, Stressed, stressed
from jiugai.report.formats import Value, cover_text, exact_text, parameter_text
from jiugai.report.grid import Column, Grid, Row
from jiugai.report.tables.plain import column, origin
from jiugai.report.wording import say

_LISTED = 12
_BASIS_POINTS = 10_000


def stress_case(case: str, lang: str) -> str:
    """A variation in words, with its size."""
    return say(f"stress.{case}", lang, size="" if case == "base" else shift_text(case))


def shift_text(name: str) -> str:
    """The size of a shift: percent of a share, basis points of a rate."""
    size = abs(shift(name))
    return exact_text(size * _BASIS_POINTS) if name == "rate" else parameter_text(size, "ratio", "")


def shifts_note(book: Book) -> str:
    """By how much each variation shifts what."""
    return say("stress.note", book.lang, **{name: shift_text(name) for name in CASES if name != "base"})


def stress_table(book: Book) -> list[Grid]:
    """Borrowed, then under each variation the cover over the term and the lowest of a year."""
    lang = book.lang
    found = [(stressed(project), project) for project in pledged(book)]
    if not found:
        return []
    found.sort(key=lambda item: (not _weak(item[0]), _weakest(item[0]), item[1].project))
    listed = [item for place, item in enumerate(found) if place < _LISTED or _weak(item[0])]
    rows = [
        Row((project.name, project.drawn(SPECIAL), project.drawn(LOAN), *_covers(cases))) for cases, project in listed
    ]
    rest = [project for _, project in found[len(listed) :]]
    if rest:
        sums = [sum(project.drawn(channel) for project in rest) for channel in (SPECIAL, LOAN)]
        name = say("stress.rest", lang, count=len(rest))
        rows.append(Row((name, *sums, *[None] * (2 * len(CASES))), key="rest"))
    everything = [sum(project.drawn(channel) for _, project in found) for channel in (SPECIAL, LOAN)]
    rows.append(Row((label("word.total", lang), *everything, *[None] * (2 * len(CASES))), "total"))
    columns = [column("project", "name", lang), column("drawn_special", "wan", lang), column("drawn_loan", "wan", lang)]
    for case in CASES:
        head = stress_case(case, lang)
        columns += [
            Column(f"{case}_term", (head, say("stress.term", lang)), "value"),
            Column(f"{case}_year", (head, say("stress.year", lang)), "value"),
        ]
    files = "debt.csv, funds.csv, works.csv, spending.csv"
    notes = [shifts_note(book), say("stress.asked", lang), origin(files, book)]
    return [Grid("stress", say("stress.title", lang), columns, rows, notes)]


def _weakest(cases: list[Stressed]) -> Value:
    return min(it.lowest for it in cases if it.lowest is not None)


def _weak(cases: list[Stressed]) -> bool:
    """Whether some variation is not covered over the term: such projects are all listed."""
    return any(it.over_term is not None and it.over_term < 1 for it in cases)


def _covers(cases: list[Stressed]) -> list[Value]:
    return [text for it in cases for text in (cover_text(it.over_term), cover_text(it.lowest))]
