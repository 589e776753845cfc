"""What the plan reaches at a glance: households, households with hazards, public money, each as a part of its whole."""

from __future__ import annotations

from matplotlib.figure import Figure

from jiugai.report.book import Book
from jiugai.report.facts.yardsticks import Share, shares
from jiugai.report.figures.style import CHOSEN, OTHER, SOFT, WIDTH, box, cut, sheet
from jiugai.report.formats import amount_text, share_text
from jiugai.report.wording import drawn, say

_PITCH, _PAD = 0.36, 0.08  # inches
_NAMES, _STATE = 2.3, 2.2


def shows(book: Book) -> bool:
    return bool(shares(book))


def draw(book: Book) -> Figure:
    """A bar a share; the full width is the whole."""
    rows = shares(book)
    figure, axes = sheet(_PAD * 2 + _PITCH * len(rows))
    width = WIDTH - _NAMES - _STATE
    for place, row in enumerate(rows):
        top = _PAD + place * _PITCH
        middle = top + _PITCH / 2
        name = drawn(f"figure.yardsticks.{row.name}", book.lang)
        axes.text(_NAMES - 0.1, middle, cut(name, _NAMES - 0.16, 7.5), ha="right", va="center", fontsize=7.5)
        reached = width * row.part / row.whole
        box(axes, _NAMES, top + 0.06, reached, _PITCH - 0.12, CHOSEN)
        box(axes, _NAMES + reached, top + 0.06, width - reached, _PITCH - 0.12, OTHER)
        axes.text(_NAMES + width + 0.1, middle, _told(row, book), va="center", fontsize=7, color=SOFT)
    return figure


def _told(row: Share, book: Book) -> str:
    part, whole = (amount_text(amount, row.unit, book.lang) for amount in (row.part, row.whole))
    return drawn("figure.yardsticks.of", book.lang, share=share_text(row.part, row.whole), part=part, whole=whole)


def see(book: Book) -> str:
    first = shares(book)[0]
    return say("figure.yardsticks.see", book.lang, share=share_text(first.part, first.whole))
