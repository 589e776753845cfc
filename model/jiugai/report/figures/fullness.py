"""How near the plan is to every limit: a line a rule, its rows gathered by how much of the limit is taken."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Circle

from jiugai.report.book import Book
from jiugai.report.facts.fullness import BINS, FULL, gathered
from jiugai.report.figures.style import INK, LINE, PAPER, SOFT, WARN, WIDTH, cut, sheet
from jiugai.report.wording import drawn, say

_PITCH, _HEAD, _FOOT = 0.3, 0.3, 0.3  # inches
_NAMES, _COUNTS = 2.05, 1.1
_SMALLEST, _LARGEST = 0.06, 0.135  # radii


def shows(book: Book) -> bool:
    return bool(gathered(book))


def draw(book: Book) -> Figure:
    lines = gathered(book)
    most = max(max(bins.values()) for bins in lines.values())
    figure, axes = sheet(_HEAD + _PITCH * len(lines) + _FOOT)
    pitch = (WIDTH - _NAMES - _COUNTS) / (BINS + 1.8)
    bottom = _HEAD + _PITCH * len(lines)
    for tick in range(0, BINS + 1, 2):
        x = _NAMES + tick * pitch
        axes.plot([x, x], [_HEAD, bottom], color=LINE, linewidth=0.5, zorder=0)
        axes.text(x, bottom + 0.12, f"{tick * 100 // BINS}%", ha="center", va="center", fontsize=7, color=SOFT)
    full = _NAMES + (BINS + 1.1) * pitch
    axes.text(full, bottom + 0.12, drawn("figure.fullness.full", book.lang), ha="center", va="center", fontsize=7.5)
    axes.text(
        WIDTH - 0.06, _HEAD / 2, drawn("figure.fullness.count", book.lang), ha="right", va="center", fontsize=7.5,
        color=SOFT,
    )  # fmt: skip
    axes.text(_NAMES, _HEAD / 2, drawn("figure.fullness.axis", book.lang), va="center", fontsize=7.5, color=SOFT)
    for place, (rule, bins) in enumerate(lines.items()):
        y = _HEAD + (place + 0.5) * _PITCH
        entry = book.study.policy.library.rules[rule]
        name = f"{rule}　{entry.zh if book.lang == 'zh' else entry.en}"
        axes.text(0.06, y, cut(name, _NAMES - 0.2, 7.5), va="center", fontsize=7.5)
        axes.plot([_NAMES, WIDTH - _COUNTS], [y, y], color=LINE, linewidth=0.5, zorder=0)
        for key, count in bins.items():
            binding = key == FULL
            x = full if binding else _NAMES + (int(key) + 0.5) * pitch
            radius = (_SMALLEST**2 + (_LARGEST**2 - _SMALLEST**2) * count / most) ** 0.5
            axes.add_patch(
                Circle(
                    (x, y), radius, facecolor=WARN[0] if binding else PAPER, edgecolor=WARN[0] if binding else SOFT,
                    linewidth=0.8,
                )
            )  # fmt: skip
            axes.text(
                x, y, str(count), ha="center", va="center_baseline", fontsize=5.6 if count < 100 else 4.6,
                color=PAPER if binding else INK,
            )  # fmt: skip
        axes.text(WIDTH - 0.06, y, f"{bins[FULL]} / {sum(bins.values())}", ha="right", va="center", fontsize=7.5)
    return figure


def see(book: Book) -> str:
    lines = gathered(book)
    binding = {rule: bins[FULL] for rule, bins in lines.items() if bins[FULL]}
    total = sum(sum(bins.values()) for bins in lines.values())
    if not binding:
        return say("figure.fullness.none_binding", book.lang, total=total)
    first = max(binding, key=lambda rule: (binding[rule], rule))
    entry = book.study.policy.library.rules[first]
    return say(
        "figure.fullness.see", book.lang, total=total, binding=sum(binding.values()), rule=first,
        title=entry.zh if book.lang == "zh" else entry.en, count=binding[first],
    )  # fmt: skip
