"""Money rules, one family a file. A rule is in force by being defined in a module here."""

from __future__ import annotations

from functools import cache

from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.inputs.rule import rules_in
from jiugai.inputs.study import Study


@cache
def money_rules() -> tuple[type[MoneyRule], ...]:
    """All money rules, in the order in which their rows are written."""
    return rules_in(__name__, MoneyRule)


def rules_in_force(study: Study) -> list[MoneyRule]:
    """The money rules whose catalogue entry is in force for this case."""
    return [rule(study) for rule in money_rules() if study.in_force(rule.id)]
