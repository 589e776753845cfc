"""Rendering the report so that Ctrl-C ends it at once, and its kernel with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jiugai.interrupts import watched


def interruptible(render: Callable[[Path], None], folder: Path) -> None:
    """`render(folder)`; a KeyboardInterrupt ends every process it has started, and is raised again once it is over."""
    try:  # both come with the kernel
        from jupyter_core.utils import ensure_event_loop
        from psutil import NoSuchProcess, Process
    except ImportError:  # whatever renders here, starts none
        render(folder)
        return
    mine = Process()
    before = {child.pid for child in mine.children()}

    def stop() -> None:
        for child in mine.children(recursive=True):
            if child.pid not in before:
                try:
                    child.kill()
                except NoSuchProcess:
                    continue

    def work() -> None:
        loop = ensure_event_loop()  # of the thread: the one that the client of the kernel will find
        try:
            render(folder)
        finally:
            loop.close()

    watched(work, stop)
