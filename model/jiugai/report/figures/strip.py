"""The strip of page one: all the money in one bar, by payer."""

from __future__ import annotations

from functools import partial

from matplotlib.figure import Figure

from jiugai.report.blocks import Picture
from jiugai.report.book import Book
from jiugai.report.facts.payers import GROUPS, by_group_and_year, group_label
from jiugai.report.figures.style import PAYERS, SOFT, WIDTH, box, room_of, sheet
from jiugai.report.formats import share_text
from jiugai.report.wording import drawn

_BAR, _LINE, _SIZE = 0.18, 0.16, 6.8  # inches, points


def shares(book: Book) -> list[tuple[str, int]]:
    """(chart group, yuan) of those that pay."""
    amounts = {name: sum(years.values()) for name, years in by_group_and_year(book).items()}
    return [(name, amounts[name]) for name in GROUPS if amounts[name]]


def draw(book: Book) -> Figure:
    words = [(name, f"{group_label(name, book.lang)} {share_text(yuan, book.total)}") for name, yuan in shares(book)]
    lines = _wrapped(words)
    figure, axes = sheet(_BAR + 0.08 + _LINE * len(lines))
    left = 0.0
    for name, yuan in shares(book):
        wide = WIDTH * yuan / book.total
        box(axes, left, 0.01, wide, _BAR - 0.02, PAYERS[name])
        left += wide
    for number, line in enumerate(lines):
        y, x = _BAR + 0.06 + _LINE * (number + 0.5), 0.0
        for name, text in line:
            box(axes, x + 0.01, y - 0.05, 0.14, 0.1, PAYERS[name], SOFT)
            axes.text(x + 0.18, y, text, va="center", fontsize=_SIZE)
            x += _wide(text)
    return figure


def _wide(text: str) -> float:
    return 0.24 + room_of(text, _SIZE)


def _wrapped(words: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = [[]]
    for word in words:
        if sum(_wide(text) for _, text in [*lines[-1], word]) > WIDTH and lines[-1]:
            lines.append([])
        lines[-1].append(word)
    return lines


def strip(book: Book) -> Picture:
    """The picture without a number."""
    words = (f"{group_label(name, book.lang)} {share_text(yuan, book.total)}" for name, yuan in shares(book))
    text = f"{drawn('payers.title', book.lang)}: {drawn('list.comma', book.lang).join(words)}"
    return Picture("strip", text, partial(draw, book))
