"""Gates: what may be offered, and who may enter, from when. A gate is in force by being defined in a module here."""

from __future__ import annotations

from functools import cache

from jiugai.inputs.rule import rules_in
from jiugai.menu.gates.base import Gate


@cache
def gates() -> tuple[type[Gate], ...]:
    """All gates, in the order in which they act; each sees what the ones before left."""
    return rules_in(__name__, Gate)  # type: ignore[type-abstract]
