"""Plans of several scenarios at once: a process each, as many at a time as asked for.

A solver works in one thread, so processes as many as cores do not stand in each other's way. They are spawned, not
forked: the same on every system. What one of them says and how it ends comes back through a pipe of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from jiugai.errors import JiugaiError, Problem
from jiugai.interrupts import heed_signals
from jiugai.run.pipeline import make_plan, read_study

_LISTEN = 0.2  # seconds: on Windows a wait without end does not hear Ctrl-C
_GRACE = 10.0  # seconds for a process that was told to end
_CRASH = 1  # exit code

#: what a task says on the way: its name, the line
Heard = Callable[[str, str], None]


@dataclass(frozen=True)
class Task:
    """A plan to be made: of which scenario, into which folder, by which solver; `effort` as `read_study` takes it."""

    name: str
    scenario: Path
    folder: Path
    solver: str
    effort: dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """Why a task has no plan. `trace`: the traceback of a crash, which has no problems to tell."""

    exit_code: int
    problems: tuple[Problem, ...] = ()
    trace: str = ""


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def make_plans(tasks: Sequence[Task], jobs: int, heard: Heard = lambda name, text: None) -> dict[str, Failure | None]:
    """Make every plan, `jobs` at a time; name → None, or why there is none. A failure does not stop the others.

    At a KeyboardInterrupt every process is ended, and what it has half-written removed, before it is raised again.
    """
    if min(jobs, len(tasks)) <= 1:
        return {task.name: _made(task, partial(heard, task.name)) for task in tasks}
    waiting = list(tasks)
    ended: dict[str, Failure | None] = {}
    with _ended_with_us() as running:
        while waiting or running:
            while waiting and len(running) < jobs:
                process = _Worker(waiting.pop(0))
                running[process.pipe] = process
            for pipe in wait(list(running), _LISTEN):
                assert isinstance(pipe, Connection)
                worker = running[pipe]
                try:
                    said = pipe.recv()
                except EOFError:  # ended without a word: killed from outside, or out of memory
                    said = Failure(_CRASH, trace=f"the process ended with code {worker.end()}")
                if isinstance(said, str):
                    heard(worker.name, said)
                else:
                    ended[worker.name] = said
                    worker.end()
                    del running[pipe]
    return {task.name: ended[task.name] for task in tasks}


class _Worker:
    """A process that works on one task, and the end of the pipe at which it is heard."""

    def __init__(self, task: Task) -> None:
        context = multiprocessing.get_context("spawn")
        self.name = task.name
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process: BaseProcess = context.Process(target=_work, args=(task, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def end(self) -> int | None:
        """Wait for the end; its exit code."""
        self.pipe.close()
        self.process.join(_GRACE)
        return self.process.exitcode


@contextmanager
def _ended_with_us() -> Iterator[dict[Connection, _Worker]]:
    """The running processes; whatever ends this block ends them, gently first."""
    running: dict[Connection, _Worker] = {}
    try:
        yield running
    finally:
        processes = [worker.process for worker in running.values()]
        if os.name != "nt":  # a console there has told them already, and `terminate` leaves no time to clean up
            for process in processes:
                process.terminate()
        for process in processes:
            process.join(_GRACE)
            if process.is_alive():
                process.kill()
                process.join()


def _work(task: Task, pipe: Connection) -> None:
    """What a process does. On a terminal Ctrl-C reaches every process of the group: here it is the parent who tells."""
    heed_signals()
    if os.name != "nt":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pipe.send(_made(task, pipe.send))
    except (KeyboardInterrupt, BrokenPipeError):  # told to end, or nobody listens any more
        os._exit(_CRASH)


def _made(task: Task, say: Callable[[str], None]) -> Failure | None:
    try:
        make_plan(read_study(task.scenario, **task.effort), task.folder, task.solver, say)
    except JiugaiError as error:
        return Failure(error.exit_code, error.problems)
    except BrokenPipeError:
        raise
    except Exception as failure:  # noqa: BLE001  told by the parent, in whose crash file it stands
        return Failure(_CRASH, trace="".join(traceback.format_exception(failure)))
    return None
