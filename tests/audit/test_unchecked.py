"""A rule in force that the audit has no check for: it is named, its own rows are left aside, all else is checked."""

from __future__ import annotations

import pytest

from audit.test_scheme import PAYABLE
from audit.tiny import PLAN, failed, tiny_plan, tiny_study
from jiugai.audit import audit
from jiugai.audit.rules import rule_checks
from jiugai.plan import Plan

LINE = "X1,law#X1,community=a,10.00,20.00,10.00,yuan,yes\n"
LOG = "X1,1,\n"


def logged(**texts: str) -> Plan:
    """The plan of the tiny study, in which a rule X1 made a row."""
    constraints = PLAN["constraints"].rstrip() + "\n" + LINE
    return tiny_plan(**{"constraints": constraints, "rules_log": PLAN["rules_log"].rstrip() + "\n" + LOG} | texts)


def test_all_rules_of_the_audit_are_checked() -> None:
    report = audit(tiny_study(), tiny_plan())
    assert report.passed
    assert report.unchecked == ()
    assert {check.rule for check in report.clauses} - {"model"} == {check.id for check in rule_checks()}


def test_an_unchecked_rule_is_named_under_its_clause() -> None:
    report = audit(tiny_study(unchecked=("X1", "X2")), logged())
    assert report.passed
    assert report.unchecked == (("X1", "law#X1"), ("X2", "law#X2"))
    assert report.to_dict()["unchecked"] == [{"rule": "X1", "clause": "law#X1"}, {"rule": "X2", "clause": "law#X2"}]
    assert not {"X1", "X2"} & {check.rule for check in report.clauses}


def test_an_unchecked_rule_that_is_off_is_not_named() -> None:
    study = tiny_study(unchecked=("X1",), off=frozenset({"X1"}))
    assert audit(study, tiny_plan()).unchecked == ()
    assert failed(study, logged()) == {"model#constraints"}


def test_lines_of_a_rule_nobody_knows_are_still_refused() -> None:
    assert failed(tiny_study(), logged()) == {"model#constraints"}
    assert failed(tiny_study(unchecked=("X2",)), logged()) == {"model#constraints"}


def test_lines_of_an_unchecked_rule_must_be_logged() -> None:
    assert failed(tiny_study(unchecked=("X1",)), logged(rules_log=PLAN["rules_log"])) == {"model#rules-log"}


@pytest.mark.parametrize(
    ("unchecked", "removed", "passes"),
    [
        (("X1",), "X1", True),  # the gate is the reason given, and cannot be recomputed
        (("X1",), "F7", True),  # nobody may pay, perhaps by what the rule lets a fund pay
        (("X1",), "E3", False),  # a rule that the audit knows did not do it
        (("X2",), "X1", False),
        ((), "X1", False),
        ((), "F7", False),
    ],
)
def test_ineligible_by_an_unchecked_gate(unchecked: tuple[str, ...], removed: str, passes: bool) -> None:
    """Community c could be paid for, so it is later, unless a rule that is not re-checked removed its options."""
    study = tiny_study(tables=PAYABLE, unchecked=unchecked)
    assert PLAN["removed"].count("F7,law#F7") == 1
    plan = tiny_plan(removed=PLAN["removed"].replace("F7,law#F7", f"{removed},law#{removed}"))
    assert failed(study, plan) == (set() if passes else {"model#scope"})
