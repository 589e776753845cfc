"""The scripts of data/sources/ make the cases that are committed, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.case import ROOT

MADE = {"gaotai": "gaotai", "jizhou": "jizhou", "tianchang": "tianchang", "heating": "clean-heating"}


def files(case: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in case.iterdir()}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the scripts read: the published figures and the dictionary of columns; no case."""
    copy = tmp_path_factory.mktemp("checkout")
    columns = Path("model/jiugai/inputs/columns.csv")
    (copy / columns).parent.mkdir(parents=True)
    shutil.copy(ROOT / columns, copy / columns)
    shutil.copytree(ROOT / "data" / "sources", copy / "data" / "sources", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.mark.parametrize("script", MADE)
def test_a_script_makes_its_case(script: str, checkout: Path) -> None:
    command = [sys.executable, str(checkout / "data" / "sources" / f"make_{script}.py")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    case = Path("data", "cases", MADE[script])
    assert files(checkout / case) == files(ROOT / case)
