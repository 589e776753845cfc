"""The trade-off of two objectives: a dot a point, lines for what is not ruled out, ranking by need dashed beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from jiugai.analysis.frontier import OpenFrontier
from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.frontier import Beside, axis_name, beside, best_by_rank, first_as_good
from jiugai.report.figures.dots import AXES, FOOT, LEFT, RIGHT, TOP, Dot, axis, plane, steps, whiskers, write_labels
from jiugai.report.figures.style import ACCENT, INK, PAPER, SOFT, WARN, WIDTH
from jiugai.report.tables.options import number_text
from jiugai.report.wording import say

_LEGEND = 0.26  # inches
_DOT, _KNEE, _OWN = 5.0, 9.0, 7.5  # sizes of the marks

Place = tuple[Decimal, Decimal]


def shows(book: Book) -> bool:
    """A trade needs two points."""
    return book.frontier is not None and len(book.frontier.points) > 1


def draw(book: Book) -> Figure:
    """Steps, for between two points the best plan known is that of the one before. The knee is a diamond, the plan of
    the report, where it lies in range, a square."""
    found, lang = _found(book), book.lang
    height = TOP + AXES + FOOT + _LEGEND
    figure = Figure(figsize=(WIDTH, height))
    ranked, own = _ranked(found), _own(book, found)
    places = [(point.x, point.y) for point in found.points] + ranked + ([own] if own else [])
    across = axis([x for x, _ in places], WIDTH - LEFT - RIGHT)
    up = axis([*(y for _, y in places), *(point.y_bound for point in found.points)], AXES)
    axes = plane(figure, across, up, axis_name(found, "x", lang), axis_name(found, "y", lang))
    dots = [
        Dot(point.x, point.y, None, None if point.proven else point.y_bound, str(point.point)) for point in found.points
    ]
    post = found.sign("x") > 0
    style = "steps-post" if post else "steps-pre"
    curve = [(point.x, point.y) for point in found.points]
    _line(axes, curve, color=ACCENT, linewidth=1.1, drawstyle=style)
    if ranked:
        _line(axes, ranked, color=WARN[0], linewidth=1.1, linestyle=(0, (4, 2)), drawstyle=style)
        _marks(axes, ranked, "x", 4.5, WARN[0])
    for dot in dots:
        whiskers(axes, dot, SOFT)
    _marks(axes, curve, "o", _DOT, PAPER)
    if found.knee is not None:
        _marks(axes, [(found.knee.x, found.knee.y)], "D", _KNEE, ACCENT)
    if own is not None:
        _marks(axes, [own], "s", _OWN, PAPER)
    lines = [*steps(curve, across, up, post), *steps(ranked, across, up, post)]
    write_labels(axes, dots, across, up, lines)
    _legend(figure, found, bool(ranked), own is not None, lang)
    return figure


def _ranked(found: OpenFrontier) -> list[Place]:
    """The plans by rank that none of them dominates, by x, the best first: what the list can reach within a limit."""
    order = {axis: found.sign(axis) for axis in ("x", "y")}
    rows = [(row.x, row.y) for row in found.ranking if row.x is not None and row.y is not None]
    kept: list[Place] = []
    for x, y in sorted(set(rows), key=lambda place: (order["x"] * place[0], order["y"] * place[1])):
        if not kept or order["y"] * y < order["y"] * kept[-1][1]:
            kept.append((x, y))
    return kept


def _own(book: Book, found: OpenFrontier) -> Place | None:
    """The plan of the report, where it pursued both objectives and lies between the ends of the curve."""
    if book.document != "plan":
        return None
    final = {entry["name"]: Decimal(str(entry["final"])) for entry in book.manifest["objectives"]}
    x, y = (final.get(found.objective(axis)) for axis in ("x", "y"))
    if x is None or y is None:
        return None
    ends = sorted((found.points[0].x, found.points[-1].x))
    return (x, y) if ends[0] <= x <= ends[1] else None


def _line(axes: Any, places: list[Place], **look: Any) -> None:
    axes.plot([float(x) for x, _ in places], [float(y) for _, y in places], zorder=2, **look)


def _marks(axes: Any, places: list[Place], marker: str, size: float, face: str) -> None:
    edge = face if marker == "x" else INK
    axes.plot(
        [float(x) for x, _ in places], [float(y) for _, y in places], marker, markersize=size, markerfacecolor=face,
        markeredgecolor=edge, markeredgewidth=0.9, linestyle="none", clip_on=False, zorder=4,
    )  # fmt: skip


def _legend(figure: Figure, found: OpenFrontier, ranked: bool, own: bool, lang: str) -> None:
    def mark(name: str, **look: Any) -> Line2D:
        return Line2D([], [], label=label(f"frontier.legend.{name}", lang), **look)

    outline = {"markeredgecolor": INK, "linestyle": "none"}
    handles: list[Artist] = [mark("point", color=ACCENT, linewidth=1.1, marker="o", markersize=_DOT,
                                  markerfacecolor=PAPER, markeredgecolor=INK)]  # fmt: skip
    if found.knee is not None:
        handles.append(mark("knee", marker="D", markersize=_KNEE - 2, markerfacecolor=ACCENT, **outline))
    if ranked:
        handles.append(mark("ranked", color=WARN[0], linewidth=1.1, linestyle=(0, (4, 2)), marker="x", markersize=4.5))
    if own:
        handles.append(mark("own", marker="s", markersize=_OWN - 1, markerfacecolor=PAPER, **outline))
    if not all(point.proven for point in found.points):
        handles.append(mark("open", color=SOFT, linewidth=1.1, marker="_", markersize=6))
    figure.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 0.0), ncols=len(handles), fontsize=7.5,
        handlelength=2.2, columnspacing=1.4, labelcolor=INK,
    )  # fmt: skip


def see(book: Book) -> str:
    """What optimising buys: at the x of the knee, and at the best y of ranking."""
    found, lang = _found(book), book.lang
    names = {"bear": axis_name(found, "x", lang), "reach": axis_name(found, "y", lang)}
    lines = beside(found)
    at_knee = next((it for it in lines if it.point.knee), None)
    text = say("figure.frontier.straight", lang) if at_knee is None else _of_knee(at_knee, names, lang)
    most = max(lines, key=lambda it: it.more or 0)
    if most.more:
        told = {"point": most.point.point, "x": number_text(most.point.x), "more": number_text(most.more)}
        text += say("figure.frontier.most", lang, **told, **names)
    best = best_by_rank(found)
    reached = None if best is None or best.y is None else first_as_good(found, best.y)
    if best is not None and reached is not None:
        text += say(
            "figure.frontier.best", lang, ranked=number_text(best.y), ranked_x=number_text(best.x),
            point=reached.point, x=number_text(reached.x), **names,
        )  # fmt: skip
    if not all(point.proven for point in found.points):
        text += say("figure.frontier.open", lang)
    if _own(book, found) is not None:
        text += say("figure.frontier.own", lang)
    return text + say("figure.frontier.data", lang)


def _of_knee(it: Beside, names: dict[str, str], lang: str) -> str:
    told = {"point": it.point.point, "x": number_text(it.point.x), "y": number_text(it.point.y)} | names
    if it.ranked is None:
        return say("figure.frontier.knee_alone", lang, **told)
    if not it.more:
        return say("figure.frontier.knee_same", lang, **told)
    more = {"ranked": number_text(it.ranked.y), "more": number_text(it.more)}
    return say("figure.frontier.knee", lang, **told, **more)


def _found(book: Book) -> OpenFrontier:
    assert book.frontier is not None
    return book.frontier
