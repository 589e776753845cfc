"""`jiugai rules`: the catalogue of rules with clause, parameter, value and whether in force, and what is not modelled.

Rules that are known and not modelled come from the register of the policy folder, where it has one.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jiugai.console import CSV, csv_text, wrong_shape
from jiugai.errors import Locator, Problem, ScenarioError
from jiugai.labels import label
from jiugai.policy.coverage import load_register
from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import COVERAGE, Library, Policy, bind, load_policy
from jiugai.policy.rule_files import rule_order
from jiugai.run.bundled import policy_folder
from jiugai.run.modelled import modelled
from jiugai.run.pipeline import read_study

COLUMNS = (
    "rule", "title", "clauses", "parameter", "value", "unit", "status", "in_force", "modelled", "where", "reason",
    "programmes",
)  # fmt: skip

#: marks of the table: in force, not in force for this case and date, known and not modelled
_STATES = {"yes": "●", "no": "○", "planned": "·"}


def rules_text(scenario: Path | None, as_of: str | None, shape: str, lang: str) -> str:
    """The catalogue as seen from a scenario (or from national law), at a date. Raises `ScenarioError`."""
    if problems := wrong_shape(shape):
        raise ScenarioError(problems)
    policy, year = _policy(scenario, as_of)
    rows = _rows(policy, year, lang)
    if shape == CSV:
        return csv_text(COLUMNS, ([row[column] for column in COLUMNS] for row in rows))
    lines = []
    for row in rows:
        state = _STATES["planned" if row["modelled"] == "no" else row["in_force"]]
        value = f"  {row['parameter']} = {_value(row, lang)}" if row["parameter"] else ""
        elsewhere = row["programmes"] and not (policy.seen_from.programme and policy.concerns(row["rule"]))
        only = f"  {label('rules.only', lang).format(programmes=row['programmes'])}" if elsewhere else ""
        if row["modelled"] == "no":
            value = _not_modelled(row["reason"], lang)
        lines.append(f"{state} {row['rule']:<4} {row['title']}  [{row['clauses']}]{value}{only}")
    return "\n".join(lines) + "\n"


def _not_modelled(reason: str, lang: str) -> str:
    return f"  未建模：{reason}" if lang == "zh" else f"  not modelled: {reason}"


def _value(row: Mapping[str, str], lang: str) -> str:
    """Value, unit and status of a parameter in words; a ratio, a bare number and the number of a year need no unit."""
    value, status = row["value"] or "–", label(f"policy_status.{row['status']}", lang)
    bare = row["unit"] in ("ratio", "number") or value == "–" or (row["unit"] == "year" and len(value) == 4)
    unit = "" if bare else " " + label(f"unit.{row['unit']}", lang)
    return f"{value}{unit}（{status}）" if lang == "zh" else f"{value}{unit} ({status})"


def _policy(scenario: Path | None, as_of: str | None) -> tuple[Policy, int]:
    try:
        date = datetime.date.fromisoformat(as_of) if as_of else None
    except ValueError:
        problem = Problem(Locator(column="--as-of", value=str(as_of)), "应为日期 YYYY-MM-DD", "must be YYYY-MM-DD")
        raise ScenarioError(problem) from None
    if scenario is None:
        library = load_policy(policy_folder())
        newest = max(document.date for document in library.documents.values())
        seen = Jurisdiction((), (), date or newest)
        return bind(library, seen, {}, policy_folder()), seen.as_of.year
    study = read_study(scenario)
    policy = study.policy
    if date is not None:
        policy = replace(policy, seen_from=replace(policy.seen_from, as_of=date))
    return policy, max(study.case.first_year, policy.seen_from.as_of.year)


def _rows(policy: Policy, year: int, lang: str) -> list[dict[str, str]]:
    """One row per rule and parameter (one row for a rule without parameters)."""
    rows = []
    code = modelled()
    for rule in policy.library.rules.values():
        clauses = policy.clauses(rule.id) or rule.clauses
        for name in rule.parameters or ("",):
            parameter = policy.library.parameters[name] if name else None
            value = policy.value(name, year) if name else None
            rows.append(
                {
                    "rule": rule.id,
                    "title": rule.zh if lang == "zh" else rule.en,
                    "clauses": " ".join(clauses),
                    "parameter": name,
                    "value": "" if value is None else str(value),
                    "unit": parameter.unit if parameter else "",
                    "status": parameter.status if parameter else "",
                    "in_force": "yes" if policy.in_force(rule.id) else "no",
                    "modelled": "yes" if rule.id in code or not rule.shapes_plan else "no",
                    "where": " ".join(rule.where),
                    "reason": rule.reason_zh if lang == "zh" else rule.reason_en,
                    "programmes": label("punctuation.comma", lang).join(
                        policy.library.programmes[programme][lang] for programme in rule.programmes
                    ),
                }
            )
    return sorted([*rows, *_planned(policy.library, lang)], key=lambda row: rule_order(row["rule"]))


def _planned(library: Library, lang: str) -> list[dict[str, str]]:
    """One row per rule that is known and not modelled: its clauses in the register, and why."""
    if not (library.folder / COVERAGE).is_dir():
        return []
    register = load_register(library)
    blank = dict.fromkeys(COLUMNS, "")
    return [
        {
            **blank,
            "rule": rule.id,
            "title": rule.title.zh if lang == "zh" else rule.title.en,
            "clauses": " ".join(register.naming(rule.id)),
            "in_force": "no",
            "modelled": "no",
            "reason": rule.why.zh if lang == "zh" else rule.why.en,
        }
        for rule in register.planned.values()
    ]
