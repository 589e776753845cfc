"""The catalogue of the repository says what the code does: same rules, same parameters, a docstring each."""

from __future__ import annotations

import re

import pytest

from jiugai.allocation.money_rules import money_rules
from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.audit.rules import rule_checks
from jiugai.inputs.rule import Rule
from jiugai.menu import menu_rules
from jiugai.menu.gates import gates
from jiugai.policy.documents import OWN_PREFIXES, document_of
from jiugai.policy.library import Library, load_policy
from jiugai.policy.rule_files import rule_order
from jiugai.run.bundled import policy_folder
from jiugai.run.modelled import check_modelled, modelled

CLASSES: tuple[type[Rule], ...] = (*menu_rules(), *money_rules())


@pytest.fixture(scope="module")
def library() -> Library:
    return load_policy(policy_folder())


def test_the_repositorys_policy_loads_and_is_used_up(library: Library) -> None:
    assert library.documents
    assert library.clauses
    assert set(library.parameters) == {name for rule in library.rules.values() for name in rule.parameters}


def test_every_catalogued_rule_has_its_class_and_every_class_its_entry(library: Library) -> None:
    assert set(modelled()) == {rule.id for rule in library.rules.values() if rule.shapes_plan}
    check_modelled(library)


@pytest.mark.parametrize("rules", [menu_rules(), money_rules()], ids=["menu", "money"])
def test_a_rule_has_one_class_in_a_room(rules: tuple[type[Rule], ...]) -> None:
    assert len({rule.id for rule in rules}) == len(rules)


def test_the_catalogue_lists_exactly_the_parameters_that_the_classes_declare(library: Library) -> None:
    """F15 declares what inputs/carry.py reads for it, the years of carry-over; Q4 the multiplier of allocation/funds.py."""
    declared = modelled()
    for entry in library.rules.values():
        assert set(entry.parameters) == declared.get(entry.id, frozenset()), entry.id


def test_no_parameter_is_read_by_its_name_but_where_it_is_declared(library: Library) -> None:
    """`study.param("…")` beside a class would read a number that no rule answers for."""
    package = policy_folder().parents[1] / "model" / "jiugai"
    readers = {
        path.relative_to(package).as_posix()
        for room in ("menu", "allocation", "finance", "inputs")
        for path in (package / room).rglob("*.py")
        if re.search(r"\.param\(\s*\"", path.read_text(encoding="utf-8"))
    }
    assert readers <= {"allocation/funds.py", "inputs/carry.py"}


def test_rules_are_told_by_family_and_number(library: Library) -> None:
    told = list(library.rules)
    assert told == sorted(told, key=rule_order)
    assert [rule for rule in told if rule in ("D1", "E3", "F2", "F10", "S1")] == ["E3", "S1", "F2", "F10", "D1"]


def test_the_order_in_which_rules_take_effect() -> None:
    """Scopes before entry; full funding and promises before the rows that lean on them; else by id."""
    assert [gate.id for gate in gates()][:5] == ["S1", "S4", "E1", "E2", "E3"]
    first, second, *others = [rule.id for rule in money_rules()]
    assert (first, second) == ("F7", "S8")
    assert others == sorted(others, key=rule_order)


def test_the_catalogue_says_where_a_rule_acts(library: Library) -> None:
    """A rule of the menu says menu; a class that overrides may_pay, in_time, rows or tables says so, one that has
    indicators alone says indicator; D7 and F17 hold by absence."""
    acts = {rule.id: {"menu"} for rule in menu_rules()}
    acts["Q4"] = {"envelope"}  # it scales what allocation/funds.py allots
    acts["F7"] = {"menu"}  # an option with a work that nobody may pay leaves the menu
    acts["F3"] = {"menu"}  # an option that both windows of the centre could pay comes once for each
    for rule in money_rules():
        looks = rule.may_pay is not MoneyRule.may_pay or rule.leaves is not MoneyRule.leaves
        if looks or rule.in_time is not MoneyRule.in_time:
            acts.setdefault(rule.id, set()).add("may_pay")
        if rule.rows is not MoneyRule.rows:
            acts.setdefault(rule.id, set()).add("row")
        if rule.tables is not MoneyRule.tables:
            acts.setdefault(rule.id, set()).add("table")
        if rule.id not in acts and rule.indicators is not MoneyRule.indicators:
            acts[rule.id] = {"indicator"}
    acts |= {"D7": {"absence"}, "F17": {"absence", "table"}}
    listed = {entry.id: set(entry.where) - {"report"} for entry in library.rules.values() if entry.shapes_plan}
    assert acts == listed


def test_every_rule_with_a_text_of_law_is_re_checked_by_the_audit(library: Library) -> None:
    """A rule that is a choice of the user alone may go without: every plan then says so."""
    checked = {check.id for check in rule_checks()}
    assert checked <= set(library.rules)
    for entry in library.rules.values():
        if entry.shapes_plan and any(document_of(clause) not in OWN_PREFIXES for clause in entry.clauses):
            assert entry.id in checked


@pytest.mark.parametrize("rule", CLASSES, ids=lambda rule: rule.__name__)
def test_every_rule_class_has_its_own_docstring(rule: type) -> None:
    assert len((rule.__dict__["__doc__"] or "").strip()) > 40


def test_every_entry_explains_itself_in_both_languages(library: Library) -> None:
    for entry in library.rules.values():
        for text in (entry.zh, entry.en, entry.reason_zh, entry.reason_en):
            assert text.strip(), entry.id
        assert entry.clauses, entry.id
        assert entry.where, entry.id


def test_every_parameter_is_labelled_and_bounded(library: Library) -> None:
    for parameter in library.parameters.values():
        assert parameter.zh, parameter.id
        assert parameter.en, parameter.id
        assert parameter.values, parameter.id
        assert parameter.low is not None, parameter.id
        assert parameter.high is not None, parameter.id
        assert parameter.low < parameter.high, parameter.id


def test_every_clause_is_said_in_both_languages(library: Library) -> None:
    for clause, text in library.clauses.items():
        assert str(text["zh"]).strip(), clause
        assert str(text["en"]).strip(), clause
        assert text["status"] in ("verified", "secondary", "unverified", "illustrative"), clause
