"""One covered clause: where it stands, what it says, its kind, and its rules or the reason for none."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from jiugai.errors import Locator, Problem
from jiugai.policy.coverage.lists import Both
from jiugai.policy.parameters import STATUSES
from jiugai.yaml_file import check_keys, check_shapes, is_both

#: what a clause steers; their labels are `clause_kind.*`
KINDS = (
    "aim", "eligibility", "scope", "timing", "money", "debt", "participation", "upkeep", "quality", "procedure",
    "reporting", "incentive", "duties",
)  # fmt: skip

#: what is wrong with the copy where the clause stands; their labels are `clause_mark.*`
MARKS = ("broken", "masked", "cut")

_SAYS = ("zh", "en", "status")
_SHAPES = {
    "at": "text", "kind": "text", "rules": "texts", "marks": "texts", "zh": "text", "en": "text", "status": "text",
}  # fmt: skip
_NUMBER = re.compile(r"[a-z]?\d+(\.\d+)*")


@dataclass(frozen=True)
class CoveredClause:
    """A clause of the register. Exactly one of `rules` (ids) and `declared` (why no rule) is given."""

    id: str
    at: str
    kind: str
    says: Both
    status: str
    marks: tuple[str, ...]
    rules: tuple[str, ...]
    declared: Both | None


@dataclass(frozen=True)
class Known:
    """What the clauses of the register may refer to."""

    said: Mapping[str, Mapping[str, str]]
    rules: Collection[str]
    citing: Mapping[str, Collection[str]]
    reasons: Mapping[str, Both]


def place_of(clause: str, document: str) -> tuple[int, ...] | None:
    """The place in its text that the number of a clause tells; None for what is no clause id of the document.

    A letter before the number names one of several texts or an annex and says nothing about the place.

    >>> place_of("gaotai-2021#3.1.2", "gaotai-2021"), place_of("gaotai-2021#a2.10", "gaotai-2021")
    ((3, 1, 2), (2, 10))
    """
    name, _, number = clause.partition("#")
    if name != document or _NUMBER.fullmatch(number) is None:
        return None
    return tuple(int(part) for part in number.lstrip("abcdefghijklmnopqrstuvwxyz").split("."))


def read_clause(name: str, row: Any, here: Locator, known: Known) -> CoveredClause | list[Problem]:
    """The clause `name` from its row, or every problem of it. `here` has the clause id as its value."""
    optional = ("rules", "declared", "marks")
    required = ("at", "kind") if name in known.said else ("at", "kind", *_SAYS)
    problems = _said_twice(name, row, here, known)
    problems = problems or check_keys(row, here, required, optional) or check_shapes(row, here, _SHAPES)
    if problems:
        return problems
    problems = [
        *_choices(row, here),
        *(_rules(row, here, known) if "rules" in row else []),
        *(_reason(row, here, known) if "declared" in row else []),
    ]
    if ("rules" in row) == ("declared" in row):
        zh, en = (
            "须写明 rules（规则）或 declared（无规则的理由）之一",
            "needs either rules, or declared: why there is none",
        )
        problems.append(Problem(here, zh, en))
    if problems:
        return problems
    text = known.said.get(name, row)
    declared = row.get("declared")
    return CoveredClause(
        id=name,
        at=row["at"],
        kind=row["kind"],
        says=Both(text["zh"], text["en"]),
        status=text["status"],
        marks=tuple(row.get("marks", ())),
        rules=tuple(row.get("rules", ())),
        declared=Both(**declared) if isinstance(declared, dict) else known.reasons.get(str(declared)),
    )


def _at(here: Locator, key: str, value: str) -> Locator:
    return Locator(here.file, column=f"{here.value} {key}", value=value)


def _said_twice(name: str, row: Any, here: Locator, known: Known) -> list[Problem]:
    """What clauses.yaml says is not said again: two texts would part one day."""
    if name not in known.said or not isinstance(row, dict):
        return []
    zh, en = "clauses.yaml 已有此条款的内容，此处不再写", "clauses.yaml says this already: not again here"
    return [Problem(_at(here, key, ""), zh, en) for key in _SAYS if key in row]


def _choices(row: dict[str, Any], here: Locator) -> list[Problem]:
    given = [("kind", row["kind"], KINDS), *(("marks", mark, MARKS) for mark in row.get("marks", ()))]
    if "status" in row:
        given.append(("status", row["status"], STATUSES))
    return [
        Problem(_at(here, key, value), f"应为：{'、'.join(choices)}", f"must be one of: {', '.join(choices)}")
        for key, value, choices in given
        if value not in choices
    ]


def _rules(row: dict[str, Any], here: Locator, known: Known) -> list[Problem]:
    rules = row["rules"]
    problems = [] if rules else [Problem(_at(here, "rules", ""), "没有列出规则", "no rule is named")]
    problems += [
        Problem(_at(here, "rules", rule), "重复列出", "listed twice")
        for rule in sorted({rule for rule in rules if rules.count(rule) > 1})
    ]
    problems += [
        Problem(
            _at(here, "rules", rule),
            "未知的规则：不在 rules/，也不在 planned.yaml",
            "unknown rule: neither in rules/ nor in planned.yaml",
        )
        for rule in rules
        if rule not in known.rules
    ]
    return problems


def _reason(row: dict[str, Any], here: Locator, known: Known) -> list[Problem]:
    declared = row["declared"]
    if is_both(declared) or (isinstance(declared, str) and declared in known.reasons):
        return []
    zh, en = (
        "应为 reasons.yaml 中的名称，或 zh 和 en 两项文本",
        "must be a name of reasons.yaml, or the texts zh and en",
    )
    return [Problem(_at(here, "declared", str(declared)), zh, en)]


def missing_rules(clause: CoveredClause, here: Locator, known: Known) -> list[Problem]:
    """Rules of the catalogue that cite the clause and that the register does not name with it."""
    return [
        Problem(_at(here, "rules", rule), "此规则引用本条款，应列出", "this rule cites the clause: name it")
        for rule in known.citing.get(clause.id, ())
        if rule not in clause.rules
    ]
