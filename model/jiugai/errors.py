"""Errors a user can act on: located, bilingual, collected so that all problems are seen at once."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Locator:
    """Where a problem sits: file, sheet (workbooks only), row (as a spreadsheet counts), column and value."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""

    def text(self, lang: str = "zh") -> str:
        parts = [self.file, self.sheet]
        if self.row:
            parts.append(f"第{self.row}行" if lang == "zh" else f"row {self.row}")
        if self.column:
            parts.append(f"「{self.column}」" if lang == "zh" else f"column {self.column}")
        if self.value:
            parts.append(f"= {self.value!r}")
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: where it is and what to do about it, in Chinese and English."""

    where: Locator
    zh: str
    en: str

    def text(self, lang: str = "zh") -> str:
        place = self.where.text(lang)
        sentence = self.zh if lang == "zh" else self.en
        separator = "：" if lang == "zh" else ": "
        return f"{place}{separator}{sentence}" if place else sentence


class JiugaiError(Exception):
    """A failure with located problems. `exit_code` is what the command line returns."""

    exit_code = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(problem.text("en") for problem in self.problems))


class DataError(JiugaiError):
    """The case cannot be read as the column dictionary says."""


class PolicyError(JiugaiError):
    """Policy data are wrong, or the case asks for something a clause forbids."""


class ScenarioError(JiugaiError):
    """The scenario file is wrong."""


class OutputError(JiugaiError):
    """The plan cannot be written (a file is open elsewhere, the disk is full)."""


class InfeasibleError(JiugaiError):
    """No plan satisfies every hard rule."""

    exit_code = 3


class SolverError(JiugaiError):
    """The solver ended without a plan within its effort, or with a status that cannot be used."""

    exit_code = 4


class AuditError(JiugaiError):
    """The finished plan failed the audit."""

    exit_code = 5


class ProblemLog:
    """Collects problems of one stage of reading; `finish` raises them together."""

    def __init__(self, error: type[JiugaiError]) -> None:
        self._error = error
        self._problems: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._problems)

    def add(self, where: Locator, zh: str, en: str) -> None:
        self._problems.append(Problem(where, zh, en))

    def extend(self, problems: Iterable[Problem]) -> None:
        self._problems.extend(problems)

    def finish(self) -> None:
        if self._problems:
            raise self._error(self._problems)


#: why the system refuses a file, in words; what is not here is told as the system tells it
_OS_REASONS = {
    errno.ENOENT: ("找不到路径", "no such path"),
    errno.EACCES: ("没有权限，或文件正被占用", "no permission, or the file is in use"),
    errno.EPERM: ("没有权限，或文件正被占用", "no permission, or the file is in use"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    getattr(errno, "EDQUOT", errno.ENOSPC): ("磁盘配额已满", "the disk quota is used up"),
    errno.EFBIG: ("超过允许的文件大小", "larger than a file may be"),
    errno.EROFS: ("磁盘只读", "the disk is read-only"),
    errno.EISDIR: ("这是文件夹，不是文件", "a folder, not a file"),
    errno.ENOTDIR: ("路径中有一段是文件，不是文件夹", "part of the path is a file, not a folder"),
    errno.ELOOP: ("符号链接循环", "symbolic links in a circle"),
    errno.ENAMETOOLONG: ("文件名过长", "the name is too long"),
}


def os_reason(failure: OSError) -> tuple[str, str]:
    """Why the system refused a file, in Chinese and English."""
    told = failure.strerror or str(failure)
    return _OS_REASONS.get(failure.errno or 0, (told, told))
