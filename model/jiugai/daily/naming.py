"""Ids typed on the command line, found in the tables of the case."""

from __future__ import annotations

import difflib
from typing import Any

from jiugai.errors import Problem
from jiugai.inputs.study import Study
from jiugai.labels import label

_NEAR = 3


def row_of(study: Study, table: str, key: str, value: str) -> dict[Any, Any] | Problem:
    """The row of `table` whose `key` is `value`, or what is wrong, with the ids that look like it."""
    frame = study.case.table(table)
    found = frame[frame[key] == value]
    if len(found):
        return dict(found.iloc[0])
    ids = [str(known) for known in frame[key]]
    near = difflib.get_close_matches(value, ids, _NEAR, 0.5) or ids[:_NEAR]
    zh, en = label(f"table.{table}", "zh"), label(f"table.{table}", "en")
    return Problem(
        study.case.where(table, key, value),
        f"“{zh}”表中没有此编号；相近的：{'、'.join(near)}",
        f"no such id in {en.lower()}; near: {', '.join(near)}",
    )
