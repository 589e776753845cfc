"""One thing at a time: every change and what it does to the objectives."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jiugai.analysis.sensitivity import Outcome, lever_name
from jiugai.inputs.override import exact_text
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.formats import DASH, Value
from jiugai.report.grid import Grid
from jiugai.report.tables.options import number_text
from jiugai.report.tables.plain import plain_table
from jiugai.report.wording import drawn, say

_Line = tuple[Value, ...]


def sensitivity_table(book: Book) -> list[Grid]:
    """A line for every objective that a change moves; one that says so where it moves none, or leaves no plan."""
    found = book.sensitivity
    if found is None:
        return []
    lines = [line for it in found.outcomes for line in _lines(it, found.base, book)]
    columns = [
        ("lever", "name"), ("factor", "value"), ("objective", "text"), ("base", "value"), ("final", "value"),
        ("change", "value"), ("exceeds", "text"),
    ]  # fmt: skip
    return plain_table(
        "sensitivity", columns, lines, book.study.scenario.path.name, book, say("sensitivity.note", book.lang)
    )


def _lines(it: Outcome, base: dict[str, Decimal], book: Book) -> list[_Line]:
    lang = book.lang
    head = (lever_name(it.lever, book.study, lang), f"×{exact_text(it.factor)}")
    moved = [effect for effect in it.effects if effect.change]
    if not moved:
        return [(*head, drawn(f"sensitivity.{'still' if it.effects else 'no_plan'}", lang), DASH, DASH, DASH, DASH)]
    return [
        (
            *head, label(f"objective.{effect.objective}", lang), number_text(base[effect.objective]),
            number_text(effect.final), number_text(effect.change),
            label(f"word.{'yes' if effect.exceeds else 'no'}", lang),
        )
        for effect in moved
    ]  # fmt: skip


TABLES: dict[str, Callable[[Book], list[Grid]]] = {"sensitivity": sensitivity_table}
