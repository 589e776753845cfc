"""What became of every allotment: used in its year, used after carry-over, left, lapsed; one bar a fund, each whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from matplotlib.figure import Figure

from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.allotments import Allotment, allotments
from jiugai.report.figures.style import CHOSEN, LINE, OTHER, SOFT, SPARE, WARN, WIDTH, box, cut, legend_line, sheet
from jiugai.report.formats import share_text
from jiugai.report.wording import drawn, say

_LINES = 40  # beyond, funds of a channel stand in one line
_PITCH, _HEAD, _FOOT = 0.2, 0.3, 0.08  # inches
_NAMES, _AMOUNTS = 3.15, 0.95
_PARTS = {"at_once": CHOSEN, "carried": OTHER, "left": SPARE, "lapsed": WARN}


def shows(book: Book) -> bool:
    return bool(allotments(book))


def draw(book: Book) -> Figure:
    lines = _lines(book)
    shown = [part for part in _PARTS if any(getattr(line, part) for line in lines)]
    figure, axes = sheet(_HEAD + _PITCH * len(lines) + _FOOT)
    legend_line(axes, _HEAD / 2, [(_PARTS[part], drawn(f"figure.allotments.{part}", book.lang)) for part in shown])
    axes.text(
        WIDTH - 0.06, _HEAD / 2, drawn("figure.allotments.allotted", book.lang), ha="right", va="center", fontsize=7.5,
        color=SOFT,
    )  # fmt: skip
    width = WIDTH - _NAMES - _AMOUNTS
    for place, line in enumerate(lines):
        top = _HEAD + place * _PITCH
        middle = top + _PITCH / 2
        axes.text(_NAMES - 0.1, middle, cut(line.name, _NAMES - 0.16, 6.5), ha="right", va="center", fontsize=6.5)
        left = _NAMES
        for part in shown:
            wide = width * getattr(line, part) / line.allotted
            box(axes, left, top + 0.025, wide, _PITCH - 0.05, _PARTS[part])
            left += wide
        box(axes, _NAMES, top + 0.025, width, _PITCH - 0.05, ("none", ""), LINE)
        axes.text(WIDTH - 0.06, middle, wan_text(line.allotted), ha="right", va="center", fontsize=7)
    return figure


def _lines(book: Book) -> list[Allotment]:
    found = allotments(book)
    if len(found) <= _LINES:
        return found
    channels: dict[str, list[Allotment]] = defaultdict(list)
    for item in found:
        channels[item.channel].append(item)
    return [
        replace(
            items[0],
            name=label(f"channel.{channel}", book.lang),
            **{
                part: sum(getattr(item, part) for item in items)
                for part in ("allotted", "at_once", "carried", "left", "lapsed")
            },
        )
        for channel, items in channels.items()
    ]


def see(book: Book) -> str:
    found = allotments(book)
    allotted, used = sum(item.allotted for item in found), sum(item.used for item in found)
    carried = sum(item.carried for item in found)
    text = say(
        "figure.allotments.see", book.lang, count=len(found), allotted=wan_text(allotted), used=wan_text(used),
        share=share_text(used, allotted),
    )  # fmt: skip
    if carried:
        text += say("figure.allotments.carried_over", book.lang, carried=wan_text(carried))
    lapsed = [item for item in found if item.lapsed]
    if lapsed:
        largest = max(lapsed, key=lambda item: (item.lapsed, item.fund))
        return text + say(
            "figure.allotments.lapses", book.lang, yuan=wan_text(sum(item.lapsed for item in lapsed)),
            name=largest.name, most=wan_text(largest.lapsed),
        )  # fmt: skip
    return text + say("figure.allotments.nothing_lapses", book.lang)
