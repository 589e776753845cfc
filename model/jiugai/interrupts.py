"""Ctrl-C that is heard at once, and never in the middle of a step that must be whole."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

#: what asks the program to end; a console on Windows sends the last one for Ctrl-Break and for closing the window
SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))

_LISTEN = 0.1  # seconds: on Windows a wait without end does not hear Ctrl-C
_GRACE = 10.0  # seconds for work that was told to stop


#: foreign code may swallow the KeyboardInterrupt (a bare `except`, an error cleared in C): it is heard all the same
_asked = threading.Event()


def _interrupt(*_: object) -> None:
    _asked.set()
    raise KeyboardInterrupt


def _raise_if_asked() -> None:
    if _asked.is_set():
        _asked.clear()
        raise KeyboardInterrupt


def heed_signals() -> None:
    """Let every signal of `SIGNALS` end the program as Ctrl-C does: by a KeyboardInterrupt that unwinds."""
    for number in SIGNALS:
        signal.signal(number, _interrupt)


def watched(work: Callable[[], T], stop: Callable[[], object]) -> T:
    """The result of `work`, done in a thread so that this one hears Ctrl-C while foreign code runs.

    At a KeyboardInterrupt, one swallowed before included, `stop` is called until `work` has ended, which it must bring
    about; then it is raised again.
    Outside the main thread, which alone hears signals, `work` is simply done.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    results: list[T] = []
    failures: list[BaseException] = []
    ended = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:  # noqa: BLE001  raised again in the thread that asked
            failures.append(failure)
        finally:
            ended.set()

    _raise_if_asked()
    threading.Thread(target=run, daemon=True).start()
    try:
        while not ended.wait(_LISTEN):
            _raise_if_asked()
    except KeyboardInterrupt:
        _asked.clear()
        end = time.monotonic() + _GRACE
        while not ended.wait(_LISTEN) and time.monotonic() < end:
            stop()  # again and again: what is to be stopped may only now begin
        raise
    if failures:
        raise failures[0]
    return results[0]


@contextmanager
def undisturbed() -> Iterator[None]:
    """A step of milliseconds that signals do not cut in two: they are heard when it has ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[tuple[int, Any]] = []
    before = {number: signal.signal(number, lambda *what: heard.append(what)) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
        if heard and callable(handler := before[heard[0][0]]):
            handler(*heard[0])
