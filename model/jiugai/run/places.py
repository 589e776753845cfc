"""Where a plan folder may be, and what stands in the way of writing it: an open file, Windows, a full disk."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path, PurePath

from jiugai.errors import Locator, OutputError, Problem, os_reason

IS_WINDOWS = os.name == "nt"

#: names that Windows keeps for devices, with any ending and in any case
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789¹²³")}
#: signs that no file name of Windows may have; a colon would open a stream of the file before it
_SIGNS = set('<>:"|?*')
#: letters of a path that every Windows takes
_LONGEST = 259
#: tries and seconds between them while a virus scanner or an indexer still reads the file to be replaced
TRIES, _PAUSE = 6, 0.25


def check_names(out: Path) -> None:
    """Refuse a folder whose name the system would not take, before anything is solved. Raises `OutputError`."""
    fault = windows_fault(out) if IS_WINDOWS else None
    if fault:
        raise OutputError(Problem(Locator(column="--out", value=str(out)), *fault))


def windows_fault(path: PurePath) -> tuple[str, str] | None:
    """What Windows has against the names in a path, in Chinese and English; None: nothing.

    >>> from pathlib import PureWindowsPath
    >>> windows_fault(PureWindowsPath("D:/旧改/Con.txt"))[1]
    'Con.txt is a name that Windows keeps for a device: choose another folder'
    """
    for part in (part for part in path.parts if part not in (path.anchor, "..")):
        if part.partition(".")[0].rstrip(" ").upper() in _DEVICES:
            return (
                f"{part} 是 Windows 保留的设备名，请换一个文件夹",
                f"{part} is a name that Windows keeps for a device: choose another folder",
            )
        if _SIGNS & set(part) or part[-1] in ". ":
            return (
                f"{part} 含有 Windows 不允许的字符，或以点、空格结尾",
                f"{part} has a sign that Windows does not allow in names, or ends with a dot or a space",
            )
    return None


def patiently(action: Callable[[], object]) -> None:
    """Do something to a file, again after a pause where Windows refuses because somebody reads it just now."""
    for _ in range(TRIES - 1):
        try:
            action()
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    action()


def cannot_write(path: Path, failure: OSError) -> OutputError:
    """The error for a file that could not be written, with what to do about it."""
    zh, en = os_reason(failure)
    if isinstance(failure, PermissionError):
        program = "Word" if path.suffix == ".docx" else "Excel"
        zh = f"{zh}；若文件在 {program} 等程序中打开，请先关闭"
        en = f"{en}; close it if it is open in {program} or elsewhere"
    elif len(str(path.absolute())) > _LONGEST or failure.errno == errno.ENAMETOOLONG:
        zh, en = "路径过长；请用 --out 换一个较短的文件夹", "the path is too long; choose a shorter folder with --out"
    return OutputError(Problem(Locator(str(path)), f"无法写入：{zh}", f"cannot be written: {en}"))
