"""Chart (c): county money against its room, and the service of what the plan borrows."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.debts import service_by_year
from jiugai.report.figures.style import ACCENT, INK, LINE, PAPER, PAYERS, SOFT, WIDTH, bare, on
from jiugai.report.wording import say

_PANEL = 2.7  # inches
_WIDE_YEARS = 14  # years of debt service beyond which the numbers get smaller
_BUDGETS = {"general": "county_general", "fund": "county_fund"}
_GRANT, _BOND, _LOAN = ("#c8641e", ""), ("#12476b", "////"), PAYERS["bank"]


def draw(book: Book) -> Figure:
    """One panel a budget with any room or money; one for the debt service where the plan borrows."""
    lines = {budget: _budget(book, indicator) for budget, indicator in _BUDGETS.items()}
    budgets = [budget for budget in _BUDGETS if any(value or room for _, value, room in lines[budget])]
    service = service_by_year(book)
    rows = 2 if service else 1
    height = _PANEL * rows
    figure = Figure(figsize=(WIDTH, height))
    cells = figure.add_gridspec(
        rows, max(len(budgets), 1), left=0.02, right=0.98, top=1 - 0.3 / height, bottom=0.55 / height, wspace=0.06,
        hspace=0.42,
    )  # fmt: skip
    for place, budget in enumerate(budgets):
        _budget_panel(
            figure.add_subplot(cells[0, place]), budget, lines[budget], service if budget == "general" else {}, book
        )
    if service:
        _service_panel(figure.add_subplot(cells[1, :]), service, book)
    _legend(figure, service, book)
    return figure


def _budget(book: Book, indicator: str) -> list[tuple[int, int, int]]:
    """(year, county money with debt service, room)."""
    return [
        (row["year"], row["value"], row["limit"] or 0)
        for row in book.plan_rows("indicators")
        if row["indicator"] == indicator
    ]


def _budget_panel(
    axes: Any, budget: str, lines: list[tuple[int, int, int]], service: dict[int, dict[str, int]], book: Book
) -> None:
    bare(axes)
    highest = max(max(value, room) for _, value, room in lines) or 1
    gap = highest * 0.02
    for place, (year, value, room) in enumerate(lines):
        bond = service.get(year, {"bond": 0})["bond"]
        axes.bar(place, max(room, 0), 0.72, facecolor="none", edgecolor=SOFT, linewidth=0.9)
        axes.bar(place, value - bond, 0.72, facecolor=_GRANT[0])
        _bar(axes, place, bond, value - bond, _BOND)
        axes.text(place, max(room, value) + gap, wan_text(room), ha="center", va="bottom", fontsize=7, color=SOFT)
        inside = value > 0.82 * max(room, 1)
        axes.text(
            place, value / 2 if inside else value + gap, wan_text(value), ha="center",
            va="center" if inside else "bottom", fontsize=7.5, color=on(_GRANT[0]) if inside else INK,
        )  # fmt: skip
    axes.set_title(say(f"figure.county.{budget}", book.lang), fontsize=9, color=ACCENT, loc="left", pad=8)
    axes.set_xticks(range(len(lines)), [str(year) for year, _, _ in lines])
    axes.set_xlim(-0.6, len(lines) - 0.4)
    axes.set_ylim(0, highest * 1.12)
    axes.set_yticks([])


def _service_panel(axes: Any, service: dict[int, dict[str, int]], book: Book) -> None:
    bare(axes)
    highest = max(line["bond"] + line["loan"] for line in service.values()) or 1
    size = 7 if len(service) <= _WIDE_YEARS else 5.6
    for place, line in enumerate(service.values()):
        total = line["bond"] + line["loan"]
        _bar(axes, place, line["bond"], 0, _BOND)
        _bar(axes, place, line["loan"], line["bond"], _LOAN)
        if total:
            axes.text(place, total + highest * 0.02, wan_text(total), ha="center", va="bottom", fontsize=size)
    axes.set_title(say("figure.county.service", book.lang), fontsize=9, color=ACCENT, loc="left", pad=8)
    axes.set_xticks(
        range(len(service)), [str(year) for year in service], fontsize=7 if len(service) <= _WIDE_YEARS else 6
    )
    axes.set_xlim(-0.6, max(len(service), 6) - 0.4)
    axes.set_ylim(0, highest * 1.12)
    axes.set_yticks([])


def _bar(axes: Any, place: int, height: int, bottom: int, look: tuple[str, str]) -> None:
    axes.bar(place, height, 0.72, bottom=bottom, facecolor=look[0], hatch=look[1], edgecolor=PAPER, linewidth=0)


def _legend(figure: Figure, service: dict[int, dict[str, int]], book: Book) -> None:
    lang = book.lang
    handles = [
        Patch(facecolor="none", edgecolor=SOFT, linewidth=0.9, label=say("figure.county.room", lang)),
        Patch(facecolor=_GRANT[0], label=say("figure.county.grant", lang)),
    ]
    for key, look, word in (("bond", _BOND, "bond_service"), ("loan", _LOAN, "loan")):
        if any(line[key] for line in service.values()):
            text = say(f"figure.county.{word}", lang)
            handles.append(Patch(facecolor=look[0], hatch=look[1], edgecolor=PAPER, label=text))
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 0.01), ncols=len(handles), fontsize=7.5,
        handlelength=1.3, columnspacing=1.4, labelcolor=INK, edgecolor=LINE,
    )  # fmt: skip


def see(book: Book) -> str:
    return say("figure.county.see", book.lang)
