"""The law as a scenario sees it: its overrides of parameters, rules it switches on or off, and what they changed."""

from __future__ import annotations

from collections.abc import Sequence

from jiugai.errors import ScenarioError
from jiugai.inputs.case import Case
from jiugai.inputs.override import POLICY, exact_text, unchanged
from jiugai.inputs.scenario import Change, Override, Scenario
from jiugai.inputs.vocabulary import nearest
from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import Library, Policy, bind

_RULES, _IN_FORCE = "rules", "in_force"
#: without them no plan has a meaning: every cost is paid (F7), money lasts as long as it is valid (F15)
_ALWAYS = ("F7", "F15")


def bound(library: Library, seen_from: Jurisdiction, scenario: Scenario, case: Case) -> tuple[Policy, list[Change]]:
    """The policy for a case after the overrides of a scenario, and what they changed.

    A root may pin a value that holds anyhow; of a file below it that is an error.
    Raises `ScenarioError`, `PolicyError`.
    """
    set_by = {entry.path: entry.file for entry in scenario.overrides if entry.room == POLICY}
    set_by |= {f"case.{key}": entry.file for key, entry in case.set_by.items()}
    policy = bind(library, seen_from, {}, scenario.path, case.header_file(), set_by)
    changes: list[Change] = []
    for layer in (scenario.of_root(POLICY), scenario.of_descent(POLICY)):
        before = policy
        switches, values = _parted(layer)
        for rule, entry in switches.items():
            library = _switched(library, rule, entry)
        texts = {name: str(value) for name, value in before.overrides.items()}
        texts |= {entry.rest: entry.value for entry in values}
        policy = bind(library, seen_from, texts, scenario.path, case.header_file(), set_by)
        told = [_switch(entry, rule, before, policy) for rule, entry in switches.items()]
        told += [_value(entry, before, policy, case.years) for entry in values]
        changes += told
    idle = [
        unchanged(change.by, change.old)
        for change in changes
        if change.old == change.new and change.by.file != scenario.root
    ]
    if idle:
        raise ScenarioError(idle)
    return policy, changes


def _parted(layer: Sequence[Override]) -> tuple[dict[str, Override], list[Override]]:
    """Rule → the override that switches it, and the overrides of parameters."""
    switches: dict[str, Override] = {}
    values: list[Override] = []
    for entry in layer:
        parts = entry.rest.split(".")
        if parts[0] != _RULES:
            values.append(entry)
        elif len(parts) == 3 and parts[2] == _IN_FORCE:
            switches[parts[1]] = entry
        else:
            raise entry.wrong("应为 policy.rules.<规则编号>.in_force", "must be policy.rules.<id of the rule>.in_force")
    return switches, values


def _switched(library: Library, rule: str, entry: Override) -> Library:
    if rule not in library.rules:
        near = nearest(rule, library.rules)
        zh, en = (
            f"没有这条规则{f'，是否为 {near}' if near else ''}",
            f"no such rule{f'; did you mean {near}?' if near else ''}",
        )
        raise entry.wrong(zh, en)
    if not isinstance(entry.value, bool):
        raise entry.wrong("应为 yes 或 no", "must be yes or no")
    if rule in _ALWAYS and not entry.value:
        zh, en = (
            "不能停用：没有这条规则，账就不平",
            "cannot be switched off: without this rule the accounts do not balance",
        )
        raise entry.wrong(zh, en)
    return library.switched(rule, entry.value)


def _switch(entry: Override, rule: str, before: Policy, after: Policy) -> Change:
    old, new = ("yes" if policy.in_force(rule) else "no" for policy in (before, after))
    return Change(entry.path, old, new, entry)


def _value(entry: Override, before: Policy, after: Policy, years: Sequence[int]) -> Change:
    """Old and new value; of values that differ from year to year, each with its first year."""
    old, new = (_by_year(policy, entry.rest, years) for policy in (before, after))
    return Change(entry.path, old, new, entry)


def _by_year(policy: Policy, parameter: str, years: Sequence[int]) -> str:
    """The value over the plan years.

    "0.3" where it is one, "0.3 (2021), 0.5 (2023)" where another holds from a later year on, "" where there is none.
    """
    texts: list[tuple[int, str]] = []
    for year in years:
        value = policy.value(parameter, year)
        text = "" if value is None else exact_text(value)
        if not texts or texts[-1][1] != text:
            texts.append((year, text))
    return texts[0][1] if len(texts) == 1 else ", ".join(f"{text or '—'} ({year})" for year, text in texts)
