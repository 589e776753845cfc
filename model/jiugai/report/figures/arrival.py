"""Money by year and status: issued, promised, only applied for; below each year the room that the county keeps."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.arrival import STATUSES, ArrivalYear, arrival_years
from jiugai.report.figures.style import CHOSEN, INK, MANY_YEARS, OTHER, SOFT, WIDTH, bare, on
from jiugai.report.formats import share_text
from jiugai.report.wording import drawn, say

_HEIGHT = 2.7  # inches
_LOOKS = {"issued": CHOSEN, "committed": OTHER, "applied": ("#f7e9dc", "xxxx")}
_SMALL = 0.07  # of the highest bar: too low for a number inside


def shows(book: Book) -> bool:
    return bool(book.payments)


def draw(book: Book) -> Figure:
    """A bar a year."""
    years = arrival_years(book)
    figure = Figure(figsize=(WIDTH, _HEIGHT))
    axes = figure.add_axes((0.02, 0.26, 0.96, 0.7))
    bare(axes)
    highest = max(it.total for it in years)
    size = 7 if len(years) <= MANY_YEARS else 6
    for place, it in enumerate(years):
        bottom = 0
        for status in STATUSES:
            yuan, (face, hatch) = getattr(it, status), _LOOKS[status]
            axes.bar(place, yuan, 0.62, bottom=bottom, facecolor=face, hatch=hatch, edgecolor=SOFT, linewidth=0.4)
            if yuan > highest * _SMALL:
                axes.text(
                    place, bottom + yuan / 2, wan_text(yuan), ha="center", va="center", fontsize=size, color=on(face),
                    bbox={"facecolor": face, "edgecolor": "none", "pad": 0.8},
                )  # fmt: skip
            bottom += yuan
        axes.text(place, bottom + highest * 0.015, wan_text(bottom), ha="center", va="bottom", fontsize=size, color=INK)
    axes.set_xticks(range(len(years)), _ticks(years, book.lang), fontsize=size)
    axes.set_xlim(-0.6, max(len(years), 3) - 0.4)
    axes.set_ylim(0, highest * 1.12)
    axes.set_yticks([])
    shown = [it for it in STATUSES if any(getattr(year, it) for year in years)]
    handles = [_patch(it, book.lang) for it in shown]
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 0.01), ncols=len(handles), fontsize=7.5,
        handlelength=1.5, columnspacing=1.4, labelcolor=INK,
    )  # fmt: skip
    return figure


def _patch(status: str, lang: str) -> Patch:
    face, hatch = _LOOKS[status]
    return Patch(facecolor=face, hatch=hatch, edgecolor=SOFT, linewidth=0.4, label=label(f"status.{status}", lang))


def _ticks(years: list[ArrivalYear], lang: str) -> list[str]:
    """The years, with the room of the county where there is space for it."""
    if len(years) > MANY_YEARS:
        return [str(it.year) for it in years]
    return [
        f"{it.year}"
        if it.buffer is None
        else f"{it.year}\n{drawn('figure.arrival.buffer', lang, yuan=wan_text(it.buffer))}"
        for it in years
    ]


def see(book: Book) -> str:
    """How much of the money is not there yet, and in which year the most of it."""
    years, lang = arrival_years(book), book.lang
    applied, total = sum(it.applied for it in years), sum(it.total for it in years)
    if not applied:
        return say("figure.arrival.all_there", lang, total=wan_text(total))
    worst = max(years, key=lambda it: (it.applied, -it.year))
    text = say(
        "figure.arrival.see", lang, total=wan_text(total), applied=wan_text(applied), share=share_text(applied, total),
        year=worst.year, most=wan_text(worst.applied),
    )  # fmt: skip
    return text + say("figure.arrival.room" if len(years) <= MANY_YEARS else "figure.arrival.data", lang)
