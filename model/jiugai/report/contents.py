"""The contents of the report: which sections there are, what stands in each, and every number that follows from it.

Sentences never write a number of a section, table or figure: they say `{section.recompute}`, `{table.versions}` or
`{figure.flow}`, and `resolve` puts the number in. What has nothing to show gets no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from jiugai.report.book import Book
from jiugai.report.figures import CHARTS
from jiugai.report.grid import Grid
from jiugai.report.tables import grids
from jiugai.report.tables.official import OFFICIAL
from jiugai.report.ties import marks
from jiugai.report.wording import say

_REFERENCE = re.compile(r"\{(section|table|figure)\.(\w+)\}")


@dataclass(frozen=True)
class Section:
    """A section and its parts in order: (kind, name), kind = figure, text or table."""

    name: str
    parts: tuple[tuple[str, str], ...] = ()


def _section(name: str, *parts: str) -> Section:
    return Section(name, tuple((part.split()[0], part.split()[1]) for part in parts))


#: the report in order; page one shows its own parts
SECTIONS = (
    _section("one"),
    _section(
        "money", "figure flow", "table aims", "table uses", "figure payers", "table payers_by_year", "figure schedule",
        "figure sources", "table T1", "table T2", "table T3", "figure allotments", "table bridges", "figure routes",
        "table routes", "table route_places",
    ),
    _section("rules", "figure fullness", "table limits", "table rules", "table binding"),
    _section(
        "debt", "figure county", "text capacity", "table T9", "figure debt", "table T10", "table borrowed",
        "table service", "table indicators", "table T6", "table T7",
    ),
    _section(
        "risk", "figure arrival", "text risk", "table arrival", "table dependent", "table due", "table carry",
        "table conditions", "table stress",
    ),
    _section(
        "options", "figure trade", "text options", "table T12", "table option_failed",
        "table option_trade", "table option_moves", "figure frontier", "table frontier_points",
        "table frontier_ranking",
    ),
    _section("left_out", "figure funnel", "figure need", "table gated", "table unreached", "table needs"),
    _section(
        "appendix", "figure yardsticks", "table duties", "table yardsticks", "table T4", "table T5", "table T8",
        "table T11", "table T13", "table T14", "table T15", "table T16", "table project_ledger", "table monthly",
        "table board", "table published", "table trail",
    ),
    _section(
        "recompute", "figure proof", "text recompute", "table objectives", "table assumptions", "table parameters",
        "table overrides", "table versions", "table audit", "table origins", "table inputs", "table outputs",
    ),
)  # fmt: skip


#: the comparison of scenarios (compare.html)
OPTIONS = (
    _section(
        "options", "figure trade", "text options", "table T12", "table option_failed", "table option_trade",
        "table option_changes", "table option_moves",
    ),
    _section("differences", "table option_sites", "table option_totals"),
    _section("proof", "table option_pairs", "table option_objectives", "table option_plans", "table versions"),
)  # fmt: skip

#: the trade-off of two objectives (frontier.html)
FRONTIER = (
    _section("frontier", "figure frontier", "table frontier_points", "table frontier_ranking"),
    _section("solved", "table frontier_held", "table versions"),
)

#: one change at a time (notebook 04)
SENSITIVITY = (_section("sensitivity", "figure tornado", "table sensitivity", "table versions"),)

DOCUMENTS = {"plan": SECTIONS, "options": OPTIONS, "frontier": FRONTIER, "sensitivity": SENSITIVITY}


@lru_cache(maxsize=16)
def numbers(book: Book) -> dict[str, str]:
    """`section.x`, `table.x`, `figure.x` → number. Figures count through the report, tables within their section."""
    found: dict[str, str] = {}
    figures = 0
    for place, section in enumerate(DOCUMENTS[book.document], start=1):
        found[f"section.{section.name}"] = str(place)
        tables = 0
        for kind, name in section.parts:
            if kind == "figure" and CHARTS[name].shows(book):
                figures += 1
                found[f"figure.{name}"] = str(figures)
            elif kind == "table" and grids(name, book):
                tables += name not in OFFICIAL
                found[f"table.{name}"] = name if name in OFFICIAL else f"{place}-{tables}"
    return found


def number(kind: str, name: str, book: Book) -> str:
    """Raises KeyError for what is not in the report."""
    return numbers(book)[f"{kind}.{name}"]


def resolve(text: str, book: Book) -> str:
    """`text` with the numbers in place of its references, marked as such. Raises KeyError where one leads nowhere."""

    def told(match: re.Match[str]) -> str:
        return marks.value(f"{match[1]}.{match[2]}", number(match[1], match[2], book))

    return _REFERENCE.sub(told, text)


def anchor(section: str, book: Book) -> str:
    return f"s{number('section', section, book)}"


def outline(book: Book) -> Iterator[tuple[str, str, str]]:
    """(anchor, number, title) of every section."""
    for section in DOCUMENTS[book.document]:
        title = say(f"section.{section.name}", book.lang)
        yield anchor(section.name, book), number("section", section.name, book), title


def numbered(name: str, book: Book) -> list[Grid]:
    """The sheets of a table with their numbers and resolved notes; none where it is empty."""
    return [
        replace(
            sheet,
            title=say("caption.table", book.lang, number=label, title=sheet.title),
            notes=[resolve(note, book) for note in sheet.notes],
        )
        for label, sheet in zip(labels(name, book), grids(name, book), strict=True)
    ]


def labels(name: str, book: Book) -> list[str]:
    """The numbers of the sheets of a table: T2-1, T2-2; none where it is empty."""
    sheets = grids(name, book)
    if len(sheets) == 1:
        return [number("table", name, book)]
    return [f"{number('table', name, book)}-{place}" for place in range(1, len(sheets) + 1)]
