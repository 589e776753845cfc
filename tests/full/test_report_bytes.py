"""The reports do not depend on the folder they are made in, nor on the run."""

from __future__ import annotations

import shutil
from pathlib import Path

from jiugai.report import render_html
from jiugai.report.docx import render_docx
from jiugai.run import bundled_root, make_plan, read_study


def test_same_bytes_from_another_folder(tmp_path: Path) -> None:
    study = read_study(bundled_root() / "scenarios" / "tianchang.yaml")
    make_plan(study, tmp_path / "one", render=lambda staging: render_html(staging, study))
    shutil.copytree(tmp_path / "one", tmp_path / "elsewhere")
    render_html(tmp_path / "elsewhere", study)
    for name in ("one", "elsewhere"):
        render_docx(tmp_path / name, study)
    for report in ("report.html", "report.docx"):
        first, second = ((tmp_path / name / report).read_bytes() for name in ("one", "elsewhere"))
        assert first == second
