"""LibreOffice as a person would use it: types into cells, calculates, saves, prints; where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PDFTEXT, PDFFONTS = shutil.which("pdftotext"), shutil.which("pdffonts")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = """<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Typing"/></library:library>"""
_MODULE = """<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">{macro}</script:module>"""
_MACRO = """Private book As Object
Sub T(sheet As String, column As Long, row As Long, typed As String)
    book.Sheets.getByName(sheet).getCellByPosition(column, row).FormulaLocal = typed
End Sub
Sub Main
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{lines}
    Dim saved(0) As New com.sun.star.beans.PropertyValue
    saved(0).Name = "FilterName"
    saved(0).Value = "Calc MS Excel 2007 XML"
    book.storeToURL("{target}", saved())
    book.close(True)
End Sub
"""

#: OOXMLRecalcMode 0: always; by default LibreOffice shows the values that a workbook keeps
_RECALCULATE = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""

#: every font that a report names, drawn with those of the package: no other Chinese font is there
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{serif}</dir><cachedir>{cache}</cachedir>{aliases}</fontconfig>
"""
_ALIAS = """<alias binding="same"><family>{name}</family><prefer><family>{drawn}</family></prefer></alias>"""
needs_printing = pytest.mark.skipif(
    not (SOFFICE and shutil.which("lowriter") and PDFTEXT and PDFFONTS),
    reason="LibreOffice Writer or poppler (pdftotext, pdffonts) is not installed",
)

Typed = tuple[str, int, int, str]  # sheet, column and row from 0, what is typed


def type_into(source: Path, target: Path, typed: Sequence[Typed]) -> None:
    """Open `source`, type into its cells, and save it as the .xlsx file `target`."""
    lines = [
        f'    T "{sheet}", {column}, {row}, "{text.replace(chr(34), chr(34) * 2)}"'
        for sheet, column, row, text in typed
    ]
    macro = _MACRO.format(source=source.as_uri(), target=target.as_uri(), lines="\n".join(lines))
    profile = target.parent / "office"
    _run(profile, "--terminate_after_init")  # the first start lays out the profile
    library = profile / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(_HEAD + _LIBRARY, "utf-8")
    (library / "Typing.xba").write_text(_HEAD + _MODULE.format(macro=escape(macro)), "utf-8")
    _run(profile, "macro:///Standard.Typing.Main")
    assert target.exists(), "the macro did not save the workbook"


def recalculate(source: Path, folder: Path) -> Path:
    """`source` opened with every formula calculated anew, whatever value it keeps, and saved into `folder`."""
    profile = folder / "office"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_HEAD + _RECALCULATE, "utf-8")
    _run(profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(source))
    return folder / source.name


def printed(source: Path, fonts: Path, names: Sequence[str]) -> Path:
    """The PDF of a document, beside it; `names` are drawn with the fonts that lie in the folder `fonts`."""
    folder = source.parent
    aliases = "".join(
        _ALIAS.format(name=name, drawn="Noto Sans SC" if name == "黑体" else "Noto Serif SC") for name in names
    )
    config = folder / "fonts.conf"
    config.write_text(_FONTS.format(serif=fonts, cache=folder / "fonts", aliases=aliases), "utf-8")
    convert = ("--convert-to", "pdf", "--outdir", str(folder), str(source))
    _run(folder / "office", *convert, env=os.environ | {"FONTCONFIG_FILE": str(config)})
    target = source.with_suffix(".pdf")
    assert target.exists(), "the document was not printed"
    return target


def told(program: str | None, *words: str | Path) -> str:
    """What a program prints."""
    assert program is not None
    return subprocess.run([program, *map(str, words)], check=True, capture_output=True, timeout=60).stdout.decode(
        "utf-8"
    )


def _run(profile: Path, *words: str, env: Mapping[str, str] | None = None) -> None:
    assert SOFFICE is not None
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", *words],
        check=True, capture_output=True, timeout=180, env=env,
    )  # fmt: skip
