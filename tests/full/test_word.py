"""report.docx printed by LibreOffice: it opens, has the pages a meeting can carry, page numbers, and every glyph."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from full.office import PDFFONTS, PDFTEXT, needs_printing, printed, told
from jiugai.report import open_report
from jiugai.report.docx.export import docx_bytes
from jiugai.report.docx.styles import FANG, HEI, KAI, LATIN, SONG
from jiugai.report.fonts import SERIF, font_path, missing
from jiugai.run import bundled_root, make_plan, read_study

pytestmark = needs_printing

_NUMBER = re.compile(r"^ *— ?(\d+) ?— *$", re.MULTILINE)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    scenario = bundled_root() / "scenarios" / "jizhou.yaml"
    folder = tmp_path_factory.mktemp("plan") / "jizhou"
    make_plan(read_study(scenario), folder)
    return folder, scenario


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_printed(lang: str, plan: tuple[Path, Path], tmp_path: Path) -> None:
    book = replace(open_report(*plan), lang=lang)
    data = docx_bytes(book)
    assert len(data) < 2_000_000
    source = tmp_path / "report.docx"
    source.write_bytes(data)
    pdf = printed(source, font_path(SERIF).parent, (FANG, KAI, SONG, HEI, LATIN))

    pages = told(PDFTEXT, "-layout", pdf, "-").split("\f")[:-1]
    assert 25 <= len(pages) <= 60
    assert [int(number) for page in pages for number in _NUMBER.findall(page)[-1:]] == list(range(1, len(pages) + 1))
    assert all(len(re.sub(r"\s", "", page)) > 60 for page in pages), "a page with next to nothing on it"

    fonts = told(PDFFONTS, pdf).splitlines()[2:]
    assert fonts
    assert all("NotoS" in line.split()[0] for line in fonts), fonts
    written = "".join(text for part in docx.Document(io.BytesIO(data)).element.itertext() for text in part)
    assert missing(written) == set()
    shown = re.sub(r"\s", "", "".join(pages))
    for section in (p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.style_id == "Heading1"):
        assert re.sub(r"\s", "", section) in shown
