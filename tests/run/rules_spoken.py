"""Nothing is silent: what rules_log.csv, constraints.csv, removed.csv and audit.json must say of every rule."""

from __future__ import annotations

from jiugai.inputs.study import Study
from jiugai.plan import Plan


def silent_rules(study: Study, plan: Plan) -> list[str]:
    """Rules of the catalogue that did nothing and say nothing, or act though they are not in force."""
    log = {row.rule: row for row in plan.rules_log.itertuples()}
    acting = {*plan.constraints["rule"], *plan.removed["rule"]}
    wrong = []
    for rule in study.policy.library.rules:
        row = log.get(rule)
        if row is None or not (row.rows or row.reason.strip()) or (rule in acting and not study.in_force(rule)):
            wrong.append(rule)
    return wrong + sorted(set(log) - set(study.policy.library.rules))
