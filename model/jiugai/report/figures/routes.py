"""Routes side by side: what a household costs to build for, by payer, and what it pays for heat before and after."""

from __future__ import annotations

from matplotlib.figure import Figure

from jiugai.report.book import Book
from jiugai.report.facts.payers import GROUPS, group_label
from jiugai.report.facts.routes import Choice, added, built, by_payer, choices, has_routes
from jiugai.report.figures.style import INK, LINE, PAYERS, SOFT, SPARE, TIERS, WIDTH, box, cut, legend_line, sheet
from jiugai.report.tables.routes import seasons_text
from jiugai.report.wording import drawn, say

_HEAD, _PITCH, _FOOT = 0.62, 0.46, 0.06  # inches
_NAMES, _GAP, _AMOUNT = 1.3, 0.25, 0.5
_AFTER = (TIERS["improvement"], "")
_LINES = 12  # beyond, the rarest are added up


def shows(book: Book) -> bool:
    return has_routes(book) and bool(built(book))


def draw(book: Book) -> Figure:
    lang, lines, paid = book.lang, _lines(book), by_payer(book)
    figure, axes = sheet(_HEAD + _PITCH * len(lines) + _FOOT)
    left, half = _NAMES, (WIDTH - _NAMES - _GAP) / 2
    right = left + half + _GAP
    shown = [name for name in GROUPS if any(amounts[name] for amounts in paid.values())]
    legend_line(axes, 0.12, [(PAYERS[name], group_label(name, lang)) for name in shown])
    bills = ((SPARE, "before"), (_AFTER, "after"))
    legend_line(axes, 0.3, [(look, drawn(f"figure.routes.{name}", lang)) for look, name in bills])
    for x, name in ((left, "cost"), (right, "bill")):
        axes.text(x, 0.5, drawn(f"figure.routes.{name}", lang), va="center", fontsize=7.5, color=SOFT)
    dearest = max(choice.per_household for choice, _ in lines) or 1
    highest = (
        max((bill or 0 for choice, _ in lines for bill in (choice.bill_before, choice.bill_after)), default=0) or 1
    )
    for place, (choice, amounts) in enumerate(lines):
        top = _HEAD + place * _PITCH
        middle = top + _PITCH / 2
        axes.text(
            _NAMES - 0.1, middle - 0.07, cut(choice.name, _NAMES - 0.16, 7.5), ha="right", va="center", fontsize=7.5
        )
        count = drawn("figure.routes.count", lang, communities=choice.communities, households=f"{choice.households:,}")
        axes.text(_NAMES - 0.1, middle + 0.09, count, ha="right", va="center", fontsize=6, color=SOFT)
        x = left
        for name in shown:
            wide = (half - _AMOUNT) * amounts[name] / choice.households / dearest
            box(axes, x, top + 0.09, wide, _PITCH - 0.18, PAYERS[name])
            x += wide
        axes.text(x + 0.06, middle, f"{choice.per_household:,}", va="center", fontsize=7)
        for bill, look, y in ((choice.bill_before, SPARE, top + 0.05), (choice.bill_after, _AFTER, top + _PITCH / 2)):
            if bill is not None:
                wide = (half - _AMOUNT) * bill / highest
                box(axes, right, y + 0.02, wide, _PITCH / 2 - 0.07, look, LINE if look is _AFTER else SOFT)
                axes.text(right + wide + 0.06, y + _PITCH / 4, f"{bill:,}", va="center", fontsize=7, color=INK)
    return figure


def _lines(book: Book) -> list[tuple[Choice, dict[str, int]]]:
    """The routes with what each payer gives; the rarest together."""
    found, paid = choices(book), by_payer(book)
    lines = [(choice, paid[choice.name]) for choice in found[:_LINES]]
    rest = {choice.name for choice in found[_LINES:]}
    if rest:
        together = added(drawn("figure.routes.others", book.lang), [item for item in built(book) if item.name in rest])
        lines.append((together, {name: sum(paid[route][name] for route in rest) for name in GROUPS}))
    return lines


def see(book: Book) -> str:
    lang, whole = book.lang, added("", built(book))
    text = say("figure.routes.see", lang, households=f"{whole.households:,}", cost=f"{whole.per_household:,}")
    if whole.saving is not None:
        text += say("figure.routes.saving", lang, saving=f"{whole.saving:,}", own=seasons_text(whole.own_payback))
    return text + say("figure.routes.data", lang)
