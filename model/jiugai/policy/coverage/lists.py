"""The two lists beside the documents: rules not modelled yet (`planned.yaml`), reasons for no rule (`reasons.yaml`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiugai.errors import Locator, PolicyError, Problem, ProblemLog
from jiugai.policy.rule_files import rule_order
from jiugai.yaml_file import check_keys, check_shapes, is_both, read_yaml


@dataclass(frozen=True)
class Both:
    """A text in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class PlannedRule:
    """A rule known from the documents or from practice that the catalogue does not have yet, and why not."""

    id: str
    title: Both
    why: Both


def load_planned(path: Path, catalogue: Collection[str]) -> dict[str, PlannedRule]:
    """rule id → planned rule, in the order of `rule_order`. Raises `PolicyError`, also for a rule modelled by now."""
    log = ProblemLog(PolicyError)
    planned = []
    for name, row in _mapping(path).items():
        here = Locator(str(path), value=name)
        problems = check_keys(row, here, ("title", "why")) or check_shapes(row, here, {"title": "both", "why": "both"})
        log.extend(problems)
        if name in catalogue:
            log.add(here, "规则已列入 rules/，请从此处删去", "the rule stands in rules/ by now: remove it here")
        try:
            rule_order(name)
        except ValueError:
            log.add(
                here,
                "规则编号应为一个大写字母加数字，如 F9",
                "a rule id is a capital letter and a number, such as F9",
            )
            continue
        if not problems:
            planned.append(PlannedRule(name, Both(**row["title"]), Both(**row["why"])))
    log.finish()
    return {rule.id: rule for rule in sorted(planned, key=lambda rule: rule_order(rule.id))}


def load_reasons(path: Path) -> dict[str, Both]:
    """name → why a clause has no rule. Raises `PolicyError`."""
    log = ProblemLog(PolicyError)
    reasons = {}
    for name, text in _mapping(path).items():
        if is_both(text):
            reasons[name] = Both(**text)
        else:
            log.add(Locator(str(path), value=name), "应为zh 和 en 两项文本", "must be the texts zh and en")
    log.finish()
    return reasons


def _mapping(path: Path) -> dict[str, Any]:
    rows = read_yaml(path, PolicyError)
    if not isinstance(rows, dict):
        raise PolicyError(Problem(Locator(str(path)), "应为键值对", "must be a mapping of keys"))
    return {str(key): row for key, row in rows.items()}
