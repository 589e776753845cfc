"""One thing at a time: a panel an objective, a bar a change, the strongest on top."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from jiugai.analysis.sensitivity import Sensitivity
from jiugai.inputs.override import exact_text
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.levers import Bar, bars, moved
from jiugai.report.figures.style import ACCENT, CHOSEN, INK, OTHER, SOFT, SPARE, WIDTH, bare, cut
from jiugai.report.tables.options import number_text
from jiugai.report.wording import drawn as words
from jiugai.report.wording import say

_NAMES, _LINE, _HEAD, _FOOT = 2.1, 0.3, 0.34, 0.3  # inches: names of the levers, a lever, title and legend
_MOST = 12  # levers a panel


def shows(book: Book) -> bool:
    return book.sensitivity is not None and bool(moved(book.sensitivity))


def draw(book: Book) -> Figure:
    """Below and above the base: hatched and plain; white where the change is within what the searches leave open."""
    found, lang = _found(book), book.lang
    panels = [(name, bars(found, name, book)[:_MOST]) for name in moved(found)]
    height = _FOOT + sum(_HEAD + _LINE * len(rows) + 0.1 for _, rows in panels)
    figure = Figure(figsize=(WIDTH, height))
    top = height
    for name, rows in panels:
        top -= _HEAD
        tall = _LINE * len(rows)
        place = (_NAMES / WIDTH, (top - tall) / height, (WIDTH - _NAMES - 0.15) / WIDTH, tall / height)
        _panel(figure.add_axes(place), name, rows, lang)
        top -= tall + 0.1
    steps = sorted({it.factor for it in found.outcomes})
    looks = [OTHER, CHOSEN]
    handles = [
        Patch(facecolor=look[0], hatch=look[1], edgecolor=INK, label=f"×{exact_text(factor)}")
        for look, factor in zip(looks, (steps[0], steps[-1]), strict=True)
    ]
    if any(side and side[0] and not side[1] for _, rows in panels for bar in rows for side in (bar.below, bar.above)):
        handles.append(Patch(facecolor=SPARE[0], edgecolor=INK, label=words("sensitivity.within", lang)))
    figure.legend(handles=handles, loc="lower center", ncols=len(handles), fontsize=7.5, bbox_to_anchor=(0.5, 0.0))
    return figure


def _panel(axes: Any, name: str, rows: list[Bar], lang: str) -> None:
    bare(axes, keep=())
    most = float(max(bar.size for bar in rows))
    for place, bar in enumerate(rows):
        sides = [(bar.below, OTHER, -0.19), (bar.above, CHOSEN, 0.19)]
        for side, look, off in sides:
            if side is None or not side[0]:
                continue
            change, exceeds = side
            face, hatch = look if exceeds else SPARE
            axes.barh(place + off, float(change), 0.34, facecolor=face, hatch=hatch, edgecolor=INK, linewidth=0.5)
            axes.text(
                float(change) + (0.02 if change > 0 else -0.02) * most, place + off, _signed(change), fontsize=6.5,
                ha="left" if change > 0 else "right", va="center",
            )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set_xlim(-1.3 * most, 1.3 * most)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_yticks(range(len(rows)), [cut(bar.name, _NAMES - 0.2, 7.5) for bar in rows], fontsize=7.5)
    axes.set_title(label(f"objective.{name}", lang), fontsize=9, color=ACCENT, loc="left", pad=5)
    axes.tick_params(axis="y", length=0, labelcolor=SOFT)


def _signed(change: Decimal) -> str:
    shown = f"{abs(change):,.2f}".rstrip("0").rstrip(".")
    return f"{'+' if change > 0 else '−'}{shown}"


def see(book: Book) -> str:
    """The change that moves each objective most."""
    found, lang = _found(book), book.lang
    text = ""
    for name in moved(found):
        (bar, *_) = bars(found, name, book)
        below = bar.below is not None and (bar.above is None or abs(bar.below[0]) >= abs(bar.above[0]))
        side = bar.below if below else bar.above
        assert side is not None
        factors = sorted({it.factor for it in found.outcomes})
        text += say(
            "figure.tornado.most", lang, objective=label(f"objective.{name}", lang), lever=bar.name,
            factor=f"×{exact_text(factors[0] if below else factors[-1])}", change=number_text(side[0]),
        )  # fmt: skip
    return text + say("figure.tornado.data", lang)


def _found(book: Book) -> Sensitivity:
    assert book.sensitivity is not None
    return book.sensitivity
