"""The real command in a process of its own: how it ends, what it says, what it leaves behind."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

import jiugai

#: no report: it costs seconds and is no part of what most endings show
NO_REPORT = "import jiugai.cli\njiugai.cli._renderer = lambda: None\n"
_MAIN = "from jiugai.cli import main\nmain()\n"


#: `limit`: the bytes to which a file may grow
FULL_DISK = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
"""


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str
    seconds: float


def _start(words: tuple[str | Path, ...], folder: Path, before: str, **how: Any) -> subprocess.Popen[str]:
    env = os.environ | {"PYTHONPATH": str(Path(jiugai.__file__).parents[1]), "PYTHONUTF8": "1"}
    env |= {"TMPDIR": str(scratch(folder)), "TEMP": str(scratch(folder)), "TMP": str(scratch(folder))} | how.pop(
        "env", {}
    )
    return subprocess.Popen(
        [sys.executable, "-c", before + _MAIN, *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=env, cwd=folder, **how,
    )  # fmt: skip


def scratch(folder: Path) -> Path:
    """The folder of temporary files of a command run in `folder`; a short name, for a socket of the kernel lies there."""
    place = Path(tempfile.gettempdir()) / f"jg-{zlib.crc32(str(folder).encode()):08x}"
    if not place.exists():
        place.mkdir()
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def command(*words: str | Path, folder: Path, before: str = NO_REPORT, **how: Any) -> Ended:
    """Run `jiugai *words` in `folder`; `before` is Python that runs before the command line is entered."""
    began = time.monotonic()
    with _start(words, folder, before, **how) as process:
        out, err = process.communicate(timeout=120)
    return Ended(process.returncode, out, err, time.monotonic() - began)


def signalled(
    *words: str | Path, folder: Path, when: str, number: signal.Signals = signal.SIGINT, delay: float = 0.0,
    before: str = NO_REPORT,
) -> Ended:  # fmt: skip
    """Run the command and send it a signal `delay` seconds after a line of stderr holds `when`.

    `seconds` counts from the signal.
    """
    lines: list[str] = []
    seen = threading.Event()
    with _start(words, folder, before) as process:
        assert process.stderr is not None

        def listen(stream: Any) -> None:
            for line in stream:
                lines.append(line)
                if when in line:
                    seen.set()
            seen.set()

        listener = threading.Thread(target=listen, args=(process.stderr,))
        listener.start()
        assert seen.wait(60), lines
        time.sleep(delay)
        assert process.poll() is None, ("ended before the signal", lines)
        began = time.monotonic()
        process.send_signal(number)
        process.wait(60)
        seconds = time.monotonic() - began
        listener.join()
        out = process.stdout.read() if process.stdout else ""
    return Ended(process.returncode, out, "".join(lines), seconds)


def listing(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, and every folder; hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"<folder>"
        for path in sorted(folder.rglob("*"))
        if path.is_dir() or path.is_file()
    }


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """Nothing below `folder` is made, changed or removed."""
    before = listing(folder)
    yield
    after = listing(folder)
    assert after.keys() == before.keys()
    assert [name for name in before if before[name] != after[name]] == []


def programs(folder: Path) -> list[str]:
    """Command lines of running processes that name something in `folder`."""
    lines = [" ".join(process.info["cmdline"] or ()) for process in psutil.process_iter(["cmdline"])]
    return [line for line in lines if f"{folder}{os.sep}" in line]


def left_running(folder: Path) -> list[str]:
    """Processes with the scratch folder on their command line: a kernel names its connection file there, CBC its model."""
    return programs(scratch(folder))


def wait_until(holds: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether `holds` within the time."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
