"""One look for every chart: font, colours that survive colour blindness and print without colour, SVG, same bytes."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from jiugai.report.fonts import SANS, SERIF, font_path

WIDTH = 6.9  # inches: the text width of a portrait A4 page
MANY_YEARS = 6  # beyond, a panel takes the whole width
TALLEST = 9.6  # inches: what a portrait A4 page holds with title and sentence
INK, SOFT, LINE, PAPER = "#1c2733", "#5b6774", "#c9d0d7", "#ffffff"
ACCENT = "#12476b"
_LONG_NUMBER = re.compile(rb"\d+\.\d{3,}")

#: chart group → (face, hatch): neighbours differ in lightness, hatches in print
PAYERS: dict[str, tuple[str, str]] = {
    "central": ("#12476b", ""),
    "provincial": ("#8db8d6", "////"),
    "city": ("#d5e5ef", ""),
    "county": ("#c8641e", ""),
    "utility": ("#f3cf8e", "\\\\\\\\"),
    "resident": ("#4f8a6d", ""),
    "social": ("#e3cfe6", "...."),
    "bank": ("#8c8c8c", "xxxx"),
}
#: tier → face
TIERS = {"basic": "#cfe0ec", "improvement": "#6ea3c7", "upgrade": "#12476b"}


#: what a chart sets apart from the rest: (face, hatch)
CHOSEN, OTHER, SPARE, WARN = ("#12476b", ""), ("#8db8d6", "////"), ("#ffffff", ""), ("#c8641e", "xxxx")


def on(colour: str) -> str:
    """Ink that reads on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else PAPER


@cache
def _register() -> None:
    """The package's fonts under our own names: a system font of the same family cannot take their place."""
    for name in (SANS, SERIF):
        entry = font_manager.FontEntry(fname=str(font_path(name)), name=name, weight=400, size="scalable")
        font_manager.fontManager.ttflist.insert(0, entry)


def room_of(text: str, size: float) -> float:
    """How wide a text is in inches, on the safe side: a Chinese character is a square, others are about half."""
    return sum(0.6 if sign.isascii() else 1.02 for sign in text) * size / 72


def cut(text: str, inches: float, size: float) -> str:
    """`text`, or as much of it as fits into a width, with an ellipsis.

    >>> cut("农机公司家属院", 0.6, 8), cut("农机公司家属院", 2, 8)
    ('农机公司…', '农机公司家属院')
    """
    if room_of(text, size) <= inches:
        return text
    kept = text
    while kept and room_of(kept + "…", size) > inches:
        kept = kept[:-1]
    return kept + "…"


def sheet(height: float) -> tuple[Figure, Any]:
    """A figure with one axes measured in inches from the upper left corner, for drawings that place every word."""
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return figure, axes


def panel_grid(panels: int, years: int) -> tuple[int, int]:
    """(rows, columns) of panels with a bar a year: side by side, below each other where the years are many."""
    columns = max(panels, 1) if years <= MANY_YEARS else 1
    return -(-panels // columns), columns


def box(axes: Any, x: float, y: float, width: float, height: float, look: tuple[str, str], edge: str = PAPER) -> None:
    """A bar with its upper left corner at (x, y); nothing where it has no width or height."""
    if width > 0 and height > 0:
        axes.add_patch(
            Rectangle((x, y), width, height, facecolor=look[0], hatch=look[1], edgecolor=edge, linewidth=0.4)
        )


def legend_line(axes: Any, y: float, entries: Sequence[tuple[tuple[str, str], str]], x: float = 0.06) -> None:
    """Boxes with their words in a line, `y` its middle."""
    for look, text in entries:
        box(axes, x, y - 0.055, 0.2, 0.11, look, SOFT)
        axes.text(x + 0.26, y, text, va="center", fontsize=7.5)
        x += 0.5 + room_of(text, 7.5)


@contextmanager
def drawing() -> Iterator[None]:
    """The settings of every chart."""
    _register()
    settings: Any = {
        "font.family": [SANS, SERIF], "font.size": 8.0, "text.color": INK, "axes.labelcolor": SOFT,
        "axes.edgecolor": LINE, "axes.linewidth": 0.6, "xtick.color": SOFT, "ytick.color": INK,
        "xtick.major.size": 0, "ytick.major.size": 0, "hatch.linewidth": 0.5, "legend.frameon": False,
        "svg.fonttype": "path", "svg.hashsalt": "jiugai", "axes.unicode_minus": True,
    }  # fmt: skip
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


def bare(axes: Any, keep: tuple[str, ...] = ("bottom",)) -> None:
    """No frame but the sides to keep."""
    for side, spine in axes.spines.items():
        spine.set_visible(side in keep)


def svg(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return _LONG_NUMBER.sub(_short_number, buffer.getvalue())


def _short_number(number: re.Match[bytes]) -> bytes:
    """A hundredth of a point cannot be seen; small numbers are scales and keep four decimals."""
    value = float(number[0])
    return f"{value:.{2 if value >= 10 else 4}f}".rstrip("0").rstrip(".").encode()


def picture_html(figure: Figure, text: str) -> str:
    """The chart as an embedded picture with its alternative text."""
    data = base64.b64encode(svg(figure)).decode("ascii")
    width = figure.get_size_inches()[0] * 25.4
    return f'<img style="width:{width:.0f}mm" alt="{escape(text)}" src="data:image/svg+xml;base64,{data}">'
