"""Ctrl-C and SIGTERM: exit 130 within seconds, the folder whole, nothing staged, no process left."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from jiugai.run import open_plan, read_study
from support.case import ROOT
from support.command import NO_REPORT, Ended, command, left_running, scratch, signalled, wait_until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a signal of another process kills on Windows")

GAOTAI = ROOT / "scenarios" / "gaotai.yaml"
TIANCHANG = ROOT / "scenarios" / "tianchang.yaml"
#: `HiGHS` runs for many seconds after this line; the kernel is started after that one
SOLVING, RENDERING = "开始求解", "写出结果文件"


def _clean(ended: Ended, folder: Path, within: float = 8.0) -> None:
    assert ended.code == 130, ended.err
    assert ended.seconds < within
    assert ended.err.splitlines()[-1] == "已中断，方案文件夹保持完整 interrupted, the plan folder is whole"
    assert "Traceback" not in ended.err
    assert wait_until(lambda: not left_running(folder))
    assert list(scratch(folder).iterdir()) == []


@pytest.mark.parametrize(("number", "delay"), [(signal.SIGINT, 1.0), (signal.SIGTERM, 0.0)])
def test_while_solving(tmp_path: Path, number: signal.Signals, delay: float) -> None:
    ended = signalled("plan", GAOTAI, "--out", "deep/p", folder=tmp_path, when=SOLVING, number=number, delay=delay)
    _clean(ended, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("delay", [1.5])
def test_while_the_report_is_rendered(tmp_path: Path, delay: float) -> None:
    ended = signalled("plan", TIANCHANG, "--out", "p", folder=tmp_path, when=RENDERING, delay=delay, before="")
    _clean(ended, tmp_path)
    assert list(tmp_path.iterdir()) == []


_SLOW_RENAMES = """
import sys, time
from pathlib import Path
real = Path.rename
def slow(self, target):
    print("renaming", self.name, file=sys.stderr, flush=True)
    time.sleep(0.05)
    return real(self, target)
Path.rename = slow
"""


@pytest.mark.parametrize("when", ["renaming funding.csv"])
def test_publishing_is_finished_first(tmp_path: Path, when: str) -> None:
    """A signal between two renames waits until the new plan is whole."""
    assert command("plan", TIANCHANG, "--out", "p", folder=tmp_path).code == 0
    old = (tmp_path / "p" / "timing.json").stat().st_ino
    before = NO_REPORT + _SLOW_RENAMES
    ended = signalled("plan", TIANCHANG, "--out", "p", folder=tmp_path, when=when, before=before)
    _clean(ended, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p"]
    assert (tmp_path / "p" / "timing.json").stat().st_ino != old
    assert open_plan(tmp_path / "p", read_study(TIANCHANG)).manifest["status"] == "optimal"
