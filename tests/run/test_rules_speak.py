"""Every rule in force of every supplied scenario made rows, priced, removed, or gave a reason; gaotai: tests/full."""

from __future__ import annotations

from dataclasses import replace

import pytest

from run.conftest import Planned
from run.rules_spoken import silent_rules


@pytest.mark.parametrize("planned", ["tianchang", "jizhou", "clean-heating"], indirect=True)
def test_no_rule_is_silent(planned: Planned) -> None:
    plan = planned.finished.plan
    assert silent_rules(planned.study, plan) == []
    mute = plan.rules_log.assign(reason="")
    assert "D7" in silent_rules(planned.study, replace(plan, rules_log=mute))
