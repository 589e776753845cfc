"""Names, streets and ids that begin as formulas do: in the files of a plan they are text, and they come back as they were."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiugai.console import csv_text
from jiugai.csv_guard import guarded, unguarded
from jiugai.inputs.case import load_case
from jiugai.inputs.study import Study
from jiugai.intake.folder import case_files
from jiugai.plan import TABLES, TEXT
from jiugai.run import make_plan
from jiugai.run.contract import open_plan
from support.like_formulas import BORROWER, NAMES, make_like_formulas

STARTS = tuple("=+-@＝＋－＠\t\r\n")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return make_like_formulas(tmp_path_factory.mktemp("like"))


@given(st.text(alphabet="'=+-@＝a1\t\n", max_size=6))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(STARTS)


def test_plan_files_hold_no_formula_and_are_read_back_as_they_were(study: Study, tmp_path: Path) -> None:
    finished = make_plan(study, tmp_path / "plan")
    texts = set()
    for name, columns in TABLES.items():
        for row in csv.DictReader(io.StringIO((tmp_path / "plan" / f"{name}.csv").read_text("utf-8-sig"))):
            cells = [row[column] for column, kind in columns.items() if kind == TEXT]
            assert [cell for cell in cells if cell.startswith(STARTS)] == []
            texts |= set(cells)
    assert {"'-1", "'-a", "'-1.road", "'-county", f"'{BORROWER}"} <= texts
    reopened = open_plan(tmp_path / "plan", study).plan
    for name, frame in finished.plan.tables():
        pd.testing.assert_frame_equal(getattr(reopened, name), frame)


def test_case_files_too(study: Study, tmp_path: Path) -> None:
    """What `import` writes is opened in a spreadsheet and read again; numbers stay numbers."""
    rows = study.case.tables["communities"].to_dict("records")
    content = case_files({"money_unit": "yuan"}, {"communities": rows})["communities.csv"]
    written = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["name"] for row in written} == {guarded(name) for name in NAMES.values()}
    case = shutil.copytree(study.scenario.path.parent / "case", tmp_path / "case")
    (case / "communities.csv").write_bytes(content)
    found = load_case(case).table("communities")
    pd.testing.assert_frame_equal(found, study.case.table("communities"))
    assert csv_text(["id", "n"], [("-1", "-1")], numbers=["n"]) == "id,n\n'-1,-1\n"
