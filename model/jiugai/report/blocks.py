"""What a report is made of, as data: HTML and Word are made from the same blocks. Numbers of sections are in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from jiugai.report.grid import Grid


@dataclass(frozen=True)
class Title:
    """The title of the report, where page one begins."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Heading:
    """The heading of a section."""

    anchor: str
    number: str
    text: str


@dataclass(frozen=True)
class Said:
    """A paragraph that begins with its head: `ask` is what is put to the meeting."""

    head: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Points:
    """A head and the points behind it: `mind` of page one, `statement` of a section."""

    head: str
    items: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Remark:
    """A line in small print: `basis`, `disclaimer`, or `none`: why there is nothing here, or how it is reached."""

    text: str
    kind: str


@dataclass(frozen=True)
class KeyNumbers:
    """Numbers to be read from across the table: (what, number)."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A chart with its title and the sentence on what to see; `alt` says it to those who do not see it.

    `draw` is called within `figures.style.drawing`. A strip has neither title nor sentence.
    """

    name: str
    alt: str
    draw: Callable[[], Figure]
    title: str = ""
    see: str = ""


Block = Title | Heading | Said | Points | Remark | KeyNumbers | Picture | Grid
