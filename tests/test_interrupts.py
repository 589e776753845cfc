"""Ctrl-C is heard while foreign code runs, even where foreign code swallowed it."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

import pytest

from jiugai.interrupts import SIGNALS, heed_signals, watched

LONG = 60.0


@pytest.fixture
def _heeded() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heed_signals()
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_heeded")
@pytest.mark.parametrize("number", SIGNALS)
def test_a_swallowed_interrupt_is_heard_at_the_next_wait(number: signal.Signals) -> None:
    with contextlib.suppress(KeyboardInterrupt):  # as a bare `except` of a library does
        signal.raise_signal(number)
    with pytest.raises(KeyboardInterrupt):
        watched(lambda: pytest.fail("was begun all the same"), lambda: None)
    assert watched(lambda: 1, lambda: None) == 1  # heard once


@pytest.mark.usefixtures("_heeded")
def test_work_is_told_to_stop() -> None:
    stopped = threading.Event()
    threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt):
        watched(lambda: stopped.wait(LONG), stopped.set)
    assert stopped.is_set()
    assert watched(lambda: 1, lambda: None) == 1
