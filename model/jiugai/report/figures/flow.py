"""The money from payer to tier to trade: an alluvial chart, the width of a ribbon is the amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from jiugai.inputs.case import TIERS as TIER_ORDER
from jiugai.labels import label
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.payers import GROUPS, group, group_label
from jiugai.report.figures.style import PAPER, PAYERS, TIERS, WIDTH, box, cut, sheet
from jiugai.report.formats import share_text
from jiugai.report.wording import drawn, say

_TRADES = 11  # beyond, the smallest are added up
_HEAD, _FOOT = 0.28, 0.05  # inches
_LINE, _GAP = 0.165, 0.045  # the room a label needs, and between nodes
_TALL, _EACH = 3.3, 0.85  # inches of bars at most, and for each node of the fullest column: one alone is no wall
_NODE = 0.13  # width of a node
_COLUMNS = (1.95, 3.55, 4.95)  # left edges of the nodes
_OTHER = "other"


@dataclass(frozen=True)
class Node:
    """A bar of one column: key, words, colour, amount in yuan and the inches from top and its height."""

    key: str
    text: str
    look: tuple[str, str]
    yuan: int
    top: float
    height: float


def shows(book: Book) -> bool:
    return book.total > 0


def draw(book: Book) -> Figure:
    first, second = _amounts(book)
    columns = [
        [(name, group_label(name, book.lang), PAYERS[name], _sum(first, name, 0)) for name in GROUPS],
        [(tier, label(f"tier.{tier}", book.lang), (TIERS[tier], ""), _sum(second, tier, 0)) for tier in TIER_ORDER],
        [(trade, _trade_label(trade, book), ("#aab4bd", ""), _sum(second, trade, 1)) for trade in _order(second)],
    ]
    shown = [[item for item in column if item[3]] for column in columns]
    most = max(len(column) for column in shown)
    height = max(min(_TALL, most * _EACH), most * (_LINE + _GAP))
    figure, axes = sheet(_HEAD + height + _FOOT)
    scale = _scale(shown, height)
    placed = [_place(column, scale, height) for column in shown]
    for (amounts, left, right), x in zip(
        ((first, placed[0], placed[1]), (second, placed[1], placed[2])), _COLUMNS[:2], strict=True
    ):
        _ribbons(axes, amounts, left, right, x + _NODE, _COLUMNS[_COLUMNS.index(x) + 1], scale)
    for place, nodes in enumerate(placed):
        axes.text(
            (0.06, _COLUMNS[1], _COLUMNS[2])[place], _HEAD / 2, drawn(f"figure.flow.column{place + 1}", book.lang),
            ha="left", va="center", fontsize=8,
        )  # fmt: skip
        for node in nodes:
            box(axes, _COLUMNS[place], _HEAD + node.top, _NODE, node.height, node.look)
            _caption(axes, place, node)
    return figure


def _caption(axes: Any, place: int, node: Node) -> None:
    """Words and amount beside a node: at the left of the first column, at the right of the others."""
    middle = _HEAD + node.top + node.height / 2
    amount = wan_text(node.yuan)
    if place == 0:
        axes.text(0.06, middle, cut(node.text, 1.05, 7.5), ha="left", va="center", fontsize=7.5)
        axes.text(_COLUMNS[0] - 0.08, middle, amount, ha="right", va="center", fontsize=7.5)
        return
    x = _COLUMNS[place] + _NODE + 0.08
    if place == 1:
        axes.text(
            x, middle, f"{node.text} {amount}", ha="left", va="center", fontsize=7.5,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.2, "alpha": 0.9},
        )  # fmt: skip
        return
    axes.text(x, middle, cut(node.text, 1.05, 7.5), ha="left", va="center", fontsize=7.5)
    axes.text(WIDTH - 0.06, middle, amount, ha="right", va="center", fontsize=7.5)


def _amounts(book: Book) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """(payer group, tier) → yuan; (tier, trade) → yuan, the smallest trades added up."""
    first: dict[tuple[str, str], int] = defaultdict(int)
    trades: dict[str, int] = defaultdict(int)
    for payment in book.payments:
        first[group(payment), payment.tier] += payment.yuan
        trades[payment.trade] += payment.yuan
    order = sorted(trades, key=lambda trade: (-trades[trade], trade))
    kept = set(order if len(order) <= _TRADES else order[: _TRADES - 1])
    second: dict[tuple[str, str], int] = defaultdict(int)
    for payment in book.payments:
        second[payment.tier, payment.trade if payment.trade in kept else _OTHER] += payment.yuan
    return dict(first), dict(second)


def _order(second: dict[tuple[str, str], int]) -> list[str]:
    """Trades by the tier most of their money belongs to, then by amount: ribbons cross little."""
    trades = {trade for _, trade in second}
    main = {trade: max(TIER_ORDER, key=lambda tier: second.get((tier, trade), 0)) for trade in trades}
    return sorted(
        trades, key=lambda it: (it == _OTHER, TIER_ORDER.index(main[it]), -_sum(second, it, 1), it)
    )  # fmt: skip


def _trade_label(trade: str, book: Book) -> str:
    return drawn("figure.flow.other", book.lang) if trade == _OTHER else label(f"trade.{trade}", book.lang)


def _sum(amounts: dict[tuple[str, str], int], key: str, side: int) -> int:
    return sum(yuan for pair, yuan in amounts.items() if pair[side] == key)


def _scale(columns: Sequence[Sequence[tuple[str, str, tuple[str, str], int]]], height: float) -> float:
    """Inches a yuan, the same in every column: the largest with which all labels find their line."""
    low, high = 0.0, height / max(sum(item[3] for item in column) for column in columns)
    for _ in range(40):
        middle = (low + high) / 2
        if all(_needs(column, middle) <= height for column in columns):
            low = middle
        else:
            high = middle
    return low


def _needs(column: Sequence[tuple[str, str, tuple[str, str], int]], scale: float) -> float:
    return sum(max(item[3] * scale, _LINE) + _GAP for item in column)


def _place(column: Sequence[tuple[str, str, tuple[str, str], int]], scale: float, height: float) -> list[Node]:
    """Nodes from top to bottom, each in a slot that its label fits in, the column centred."""
    top = (height - _needs(column, scale)) / 2
    nodes = []
    for key, text, look, yuan in column:
        tall = yuan * scale
        slot = max(tall, _LINE) + _GAP
        nodes.append(Node(key, text, look, yuan, top + (slot - tall) / 2, tall))
        top += slot
    return nodes


def _ribbons(
    axes: Any, amounts: dict[tuple[str, str], int], left: Sequence[Node], right: Sequence[Node], x0: float, x1: float,
    scale: float,
) -> None:  # fmt: skip
    """Between two columns, in the order of their nodes; coloured like the left node."""
    ends = {node.key: node.top for node in right}
    for node in left:
        start = node.top
        for target in right:
            tall = amounts.get((node.key, target.key), 0) * scale
            if tall:
                _ribbon(axes, x0, _HEAD + start, x1, _HEAD + ends[target.key], tall, node.look)
                start += tall
                ends[target.key] += tall


def _ribbon(axes: Any, x0: float, y0: float, x1: float, y1: float, tall: float, look: tuple[str, str]) -> None:
    bend = (x0 + x1) / 2
    points = [
        (x0, y0), (bend, y0), (bend, y1), (x1, y1),
        (x1, y1 + tall), (bend, y1 + tall), (bend, y0 + tall), (x0, y0 + tall), (x0, y0),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(
        PathPatch(
            Path(points, codes), facecolor=look[0], hatch=look[1], edgecolor=PAPER, linewidth=0.3, alpha=0.5, zorder=0.5
        )
    )


def see(book: Book) -> str:
    first, second = _amounts(book)
    trades = [trade for trade in _order(second) if trade != _OTHER]
    largest = max(trades, key=lambda trade: (_sum(second, trade, 1), trade))
    basic = _sum(first, TIER_ORDER[0], 1)
    upper = sum(first.get((name, TIER_ORDER[0]), 0) for name in ("central", "provincial"))
    lang = book.lang
    text = say("figure.flow.width", lang)
    if basic:
        text += say("figure.flow.basic", lang, basic=wan_text(basic), share=share_text(basic, book.total))
        text += say("figure.flow.upper" if upper else "figure.flow.no_upper", lang, upper=share_text(upper, basic))
    return text + say(
        "figure.flow.trade", lang, trade=label(f"trade.{largest}", lang), yuan=wan_text(_sum(second, largest, 1))
    )
