"""A rule in force that the audit has no check for: it is named, its own rows are left aside, all else is checked."""

from __future__ import annotations

import pytest

from audit.test_scheme import PAYABLE
from audit.tiny import PLAN, failed, tiny_plan, tiny_study
from jiugai.audit import audit
from jiugai.audit.rules import rule_checks
from jiugai.plan import Plan

LINE = "Z1,law#Z1,community=a,10.00,20.00,10.00,yuan,yes\n"
LOG = "Z1,1,\n"


def logged(**texts: str) -> Plan:
    """The plan of the tiny study, in which a rule Z1 made a row."""
    constraints = PLAN["constraints"].rstrip() + "\n" + LINE
    return tiny_plan(**{"constraints": constraints, "rules_log": PLAN["rules_log"].rstrip() + "\n" + LOG} | texts)


def test_all_rules_of_the_audit_are_checked() -> None:
    report = audit(tiny_study(), tiny_plan())
    assert report.passed
    assert report.unchecked == ()
    assert {check.rule for check in report.clauses} - {"model"} == {check.id for check in rule_checks()}


def test_an_unchecked_rule_is_named_under_its_clause() -> None:
    report = audit(tiny_study(unchecked=("Z1", "Z2")), logged())
    assert report.passed
    assert report.unchecked == (("Z1", "law#Z1"), ("Z2", "law#Z2"))
    assert report.to_dict()["unchecked"] == [{"rule": "Z1", "clause": "law#Z1"}, {"rule": "Z2", "clause": "law#Z2"}]
    assert not {"Z1", "Z2"} & {check.rule for check in report.clauses}


def test_an_unchecked_rule_that_is_off_is_not_named() -> None:
    study = tiny_study(unchecked=("Z1",), off=frozenset({"Z1"}))
    assert audit(study, tiny_plan()).unchecked == ()
    assert failed(study, logged()) == {"model#constraints"}


def test_lines_of_a_rule_nobody_knows_are_still_refused() -> None:
    assert failed(tiny_study(), logged()) == {"model#constraints"}
    assert failed(tiny_study(unchecked=("Z2",)), logged()) == {"model#constraints"}


def test_lines_of_an_unchecked_rule_must_be_logged() -> None:
    assert failed(tiny_study(unchecked=("Z1",)), logged(rules_log=PLAN["rules_log"])) == {"model#rules-log"}


@pytest.mark.parametrize(
    ("unchecked", "removed", "broken"),
    [
        (("Z1",), "Z1", set()),  # the gate is the reason given, and cannot be recomputed
        (("Z1",), "F7", set()),  # nobody may pay, perhaps by what the rule lets a fund pay
        (("Z1",), "E3", {"model#scope"}),  # a rule that the audit knows did not do it
        (("Z2",), "Z1", {"model#scope"}),
        ((), "Z1", {"model#scope", "model#removed"}),
        ((), "F7", {"model#scope", "law#F7"}),
    ],
)
def test_ineligible_by_an_unchecked_gate(unchecked: tuple[str, ...], removed: str, broken: set[str]) -> None:
    """Community c could be paid for, so it is later, unless a rule that is not re-checked removed its options."""
    study = tiny_study(tables=PAYABLE, unchecked=unchecked)
    assert PLAN["removed"].count("F7,law#F7") == 1
    plan = tiny_plan(removed=PLAN["removed"].replace("F7,law#F7", f"{removed},law#{removed}"))
    assert failed(study, plan) == broken
