"""Rule files: `rules/<id>.yaml`, one rule a file; what it alone needs, it may define in place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, PolicyError, ProblemLog
from jiugai.yaml_file import check_keys, check_shapes, read_yaml

_SHAPES = {
    "id": "text", "title": "both", "clauses": "entries", "parameters": "entries", "where": "texts",
    "in_force": "flag", "reason": "both", "soft": "mapping", "programmes": "texts",
    "report": "texts",
}  # fmt: skip
_OPTIONAL = ("soft", "programmes", "report")

#: a capital letter and a number: file names that no system confuses (one case only, and never COM1)
_ID = re.compile(r"([A-Z])([1-9]\d{0,2})")

#: families in the order in which rules are told, others after them: entry, scope and timing, funds, debt, fairness,
#: reporting duties
_FAMILIES = "ESFDQP"


def rule_order(rule: str) -> tuple[int, str, int]:
    """Sorts rule ids by family, then by number. Raises ValueError for what is no rule id.

    >>> sorted(["D1", "F10", "X1", "F9", "S1", "E3"], key=rule_order)
    ['E3', 'S1', 'F9', 'F10', 'D1', 'X1']
    """
    match = _ID.fullmatch(rule)
    if match is None:
        raise ValueError(f"{rule!r} is no rule id: a capital letter and a number, such as F9")
    family, number = match.groups()
    place = _FAMILIES.index(family) if family in _FAMILIES else len(_FAMILIES)
    return place, family, int(number)


@dataclass(frozen=True)
class RuleFile:
    """One rule file, keys and shapes checked. In `row`, clauses and parameters are ids.

    `clauses`, `parameters`: what the file defines in place, each with its `id`.
    """

    path: Path
    row: dict[str, Any]
    clauses: tuple[dict[str, Any], ...]
    parameters: tuple[dict[str, Any], ...]


def read_rule_files(folder: Path) -> list[RuleFile]:
    """Every rule file of `folder`, in the order of `rule_order`. Raises `PolicyError`."""
    log = ProblemLog(PolicyError)
    found = []
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        log.add(Locator(str(folder)), "没有规则文件", "no rule files")
    for path in paths:
        row = read_yaml(path, PolicyError)
        problems = check_keys(row, Locator(str(path)), tuple(key for key in _SHAPES if key not in _OPTIONAL), _OPTIONAL)
        problems = problems or check_shapes(row, Locator(str(path)), _SHAPES)
        log.extend(problems)
        if problems:
            continue
        if _ID.fullmatch(row["id"]) is None:
            log.add(
                Locator(str(path), column="id", value=row["id"]),
                "规则编号应为一个大写字母加数字，如 F9",
                "a rule id is a capital letter and a number, such as F9",
            )
        elif row["id"] != path.stem:
            log.add(Locator(str(path), column="id", value=row["id"]), f"应为 {path.stem}", f"must be {path.stem}")
        else:
            clauses, parameters = (_in_place(row[key]) for key in ("clauses", "parameters"))
            found.append(RuleFile(path, row | _ids(row), clauses, parameters))
    log.finish()
    return sorted(found, key=lambda file: rule_order(file.row["id"]))


def _in_place(entries: list[Any]) -> tuple[dict[str, Any], ...]:
    return tuple(entry for entry in entries if isinstance(entry, dict))


def _ids(row: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {
        key: tuple(str(entry["id"]) if isinstance(entry, dict) else entry for entry in row[key])
        for key in ("clauses", "parameters")
    }
