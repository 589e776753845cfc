"""A plan from a workbook is the plan from the folder, but for the hashes of the inputs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from jiugai.inputs.case import read_case
from jiugai.intake.template import template_bytes
from jiugai.run import make_plan, read_study
from jiugai.run.bundled import bundled_root

ROOT = bundled_root()


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("workbook")
    (folder / "天长.xlsx").write_bytes(template_bytes(read_case(ROOT / "data" / "cases" / "tianchang")))
    text = (ROOT / "scenarios" / "tianchang.yaml").read_text("utf-8")
    (folder / "tianchang.yaml").write_text(text.replace("../data/cases/tianchang", "天长.xlsx"), "utf-8")
    make_plan(read_study(ROOT / "scenarios" / "tianchang.yaml"), folder / "a")
    make_plan(read_study(folder / "tianchang.yaml"), folder / "b")
    return folder / "a", folder / "b"


def test_same_files(plans: tuple[Path, Path]) -> None:
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in plans)
    assert set(first) == set(second)
    differ = {name for name in first if first[name] != second[name]}
    assert differ <= {"plan.json", "timing.json"}
    a, b = json.loads(first["plan.json"]), json.loads(second["plan.json"])
    assert {key for key in a if a[key] != b[key]} == {"inputs"}


def test_the_workbook_is_hashed(plans: tuple[Path, Path]) -> None:
    inputs = json.loads((plans[1] / "plan.json").read_text("utf-8"))["inputs"]
    book = hashlib.sha256((plans[1].parent / "天长.xlsx").read_bytes()).hexdigest()
    assert [entry["sha256"] for entry in inputs if entry["path"] == "天长.xlsx"] == [book]
    assert not [entry for entry in inputs if entry["path"].endswith(".csv")]
