"""How a reading ended, whatever was read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jiugai.errors import JiugaiError


def outcome(read: Callable[[Path], Any], path: Path) -> str:
    """`read`, or `refused` with places and words in both languages; any other exception is a crash and passes through."""
    try:
        read(path)
    except JiugaiError as error:
        problems = error.problems
    else:
        return "read"
    assert problems
    assert all(problem.zh and problem.en and problem.where.file for problem in problems)
    return "refused"
