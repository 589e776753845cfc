"""What scenarios reach against what the county bears: a dot a scenario, lines for what is not ruled out."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

from jiugai.analysis.compare import Comparison, trade
from jiugai.analysis.compare.trade import Trade
from jiugai.report.book import Book
from jiugai.report.figures.dots import AXES, FOOT, LEFT, RIGHT, TOP, Dot, axis, plane, whiskers, write_labels
from jiugai.report.figures.style import ACCENT, INK, PAPER, SOFT, WARN, WIDTH, cut
from jiugai.report.tables.options import number_text
from jiugai.report.wording import drawn as words
from jiugai.report.wording import say

_PITCH = 0.19  # inches: a line of the legend


def shows(book: Book) -> bool:
    """A trade needs two plans."""
    return book.comparison is not None and len(book.comparison.planned) > 1


def draw(book: Book) -> Figure:
    """Numbers beside the dots, their scenarios listed below: titles are long. The base is a square."""
    found = _found(book)
    drawn = trade(found)
    lines = -(-len(drawn.points) // 2)
    height = TOP + AXES + FOOT + lines * _PITCH + 0.06
    figure = Figure(figsize=(WIDTH, height))
    across = axis([value for p in drawn.points for value in (p.borne, p.borne_bound)], WIDTH - LEFT - RIGHT)
    up = axis([value for p in drawn.points for value in (p.reached, p.reached_bound)], AXES)
    axes = plane(
        figure, across, up, words(f"trade.{drawn.borne}", book.lang), words(f"trade.{drawn.reached}", book.lang)
    )
    order = {name: place for place, name in enumerate(found.names, start=1)}
    dots = [Dot(p.borne, p.reached, p.borne_bound, p.reached_bound, str(order[p.scenario])) for p in drawn.points]
    for dot in dots:
        whiskers(axes, dot, WARN[0])
    for point in drawn.points:
        base = point.scenario == found.base
        axes.plot(
            float(point.borne), float(point.reached), "s" if base else "o", markersize=7.5 if base else 6,
            markerfacecolor=ACCENT if base else PAPER, markeredgecolor=INK, clip_on=False, zorder=4 if base else 3,
        )  # fmt: skip
    write_labels(axes, dots, across, up)
    _list(figure, found, drawn, book.lang, lines, height)
    return figure


def _list(figure: Any, found: Comparison, drawn: Trade, lang: str, lines: int, height: float) -> None:
    """Number and title of every scenario that is drawn, in two columns."""
    order = {name: place for place, name in enumerate(found.names, start=1)}
    wide = (WIDTH - 0.3) / 2
    for place, point in enumerate(drawn.points):
        column, line = divmod(place, lines)
        x, y = 0.15 + column * wide, lines * _PITCH + 0.03 - (line + 0.5) * _PITCH
        title = found.title(point.scenario, lang)
        if point.scenario == found.base:
            title = words("trade.base", lang, name=title)
        figure.text(x / WIDTH, y / height, f"{order[point.scenario]}", va="center", fontsize=7.5, color=SOFT)
        figure.text((x + 0.24) / WIDTH, y / height, cut(title, wide - 0.3, 7.5), va="center", fontsize=7.5)


def see(book: Book) -> str:
    """Who reaches the most and who bears the least, and what the lines mean."""
    found, lang = _found(book), book.lang
    drawn = trade(found)
    most = max(drawn.points, key=lambda it: it.reached)
    least = min(drawn.points, key=lambda it: it.borne)
    same = len({it.reached for it in drawn.points}) == 1
    text = say(
        "figure.trade.same" if same else "figure.trade.see", lang,
        most=found.title(most.scenario, lang), reached=number_text(most.reached),
        least=found.title(least.scenario, lang), borne=number_text(least.borne),
        reach=words(f"trade.{drawn.reached}", lang), bear=words(f"trade.{drawn.borne}", lang),
    )  # fmt: skip
    if any(p.reached_bound is not None or p.borne_bound is not None for p in drawn.points):
        text += say("figure.trade.open", lang)
    return text + say("figure.trade.data", lang)


def _found(book: Book) -> Comparison:
    assert book.comparison is not None
    return book.comparison
