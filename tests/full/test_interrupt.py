"""Ctrl-C while a stage is being solved: the program ends at once, with 130, and writes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import jiugai
from support.case import ROOT

#: in the background, where these tests may run, a shell has Ctrl-C ignored
HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a console, not to a program")
def test_ctrl_c_is_130_and_leaves_nothing(tmp_path: Path) -> None:
    words = ["plan", str(ROOT / "scenarios" / "gaotai.yaml"), "--out", str(tmp_path / "out" / "plan")]
    with subprocess.Popen(
        [sys.executable, "-c", HEARS + "from jiugai.cli import main; main()", *words],
        env=os.environ | {"PYTHONPATH": str(Path(jiugai.__file__).parents[1])},
        stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=tmp_path,
    ) as child:  # fmt: skip
        assert child.stderr is not None
        for line in child.stderr:
            if line.startswith("basic_households"):  # the next stage, score, takes many seconds
                break
        time.sleep(1)
        began = time.perf_counter()
        child.send_signal(signal.SIGINT)
        told = child.stderr.read()
        assert child.wait(60) == 130
    assert time.perf_counter() - began < 5
    assert "interrupted" in told
    assert "Traceback" not in told
    assert not list(tmp_path.iterdir()) or not list((tmp_path / "out").iterdir())
