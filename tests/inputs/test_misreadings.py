"""Damaged cells: refused with their place, or read as exactly what they say; never a misread number, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiugai.inputs import dictionary as dictionary_module
from jiugai.inputs import folder as folder_module
from jiugai.run.bundled import bundled_root
from support.mutations import CaseFolder, Misread, Mutation, Tally, check, run

CASES = bundled_root() / "data" / "cases"


@pytest.mark.parametrize(("name", "count"), [("tianchang", 150), ("jizhou", 100)])
def test_no_damaged_cell_is_misread(name: str, count: int, tmp_path: Path) -> None:
    tally = run(CaseFolder.copy(CASES / name, tmp_path / "case"), count, seed=20210317)
    assert sum(tally.ends.values()) == count
    assert tally.ends["read"] > count / 10  # the damage is not always fatal …
    assert tally.ends["refused at the cell"] > count / 4  # … and mostly told where it is


def _broken(name: str, column: str, new: str, tmp_path: Path) -> None:
    source = CaseFolder.copy(CASES / "tianchang", tmp_path / "case")
    good = source.read()
    grid = [list(row) for row in source.grids()[name]]
    place = grid[0].index(column)
    mutation = Mutation(name, 2, column, grid[1][place], new)
    grid[1][place] = new
    check(source, good, mutation, grid, Tally())


def test_the_oracle_sees_a_misread_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that drops separators, and one that reads a blank as zero, are both caught."""
    real = dictionary_module.Column.read
    monkeypatch.setattr(
        dictionary_module.Column, "read", lambda column, text, unit: real(column, text.replace(",", ""), unit)
    )
    with pytest.raises(Misread):
        _broken("works", "cost", "1,234", tmp_path / "a")
    monkeypatch.undo()
    _broken("works", "cost", "1,234", tmp_path / "b")  # refused, as it must be


def test_the_oracle_sees_a_change_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = folder_module.read_csv_table

    def meddling(path: Path, *rest: object) -> object:
        table = real(path, *rest)  # type: ignore[arg-type]
        if path.stem == "fiscal" and meddling.on:  # type: ignore[attr-defined]
            table.frame["local_revenue"] += 1
        meddling.on = path.stem == "works" or meddling.on  # type: ignore[attr-defined]
        return table

    source = CaseFolder.copy(CASES / "tianchang", tmp_path / "case")
    good, grid = source.read(), source.grids()["works"]
    meddling.on = True  # type: ignore[attr-defined]
    monkeypatch.setattr(folder_module, "read_csv_table", meddling)
    with pytest.raises(Misread, match="fiscal"):
        check(source, good, Mutation("works", 2, "cost", "", ""), grid, Tally())
