"""The audit's half of every rule, one family a file: a rule is re-checked once its check stands in a module here."""

from __future__ import annotations

from functools import cache

from jiugai.audit.rules.base import RuleCheck
from jiugai.discovery import classes_in


@cache
def rule_checks() -> tuple[RuleCheck, ...]:
    """One check for every rule the audit re-checks, by id as text."""
    return tuple(check() for check in sorted(classes_in(__name__, RuleCheck), key=lambda check: check.id))
