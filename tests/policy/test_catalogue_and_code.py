"""The catalogue of the repository says what the code does: same rules, same parameters, a docstring each."""

from __future__ import annotations

import inspect

import pytest

from jiugai.allocation.money_rules import RULES
from jiugai.allocation.money_rules.base import MoneyRule
from jiugai.menu.build import GATES
from jiugai.menu.scope import HazardsFirst
from jiugai.menu.timing import WorksProfile
from jiugai.policy.library import Library, load_policy
from jiugai.run.bundled import policy_folder

#: rules of the menu → parameters their classes read by name
MENU_RULES: dict[str, tuple[str, ...]] = {
    "S1": (),
    "S2": (),
    "S5": (),
    "S8": (),
    "S9": ("works.first_year_share",),
    "E1": ("eligibility.built_by",),
    "E3": ("consent.enter",),
}
#: parameters read outside a rule class: `yearly_allotments` of allocation/funds.py reads the years of carry-over
MENU_CLASSES = (*GATES, HazardsFirst, WorksProfile)
MONEY_IDS = [rule.id for rule in RULES]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_policy(policy_folder())


def test_the_repositorys_policy_loads_and_is_used_up(library: Library) -> None:
    assert library.documents
    assert library.clauses
    assert set(library.parameters) == {name for rule in library.rules.values() for name in rule.parameters}


def test_money_rules_have_distinct_ids() -> None:
    assert len(set(MONEY_IDS)) == len(MONEY_IDS)


@pytest.mark.parametrize("rule", RULES, ids=MONEY_IDS)
def test_declared_parameters_are_in_the_catalogue(library: Library, rule: type[MoneyRule]) -> None:
    assert set(rule.parameters()) <= set(library.rules[rule.id].parameters)


def test_catalogued_parameters_are_declared_or_used_by_the_menu(library: Library) -> None:
    declared = {rule.id: set(rule.parameters()) for rule in RULES}
    for entry in library.rules.values():
        used = declared.get(entry.id, set()) | set(MENU_RULES.get(entry.id, ()))
        assert set(entry.parameters) == used, entry.id


def test_every_catalogued_rule_has_its_class_and_every_class_its_entry(library: Library) -> None:
    assert set(MONEY_IDS) | set(MENU_RULES) == set(library.rules)


def test_the_menu_classes_are_the_menu_rules_named_here() -> None:
    """Gates and the hazard rule carry ids; the works profile is S5, S8 and S9 by its docstring."""
    ids = {rule.id for rule in (*GATES, HazardsFirst)}
    profile = inspect.getdoc(WorksProfile) or ""
    assert ids | {name for name in ("S5", "S8", "S9") if f"{name} " in profile} == set(MENU_RULES)


def test_the_catalogue_says_where_a_rule_acts(library: Library) -> None:
    """A rule of the menu says menu; a class that overrides may_pay or rows says so; D7 holds by absence."""
    acts = {rule: {"menu"} for rule in MENU_RULES}
    acts["F7"] = {"menu"}  # an option with a work that nobody may pay leaves the menu
    for rule in RULES:
        if rule.may_pay is not MoneyRule.may_pay:
            acts.setdefault(rule.id, set()).add("may_pay")
        if rule.rows is not MoneyRule.rows:
            acts.setdefault(rule.id, set()).add("row")
    assert acts == {entry.id: set(entry.where) for entry in library.rules.values() if entry.id != "D7"}
    assert library.rules["D7"].where == ("absence",)


@pytest.mark.parametrize("rule", [*RULES, *MENU_CLASSES], ids=lambda rule: rule.__name__)
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
