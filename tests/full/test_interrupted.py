"""Ctrl-C and a full disk at more moments than the fast suite has time for."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from jiugai.allocation.solver import available
from support.command import FULL_DISK, NO_REPORT, command, scratch, signalled, unchanged
from support.interrupted import (
    GAOTAI,
    TIANCHANG,
    is_a_plan,
    is_clean,
    planned,
    skipped_on_windows,
    while_publishing,
    while_rendering,
    while_solving,
)

pytestmark = skipped_on_windows


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.0, 0.3, 1.0, 3.0])
def test_while_solving(tmp_path: Path, number: signal.Signals, delay: float) -> None:
    while_solving(tmp_path, number, delay)


def test_while_a_later_stage_is_solved(tmp_path: Path) -> None:
    while_solving(tmp_path, signal.SIGINT, 1.0, when="基础类改造受益户数：")


@pytest.mark.skipif("cbc" not in available(), reason="no CBC here")
@pytest.mark.parametrize("delay", [0.0, 0.3, 1.0, 3.0])
def test_while_cbc_solves(tmp_path: Path, delay: float) -> None:
    while_solving(tmp_path, signal.SIGINT, delay, "--solver", "cbc")


def test_while_imports_run(tmp_path: Path) -> None:
    slow = "import builtins, sys, time\nreal = builtins.__import__\ndef slow(name, *rest):\n"
    slow += "    if name == 'pandas' and 'pandas' not in sys.modules:\n        print('importing', file=sys.stderr, flush=True)\n"
    slow += "        time.sleep(30)\n    return real(name, *rest)\nbuiltins.__import__ = slow\n"
    is_clean(signalled("plan", TIANCHANG, "--out", "p", folder=tmp_path, when="importing", before=slow), tmp_path)


@pytest.mark.parametrize("delay", [0.0, 0.5, 1.5, 2.5])
def test_while_the_report_is_rendered(tmp_path: Path, delay: float) -> None:
    while_rendering(tmp_path, delay)


def test_an_old_plan_survives(tmp_path: Path) -> None:
    planned(tmp_path)
    while_rendering(tmp_path, 1.0)
    is_a_plan(tmp_path / "p")


@pytest.mark.parametrize("when", ["renaming plan.json", "renaming funding.csv", "renaming audit.json"])
def test_publishing_is_finished_first(tmp_path: Path, when: str) -> None:
    while_publishing(tmp_path, when)


# --- a disk with no room left -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.003, 0.02, 0.06, 0.15, 0.3, 0.6, 0.99])
def test_disk_full_at_many_sizes(tmp_path: Path, share: float) -> None:
    """Whichever file is the first too large for the disk: nothing of the new plan, all of the old one."""
    planned(tmp_path)
    limit = int(share * max(path.stat().st_size for path in (tmp_path / "p").iterdir()))
    with unchanged(tmp_path):
        ended = command(
            "plan", TIANCHANG, "--out", "p", folder=tmp_path, before=NO_REPORT + FULL_DISK.format(limit=limit)
        )
    assert ended.code == 2, ended.err
    assert "larger than a file may be" in ended.err
    is_a_plan(tmp_path / "p")


@pytest.mark.parametrize("limit", [60_000, 100_000, 200_000])
def test_disk_full_while_the_report_is_written(tmp_path: Path, limit: int) -> None:
    """The plan is good and takes no more room: it is published without a report, which is told."""
    ended = command("plan", TIANCHANG, "--out", "p", folder=tmp_path, before=FULL_DISK.format(limit=limit))
    assert ended.code == 2, ended.err
    assert "report" in ended.err
    assert "Traceback" not in ended.err
    assert not (tmp_path / "p" / "report.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["p"]
    assert list(scratch(tmp_path).iterdir()) == []
    is_a_plan(tmp_path / "p")


#: a computer so slow that the solver's time is over before it has a first plan, whatever limit it is given
NO_TIME = """
import highspy
real = highspy.Highs.setOptionValue
highspy.Highs.setOptionValue = lambda self, name, value: real(self, name, 0.0 if name == 'time_limit' else value)
"""


def test_no_plan_in_time(tmp_path: Path) -> None:
    with unchanged(tmp_path):
        ended = command(
            "plan", GAOTAI, "--out", "p", "--time-limit", "0.1", folder=tmp_path, before=NO_REPORT + NO_TIME
        )
    assert ended.code == 4, ended.err
