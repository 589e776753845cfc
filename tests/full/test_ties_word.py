"""Text and tables of report.docx tie in every shape of report, in both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from jiugai.report.docx import body
from jiugai.report.docx.export import docx_bytes
from jiugai.report.docx.runs import paragraph
from jiugai.report.docx.styles import PICTURE
from jiugai.report.ties.check import check
from jiugai.report.ties.read_word import read_word
from report.thin import CASES, planned


@pytest.mark.parametrize("name", CASES)
def test_they_tie(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts are left out: their titles and sentences stay."""
    monkeypatch.setattr(body, "picture", lambda block, part, room: paragraph(PICTURE))
    book = planned(name, tmp_path)
    for lang in ("zh", "en"):
        document = read_word(docx_bytes(replace(book, lang=lang)))
        assert len(document.tables) > 10
        assert [problem.text("en") for problem in check(document, f"{name}.{lang}")] == []
