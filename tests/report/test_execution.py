"""The kernel: both ways of talking to it, and files that it leaves open."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import nbformat
import pytest

from jiugai.report.html import execution
from jiugai.report.html.execution import PARAMETERS, run_notebook


def notebook(folder: Path) -> Path:
    cells = [
        nbformat.v4.new_code_cell("name = 'default'", metadata={"tags": [PARAMETERS]}),
        nbformat.v4.new_code_cell("print(name)"),
    ]
    path = folder / "small.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


@pytest.mark.parametrize("transport", ["ipc", "tcp"])
def test_either_transport(transport: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no ipc: tcp must do the same, and stay silent."""
    monkeypatch.setattr(execution, "TRANSPORT", transport)
    done = run_notebook(notebook(tmp_path), {"name": r"C:\旧改\plan"})
    assert [output.text for output in done.cells[-1].outputs] == ["C:\\旧改\\plan\n"]


def test_a_long_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path of a socket is limited to about a hundred bytes; a Chinese character takes three of them."""
    long = tmp_path / ("很长的临时文件夹" * 5)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    monkeypatch.setattr(execution, "TRANSPORT", "ipc")
    assert execution.transport(long / "jiugai-12345678") == "tcp"
    assert execution.transport(Path("/tmp/jiugai-12345678")) == "ipc"
    done = run_notebook(notebook(tmp_path), {"name": "plan"})
    assert [output.text for output in done.cells[-1].outputs] == ["plan\n"]


def test_a_file_left_open_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows removes no folder while a kernel that is ending holds a file in it."""
    made: list[dict[str, Any]] = []
    real = tempfile.TemporaryDirectory

    def watched(**settings: Any) -> Any:
        made.append(settings)
        return real(**settings)

    monkeypatch.setattr(tempfile, "TemporaryDirectory", watched)
    run_notebook(notebook(tmp_path), {"name": "plan"})
    assert made
    assert all(settings.get("ignore_cleanup_errors") for settings in made if settings.get("prefix") == "jiugai-")
