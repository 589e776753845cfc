"""The Chinese font: registered for charts under a name of our own, and embedded in HTML as the used glyphs only."""

from __future__ import annotations

import base64
import io
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools import subset
from fontTools.ttLib import TTFont

SANS, SERIF = "jiugai-sans", "jiugai-serif"


def font_path(name: str) -> Path:
    return Path(pylopdf_fonts_zh_cn.sans_path() if name == SANS else pylopdf_fonts_zh_cn.serif_path())


@cache
def characters(name: str) -> frozenset[str]:
    """Every character a font can draw."""
    with TTFont(font_path(name), lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())


def missing(text: str) -> set[str]:
    """The characters of `text` that neither font can draw (control characters apart)."""
    return {sign for sign in text if sign.isprintable()} - characters(SANS) - characters(SERIF)


def font_face(name: str, text: str) -> str:
    """A CSS rule that embeds a font as WOFF2 with the glyphs of `text`; the same bytes for the same characters."""
    wanted = sorted({ord(sign) for sign in text if sign in characters(name)})
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
    options.name_IDs = []
    options.notdef_outline = True
    buffer = io.BytesIO()
    with TTFont(font_path(name), lazy=True, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=wanted)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(buffer)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{name}";font-weight:100 900;src:url(data:font/woff2;base64,{data}) format("woff2")}}'
    )
