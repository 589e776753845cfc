"""What one rule alone needs stands in its file: clauses and parameters defined in place, checked as elsewhere."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from jiugai.errors import PolicyError
from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import bind, load_policy
from policy.small import GAOTAI, write_policy
from support.files import edit, texts

RULE = """\
id: X1
title: {zh: 大小区先行, en: Large communities first}
clauses:
  - {id: user#x1, zh: 用户选择, en: a choice of the user, status: illustrative}
  - county#1
parameters:
  - id: entry.min_households
    label: {zh: 首年开工最低户数, en: Least households of a first-year start}
    unit: household
    values:
      2021-01-01: {value: "50", cite: [user#x1]}
    still_valid_on: 2026-11-22
    status: illustrative
    limits: {min: "0", max: "10000"}
  - utility.min_share
where: [menu]
in_force: true
reason: {zh: 因, en: because}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (write_policy(tmp_path) / "rules/X1.yaml").write_text(RULE, encoding="utf-8")
    return tmp_path


def test_definitions_in_place_are_clauses_and_parameters_like_any(folder: Path) -> None:
    library = load_policy(folder)
    assert list(library.rules) == ["F9", "X1"]
    assert library.rules["X1"].clauses == ("user#x1", "county#1")
    assert library.rules["X1"].parameters == ("entry.min_households", "utility.min_share")
    assert library.clauses["user#x1"] == {"zh": "用户选择", "en": "a choice of the user", "status": "illustrative"}
    policy = bind(library, Jurisdiction(GAOTAI, (), datetime.date(2021, 12, 31)), {}, folder)
    assert policy.value("entry.min_households", 2021) == Fraction(50)
    assert policy.citation("entry.min_households", 2021) == "user#x1"
    assert policy.in_force("X1")
    assert [path.relative_to(folder).as_posix() for path in library.files()][-2:] == ["rules/F9.yaml", "rules/X1.yaml"]


def test_a_scenario_may_override_them(folder: Path) -> None:
    seen_from = Jurisdiction(GAOTAI, (), datetime.date(2021, 12, 31))
    assert bind(load_policy(folder), seen_from, {"entry.min_households": "80"}, folder).value(
        "entry.min_households", 2021
    ) == Fraction(80)


# text replaced, its replacement, problem in Chinese, problem in English
MISTAKES = {
    "clause of no known document": (
        "id: user#x1", "id: law#1",
        ["rules/X1.yaml = 'law#1'：未知的文件编号"], ["rules/X1.yaml = 'law#1': unknown document id"],
    ),
    "clause that stands in clauses.yaml too": (
        "id: user#x1", "id: nation#1",
        ["rules/X1.yaml = 'nation#1'：条款编号重复"], ["rules/X1.yaml = 'nation#1': clause id stands twice"],
    ),
    "clause without its status": (
        ", status: illustrative}", "}",
        ["rules/X1.yaml 「user#x1 status」：缺少此键"], ["rules/X1.yaml column user#x1 status: this key is missing"],
    ),
    "parameter without a unit": (
        "    unit: household\n", "",
        ["rules/X1.yaml 「entry.min_households unit」：缺少此键"],
        ["rules/X1.yaml column entry.min_households unit: this key is missing"],
    ),
    "parameter that has a file too": (
        "id: entry.min_households", "id: utility.min_share",
        ["rules/X1.yaml 「utility.min_share id」 = 'utility.min_share'：参数编号重复"],
        ["rules/X1.yaml column utility.min_share id = 'utility.min_share': parameter id stands twice"],
    ),
    "parameter in capitals": (
        "id: entry.min_households", "id: Entry.min_households",
        ["rules/X1.yaml 「Entry.min_households id」 = 'Entry.min_households'：参数编号应为小写，如 utility.min_share"],
        [("rules/X1.yaml column Entry.min_households id = 'Entry.min_households': "
         "a parameter id is lower case, as utility.min_share")],
    ),
    "value that cites an unknown clause": (
        "cite: [user#x1]", "cite: [user#x2]",
        ["rules/X1.yaml 「entry.min_households cite」 = 'user#x2'：未知条款"],
        ["rules/X1.yaml column entry.min_households cite = 'user#x2': unknown clause"],
    ),
    "value outside its limits": (
        'value: "50"', 'value: "50000"',
        ["rules/X1.yaml 「entry.min_households values」 = '2021-01-01'：超出范围 {'min': '0', 'max': '10000'}"],
        [("rules/X1.yaml column entry.min_households values = '2021-01-01': "
         "outside its limits {'min': '0', 'max': '10000'}")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "zh", "en"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_in_place_are_located(folder: Path, old: str, new: str, zh: list[str], en: list[str]) -> None:
    edit(folder / "rules/X1.yaml", old, new)
    with pytest.raises(PolicyError) as caught:
        load_policy(folder)
    assert texts(caught.value, "zh", folder) == zh
    assert texts(caught.value, "en", folder) == en
