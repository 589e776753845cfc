"""Notebooks that make their plans themselves: with their defaults, top to bottom, in a fresh place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jiugai.report.html.execution import run_notebook
from jiugai.run import bundled_root

#: notebook → what it shows in English
SHOWN = {
    "03_debt_capacity": ("Fiscal capacity", "no special bonds"),
    "04_sensitivity": ("Central fiscal subsidy", "no objective moves"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_defaults(name: str, tmp_path: Path) -> None:
    """A copy of the checkout's scenarios, data and notebooks: the defaults are relative to the notebook."""
    for room in ("scenarios", "data", "notebooks"):
        shutil.copytree(bundled_root() / room, tmp_path / room)
    done = run_notebook(tmp_path / "notebooks" / f"{name}.ipynb", {"lang": "en"})
    assert (tmp_path / "reports" / "jizhou" / "plan.json").exists()
    shown = [cell.outputs[0].data["text/html"] for cell in done.cells if cell.cell_type == "code" and cell.outputs]
    for words in SHOWN[name]:
        assert any(words in text for text in shown)
