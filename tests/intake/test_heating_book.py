"""A case of heating as a workbook: programme and routes go out and come back as they are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from jiugai.inputs.case import read_case
from jiugai.intake.template.write import template_bytes
from jiugai.run import bundled_root

CASE = bundled_root() / "data" / "cases" / "clean-heating"


def test_the_sample_survives_its_workbook(tmp_path: Path) -> None:
    case = read_case(CASE)
    path = tmp_path / "取暖.xlsx"
    path.write_bytes(template_bytes(case))
    again = read_case(path)
    assert again.header == case.header
    assert again.header.programme == "clean_heating"
    for name, table in case.tables.items():
        pd.testing.assert_frame_equal(again.tables[name].frame, table.frame)
    assert len(again.tables["routes"].frame) == 24


def test_a_header_without_programme_is_of_old_communities(tmp_path: Path) -> None:
    path = tmp_path / "旧改.xlsx"
    path.write_bytes(template_bytes(read_case(bundled_root() / "data" / "cases" / "tianchang")))
    header = read_case(path).header
    assert header.programme == "old_communities"
    assert "programme" not in header.to_yaml()
    assert read_case(CASE).header.to_yaml()["programme"] == "clean_heating"
