"""Editing a small file for a test, and reading what the user would read of an error."""

from __future__ import annotations

from pathlib import Path

from jiugai.errors import JiugaiError


def edit(path: Path, old: str, new: str) -> None:
    """Replace `old`, which stands exactly once, by `new`."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def texts(error: JiugaiError, lang: str, root: Path) -> list[str]:
    """What the user reads, with paths relative to `root`."""
    return [problem.text(lang).replace(f"{root}/", "") for problem in error.problems]
