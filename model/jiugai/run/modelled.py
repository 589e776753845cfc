"""The catalogue and the code say the same: every rule has its class, every class its rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from jiugai.allocation.money_rules import money_rules
from jiugai.errors import Locator, PolicyError, Problem
from jiugai.menu import menu_rules
from jiugai.policy.library import Library


def modelled() -> Mapping[str, frozenset[str]]:
    """rule id → the parameters its classes declare, for every rule that code carries out."""
    declared: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for rule in (*menu_rules(), *money_rules()):
        declared[rule.id] |= frozenset(rule.parameters())
    return dict(declared)


def check_modelled(library: Library) -> None:
    """Raises `PolicyError` where a policy folder and the code part: a rule must not be passed over in silence.

    A rule that is switched off (`in_force: false`) needs no class, nor does one that asks for tables of the report
    alone: the report refuses a table it does not have. A class needs its rule file, switched off or not.
    """
    code = modelled()
    breakable = {rule.id for rule in money_rules() if rule.soft}
    problems = [
        Problem(
            Locator(str(entry.file)),
            "程序中没有此规则的代码：请改为 in_force: false，或按 docs/how-to-add-a-rule.md 编写",
            "no code carries out this rule: say in_force: false, or write it (docs/how-to-add-a-rule.md)",
        )
        for rule, entry in library.rules.items()
        if rule not in code and entry.in_force and entry.shapes_plan
    ]
    for rule, declared in code.items():
        entry = library.rules.get(rule)
        if entry is None:
            problems.append(
                Problem(
                    Locator(str(library.folder / "rules" / f"{rule}.yaml")),
                    "缺少此规则文件；不采用的规则请写明 in_force: false",
                    "this rule file is missing; a rule that is not wanted says in_force: false",
                )
            )
        elif declared != set(entry.parameters):
            names = ", ".join(sorted(declared)) or "[]"
            problems.append(
                Problem(
                    Locator(str(entry.file), column="parameters", value=", ".join(entry.parameters)),
                    f"与程序读取的参数不符，应为：{names}",
                    f"not the parameters that the code reads; must be: {names}",
                )
            )
        elif (entry.soft is not None) != (rule in breakable):
            problems.append(
                Problem(
                    Locator(str(entry.file), column="soft"),
                    "程序把此规则作为软约束，须写明 soft" if rule in breakable else "程序中此规则是硬约束，不写 soft",
                    "the code lets this rule be broken: say soft"
                    if rule in breakable
                    else "the code does not let this rule be broken: no soft",
                )
            )
    if problems:
        raise PolicyError(problems)
