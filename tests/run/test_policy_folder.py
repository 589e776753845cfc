"""A scenario may name another policy folder; where its rules are not those of the code, nothing runs in silence."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from jiugai.errors import PolicyError
from jiugai.run import bundled_root, policy_folder, read_study
from jiugai.run.catalogue import rules_text
from support.case import community, envelope, fund, work, write_case, write_scenario
from support.files import edit, texts

WITHOUT_A_CLASS = """\
id: X9
title: {zh: 某地规定, en: A rule of some place}
clauses: [{id: user#x9, zh: 某地规定, en: a rule of some place, status: illustrative}]
parameters: []
where: [row]
in_force: true
reason: {zh: 因, en: because}
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    shutil.copytree(policy_folder(), tmp_path / "policy")
    tables = {
        "communities": [community("a")],
        "works": [work("a", "road", 100)],
        "funds": [fund("county_budget")],
        "fund_years": [envelope("county_budget", 2021, 100)],
    }
    write_case(tmp_path / "case", tables)
    return write_scenario(tmp_path / "study.yaml", policy="policy")


def refused(scenario: Path, lang: str) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        read_study(scenario)
    assert caught.value.exit_code == 2
    return texts(caught.value, lang, scenario.parent)


def test_a_copy_of_the_policy_reads_like_the_supplied_one(scenario: Path) -> None:
    study = read_study(scenario)
    assert study.policy.library.folder == scenario.parent / "policy"
    supplied = read_study(bundled_root() / "scenarios" / "tianchang.yaml").policy.library
    assert list(study.policy.library.rules) == list(supplied.rules)
    assert study.policy.library.parameters == supplied.parameters


def test_a_rule_in_force_that_no_code_carries_out(scenario: Path) -> None:
    (scenario.parent / "policy/rules/X9.yaml").write_text(WITHOUT_A_CLASS, encoding="utf-8")
    assert refused(scenario, "zh") == [
        "policy/rules/X9.yaml：程序中没有此规则的代码：请改为 in_force: false，或按 docs/how-to-add-a-rule.md 编写"
    ]
    assert refused(scenario, "en") == [
        "policy/rules/X9.yaml: no code carries out this rule: say in_force: false, or write it (docs/how-to-add-a-rule.md)"
    ]


def test_a_rule_without_code_may_be_listed_while_it_is_off(scenario: Path) -> None:
    off = WITHOUT_A_CLASS.replace("in_force: true", "in_force: false")
    (scenario.parent / "policy/rules/X9.yaml").write_text(off, encoding="utf-8")
    listed = {row["rule"]: row for row in csv.DictReader(io.StringIO(rules_text(scenario, None, "csv", "en")))}
    assert (listed["X9"]["in_force"], listed["X9"]["modelled"]) == ("no", "no")
    of_catalogue = [row for rule, row in listed.items() if row["where"] and rule != "X9"]
    assert {row["modelled"] for row in of_catalogue} == {"yes"}
    assert len(of_catalogue) > 30


def test_a_rule_of_the_code_that_the_folder_does_not_list(scenario: Path) -> None:
    (scenario.parent / "policy/rules/F19.yaml").unlink()
    assert refused(scenario, "zh") == ["policy/rules/F19.yaml：缺少此规则文件；不采用的规则请写明 in_force: false"]
    assert refused(scenario, "en") == [
        "policy/rules/F19.yaml: this rule file is missing; a rule that is not wanted says in_force: false"
    ]


def test_parameters_other_than_the_code_reads(scenario: Path) -> None:
    edit(scenario.parent / "policy/rules/D6.yaml", "[loan.coverage, loan.capital_ratio]", "[loan.coverage]")
    assert refused(scenario, "zh") == [
        "policy/rules/D6.yaml 「parameters」 = 'loan.coverage'：与程序读取的参数不符，应为：loan.capital_ratio, loan.coverage"
    ]
    assert refused(scenario, "en") == [
        (
            "policy/rules/D6.yaml column parameters = 'loan.coverage': "
            "not the parameters that the code reads; must be: loan.capital_ratio, loan.coverage"
        )
    ]


@pytest.mark.parametrize(
    ("rule", "old", "new", "zh", "en"),
    [
        (
            "F9", 'soft: {weight: "1", unit: wan_yuan}\n', "",
            "policy/rules/F9.yaml 「soft」：程序把此规则作为软约束，须写明 soft",
            "policy/rules/F9.yaml column soft: the code lets this rule be broken: say soft",
        ),
        (
            "D8", "in_force: true\n", 'in_force: true\nsoft: {weight: "1", unit: wan_yuan}\n',
            "policy/rules/D8.yaml 「soft」：程序中此规则是硬约束，不写 soft",
            "policy/rules/D8.yaml column soft: the code does not let this rule be broken: no soft",
        ),
    ],
)  # fmt: skip
def test_what_may_be_broken_is_what_the_code_lets_be_broken(
    scenario: Path, rule: str, old: str, new: str, zh: str, en: str
) -> None:
    edit(scenario.parent / f"policy/rules/{rule}.yaml", old, new)
    edit(scenario, "  F9: 1\n", "")
    assert refused(scenario, "zh") == [zh]
    assert refused(scenario, "en") == [en]
