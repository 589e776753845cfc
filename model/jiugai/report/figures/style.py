"""One look for every chart: font, colours that survive colour blindness and print without colour, SVG, same bytes."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from jiugai.report.fonts import SANS, SERIF, font_path
from jiugai.report.grid import Html

WIDTH = 6.9  # inches: the text width of a portrait A4 page
INK, SOFT, LINE, PAPER = "#1c2733", "#5b6774", "#c9d0d7", "#ffffff"
ACCENT = "#12476b"

#: chart group → (face, hatch): neighbours differ in lightness, hatches in print
PAYERS: dict[str, tuple[str, str]] = {
    "central": ("#12476b", ""),
    "provincial": ("#8db8d6", "////"),
    "city": ("#d5e5ef", ""),
    "county": ("#c8641e", ""),
    "utility": ("#f3cf8e", "\\\\\\\\"),
    "resident": ("#4f8a6d", ""),
    "bank": ("#8c8c8c", "xxxx"),
}
#: tier → face
TIERS = {"basic": "#cfe0ec", "improvement": "#6ea3c7", "upgrade": "#12476b"}


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
    return buffer.getvalue()


def figure_html(name: str, figure: Figure, title: str, see: str) -> Html:
    """The chart as an embedded picture, its title above and what to see under it."""
    data = base64.b64encode(svg(figure)).decode("ascii")
    width = figure.get_size_inches()[0] * 25.4
    return Html(
        f'<figure class="chart" id="figure-{escape(name)}"><figcaption>{escape(title)}</figcaption>'
        f'<img style="width:{width:.0f}mm" alt="{escape(title)}: {escape(see)}" src="data:image/svg+xml;base64,{data}">'
        f"<p>{escape(see)}</p></figure>"
    )
