"""Blocks as HTML; every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from jiugai.report.blocks import Block, Heading, KeyNumbers, Picture, Points, Remark, Said, Title
from jiugai.report.figures.style import drawing, picture_html
from jiugai.report.grid import Html, grid_html
from jiugai.report.ties.marks import elements


def blocks_html(blocks: Iterable[Block]) -> Html:
    """References of the text become elements (`ties.marks`)."""
    return Html(elements("".join(map(_block_html, blocks))))


def _block_html(block: Block) -> str:
    match block:
        case Title(text=text):
            return f"<h1>{escape(text)}</h1>"
        case Heading(anchor, number, text):
            return f'<h2 id="{anchor}"><span>{number}</span> {escape(text)}</h2>'
        case Said(head, text, kind):
            return f"<p{_class(kind)}><b>{escape(head)}</b>{escape(text)}</p>"
        case Points(head, items, kind):
            listed = "".join(f"<li>{escape(item)}</li>" for item in items)
            points = f"<ol{_class(kind)}>{listed}</ol>" if items else ""
            return f"<p{_class(kind)}><b>{escape(head)}</b></p>{points}"
        case Remark(text, kind):
            return f"<p{_class(kind)}>{escape(text)}</p>"
        case KeyNumbers(entries):
            cells = "".join(f"<div><dt>{escape(what)}</dt><dd>{escape(number)}</dd></div>" for what, number in entries)
            return f'<dl class="keys">{cells}</dl>'
        case Picture():
            return _picture_html(block)
        case _:
            return grid_html(block)


def _picture_html(block: Picture) -> str:
    """The chart as an embedded picture, its title above and what to see under it."""
    with drawing():
        picture = picture_html(block.draw(), block.alt)
    if not block.title:
        return f'<figure class="{escape(block.name)}">{picture}</figure>'
    return (
        f'<figure class="chart" id="figure-{escape(block.name)}"><figcaption>{escape(block.title)}</figcaption>'
        f"{picture}<p>{escape(block.see)}</p></figure>"
    )


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
