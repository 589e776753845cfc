"""Notebooks that make their plan themselves: with their defaults, top to bottom, in a fresh place, within a minute."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from jiugai.report.html.execution import run_notebook
from jiugai.run import bundled_root


@pytest.mark.parametrize("name", ["03_debt_capacity"])
def test_defaults(name: str, tmp_path: Path) -> None:
    """A copy of the checkout's scenarios, data and notebooks: the defaults are relative to the notebook."""
    for room in ("scenarios", "data", "notebooks"):
        shutil.copytree(bundled_root() / room, tmp_path / room)
    begun = time.monotonic()
    done = run_notebook(tmp_path / "notebooks" / f"{name}.ipynb", {"lang": "en"})
    assert time.monotonic() - begun < 60
    assert (tmp_path / "reports" / "jizhou" / "plan.json").exists()
    shown = [cell.outputs[0].data["text/html"] for cell in done.cells if cell.cell_type == "code" and cell.outputs]
    assert any("Fiscal capacity" in text for text in shown)
    assert any("no special bonds" in text for text in shown)


def test_sensitivity(tmp_path: Path) -> None:
    for room in ("scenarios", "data", "notebooks"):
        shutil.copytree(bundled_root() / room, tmp_path / room)
    begun = time.monotonic()
    done = run_notebook(tmp_path / "notebooks" / "04_sensitivity.ipynb", {"lang": "en"})
    assert time.monotonic() - begun < 60
    shown = [cell.outputs[0].data["text/html"] for cell in done.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) == 5
    assert "Central fiscal subsidy" in shown[-2]
    assert "no objective moves" in shown[-2]
