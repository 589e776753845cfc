"""Where a plan can be written, and what is said where it cannot; what Windows does is played on any system."""

from __future__ import annotations

import builtins
import errno
import io
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from jiugai.cli import _encoding
from jiugai.errors import OutputError
from jiugai.run import places, provenance
from run.test_command_line import invoke, run_plan, written


@pytest.mark.parametrize(
    "path",
    [
        "CON", "nul", "reports/Aux", "reports/com1.plan", "LPT9 .x/plan", "reports/what?", "a|b/plan", "x/a:b", "plan.",
        "plan ", "reports/prn/plan", "D:/旧改/CON",
    ],
)  # fmt: skip
def test_names_that_windows_refuses(path: str) -> None:
    fault = places.windows_fault(PureWindowsPath(path))
    assert fault is not None
    assert all(fault)


@pytest.mark.parametrize(
    "path", ["reports/gaotai", "D:/旧改/方案 1", "//server/share/plan", "../plan", ".", "console", "com10", "a.con/b"]
)
def test_names_that_windows_takes(path: str) -> None:
    assert places.windows_fault(PureWindowsPath(path)) is None
    assert places.windows_fault(PurePosixPath(path.removeprefix("D:"))) is None


def test_a_device_is_refused_before_anything_is_solved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "windows_fault", lambda path: ("设备名", "a device"))
    monkeypatch.setattr(places, "IS_WINDOWS", True)
    monkeypatch.setattr("jiugai.run.pipeline.allocate", lambda *_: pytest.fail("it was solved"))
    result = invoke("plan", written(tmp_path), "--out", tmp_path / "nul")
    assert result.exit_code == 2
    assert [words for words in ("--out", "设备名", "a device") if words not in result.stderr] == []
    assert not (tmp_path / "nul").exists()


def test_a_file_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiugai.run.pipeline.allocate", lambda *_: pytest.fail("it was solved"))
    (tmp_path / "plan.txt").write_text("mine", "utf-8")
    result = invoke("plan", written(tmp_path), "--out", tmp_path / "plan.txt")
    assert result.exit_code == 2
    assert "this is a file, not a folder" in result.stderr
    assert (tmp_path / "plan.txt").read_text("utf-8") == "mine"


def refusing(name: str, times: int) -> Callable[[Path], bool]:
    """Tells, the first `times` times, that a file of a name is in use."""
    left = [times]

    def in_use(path: Path) -> bool:
        if path.name == name and path.parent.name == "p" and left[0]:
            left[0] -= 1
            return True
        return False

    return in_use


def use(monkeypatch: pytest.MonkeyPatch, in_use: Callable[[Path], bool]) -> None:
    """As Windows does while another program has a file: it can be neither moved nor replaced."""
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if in_use(self) or in_use(Path(target)):
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "timing.json"}


def test_a_table_open_in_excel_leaves_the_old_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path)
    run_plan(tmp_path, path, monkey=monkeypatch)
    folder = tmp_path / "out" / "p"
    before = contents(folder)
    use(monkeypatch, refusing("funding.csv", 1_000))
    result = invoke("plan", path, "--out", folder)
    assert result.exit_code == 2
    for words in ("funding.csv", "请先关闭", "close it if it is open in Excel or elsewhere"):
        assert words in result.stderr
    assert contents(folder) == before
    assert [file.name for file in folder.parent.iterdir()] == ["p"]


def test_a_scanner_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path)
    run_plan(tmp_path, path, monkey=monkeypatch)
    folder = tmp_path / "out" / "p"
    before = contents(folder)
    busy = refusing("funds.csv", 3)
    use(monkeypatch, busy)
    result = invoke("plan", path, "--out", folder)
    assert result.exit_code == 0, result.stderr
    assert contents(folder) == before
    assert not busy(folder / "funds.csv")  # all three refusals were met


@pytest.mark.parametrize(
    ("path", "failure", "words"),
    [
        ("plan/funds.csv", OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        ("x" * 300 + "/funds.csv", FileNotFoundError(errno.ENOENT, "No such file"), "the path is too long"),
        ("plan/" + "y" * 99, OSError(errno.ENAMETOOLONG, "File name too long"), "the path is too long"),
        ("plan/funds.csv", PermissionError(errno.EACCES, "Permission denied"), "open in Excel"),
    ],
)
def test_the_advice_fits_the_failure(path: str, failure: OSError, words: str) -> None:
    error = places.cannot_write(Path(path), failure)
    assert isinstance(error, OutputError)
    assert words in error.problems[0].en
    assert error.problems[0].zh.startswith("无法写入：")


def test_a_name_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiugai.cli._renderer", lambda: None)
    result = invoke("plan", written(tmp_path), "--out", tmp_path / ("长" * 120))
    assert result.exit_code == 2
    assert "path is too long" in result.stderr


def test_a_console_of_code_page_936_shows_what_it_can() -> None:
    """● and hanzi are in the code page; a rare hanzi or ㎥ gives a question mark, not a crash."""
    assert _encoding("linux") == "utf-8"
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp936", newline="")
    stream.reconfigure(encoding=_encoding("win32"), errors="replace")
    stream.write("● 旧改：甲小区㎡ 𬭎")
    stream.flush()
    assert raw.getvalue().decode("cp936") == "● 旧改：甲小区㎡ ?"


def test_a_system_without_resource_tells_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **settings: Any) -> Any:
        if name == "resource":
            raise ImportError(name)
        return real(name, *more, **settings)

    monkeypatch.delitem(sys.modules, "resource", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    assert provenance.peak_memory_kib() is None


def test_inputs_on_another_drive_are_named_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_drive(path: Path, start: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", other_drive)
    assert provenance.relative(tmp_path / "works.csv", tmp_path / "scenarios") == (tmp_path / "works.csv").as_posix()
