"""The assumptions behind a case made from a list: the rows of its table `assumptions`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jiugai.intake.plain.figures import figure


@cache
def _words() -> dict[str, dict[str, str]]:
    text = files("jiugai.intake.plain").joinpath("assumptions.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = yaml.safe_load(text)
    return words


class Assumed:
    """Collects assumptions in the order in which they are made."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, name: str, cells: int, stand_in: str = "", **values: object) -> None:
        """Note assumption `name` about `cells` cells; `stand_in` names the figure it uses. Nothing where cells is 0."""
        if not cells:
            return
        if stand_in:
            used = figure(stand_in)
            values = {"figure": used.text, "ground_zh": used.zh, "ground_en": used.en} | values
        words = {key: text.format(**values) for key, text in _words()[name].items()}
        self.rows.append(
            {
                "assumption_id": f"a{len(self.rows) + 1:02d}.{name}",
                "table": words["table"],
                "column": words["column"],
                "value": words["value"],
                "cells": cells,
                "reason_zh": words["zh"],
                "reason_en": words["en"],
            }
        )
