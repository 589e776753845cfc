"""County money of the plan against the room of its two budgets, year by year."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import Patch

from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.debts import service_by_year
from jiugai.report.facts.fiscal import fiscal_years
from jiugai.report.facts.routes import running_by_year
from jiugai.report.figures.style import ACCENT, INK, LINE, MANY_YEARS, PAPER, SOFT, WIDTH, bare, on, panel_grid
from jiugai.report.formats import share_text
from jiugai.report.wording import drawn, say

_PANEL = 2.55  # inches
_BUDGETS = {"general": "county_general", "fund": "county_fund"}
_GRANT, _BOND, _RUNNING = ("#c8641e", ""), ("#12476b", "////"), ("#f3cf8e", "\\\\\\\\")


def shows(book: Book) -> bool:
    return any(value or room for indicator in _BUDGETS.values() for _, value, room in _budget(book, indicator))


def draw(book: Book) -> Figure:
    """One panel a budget with any room or money."""
    lines = {budget: _budget(book, indicator) for budget, indicator in _BUDGETS.items()}
    budgets = [budget for budget in _BUDGETS if any(value or room for _, value, room in lines[budget])]
    service = {"general": service_by_year(book), "fund": _left_to_county(book)}
    running = running_by_year(book, "new")
    rows, columns = panel_grid(len(budgets), len(lines["general"]))
    height = _PANEL * rows + 0.2
    figure = Figure(figsize=(WIDTH, height))
    cells = figure.add_gridspec(
        rows, columns, left=0.02, right=0.98, top=1 - 0.3 / height, bottom=0.55 / height, wspace=0.06, hspace=0.36
    )
    for place, budget in enumerate(budgets):
        axes = figure.add_subplot(cells[place // columns, place % columns])
        _budget_panel(axes, budget, lines[budget], service[budget], running if budget == "general" else {}, book)
    shown = any(of.get(year, {"bond": 0})["bond"] for of in service.values() for year in book.years)
    _legend(figure, shown, any(running.values()), book)
    return figure


def _left_to_county(book: Book) -> dict[int, dict[str, int]]:
    """year → what special bonds cost the fund budget beyond project revenue, in the shape of `service_by_year`."""
    rows = (row for row in book.plan_rows("indicators") if row["indicator"] == "bond_shortfall")
    return {row["year"]: {"bond": row["value"]} for row in rows}


def _budget(book: Book, indicator: str) -> list[tuple[int, int, int]]:
    """(year, county money with debt service, room)."""
    return [
        (row["year"], row["value"], row["limit"] or 0)
        for row in book.plan_rows("indicators")
        if row["indicator"] == indicator
    ]


def _budget_panel(
    axes: Any,
    budget: str,
    lines: list[tuple[int, int, int]],
    service: dict[int, dict[str, int]],
    running: dict[int, int],
    book: Book,
) -> None:
    bare(axes)
    highest = max(max(value, room) for _, value, room in lines) or 1
    gap = highest * 0.02
    size = 7 if len(lines) <= MANY_YEARS else 6
    for place, (year, spent, room) in enumerate(lines):
        value = max(spent, 0)  # what comes back of advances can exceed what is spent
        bond = min(service.get(year, {"bond": 0})["bond"], value)
        runs = min(running.get(year, 0), value - bond)
        axes.bar(place, max(room, 0), 0.72, facecolor="none", edgecolor=SOFT, linewidth=0.9)
        axes.bar(place, value - bond - runs, 0.72, facecolor=_GRANT[0])
        _bar(axes, place, runs, value - bond - runs, _RUNNING)
        _bar(axes, place, bond, value - bond, _BOND)
        axes.text(place, max(room, value) + gap, wan_text(room), ha="center", va="bottom", fontsize=size, color=SOFT)
        inside = value > 0.82 * max(room, 1)
        axes.text(
            place, value / 2 if inside else value + gap, wan_text(spent), ha="center",
            va="center" if inside else "bottom", fontsize=size, color=on(_GRANT[0]) if inside else INK,
        )  # fmt: skip
    axes.set_title(drawn(f"figure.county.{budget}", book.lang), fontsize=9, color=ACCENT, loc="left", pad=8)
    axes.set_xticks(range(len(lines)), [str(year) for year, _, _ in lines])
    axes.set_xlim(-0.6, len(lines) - 0.4)
    axes.set_ylim(0, highest * 1.12)
    axes.set_yticks([])


def _bar(axes: Any, place: int, height: int, bottom: int, look: tuple[str, str]) -> None:
    axes.bar(place, height, 0.72, bottom=bottom, facecolor=look[0], hatch=look[1], edgecolor=PAPER, linewidth=0)


def _legend(figure: Figure, service: bool, runs: bool, book: Book) -> None:
    lang = book.lang
    handles = [
        Patch(facecolor="none", edgecolor=SOFT, linewidth=0.9, label=drawn("figure.county.room", lang)),
        Patch(facecolor=_GRANT[0], label=drawn("figure.county.grant", lang)),
    ]
    if runs:
        text = drawn("figure.county.running", lang)
        handles.append(Patch(facecolor=_RUNNING[0], hatch=_RUNNING[1], edgecolor=PAPER, label=text))
    if service:
        text = drawn("figure.county.bond_service", lang)
        handles.append(Patch(facecolor=_BOND[0], hatch=_BOND[1], edgecolor=PAPER, label=text))
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 0.01), ncols=len(handles), fontsize=7.5,
        handlelength=1.3, columnspacing=1.4, labelcolor=INK, edgecolor=LINE,
    )  # fmt: skip


def see(book: Book) -> str:
    """The tightest year of both budgets together, from table T9."""
    lang = book.lang
    text = say("figure.county.see", lang)
    years = fiscal_years(book)
    peak = max(years, key=lambda it: (it.share or 0, -it.year), default=None)
    if peak is not None and peak.taken and peak.room > 0:
        text += say("figure.county.peak", lang, year=peak.year, share=share_text(peak.taken, peak.room))
    none = [str(it.year) for it in years if it.room <= 0 or (it.fund_room < 0)]
    if none:
        text += say("figure.county.no_room", lang, years=say("list.comma", lang).join(none))
    return text + say("figure.county.data", lang)
