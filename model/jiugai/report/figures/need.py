"""Need against cost per household: which communities are in the plan, which are not."""

from __future__ import annotations

from matplotlib.figure import Figure

from jiugai.money import to_wan, wan_text
from jiugai.report.book import Book, Site
from jiugai.report.facts.left_out import full_cost, left_out
from jiugai.report.facts.need import need_scores
from jiugai.report.figures.style import CHOSEN, INK, LINE, PAPER, SOFT, WARN, WIDTH, bare
from jiugai.report.wording import drawn, say

_HEIGHT = 3.3
_MANY = 120  # communities from which marks are small
#: decision group → (marker, face, edge): told apart by shape, in print too
_MARKS = {
    "in": ("o", CHOSEN[0], PAPER),
    "later": ("s", PAPER, INK),
    "ineligible": ("X", WARN[0], PAPER),
}


def shows(book: Book) -> bool:
    return bool(book.chosen) and any(full_cost(site, book) for site in left_out(book))


def per_household(site: Site, book: Book) -> int:
    """Cost of all works still lacking, yuan a household."""
    return full_cost(site, book) // site.households


def draw(book: Book) -> Figure:
    need = need_scores(book)
    figure = Figure(figsize=(WIDTH, _HEIGHT))
    axes = figure.add_axes((0.075, 0.155, 0.9, 0.73))
    bare(axes, keep=("bottom", "left"))
    axes.grid(color=LINE, linewidth=0.4)
    axes.set_axisbelow(True)
    shown = [site for site in book.sites if full_cost(site, book)]  # the others have no works left to do
    many = len(shown) > _MANY
    for name, (marker, face, edge) in _MARKS.items():
        sites = [site for site in shown if _group(site) == name]
        if sites:
            axes.scatter(
                [to_wan(per_household(site, book)) for site in sites], [need[site.id] for site in sites],
                s=16 if many else 34, marker=marker, facecolor=face, edgecolor=edge, linewidth=0.8,
                label=drawn(f"figure.need.{name}", book.lang, count=len(sites)), clip_on=False,
            )  # fmt: skip
    axes.set_xlabel(drawn("figure.need.x", book.lang), fontsize=7.5)
    axes.set_ylabel(drawn("figure.need.y", book.lang), fontsize=7.5)
    axes.margins(0.06, 0.08)
    axes.set_xlim(left=max(axes.get_xlim()[0], 0))
    axes.tick_params(labelsize=7.5, labelcolor=SOFT)
    figure.legend(loc="upper center", bbox_to_anchor=(0.52, 0.995), ncols=3, fontsize=7.5, handletextpad=0.3)
    return figure


def _group(site: Site) -> str:
    return "in" if site.chosen else site.decision


def see(book: Book) -> str:
    need, out = need_scores(book), [site for site in left_out(book) if full_cost(site, book)]
    neediest = min(out, key=lambda site: (-need[site.id], site.id))
    above = sum(need[site.id] < need[neediest.id] for site in book.chosen)
    text = say(
        "figure.need.see", book.lang, name=neediest.name, need=need[neediest.id],
        cost=wan_text(per_household(neediest, book)),
    )  # fmt: skip
    if above:
        text += say("figure.need.above", book.lang, above=above)
    return text + say("figure.need.score", book.lang)
