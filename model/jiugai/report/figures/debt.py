"""Government debt against its limits, and the service of what the plan borrows to the last maturity."""

from __future__ import annotations

from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.debts import DebtYear, debt_years, service_by_year
from jiugai.report.figures.style import ACCENT, INK, MANY_YEARS, OTHER, PAPER, PAYERS, SOFT, WIDTH, bare, panel_grid
from jiugai.report.wording import drawn, say

_PANEL = 2.6  # inches
_WIDE_YEARS = 14  # numbers get smaller beyond
_BOND, _SPECIAL, _LOAN = ("#12476b", ""), ("#4f8fb8", "//"), PAYERS["bank"]


def shows(book: Book) -> bool:
    return bool(_kinds(debt_years(book))) or bool(service_by_year(book))


def draw(book: Book) -> Figure:
    """One panel a kind of debt with a balance or a limit; one for the service where the plan borrows."""
    years, service = debt_years(book), service_by_year(book)
    kinds = _kinds(years)
    rows, columns = panel_grid(len(kinds), len(years))
    height = _PANEL * (rows + bool(service)) + 0.2
    figure = Figure(figsize=(WIDTH, height))
    cells = figure.add_gridspec(
        rows + bool(service), columns, left=0.02, right=0.98, top=1 - 0.3 / height, bottom=0.55 / height, wspace=0.06,
        hspace=0.36,
    )  # fmt: skip
    for place, kind in enumerate(kinds):
        _balance_panel(figure.add_subplot(cells[place // columns, place % columns]), kind, years, book)
    if service:
        _service_panel(figure.add_subplot(cells[rows, :]), service, book)
    _legend(figure, years, service, book)
    return figure


def _kinds(years: list[DebtYear]) -> list[str]:
    return [
        kind
        for kind in ("g", "s")
        if any(getattr(year, f"{kind}_limit") or getattr(year, f"{kind}_closing") for year in years)
    ]


def _balance_panel(axes: Any, kind: str, years: list[DebtYear], book: Book) -> None:
    """A bar a year: what was there before the plan, what the plan adds on top; a line across it is the limit."""
    bare(axes)
    size = 6.5 if len(years) <= MANY_YEARS else 6
    highest = max(max(getattr(year, f"{kind}_limit") or 0, getattr(year, f"{kind}_closing")) for year in years)
    for place, year in enumerate(years):
        limit, closing = getattr(year, f"{kind}_limit"), getattr(year, f"{kind}_closing")
        added = getattr(year, f"{kind}_new_closing")
        _bar(axes, place, closing - added, 0, OTHER)
        _bar(axes, place, added, closing - added, _BOND if kind == "g" else _SPECIAL)
        if closing:
            axes.text(
                place, closing / 2, wan_text(closing), ha="center", va="center", fontsize=size,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1},
            )  # fmt: skip
        if limit is not None:
            axes.plot([place - 0.44, place + 0.44], [limit, limit], color=INK, linewidth=1.5)
            top = max(limit, closing)
            axes.text(
                place, top + highest * 0.025, wan_text(limit), ha="center", va="bottom", fontsize=size, color=SOFT
            )
    axes.set_title(drawn(f"figure.debt.{kind}", book.lang), fontsize=9, color=ACCENT, loc="left", pad=8)
    axes.set_xticks(range(len(years)), [str(year.year) for year in years], fontsize=7.5)
    axes.set_xlim(-0.6, max(len(years), 3) - 0.4)
    axes.set_ylim(0, highest * 1.14)
    axes.set_yticks([])


def _service_panel(axes: Any, service: dict[int, dict[str, int]], book: Book) -> None:
    bare(axes)
    highest = max(_paid(line) for line in service.values()) or 1
    many = len(service) > _WIDE_YEARS
    for place, line in enumerate(service.values()):
        total = _paid(line)
        _bar(axes, place, line["bond"], 0, _BOND)
        _bar(axes, place, line["special"], line["bond"], _SPECIAL)
        _bar(axes, place, line["loan"], line["bond"] + line["special"], _LOAN)
        if total:
            axes.text(
                place, total + highest * 0.02, wan_text(total), ha="center", va="bottom", fontsize=5.6 if many else 7
            )
    axes.set_title(drawn("figure.debt.service", book.lang), fontsize=9, color=ACCENT, loc="left", pad=8)
    axes.set_xticks(range(len(service)), [str(year) for year in service], fontsize=6 if many else 7)
    axes.set_xlim(-0.6, max(len(service), 6) - 0.4)
    axes.set_ylim(0, highest * 1.12)
    axes.set_yticks([])


def _paid(line: dict[str, int]) -> int:
    """Service of a year, of whatever was borrowed."""
    return line["bond"] + line["special"] + line["loan"]


def _bar(axes: Any, place: int, height: int, bottom: int, look: tuple[str, str]) -> None:
    if height:
        axes.bar(place, height, 0.72, bottom=bottom, facecolor=look[0], hatch=look[1], edgecolor=PAPER, linewidth=0)


def _legend(figure: Figure, years: list[DebtYear], service: dict[int, dict[str, int]], book: Book) -> None:
    lang = book.lang
    handles: list[Artist] = []
    if any(year.limit is not None for year in years):
        handles.append(Line2D([], [], color=INK, linewidth=1.5, label=drawn("figure.debt.limit", lang)))
    if any(year.closing - year.g_new_closing - year.s_new_closing for year in years):
        handles.append(_patch(OTHER, "before", lang))
    if any(line["bond"] for line in service.values()) or any(year.g_new_closing for year in years):
        handles.append(_patch(_BOND, "bond", lang))
    if any(line["special"] for line in service.values()) or any(year.s_new_closing for year in years):
        handles.append(_patch(_SPECIAL, "special", lang))
    if any(line["loan"] for line in service.values()):
        handles.append(_patch(_LOAN, "loan", lang))
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 0.01), ncols=len(handles), fontsize=7.5,
        handlelength=1.5, columnspacing=1.4, labelcolor=INK,
    )  # fmt: skip


def _patch(look: tuple[str, str], word: str, lang: str) -> Patch:
    return Patch(facecolor=look[0], hatch=look[1], edgecolor=PAPER, label=drawn(f"figure.debt.{word}", lang))


def see(book: Book) -> str:
    """The year nearest to the general-debt limit, and the year with the largest service."""
    lang, service = book.lang, service_by_year(book)
    limited = [(year.g_room, year) for year in debt_years(book) if year.g_room is not None]
    text = ""
    if limited:
        room, year = min(limited, key=lambda item: (item[0], item[1].year))
        key = "figure.debt.over" if room < 0 else "figure.debt.see"
        text += say(key, lang, year=year.year, balance=wan_text(year.g_closing), room=wan_text(abs(room)))
    if service:
        peak = max(service, key=lambda at: (_paid(service[at]), -at))
        total = _paid(service[peak])
        text += say("figure.debt.peak", lang, year=peak, yuan=wan_text(total), last=max(service))
    else:
        text += say("figure.debt.no_borrowing", lang)
    return text + say("figure.debt.data", lang)
