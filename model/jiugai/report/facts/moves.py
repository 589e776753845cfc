"""What the plans of a comparison do otherwise than that of the base: community by community, and in short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jiugai.analysis.compare import Comparison
from jiugai.analysis.compare.differences import ENTERS, LEAVES
from jiugai.analysis.compare.rows import DifferenceRow
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.wording import drawn

_DECISION, _PAYERS, _WORKS = "decision", "payers", "works"
#: what the short form counts
COUNTED = ("start_year", "tier", _PAYERS)


@dataclass(frozen=True)
class Moved:
    """A community that a scenario treats otherwise: what changes, and the money by kind, new − old in yuan."""

    name: str
    told: str
    by_kind: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True)
class Short:
    """A scenario against the base in a line."""

    name: str
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    counts: dict[str, int]
    money: int


def against(found: Comparison) -> list[str]:
    """The scenarios with a plan that differs from the base by itself; none where the base has no plan."""
    return [name for name in found.planned if name != found.base] if found.base in found.planned else []


def in_short(found: Comparison, lang: str) -> list[Short]:
    lines = []
    for name in against(found):
        mine = [row for row in found.tables.differences if row.scenario == name]
        lines.append(
            Short(
                found.title(name, lang),
                tuple(row.name for row in mine if row.what == ENTERS),
                tuple(row.name for row in mine if row.what == LEAVES),
                {what: sum(row.what == what for row in mine) for what in COUNTED},
                sum(row.difference_yuan for row in found.tables.totals if row.scenario == name),
            )
        )
    return lines


def moved(scenario: str, book: Book) -> list[Moved]:
    """Every community that differs, in the order of ids."""
    found = book.comparison
    assert found is not None
    told: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in found.tables.differences:
        if row.scenario == scenario:
            names[row.community_id] = row.name
            told[row.community_id] += _words(row, book)
    money: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in found.tables.payments:
        if line.scenario == scenario:
            names[line.community_id] = line.name
            money[line.community_id][line.kind] += line.difference_yuan
    semicolon = drawn("list.semicolon", book.lang)
    return [Moved(names[site], semicolon.join(told[site]), dict(money[site])) for site in sorted(names)]


def _words(row: DifferenceRow, book: Book) -> Iterator[str]:
    """A difference in words; which works and funds go and come stands in differences.csv, payments.csv."""
    lang = book.lang
    if row.what in (_PAYERS, _WORKS):
        old, new = set(row.old.split(";")) - {""}, set(row.new.split(";")) - {""}
        yield drawn(f"moved.{row.what}", lang, gone=len(old - new), come=len(new - old))
    elif row.what == "cost_yuan":
        return  # told by the money
    elif row.what in (ENTERS, LEAVES):
        yield drawn(f"moved.{row.what}", lang, old=_decided(row.old, lang), new=_decided(row.new, lang))
    else:
        yield drawn(f"moved.{row.what}", lang, old=_value(row.what, row.old, book), new=_value(row.what, row.new, book))


def _decided(text: str, lang: str) -> str:
    """A start year, or the decision on a community that is not in the plan."""
    if not text or text.isdigit():
        return text or drawn("moved.absent", lang)
    return label(f"decision.{text}", lang)


def _value(what: str, text: str, book: Book) -> str:
    if what == _DECISION:
        return _decided(text, book.lang)
    if what == "tier" and text:
        return label(f"tier.{text}", book.lang)
    return text or label("word.blank", book.lang)
