"""More damages of folders, workbooks and lists than the fast suite has time for; thousands: `benchmarks/mutate_inputs.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.test_misreadings import CASES, LISTS
from support.mutations import CaseBook, CaseFolder, PlainList, run

SEED = 20260101


@pytest.mark.parametrize("name", ["gaotai", "tianchang", "jizhou", "clean-heating"])
def test_folders(name: str, tmp_path: Path) -> None:
    assert sum(run(CaseFolder.copy(CASES / name, tmp_path / "case"), 100, SEED).ends.values()) == 100


@pytest.mark.parametrize(("name", "count"), [("gaotai", 20), ("tianchang", 50), ("jizhou", 50)])
def test_workbooks(name: str, count: int, tmp_path: Path) -> None:
    assert sum(run(CaseBook(CASES / name, tmp_path), count, SEED).ends.values()) == count


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str, suffix: str, tmp_path: Path) -> None:
    assert sum(run(PlainList(LISTS[name], tmp_path, suffix), 100, SEED).ends.values()) == 100
