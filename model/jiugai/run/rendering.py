"""Adding reports to a plan; rendering one so that Ctrl-C ends it at once, and its kernel with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from jiugai.interrupts import watched
from jiugai.labels import label
from jiugai.run.contract import OpenPlan, json_bytes
from jiugai.run.places import cannot_write
from jiugai.run.publish import MANIFEST, REPORTS, FolderWriter

#: adds a report to the plan folder it is given
Render = Callable[[Path], None]
#: name of the report's file → who adds it
Renders = Mapping[str, Render]


def add_reports(writer: FolderWriter, renders: Renders) -> Exception | None:
    """Every report into the staging folder; one that fails, in whatever way, is left out. The first failure, if any.

    It is the caller's to raise once the rest is published: a plan is not lost over a report.
    """
    first: Exception | None = None
    for name, render in renders.items():
        try:
            interruptible(render, writer.staging)
        except Exception as failure:  # noqa: BLE001  raised by the caller
            told = cannot_write(writer.out / name, failure) if isinstance(failure, OSError) else failure
            first = first or told
            writer.discard(name)
    return first


def report_anew(found: OpenPlan, renders: Renders, progress: Callable[[str], None]) -> None:
    """The reports of a plan that stands, made again; its other files are not touched.

    Where a report fails everything stays as it is, and the failure is raised.
    """
    with FolderWriter(found.folder) as writer:
        for file in found.manifest["files"]:
            if file["name"] not in REPORTS:
                writer.add(file["name"], (found.folder / file["name"]).read_bytes())
        writer.add(MANIFEST, json_bytes(found.manifest | {"files": writer.hashes()}))
        failure = add_reports(writer, renders)
        if failure is not None:
            raise failure
        writer.add(MANIFEST, json_bytes(found.manifest | {"files": writer.hashes()}))
        for path, now in writer.publish((*REPORTS, MANIFEST)):
            progress(label("progress.kept", found.study.scenario.lang).format(path=path.name, now=now))


def interruptible(render: Render, folder: Path) -> None:
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
