"""Ctrl-C and SIGTERM while a plan is made: exit 130 within seconds, the folder whole, nothing staged, no process left."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from jiugai.run import make_plan, open_plan, read_study
from support.case import ROOT
from support.command import NO_REPORT, Ended, left_running, listing, scratch, signalled, wait_until

skipped_on_windows = pytest.mark.skipif(os.name == "nt", reason="a signal of another process kills on Windows")

GAOTAI = ROOT / "scenarios" / "gaotai.yaml"
TIANCHANG = ROOT / "scenarios" / "tianchang.yaml"
#: a line of stderr: the solver runs for many seconds after this one; the kernel is started after that one
SOLVING, RENDERING = "开始求解", "写出结果文件"

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


def is_clean(ended: Ended, folder: Path, within: float = 8.0) -> None:
    assert ended.code == 130, ended.err
    assert ended.seconds < within
    assert ended.err.splitlines()[-1] == "已中断，方案文件夹保持完整 interrupted, the plan folder is whole"
    assert "Traceback" not in ended.err
    assert wait_until(lambda: not left_running(folder))
    assert list(scratch(folder).iterdir()) == []


def while_solving(folder: Path, number: signal.Signals, delay: float, *options: str, when: str = SOLVING) -> None:
    """A first plan of the large case: nothing is left, the parents of its folder neither."""
    words = ("plan", GAOTAI, "--out", "deep/p", *options)
    is_clean(signalled(*words, folder=folder, when=when, number=number, delay=delay), folder)
    assert list(folder.iterdir()) == []


def while_rendering(folder: Path, delay: float) -> None:
    """Over an old plan where there is one: it stays, byte for byte."""
    before = listing(folder)
    is_clean(signalled("plan", TIANCHANG, "--out", "p", folder=folder, when=RENDERING, delay=delay, before=""), folder)
    assert listing(folder) == before


def while_publishing(folder: Path, when: str) -> None:
    """A signal between two renames waits until the new plan is whole."""
    planned(folder)
    old = (folder / "p" / "timing.json").stat().st_ino
    before = NO_REPORT + _SLOW_RENAMES
    is_clean(signalled("plan", TIANCHANG, "--out", "p", folder=folder, when=when, before=before), folder)
    assert [path.name for path in folder.iterdir()] == ["p"]
    assert (folder / "p" / "timing.json").stat().st_ino != old
    is_a_plan(folder / "p")


def planned(folder: Path) -> None:
    """A plan of the small case in `p`."""
    make_plan(read_study(TIANCHANG), folder / "p")


def is_a_plan(folder: Path) -> None:
    assert open_plan(folder, read_study(TIANCHANG)).manifest["status"] == "optimal"
