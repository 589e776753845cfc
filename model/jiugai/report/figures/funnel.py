"""From the households that applied to those in the plan: what each gate took out, and what the money did not reach."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from jiugai.report.book import Book, Site, households
from jiugai.report.facts.left_out import applied, deciding_rules, gated, left_out, unreached
from jiugai.report.figures.style import CHOSEN, LINE, OTHER, SPARE, WARN, WIDTH, box, cut, sheet
from jiugai.report.tables.left_out import reason_text
from jiugai.report.ties.marks import strip
from jiugai.report.wording import drawn, say

_PITCH, _PAD = 0.3, 0.06  # inches
_NAMES, _AMOUNTS = 2.5, 1.35
_REASONS = 8  # beyond, the rarest are added up


@dataclass(frozen=True)
class Step:
    """A bar: words, communities, where it begins and ends (households), how it looks."""

    text: str
    sites: int
    start: int
    end: int
    look: tuple[str, str]
    whole: bool


def shows(book: Book) -> bool:
    return bool(left_out(book))


def steps(book: Book) -> list[Step]:
    """Applied; minus each reason; eligible; minus what the money did not reach; in the plan."""
    lang = book.lang
    begin = applied(book)
    level = households(begin)
    found = [Step(drawn("figure.funnel.applied", lang), len(begin), 0, level, OTHER, True)]
    for text, sites in _reasons(book):
        found.append(Step(text, len(sites), level - households(sites), level, WARN, False))
        level -= households(sites)
    if gated(book):
        eligible = len(begin) - len(gated(book))
        found.append(Step(drawn("figure.funnel.eligible", lang), eligible, 0, level, OTHER, True))
    later = unreached(book)
    if later:
        found.append(
            Step(drawn("figure.funnel.money", lang), len(later), level - households(later), level, SPARE, False)
        )
        level -= households(later)
    found.append(Step(drawn("figure.funnel.chosen", lang), len(book.chosen), 0, level, CHOSEN, True))
    return found


def _reasons(book: Book) -> list[tuple[str, list[Site]]]:
    """Reason in words → communities, the most households first."""
    found: dict[tuple[str, ...], list[Site]] = {}
    for site in gated(book):
        found.setdefault(deciding_rules(site, book), []).append(site)
    order = sorted(found, key=lambda rules: (-households(found[rules]), rules))
    shown = [(strip(reason_text("ineligible", rules, book)), found[rules]) for rules in order[:_REASONS]]
    rest = [site for rules in order[_REASONS:] for site in found[rules]]
    return [*shown, *([(drawn("figure.funnel.others", book.lang), rest)] if rest else [])]


def draw(book: Book) -> Figure:
    lines = steps(book)
    figure, axes = sheet(_PITCH * len(lines) + 2 * _PAD)
    width, most = WIDTH - _NAMES - _AMOUNTS, max(line.end for line in lines)
    for place, line in enumerate(lines):
        top = _PAD + place * _PITCH
        middle = top + _PITCH / 2
        axes.text(_NAMES - 0.1, middle, cut(line.text, _NAMES - 0.16, 7.5), ha="right", va="center", fontsize=7.5)
        left, right = (_NAMES + width * at / most for at in (line.start, line.end))
        box(axes, left, top + 0.04, right - left, _PITCH - 0.08, line.look, LINE)
        amount = drawn(
            "figure.funnel.amount", book.lang, sign="" if line.whole else "−", sites=line.sites,
            households=f"{line.end - line.start:,}",
        )  # fmt: skip
        axes.text(WIDTH - 0.06, middle, amount, ha="right", va="center", fontsize=7.5)
        if place + 1 < len(lines):
            edge = _NAMES + width * (line.end if line.whole else line.start) / most
            axes.plot([edge, edge], [top + _PITCH - 0.04, top + _PITCH + 0.04], color=LINE, linewidth=0.6)
    return figure


def see(book: Book) -> str:
    out, lang = left_out(book), book.lang
    groups = (("figure.funnel.gates", gated(book)), ("figure.funnel.short", unreached(book)))
    parts = [say(key, lang, count=len(sites), households=f"{households(sites):,}") for key, sites in groups if sites]
    return say(
        "figure.funnel.see", lang, count=len(out), households=f"{households(out):,}",
        parts=say("list.comma", lang).join(parts),
    )  # fmt: skip
