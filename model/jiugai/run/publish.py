"""Putting a plan, or a comparison of plans, into its folder: old one intact or new one whole, whatever happens.

The files are written to a hidden sibling folder, `.<name>-…`, and then renamed into place: the old ones aside, the
manifest (`plan.json`) first, the new ones in, the manifest last. Renames need no space. One that is refused undoes
those before it; Ctrl-C waits until the last one is done. What remains: a process killed outright, or power lost, within
these milliseconds leaves a folder without its manifest, which no reader takes for a plan, and the old files in the
hidden sibling.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jiugai.errors import Locator, OutputError, Problem, os_reason
from jiugai.interrupts import undisturbed
from jiugai.plan import TABLES
from jiugai.run.places import cannot_write, check_names, patiently
from jiugai.run.provenance import sha256

MANIFEST = "plan.json"
TIMING = "timing.json"
REPORT, WORD, WORKBOOK = "report.html", "report.docx", "plan.xlsx"
AUDIT = "audit.json"

#: what shows the plan to people; no reader of a plan depends on them
REPORTS = (REPORT, WORD, WORKBOOK)
#: those that people go on writing in
EDITABLE = (WORD, WORKBOOK)
#: every file of a plan; others in the folder are left alone
OWN = (*(f"{name}.csv" for name in TABLES), AUDIT, TIMING, *REPORTS, MANIFEST)


@dataclass(frozen=True)
class FolderKind:
    """A kind of folder that is written whole: its folders and then its files in the order in which they come into
    place, the manifest last; they are all that is ever replaced, others in the folder are left alone."""

    zh: str
    en: str
    files: tuple[str, ...]
    folders: tuple[str, ...] = ()

    @property
    def manifest(self) -> str:
        return self.files[-1]

    @property
    def parts(self) -> tuple[str, ...]:
        return (*self.folders, *self.files)


PLAN = FolderKind("方案", "plan", OWN)


def check_output(out: Path, inputs: Iterable[Path], kind: FolderKind = PLAN) -> None:
    """Refuse a folder that cannot or must not take the files, before anything is solved. Raises `OutputError`."""
    check_names(out)
    try:
        _check_place(out)
        _check_content(out, inputs, kind)
    except OSError as failure:
        raise cannot_write(out, failure) from None


def _check_place(out: Path) -> None:
    place = out.resolve()
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    if not existing.is_dir():
        raise _refused(existing, "这是文件，不是文件夹", "this is a file, not a folder")
    # the files are staged beside the folder: its parent, too, must take new ones
    for folder in {existing, existing if existing != place else place.parent}:
        if not os.access(folder, os.W_OK | os.X_OK):
            raise _refused(
                folder, "没有写入权限，请用 --out 另选文件夹", "no permission to write: choose another --out"
            )


def _check_content(out: Path, inputs: Iterable[Path], kind: FolderKind) -> None:
    if not out.is_dir():
        return
    place = out.resolve()
    if (out / "case.yaml").exists() or any(path.resolve().parent == place for path in inputs):
        raise _refused(
            out,
            f"这里是输入（案例、场景或政策）所在的文件夹，{kind.zh}不得写入，请用 --out 另选",
            f"the folder holds inputs (case, scenario or policy): no {kind.en} may be written here:"
            " choose another --out",
        )
    if not (out / kind.manifest).exists():
        found = [name for name in kind.parts if (out / name).exists()]
        if found:
            raise _refused(
                out / found[0],
                f"此文件夹不是{kind.zh}文件夹，却有同名文件：请移走，或用 --out 另选",
                f"the folder is no {kind.en} folder, yet holds a file of this name: move it away,"
                " or choose another --out",
            )
    for name in kind.files:
        if (out / name).is_dir():
            raise _refused(
                out / name, "应为文件，却是文件夹：请移走", "a folder stands where a file belongs: move it away"
            )
    for name in kind.folders:
        if (out / name).exists() and not (out / name).is_dir():
            raise _refused(
                out / name, "应为文件夹，却是文件：请移走", "a file stands where a folder belongs: move it away"
            )


class FolderWriter:
    """Collects the files of a plan, or of another kind of folder, in a sibling; `publish` puts them into place."""

    def __init__(self, out: Path, kind: FolderKind = PLAN) -> None:
        self.out, self.kind = out, kind
        self._keep = False
        self._made = _make_folders(out.parent)
        try:
            self.staging = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        except OSError as failure:
            _remove_folders(self._made)
            raise cannot_write(out, failure) from None

    def __enter__(self) -> FolderWriter:
        return self

    def __exit__(self, *_: object) -> None:
        with undisturbed():
            if not self._keep:
                shutil.rmtree(self.staging, ignore_errors=True)
            _remove_folders(self._made)  # those still empty: nothing was published

    def add(self, name: str, content: bytes) -> None:
        """Write a file, `name` or `folder/…/name`, and make sure that it has reached the disk."""
        try:
            (self.staging / name).parent.mkdir(parents=True, exist_ok=True)
            with (self.staging / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as failure:
            raise cannot_write(self.out / name, failure) from None

    def discard(self, name: str) -> None:
        """Drop a file that may be half-written."""
        (self.staging / name).unlink(missing_ok=True)

    def hashes(self) -> list[dict[str, str]]:
        apart = (self.kind.manifest, TIMING)
        files = (path.relative_to(self.staging).as_posix() for path in self.staging.rglob("*") if path.is_file())
        names = sorted(name for name in files if name not in apart)
        return [{"name": name, "sha256": sha256(self.staging / name)} for name in names]

    def publish(self, names: Sequence[str] = ()) -> list[tuple[Path, Path]]:
        """Rename the old files aside and the new ones into place; where one is refused, undo. Raises `OutputError`.

        `names`: the parts that are exchanged, all of the kind where none are named; the others stay as they are.
        A Word report or workbook that somebody has edited is not thrown away: (its name, the name it now has).
        """
        with undisturbed():
            names = names or self.kind.parts
            fresh = [name for name in names if (self.staging / name).exists()]
            aside = self.staging / "old"
            done: list[tuple[Path, Path]] = []
            place = self.out
            made = not self.out.exists()
            try:
                aside.mkdir()
                self.out.mkdir(exist_ok=True)
                old = [name for name in reversed(names) if (self.out / name).exists()]
                kept = {name: _free(self.out / name) for name in EDITABLE if name in old and self._edited(name)}
                for source, target in (
                    *((self.out / name, kept.get(name, aside / name)) for name in old),
                    *((self.staging / name, self.out / name) for name in fresh),
                ):
                    place = self.out / source.name
                    patiently(partial(source.rename, target))
                    done.append((source, target))
            except OSError as failure:
                self._undo(done, made)
                raise cannot_write(place, failure) from None
        return [(self.out / name, target) for name, target in kept.items()]

    def _edited(self, name: str) -> bool:
        """Whether a file is not as a plan left it here: changed since, or somebody's own."""
        try:
            files = json.loads((self.out / self.kind.manifest).read_text(encoding="utf-8"))["files"]
            written = {file["name"]: file["sha256"] for file in files}
        except (OSError, ValueError, KeyError, TypeError):
            written = {}
        return written.get(name) != sha256(self.out / name)

    def _undo(self, done: list[tuple[Path, Path]], made: bool) -> None:
        try:
            for source, target in reversed(done):
                target.rename(source)
            if made and self.out.exists():
                self.out.rmdir()
        except OSError as failure:
            self._keep = True
            raise _refused(
                self.out,
                f"写入中断后无法恢复（{os_reason(failure)[0]}）：原{self.kind.zh}的文件在 {self.staging / 'old'}，"
                "请手工移回",
                f"could not be restored after a failure ({os_reason(failure)[1]}):"
                f" the files of the old {self.kind.en} are in {self.staging / 'old'}, move them back by hand",
            ) from None


def _make_folders(folder: Path) -> list[Path]:
    """Make `folder` and what is missing above it; the folders made, the innermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        _remove_folders(missing)
        raise cannot_write(folder, failure) from None
    return missing


def _remove_folders(folders: Iterable[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:  # not empty, or never made
            return


def _free(path: Path) -> Path:
    """A name beside `path` that nothing has: report.edited-1.docx."""
    numbers = itertools.count(1)
    return next(free for number in numbers if not (free := path.with_suffix(f".edited-{number}{path.suffix}")).exists())


def _refused(path: Path, zh: str, en: str) -> OutputError:
    return OutputError(Problem(Locator(str(path)), zh, en))
