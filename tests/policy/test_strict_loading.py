"""A policy folder is read strictly: each mistake is one located problem, in Chinese and English."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from jiugai.errors import PolicyError
from jiugai.policy.library import load_policy
from jiugai.run import policy_folder
from policy.small import write_policy
from support.files import edit, texts

SHARE = "parameters/utility/min_share.yaml"
VALUE = 'value: "0.10"'

# file, text replaced, its replacement, problem in Chinese, problem in English
MISTAKES = {
    "duplicate key of a parameter": (
        SHARE, "unit: ratio", "unit: ratio\nunit: yuan",
        f"{SHARE} 第4行：YAML格式错误：键重复（duplicate key 'unit'）",
        f"{SHARE} row 4: YAML error: duplicate key 'unit'",
    ),
    "date given twice": (
        SHARE, "still_valid_on", '  2020-07-10: {value: "0.2", cite: [nation#1]}\nstill_valid_on',
        f"{SHARE} 第6行：YAML格式错误：键重复（duplicate key '2020-07-10'）",
        f"{SHARE} row 6: YAML error: duplicate key '2020-07-10'",
    ),
    "duplicate clause": (
        "clauses.yaml", "province#1", "nation#1",
        "clauses.yaml 第2行：YAML格式错误：键重复（duplicate key 'nation#1'）",
        "clauses.yaml row 2: YAML error: duplicate key 'nation#1'",
    ),
    "not YAML": (
        "rules/F9.yaml", "[utility.min_share]", "[utility.min_share",
        "rules/F9.yaml 第5行：YAML格式错误：expected ',' or ']', but got ':'",
        "rules/F9.yaml row 5: YAML error: expected ',' or ']', but got ':'",
    ),
    "unknown key of a parameter": (
        SHARE, "status: verified", "status: verified\nstate: x",
        f"{SHARE} 「state」：未知的键；可用的键：id、label、limits、note、quote、status、still_valid_on、unit、values",
        (f"{SHARE} column state: unknown key; known keys: "
        "id, label, limits, note, quote, status, still_valid_on, unit, values"),
    ),
    "missing key of a parameter": (
        SHARE, "unit: ratio\n", "",
        f"{SHARE} 「unit」：缺少此键", f"{SHARE} column unit: this key is missing",
    ),
    "unknown key of a value": (
        SHARE, VALUE, f"{VALUE}, from: x",
        f"{SHARE} 「2020-07-10 from」：未知的键；可用的键：cite、value",
        f"{SHARE} column 2020-07-10 from: unknown key; known keys: cite, value",
    ),
    "unknown key of a document": (
        "documents.yaml", "title: 省", "name: x, title: 省",
        "documents.yaml 「province name」：未知的键；可用的键：address、date、date_status、id、level、note、number、place、programmes、title",
        ("documents.yaml column province name: unknown key; known keys: "
        "address, date, date_status, id, level, note, number, place, programmes, title"),
    ),
    "unknown key of a clause": (
        "clauses.yaml", "zh: 省", "zh: 省, fr: x",
        "clauses.yaml 「province#1 fr」：未知的键；可用的键：at、en、status、zh",
        "clauses.yaml column province#1 fr: unknown key; known keys: at, en, status, zh",
    ),
    "unknown key of a rule": (
        "rules/F9.yaml", "in_force: true", "in_force: true\nweight: 1",
        "rules/F9.yaml 「weight」：未知的键；可用的键：clauses、id、in_force、parameters、programmes、reason、report、soft、title、where",
        (
            "rules/F9.yaml column weight: unknown key; known keys: clauses, id, in_force, parameters, programmes, reason, report, soft, title,"
            " where"
        ),
    ),
    "rule of a programme nobody knows": (
        "rules/F9.yaml", "in_force: true", "programmes: [roads]\nin_force: true",
        "rules/F9.yaml 「programmes」：未知的工作类别 roads，可用：old、heat",
        "rules/F9.yaml column programmes: unknown programme roads; known: old, heat",
    ),
    "document of a programme nobody knows": (
        "documents.yaml", 'place: [], address: ""', 'place: [], programmes: [roads], address: ""',
        "documents.yaml 「programmes」 = 'nation'：未知的工作类别 roads，可用：old、heat",
        "documents.yaml column programmes = 'nation': unknown programme roads; known: old, heat",
    ),
    "rule of no programme": (
        "rules/F9.yaml", "in_force: true", "programmes: []\nin_force: true",
        "rules/F9.yaml 「programmes」：至少写一个，或删除此项",
        "rules/F9.yaml column programmes: name one at least, or leave the key out",
    ),
    "rule of a programme twice": (
        "rules/F9.yaml", "in_force: true", "programmes: [old, old]\nin_force: true",
        "rules/F9.yaml 「programmes」 = 'old'：重复列出", "rules/F9.yaml column programmes = 'old': listed twice",
    ),
    "programme with one name": (
        "programmes.yaml", "{zh: 旧改, en: old}", "{zh: 旧改}",
        "programmes.yaml 「old en」：缺少此键", "programmes.yaml column old en: this key is missing",
    ),
    "no list of programmes": (
        "programmes.yaml", "old: {zh: 旧改, en: old}\nheat: {zh: 取暖, en: heating}\n", "[]\n",
        "programmes.yaml：应为工作类别表", "programmes.yaml: must be a mapping of programmes",
    ),
    "soft without a unit": (
        "rules/F9.yaml", "in_force: true", 'in_force: true\nsoft: {weight: "1"}',
        "rules/F9.yaml 「unit」：缺少此键", "rules/F9.yaml column unit: this key is missing",
    ),
    "soft weight below zero": (
        "rules/F9.yaml", "in_force: true", 'in_force: true\nsoft: {weight: "-1", unit: wan_yuan}',
        "rules/F9.yaml 「soft weight」 = '-1'：应为带引号的非负数字文本，如 \"1\"",
        "rules/F9.yaml column soft weight = '-1': must be quoted number text not below 0, such as \"1\"",
    ),
    "unknown unit of a soft rule": (
        "rules/F9.yaml", "in_force: true", 'in_force: true\nsoft: {weight: "1", unit: yuan}',
        "rules/F9.yaml 「soft unit」 = 'yuan'：应为：wan_yuan、community、household、percent、precondition",
        "rules/F9.yaml column soft unit = 'yuan': must be one of: wan_yuan, community, household, percent, precondition",
    ),
    "unknown clause of a value": (
        SHARE, "nation#1", "nation#9",
        f"{SHARE} 「cite」 = 'nation#9'：未知条款", f"{SHARE} column cite = 'nation#9': unknown clause",
    ),
    "clause of an unknown document": (
        "clauses.yaml", "province#1", "gone#1",
        "clauses.yaml = 'gone#1'：未知的文件编号", "clauses.yaml = 'gone#1': unknown document id",
    ),
    "unknown clause of a rule": (
        "rules/F9.yaml", "county#1", "county#9",
        "rules/F9.yaml 「clauses」 = 'county#9'：未知条款", "rules/F9.yaml column clauses = 'county#9': unknown clause",
    ),
    "value without a clause": (
        SHARE, "cite: [nation#1]", "cite: []",
        f"{SHARE} 「values」 = '2020-07-10'：缺少依据条款", f"{SHARE} column values = '2020-07-10': no clause cited",
    ),
    "bare float": (
        SHARE, VALUE, "value: 0.10",
        f"{SHARE} 「values」 = '2020-07-10'：数值须为带引号的数字文本，如 \"0.30\" 或 \"2/3\"",
        f"{SHARE} column values = '2020-07-10': value must be quoted text",
    ),
    "bare whole number": (
        SHARE, VALUE, "value: 1",
        f"{SHARE} 「values」 = '2020-07-10'：数值须为带引号的数字文本，如 \"0.30\" 或 \"2/3\"",
        f"{SHARE} column values = '2020-07-10': value must be quoted text",
    ),
    "no number": (
        SHARE, VALUE, 'value: "ten"',
        f"{SHARE} 「values」 = '2020-07-10'：数值须为带引号的数字文本，如 \"0.30\" 或 \"2/3\"",
        f"{SHARE} column values = '2020-07-10': value must be quoted text",
    ),
    "divided by zero": (
        SHARE, VALUE, 'value: "1/0"',
        f"{SHARE} 「values」 = '2020-07-10'：数值须为带引号的数字文本，如 \"0.30\" 或 \"2/3\"",
        f"{SHARE} column values = '2020-07-10': value must be quoted text",
    ),
    "above the limits": (
        SHARE, VALUE, 'value: "1.01"',
        f"{SHARE} 「values」 = '2020-07-10'：超出范围 {{'min': '0', 'max': '1'}}",
        f"{SHARE} column values = '2020-07-10': outside its limits {{'min': '0', 'max': '1'}}",
    ),
    "below the limits": (
        SHARE, VALUE, 'value: "-0.01"',
        f"{SHARE} 「values」 = '2020-07-10'：超出范围 {{'min': '0', 'max': '1'}}",
        f"{SHARE} column values = '2020-07-10': outside its limits {{'min': '0', 'max': '1'}}",
    ),
    "value without a date": (
        SHARE, "  2020-07-10:", "  soon:",
        f"{SHARE} 「values」 = 'soon'：应为日期", f"{SHARE} column values = 'soon': must be a date",
    ),
    "values not a mapping": (
        SHARE, '  2020-07-10: {value: "0.10", cite: [nation#1]}', "  - x",
        f"{SHARE} 「values」 = \"['x']\"：应为非空键值对",
        f"{SHARE} column values = \"['x']\": must be a mapping, not empty",
    ),
    "id unlike the path": (
        SHARE, "id: utility.min_share", "id: utility.max_share",
        f"{SHARE} 「id」 = 'utility.max_share'：应为 utility.min_share",
        f"{SHARE} column id = 'utility.max_share': must be utility.min_share",
    ),
    "unknown unit": (
        SHARE, "unit: ratio", "unit: percent",
        f"{SHARE} 「unit」 = 'percent'：应为：ratio、yuan、wan_yuan、year、month、day、household、m2、count、number",
        f"{SHARE} column unit = 'percent': must be one of: ratio, yuan, wan_yuan, year, month, day, household, m2, count, number",
    ),
    "unknown status": (
        SHARE, "status: verified", "status: sure",
        f"{SHARE} 「status」 = 'sure'：应为：verified、secondary、unverified、illustrative",
        f"{SHARE} column status = 'sure': must be one of: verified, secondary, unverified, illustrative",
    ),
    "place too long for the level": (
        "documents.yaml", "level: province", "level: national",
        "documents.yaml 「place」 = 'province'：地点与级次不符",
        "documents.yaml column place = 'province': place does not fit level",
    ),
    "place too short for the level": (
        "documents.yaml", "place: [甘肃省, 张掖市, 高台县]", "place: [甘肃省, 张掖市]",
        "documents.yaml 「place」 = 'county'：地点与级次不符",
        "documents.yaml column place = 'county': place does not fit level",
    ),
    "unknown level": (
        "documents.yaml", "level: province", "level: region",
        "documents.yaml 「place」 = 'province'：地点与级次不符",
        "documents.yaml column place = 'province': place does not fit level",
    ),
    "document without a date": (
        "documents.yaml", "date: 2021-10-20", 'date: "2021"',
        "documents.yaml 「elsewhere date」 = '2021'：应为日期，如 2021-12-31",
        "documents.yaml column elsewhere date = '2021': must be a date such as 2021-12-31",
    ),
    "document twice": (
        "documents.yaml", "id: elsewhere", "id: nation",
        "documents.yaml 「id」 = 'nation'：文件编号重复",
        "documents.yaml column id = 'nation': document id stands twice",
    ),
    "rule without a clause": (
        "rules/F9.yaml", "[nation#1, county#1]", "[]",
        "rules/F9.yaml 「clauses」：规则没有依据条款", "rules/F9.yaml column clauses: a rule without a clause",
    ),
    "rule with an unknown parameter": (
        "rules/F9.yaml", "[utility.min_share]", "[utility.max_share]",
        "rules/F9.yaml 「parameters」 = 'utility.max_share'：未知参数",
        "rules/F9.yaml column parameters = 'utility.max_share': unknown parameter",
    ),
    "clause listed twice": (
        "rules/F9.yaml", "[nation#1, county#1]", "[nation#1, county#1, nation#1]",
        "rules/F9.yaml 「clauses」 = 'nation#1'：重复列出", "rules/F9.yaml column clauses = 'nation#1': listed twice",
    ),
    "rule named unlike its file": (
        "rules/F9.yaml", "id: F9", "id: F10",
        "rules/F9.yaml 「id」 = 'F10'：应为 F9", "rules/F9.yaml column id = 'F10': must be F9",
    ),
    "rule id in small letters": (
        "rules/F9.yaml", "id: F9", "id: f9",
        "rules/F9.yaml 「id」 = 'f9'：规则编号应为一个大写字母加数字，如 F9",
        "rules/F9.yaml column id = 'f9': a rule id is a capital letter and a number, such as F9",
    ),
    "rule that acts nowhere": (
        "rules/F9.yaml", "where: [row]", "where: []",
        "rules/F9.yaml 「where」：须写明规则在何处起作用", "rules/F9.yaml column where: where does the rule act?",
    ),
    "rule that acts nowhere known": (
        "rules/F9.yaml", "where: [row]", "where: [hope]",
        "rules/F9.yaml 「where」 = 'hope'：应为：menu、row、may_pay、envelope、indicator、table、absence、report",
        "rules/F9.yaml column where = 'hope': must be one of: menu, row, may_pay, envelope, indicator, table, absence, report",
    ),
    "duty of reporting that names no table": (
        "rules/F9.yaml", "where: [row]", "where: [row, report]",
        "rules/F9.yaml 「report」：where 含 report 的规则须在 report 列出报告的表，其他规则不列",
        (
            "rules/F9.yaml column report: a rule whose where has report names tables of the report in report; other rules"
            " do not"
        ),
    ),
    "table of the report that no duty asks for": (
        "rules/F9.yaml", "where: [row]", "where: [row]\nreport: [T4]",
        "rules/F9.yaml 「report」：where 含 report 的规则须在 report 列出报告的表，其他规则不列",
        (
            "rules/F9.yaml column report: a rule whose where has report names tables of the report in report; other rules"
            " do not"
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "zh", "en"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_located_and_told_in_both_languages(
    tmp_path: Path, file: str, old: str, new: str, zh: str, en: str
) -> None:
    write_policy(tmp_path)
    edit(tmp_path / file, old, new)
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [zh]
    assert texts(caught.value, "en", tmp_path) == [en]
    assert caught.value.exit_code == 2


def test_the_unedited_folder_loads(tmp_path: Path) -> None:
    library = load_policy(write_policy(tmp_path))
    assert [str(path.relative_to(tmp_path)) for path in library.files()] == [
        "clauses.yaml", "documents.yaml", "parameters/utility/min_share.yaml", "programmes.yaml", "rules/F9.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize("file", ["documents.yaml", "clauses.yaml"])
def test_missing_file(tmp_path: Path, file: str) -> None:
    (write_policy(tmp_path) / file).unlink()
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [f"{file}：找不到文件"]
    assert texts(caught.value, "en", tmp_path) == [f"{file}: file not found"]


def test_no_parameters_at_all(tmp_path: Path) -> None:
    (write_policy(tmp_path) / "parameters/utility/min_share.yaml").unlink()
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["parameters：没有参数文件"]
    assert texts(caught.value, "en", tmp_path) == ["parameters: no parameter files"]


def test_no_rules_at_all(tmp_path: Path) -> None:
    (write_policy(tmp_path) / "rules/F9.yaml").unlink()
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["rules：没有规则文件"]
    assert texts(caught.value, "en", tmp_path) == ["rules: no rule files"]


@pytest.mark.parametrize(
    "file", ["rules.yaml", "rules/F/F8.yaml", "rules/F8.yml", "rules/F8.YAML", "parameters/share.yml", "F8.yaml"]
)
def test_a_file_that_nothing_reads(tmp_path: Path, file: str) -> None:
    """A rule filed in the wrong place, or in the one list of an older format, is not passed over."""
    path = write_policy(tmp_path) / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("id: F8\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert [problem.where.file for problem in caught.value.problems] == [str(path)]
    assert "rules/<编号>.yaml" in caught.value.problems[0].zh
    assert "rules/<id>.yaml" in caught.value.problems[0].en


def test_file_saved_as_gbk(tmp_path: Path) -> None:
    path = write_policy(tmp_path) / "clauses.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["clauses.yaml：不是UTF-8编码，请另存为UTF-8"]
    assert texts(caught.value, "en", tmp_path) == ["clauses.yaml: not UTF-8: save it as UTF-8"]


def test_problems_of_one_stage_come_together(tmp_path: Path) -> None:
    path = write_policy(tmp_path) / SHARE
    edit(path, "unit: ratio", "unit: percent")
    edit(path, "status: verified", "status: sure")
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert [problem.where.column for problem in caught.value.problems] == ["unit", "status"]


def test_a_folder_is_parsed_again_when_a_byte_changes(tmp_path: Path) -> None:
    """The same size and the same time of change are not taken for the same file."""
    folder = shutil.copytree(policy_folder(), tmp_path / "policy")
    first = load_policy(folder)
    assert load_policy(folder) is first
    rule = folder / "rules" / "P1.yaml"
    before = rule.stat()
    rule.write_bytes(rule.read_bytes().replace(b"Three yardsticks", b"Three Yardsticks"))
    os.utime(rule, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_policy(folder).rules["P1"].en == "Three Yardsticks"
