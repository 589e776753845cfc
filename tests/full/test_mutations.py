"""Many more damages of folders, workbooks and lists than the fast suite has time for, of other seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.test_misreadings import CASES, LISTS
from support.mutations import CaseBook, CaseFolder, PlainList, run

SEED = 20260101


@pytest.mark.parametrize("name", ["gaotai", "tianchang", "jizhou", "clean-heating"])
def test_folders(name: str, tmp_path: Path) -> None:
    assert sum(run(CaseFolder.copy(CASES / name, tmp_path / "case"), 300, SEED).ends.values()) == 300


@pytest.mark.parametrize(("name", "count"), [("gaotai", 60), ("tianchang", 150), ("jizhou", 150)])
def test_workbooks(name: str, count: int, tmp_path: Path) -> None:
    assert sum(run(CaseBook(CASES / name, tmp_path), count, SEED).ends.values()) == count


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str, suffix: str, tmp_path: Path) -> None:
    assert sum(run(PlainList(LISTS[name], tmp_path, suffix), 250, SEED).ends.values()) == 250
