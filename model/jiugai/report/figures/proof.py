"""How far every objective is proven: the value reached, and what is not ruled out beyond it."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.figures.style import CHOSEN, LINE, SOFT, WARN, WIDTH, box, cut, legend_line, sheet
from jiugai.report.tables.recompute import number_text
from jiugai.report.wording import drawn, say

_PITCH, _HEAD, _FOOT = 0.3, 0.3, 0.06  # inches
_NAMES, _STATE = 2.75, 1.95
_ORDER_ONLY = "tie_break"  # a stated order, no aim


def _objectives(book: Book) -> list[dict[str, Any]]:
    return [row for row in book.manifest["objectives"] if row["name"] != _ORDER_ONLY]


def shows(book: Book) -> bool:
    return bool(_objectives(book))


def draw(book: Book) -> Figure:
    """Each line on its own scale: the larger of value and bound is the full width."""
    rows = _objectives(book)
    figure, axes = sheet(_HEAD + _PITCH * len(rows) + _FOOT)
    legend_line(
        axes, _HEAD / 2,
        [(CHOSEN, drawn("figure.proof.value", book.lang)), (WARN, drawn("figure.proof.open", book.lang))],
    )  # fmt: skip
    width = WIDTH - _NAMES - _STATE
    for place, row in enumerate(rows):
        top = _HEAD + place * _PITCH
        middle = top + _PITCH / 2
        name = label(f"objective.{row['name']}", book.lang)
        axes.text(_NAMES - 0.1, middle, cut(name, _NAMES - 0.16, 7.5), ha="right", va="center", fontsize=7.5)
        value = abs(row["value"])
        bound = value if row["bound"] is None or row["proven"] else abs(row["bound"])
        most = max(value, bound)
        if most:
            low, high = sorted((width * value / most, width * bound / most))
            box(axes, _NAMES, top + 0.05, low, _PITCH - 0.1, CHOSEN)
            box(axes, _NAMES + low, top + 0.05, high - low, _PITCH - 0.1, WARN)
        axes.plot([_NAMES, _NAMES], [top + 0.02, top + _PITCH - 0.02], color=LINE, linewidth=0.8)
        axes.text(_NAMES + width + 0.1, middle, _state(row, book), va="center", fontsize=7, color=SOFT)
    return figure


def _state(row: dict[str, Any], book: Book) -> str:
    value = number_text(row["value"])
    if row["proven"]:
        return drawn("figure.proof.proven", book.lang, value=value)
    if row["bound"] is None:
        return drawn("figure.proof.unknown", book.lang, value=value)
    return drawn("figure.proof.bound", book.lang, value=value, bound=number_text(row["bound"]))


def see(book: Book) -> str:
    rows = _objectives(book)
    open_ones = [row for row in rows if not row["proven"]]
    if not open_ones:
        return say("figure.proof.all", book.lang, count=len(rows))
    first = open_ones[0]
    return say(
        "figure.proof.see", book.lang, count=len(rows), proven=len(rows) - len(open_ones),
        name=label(f"objective.{first['name']}", book.lang),
    )  # fmt: skip
