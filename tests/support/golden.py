"""Committed text files: compared byte for byte; JIUGAI_WRITE_GOLDEN=1 writes them anew (and the test still fails)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def compare(path: Path, text: str) -> None:
    """`text` is what `path` holds."""
    if os.environ.get("JIUGAI_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"written, now look at it: {path}")
    assert text == path.read_bytes().decode("utf-8")
