"""Who pays, year by year."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.payers import GROUPS, by_group_and_year, group_label
from jiugai.report.figures.style import PAPER, PAYERS, WIDTH, bare, on
from jiugai.report.formats import share_text
from jiugai.report.wording import say

_LABELLED = 0.045  # a segment thinner than this share of the tallest bar carries no number


def shows(book: Book) -> bool:
    return book.total > 0


def draw(book: Book) -> Figure:
    """Stacked bars, numbers inside, the sum on top, the legend in the order of the stack."""
    amounts = by_group_and_year(book)
    shown = [name for name in GROUPS if any(amounts[name].values())]
    tops = {year: sum(amounts[name][year] for name in shown) for year in book.years}
    highest = max(*tops.values(), 1)
    figure = Figure(figsize=(WIDTH, 3.5))
    axes = figure.add_axes((0.02, 0.08, 0.68, 0.87))
    bare(axes)
    handles: dict[str, Artist] = {}
    bottoms = dict.fromkeys(book.years, 0)
    for name in shown:
        face, hatch = PAYERS[name]
        for place, year in enumerate(book.years):
            yuan = amounts[name][year]
            if not yuan:
                continue
            bar = axes.bar(
                place, yuan, 0.62, bottom=bottoms[year], facecolor=face, hatch=hatch, edgecolor=PAPER, linewidth=0.6
            )
            handles.setdefault(name, bar[0])
            if yuan > _LABELLED * highest:
                axes.text(
                    place, bottoms[year] + yuan / 2, wan_text(yuan), ha="center", va="center", color=on(face),
                    fontsize=7, bbox={"facecolor": face, "edgecolor": "none", "pad": 0.8},
                )  # fmt: skip
            bottoms[year] += yuan
    for place, year in enumerate(book.years):
        axes.text(place, tops[year] + highest * 0.015, wan_text(tops[year]), ha="center", va="bottom", fontsize=8.5)
    axes.set_xticks(range(len(book.years)), [str(year) for year in book.years], fontsize=8.5)
    axes.set_xlim(-0.6, max(len(book.years), 3) - 0.4)
    axes.set_ylim(0, highest * 1.09)
    axes.set_yticks([])
    order = shown[::-1]
    labels = [
        f"{group_label(name, book.lang)}  {share_text(sum(amounts[name].values()), book.total)}" for name in order
    ]
    figure.legend(
        [handles[name] for name in order], labels, loc="center left", bbox_to_anchor=(0.72, 0.52), fontsize=8,
        handlelength=1.4, handleheight=1.2, labelspacing=0.75,
    )  # fmt: skip
    return figure


def see(book: Book) -> str:
    amounts = {name: sum(years.values()) for name, years in by_group_and_year(book).items()}
    largest = max(amounts, key=lambda name: amounts[name])
    key = "figure.payers.one" if amounts[largest] == book.total else "figure.payers.see"
    return say(
        key, book.lang, years=book.span, total=wan_text(book.total), largest=group_label(largest, book.lang),
        share=share_text(amounts[largest], book.total),
    )  # fmt: skip
