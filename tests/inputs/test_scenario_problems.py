"""A wrong scenario file: located problems in Chinese and English, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.small import write_small
from jiugai.errors import JiugaiError, PolicyError, ScenarioError
from jiugai.inputs.scenario import load_scenario
from jiugai.inputs.study import load_study
from jiugai.run.bundled import policy_folder
from support.files import edit, texts

SCENARIO = """\
format: jiugai-scenario/1
title: {zh: 试例, en: test}
author: tests
date: 2026-11-22
baseline: yes
question: "?"
changes: "-"
case: case
as_of: 2021-12-31
overrides: {policy.utility.min_share: "0.40"}
objectives: [hazard_households, {name: score, tolerance: "5", gap: "0.01", nodes: 50}, tie_break]
need_weights: {age: 20, hazard: 30, facilities: 30, care: 20}
tier_weights: {basic: 3, improvement: 4, upgrade: 5}
soft_weights: {E1: 100, F9: 1}
discount_rate: "0.03"
effort: {gap: "0.001", nodes: 2000}
lang: zh
"""
NUMBER = ("应为非负数，小数请加引号", "must be a number not below 0; quote decimals")
WHOLE = ("应为非负整数", "must be a whole number not below 0")
NAMES = "upper_lapse、soft_broken、hazard_households、basic_households、score、county_money、completion、tie_break"


def located(column: str, sentences: tuple[str, str], value: str = "") -> tuple[str, str]:
    shown = f" = {value!r}" if value else ""
    return f"「{column}」{shown}：{sentences[0]}", f"column {column}{shown}: {sentences[1]}"


# text replaced, its replacement, problem in Chinese and English
MISTAKES = {
    "weights not 100": (
        "care: 20", "care: 21", located("need_weights", ("合计应为100", "must add up to 100"), "101"),
    ),
    "weight not whole": ("care: 20", "care: 20.0", located("need_weights.care", WHOLE, "20.0")),
    "weight below zero": ("upgrade: 5", "upgrade: -5", located("tier_weights.upgrade", WHOLE, "-5")),
    "weight as a flag": ("upgrade: 5", "upgrade: yes", located("tier_weights.upgrade", WHOLE, "True")),
    "weight missing": (
        ", upgrade: 5", "",
        located("tier_weights", (
            "应正好有：basic、improvement、upgrade", "must have exactly: basic, improvement, upgrade",
        )),
    ),
    "weight unknown": (
        "F9: 1", "F9: 1, D1: 1", located("soft_weights", ("应正好有：E1、F9", "must have exactly: E1, F9")),
    ),
    "unknown objective": (
        "tie_break]", "beauty]", located("objectives", (f"应为：{NAMES}", "unknown objective"), "beauty"),
    ),
    "objective twice": (
        "tie_break]", "score]", located("objectives", ("目标重复", "objective stands twice"), "score"),
    ),
    "no objectives": (
        "[hazard_households, {name: score, tolerance: \"5\", gap: \"0.01\", nodes: 50}, tie_break]", "[]",
        located("objectives", ("应为目标列表", "must be a list of objectives")),
    ),
    "unknown key of an objective": (
        'tolerance: "5"', 'slack: "5"', located("slack", (
            "未知的键；可用的键：gap、name、nodes、tolerance", "unknown key; known keys: gap, name, nodes, tolerance",
        )),
    ),
    "tolerance as a bare decimal": ('tolerance: "5"', "tolerance: 0.5", located("objectives.score.tolerance", NUMBER, "0.5")),
    "tolerance below zero": ('tolerance: "5"', 'tolerance: "-5"', located("objectives.score.tolerance", NUMBER, "-5")),
    "gap that is no number": ('gap: "0.01"', "gap: small", located("objectives.score.gap", NUMBER, "small")),
    "no nodes": (
        "nodes: 50", "nodes: 0", located("objectives.score.nodes", ("应为正整数", "must be a whole number of at least 1"), "0"),
    ),
    "effort without nodes": (
        ", nodes: 2000", "", located("nodes", ("缺少此键", "this key is missing")),
    ),
    "effort of half a node": (
        "nodes: 2000", "nodes: 0.5",
        located("effort.nodes", ("应为正整数", "must be a whole number of at least 1"), "0.5"),
    ),
    "discount rate as a bare decimal": ('"0.03"', "0.03", located("discount_rate", NUMBER, "0.03")),
    "as_of as text": (
        "as_of: 2021-12-31", "as_of: end of 2021",
        located("as_of", ("应为日期，如 2021-12-31", "must be a date such as 2021-12-31"), "end of 2021"),
    ),
    "as_of of a month": (
        "as_of: 2021-12-31", "as_of: 2021-12",
        located("as_of", ("应为日期，如 2021-12-31", "must be a date such as 2021-12-31"), "2021-12"),
    ),
    "as_of to the hour": (
        "as_of: 2021-12-31", "as_of: 2021-12-31 12:00:00",
        located("as_of", ("应为日期，如 2021-12-31", "must be a date such as 2021-12-31"), "2021-12-31 12:00:00"),
    ),
    "date of writing left blank": (
        "date: 2026-11-22", "date:", located("date", ("应为日期，如 2021-12-31", "must be a date such as 2021-12-31"), "None"),
    ),
    "override of something else": (
        "policy.utility.min_share", "case.households",
        located("overrides", ("路径应以 policy. 开头", "a path must start with policy."), "case.households"),
    ),
    "overrides as a list": (
        '{policy.utility.min_share: "0.40"}', "[a]", located("overrides", ("应为 路径: 值", "must be path: value")),
    ),
    "another format": (
        "jiugai-scenario/1", "jiugai-plan/1", located("format", ("应为 jiugai-scenario/1", "must be jiugai-scenario/1"), "jiugai-plan/1"),
    ),
    "title in one language": (
        "{zh: 试例, en: test}", "{zh: 试例}", located("title", ("应有 zh 和 en 两项", "needs zh and en")),
    ),
    "baseline as text": (
        "baseline: yes", "baseline: maybe", located("baseline", ("应为 yes 或 no", "must be yes or no"), "maybe"),
    ),
    "another language": ("lang: zh", "lang: fr", located("lang", ("应为 zh 或 en", "must be zh or en"), "fr")),
    "missing key": ("lang: zh\n", "", located("lang", ("缺少此键", "this key is missing"))),
}  # fmt: skip

# replacement of the value 0.40 or of the whole path, column, value, sentences
OVERRIDES = {
    "unknown parameter": (
        "utility.min_share: \"0.40\"", "utility.max_share: \"0.40\"",
        located("policy.utility.max_share", ("未知的政策参数", "unknown policy parameter"), "0.40"),
    ),
    "above the limits": (
        '"0.40"', '"1.40"', located("policy.utility.min_share", ("超出参数范围", "outside the limits of the parameter"), "1.40"),
    ),
    "below the limits": (
        '"0.40"', '"-0.4"', located("policy.utility.min_share", ("超出参数范围", "outside the limits of the parameter"), "-0.4"),
    ),
    "bare float": (
        '"0.40"', "0.40",
        located("policy.utility.min_share", ("数值须为带引号的数字文本", "the value must be quoted number text"), "0.4"),
    ),
    "no number": (
        '"0.40"', "half",
        located("policy.utility.min_share", ("数值须为带引号的数字文本", "the value must be quoted number text"), "half"),
    ),
}  # fmt: skip


def write(folder: Path) -> Path:
    write_small(folder / "case")
    path = folder / "study.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_located_and_told_in_both_languages(
    tmp_path: Path, old: str, new: str, told: tuple[str, str]
) -> None:
    edit(write(tmp_path), old, new)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "study.yaml")
    assert texts(caught.value, "zh", tmp_path) == [f"study.yaml {told[0]}"]
    assert texts(caught.value, "en", tmp_path) == [f"study.yaml {told[1]}"]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(("old", "new", "told"), OVERRIDES.values(), ids=OVERRIDES)
def test_override_that_the_policy_refuses(tmp_path: Path, old: str, new: str, told: tuple[str, str]) -> None:
    edit(write(tmp_path), old, new)
    with pytest.raises(PolicyError) as caught:
        load_study(tmp_path / "study.yaml", policy_folder())
    assert texts(caught.value, "zh", tmp_path) == [f"study.yaml {told[0]}"]
    assert texts(caught.value, "en", tmp_path) == [f"study.yaml {told[1]}"]


def test_unknown_key(tmp_path: Path) -> None:
    edit(write(tmp_path), "lang: zh", "lang: zh\ncolour: red")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "study.yaml")
    [zh] = texts(caught.value, "zh", tmp_path)
    [en] = texts(caught.value, "en", tmp_path)
    assert zh.startswith("study.yaml 「colour」：未知的键；可用的键：as_of、author、")
    assert en.startswith("study.yaml column colour: unknown key; known keys: as_of, author, ")


def test_key_twice(tmp_path: Path) -> None:
    edit(write(tmp_path), "lang: zh", "lang: zh\nlang: en")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "study.yaml")
    assert texts(caught.value, "zh", tmp_path) == ["study.yaml 第18行：YAML格式错误：duplicate key 'lang'"]


def test_missing_scenario(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "study.yaml")
    assert texts(caught.value, "zh", tmp_path) == ["study.yaml：找不到文件"]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    path = write(tmp_path)
    edit(path, "care: 20", "care: 30")
    edit(path, "lang: zh", "lang: fr")
    edit(path, '"0.03"', "0.03")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    assert {problem.where.column for problem in caught.value.problems} == {"need_weights", "lang", "discount_rate"}


@pytest.mark.parametrize("gap", ['"1e400"', '"inf"', '"nan"', "[]", "{}"])
def test_no_gap_at_all(tmp_path: Path, gap: str) -> None:
    edit(write(tmp_path), '"0.001"', gap)
    with pytest.raises(ScenarioError) as caught:
        load_scenario(tmp_path / "study.yaml")
    assert [problem.where.column for problem in caught.value.problems] == ["effort.gap"]


def test_an_override_replaces_the_value_of_every_year(tmp_path: Path) -> None:
    study = load_study(write(tmp_path), policy_folder())
    assert [str(study.param("utility.min_share", year)) for year in (2000, 2021, 2030)] == ["2/5"] * 3
    assert study.policy.citation("utility.min_share", 2021) == "user#override"


def test_missing_case_and_missing_policy(tmp_path: Path) -> None:
    edit(write(tmp_path), "case: case", "case: nowhere")
    with pytest.raises(JiugaiError, match=r"nowhere/case\.yaml: file not found"):
        load_study(tmp_path / "study.yaml", policy_folder())
    edit(tmp_path / "study.yaml", "case: nowhere", "case: case\npolicy: nowhere")
    with pytest.raises(PolicyError, match=r"nowhere/documents\.yaml: file not found"):
        load_study(tmp_path / "study.yaml", policy_folder())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lang: zh", 'lang: !!int ""'),
        ("lang: zh", "lang: " + "[" * 600),
        ("case: case", 'case: "a\\0b"'),
        ("upgrade: 5", f"upgrade: {10**30}"),
        ('"0.001"', '"1e-3"'),
        ("{zh: 试例, en: test}", "{zh: [a], en: test}"),
    ],
    ids=["empty whole number", "nested deeply", "case with a zero byte", "huge weight", "exponent", "title of a list"],
)
def test_odd_value_is_refused(tmp_path: Path, old: str, new: str) -> None:
    edit(write(tmp_path), old, new)
    with pytest.raises(ScenarioError):
        load_scenario(tmp_path / "study.yaml")
