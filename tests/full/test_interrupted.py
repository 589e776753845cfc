"""Ctrl-C and a full disk at more moments than the fast suite has time for."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from jiugai.run import open_plan, read_study
from support.case import ROOT
from support.command import NO_REPORT, Ended, command, left_running, listing, scratch, signalled, unchanged, wait_until

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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.0, 0.3, 1.0, 3.0])
def test_while_solving(tmp_path: Path, number: signal.Signals, delay: float) -> None:
    ended = signalled("plan", GAOTAI, "--out", "deep/p", folder=tmp_path, when=SOLVING, number=number, delay=delay)
    _clean(ended, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_while_imports_run(tmp_path: Path) -> None:
    slow = "import builtins, sys, time\nreal = builtins.__import__\ndef slow(name, *rest):\n"
    slow += "    if name == 'pandas' and 'pandas' not in sys.modules:\n        print('importing', file=sys.stderr, flush=True)\n"
    slow += "        time.sleep(30)\n    return real(name, *rest)\nbuiltins.__import__ = slow\n"
    ended = signalled("plan", TIANCHANG, "--out", "p", folder=tmp_path, when="importing", before=slow)
    _clean(ended, tmp_path)


@pytest.mark.parametrize("delay", [0.0, 0.5, 1.5, 2.5])
def test_while_the_report_is_rendered(tmp_path: Path, delay: float) -> None:
    ended = signalled("plan", TIANCHANG, "--out", "p", folder=tmp_path, when=RENDERING, delay=delay, before="")
    _clean(ended, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_old_plan_survives(tmp_path: Path) -> None:
    assert command("plan", TIANCHANG, "--out", "p", folder=tmp_path).code == 0
    before = listing(tmp_path / "p")
    _clean(signalled("plan", TIANCHANG, "--out", "p", folder=tmp_path, when=RENDERING, delay=1.0, before=""), tmp_path)
    assert listing(tmp_path / "p") == before
    assert open_plan(tmp_path / "p", read_study(TIANCHANG)).manifest["status"] == "optimal"


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


@pytest.mark.parametrize("when", ["renaming plan.json", "renaming funding.csv", "renaming audit.json"])
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


# --- a disk with no room left -------------------------------------------------------------------------------------------

_FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
"""


@pytest.mark.parametrize("share", [0.0001, 0.003, 0.02, 0.06, 0.15, 0.3, 0.6, 0.99])
def test_disk_full_at_many_sizes(tmp_path: Path, share: float) -> None:
    """Whichever file is the first too large for the disk: nothing of the new plan, all of the old one."""
    assert command("plan", TIANCHANG, "--out", "p", folder=tmp_path).code == 0
    limit = int(share * max(path.stat().st_size for path in (tmp_path / "p").iterdir()))
    with unchanged(tmp_path):
        ended = command("plan", TIANCHANG, "--out", "p", folder=tmp_path, before=NO_REPORT + _FULL.format(limit=limit))
    assert ended.code == 2, ended.err
    assert "larger than a file may be" in ended.err
    assert open_plan(tmp_path / "p", read_study(TIANCHANG)).manifest["status"] == "optimal"


@pytest.mark.parametrize("limit", [60_000, 100_000, 200_000])
def test_disk_full_while_the_report_is_written(tmp_path: Path, limit: int) -> None:
    """The plan is good and takes no more room: it is published without a report, which is told."""
    ended = command("plan", TIANCHANG, "--out", "p", folder=tmp_path, before=_FULL.format(limit=limit))
    assert ended.code == 2, ended.err
    assert "report" in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "p" / "report.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["p"]
    assert list(scratch(tmp_path).iterdir()) == []
    assert open_plan(tmp_path / "p", read_study(TIANCHANG)).manifest["status"] == "optimal"


def test_a_tenth_of_a_second_is_too_little(tmp_path: Path) -> None:
    with unchanged(tmp_path):
        ended = command("plan", GAOTAI, "--out", "p", "--time-limit", "0.1", folder=tmp_path)
    assert ended.code == 4
