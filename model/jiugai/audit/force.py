"""Which rules are in force, from what their files say: the audit decides it for itself (1.2)."""

from __future__ import annotations

from jiugai.audit.shapes import StudyShape


def applies(study: StudyShape, rule: str) -> bool:
    """Whether a rule is in force: switched on, of the programme of the case, with a clause that reaches it (1.2)."""
    entry = study.rules[rule]
    of_programme = not entry.programmes or study.case.programme in entry.programmes
    return entry.in_force and of_programme and study.clause(rule) != ""
