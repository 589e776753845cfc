"""Published figures of data/sources, as rows of text."""

from __future__ import annotations

import csv

from support.case import ROOT


def published(name: str) -> list[dict[str, str]]:
    """Rows of a figures file; lines that begin with # are its source note."""
    with (ROOT / "data" / "sources" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
