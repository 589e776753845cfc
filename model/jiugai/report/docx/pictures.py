"""Charts as pictures: PNG, drawn with the font of the package, with their alternative text."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from docx.shared import Cm
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from jiugai.report.blocks import Picture
from jiugai.report.docx.runs import paragraph
from jiugai.report.docx.styles import PICTURE
from jiugai.report.docx.xml import Element, clean, element
from jiugai.report.figures.style import drawing

_DPI = 220
_COLOURS = 128  # flat colours and their edges: a quarter of the bytes
_TALLEST = 18.5  # centimetres: with title and sentence on a page


def picture(block: Picture, part: Any, room: float) -> Element:
    """A paragraph with the chart, as wide as the text where it is not too tall; `part`: the document it belongs to."""
    with drawing():
        figure = block.draw()
        width, height = figure.get_size_inches()
        data = _png(figure)
    wide = min(room, _TALLEST * width / height)
    inline = part.new_pic_inline(io.BytesIO(data), width=Cm(wide))
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    inline.docPr.set("descr", clean(block.alt))
    inline.docPr.set("name", f"figure-{block.name}")
    return paragraph(PICTURE, element("r", element("drawing", inline)), keep=element("keepNext"))


def _png(figure: Figure) -> bytes:
    figure.set_dpi(_DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    drawn = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    image = Image.fromarray(drawn).convert("RGB")
    palette = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    data = io.BytesIO()
    palette.save(data, format="PNG", optimize=True, dpi=(_DPI, _DPI))
    return data.getvalue()
