"""Ctrl-C and SIGTERM at one moment of each kind; `tests/full` has many more."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from support.interrupted import skipped_on_windows, while_publishing, while_rendering, while_solving

pytestmark = skipped_on_windows


@pytest.mark.parametrize(("number", "delay"), [(signal.SIGINT, 1.0), (signal.SIGTERM, 0.0)])
def test_while_solving(tmp_path: Path, number: signal.Signals, delay: float) -> None:
    while_solving(tmp_path, number, delay)


def test_while_the_report_is_rendered(tmp_path: Path) -> None:
    while_rendering(tmp_path, 1.5)


def test_publishing_is_finished_first(tmp_path: Path) -> None:
    while_publishing(tmp_path, "renaming funding.csv")
