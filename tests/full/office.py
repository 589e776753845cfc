"""LibreOffice as a person would use it: opens a workbook, types into cells, calculates, saves; where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
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


def _run(profile: Path, *words: str) -> None:
    assert SOFFICE is not None
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", *words],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
