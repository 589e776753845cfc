"""`ties.csv`: what every value of a sentence must equal."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from jiugai.report.ties.language import Node, parse

#: (sentence, value)
Reference = tuple[str, str]


@cache
def tie_texts() -> dict[Reference, str]:
    """Reference → its expression as written. Raises ValueError where a reference stands twice."""
    text = files("jiugai.report.ties").joinpath("ties.csv").read_text(encoding="utf-8")
    found: dict[Reference, str] = {}
    for row in csv.DictReader(text.splitlines()):
        reference = row["sentence"], row["value"]
        if reference in found:
            raise ValueError(f"ties.csv: {'.'.join(reference)} stands twice")
        found[reference] = row["equals"]
    return found


@cache
def ties() -> dict[Reference, Node]:
    """Reference → its expression. Raises ValueError for one that cannot be read."""
    return {reference: parse(text) for reference, text in tie_texts().items()}
