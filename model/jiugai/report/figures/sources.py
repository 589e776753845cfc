"""The sources of each community, the largest on top."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.payers import GROUPS, by_community_and_group, group_label
from jiugai.report.figures.style import PAPER, PAYERS, WIDTH, bare, cut
from jiugai.report.wording import drawn, say

_LINES = 48  # what a portrait page holds
_PITCH = 0.172  # inches a line
_NAMES = 1.55  # inches at the left

_Line = tuple[str, dict[str, int]]  # community, chart group → yuan


def shows(book: Book) -> bool:
    return book.total > 0


def draw(book: Book) -> Figure:
    """Horizontal stacked bars; beyond a page the smallest are added up in a line without a bar (it would dwarf all)."""
    lines, rest = _lines(book)
    shown = [name for name in GROUPS if any(amounts[name] for _, amounts in lines)]
    count = len(lines) + bool(rest)
    height = _PITCH * count + 0.62
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0.235, 0.04 / height, 0.655, (height - 0.5) / height))
    bare(axes, keep=("left",))
    for place, (_, amounts) in enumerate(lines):
        left = 0
        for name in shown:
            if amounts[name]:
                face, hatch = PAYERS[name]
                axes.barh(
                    place, amounts[name], 0.74, left=left, facecolor=face, hatch=hatch, edgecolor=PAPER, linewidth=0.4
                )
                left += amounts[name]
        axes.text(left, place, "  " + wan_text(left), ha="left", va="center", fontsize=7)
    names = [name for name, _ in lines]
    if rest:
        names.append(drawn("figure.sources.others", book.lang, count=len(rest)))
        total = wan_text(sum(sum(amounts.values()) for _, amounts in rest))
        axes.text(0, count - 1, "  " + drawn("figure.sources.together", book.lang, yuan=total), va="center", fontsize=7)
    axes.set_yticks(range(count), [cut(name, _NAMES, 7.5) for name in names], fontsize=7.5)
    axes.set_ylim(count - 0.4, -0.6)
    axes.set_xlim(0, max(sum(amounts.values()) for _, amounts in lines))
    axes.set_xticks([])
    handles = [Patch(facecolor=PAYERS[n][0], hatch=PAYERS[n][1], edgecolor=PAPER) for n in shown]
    labels = [group_label(name, book.lang) for name in shown]
    figure.legend(
        handles, labels, loc="upper center", bbox_to_anchor=(0.5, 1 - 0.03 / height), ncols=len(shown), fontsize=7.5,
        handlelength=1.2, columnspacing=1.1, handletextpad=0.4,
    )  # fmt: skip
    return figure


def _lines(book: Book) -> tuple[list[_Line], list[_Line]]:
    """(communities with a bar, the largest first; those added up)."""
    amounts = by_community_and_group(book)
    order = sorted(amounts, key=lambda site: (-sum(amounts[site].values()), site))
    lines = [(book.names[site], amounts[site]) for site in order]
    return (lines, []) if len(lines) <= _LINES else (lines[: _LINES - 1], lines[_LINES - 1 :])


def see(book: Book) -> str:
    costs = {site: sum(groups.values()) for site, groups in by_community_and_group(book).items()}
    largest = max(costs, key=lambda site: (costs[site], site))
    return say(
        "figure.sources.see" if len(costs) > 1 else "figure.sources.one", book.lang, count=len(costs),
        largest=book.names[largest], cost=wan_text(costs[largest]),
    )  # fmt: skip
