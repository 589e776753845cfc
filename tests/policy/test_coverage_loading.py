"""The register is read strictly: each mistake is one located problem, in Chinese and English."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiugai.errors import PolicyError
from jiugai.policy import load_policy
from jiugai.policy.coverage import Register, load_register
from policy.small_register import write_register
from support.files import edit, texts

COUNTY, CITY = "coverage/county.yaml", "coverage/city.yaml"
REASONS, PLANNED = "coverage/reasons.yaml", "coverage/planned.yaml"
FIRST = "county#1: {at: 一, kind: money, rules: [F9]}"
SECOND = "    county#1.1: {at: 一, kind: timing, rules: [S5, F9], marks: [broken], status: verified, zh: 同步, en: together}\n"
KINDS = (
    "aim", "eligibility", "scope", "timing", "money", "debt", "participation", "upkeep", "quality", "procedure",
    "reporting", "incentive", "duties",
)  # fmt: skip

# file, text replaced, its replacement, problem in Chinese, problem in English
MISTAKES = {
    "clause twice in a text": (
        COUNTY, "county#1.1:", "county#1:",
        f"{COUNTY} 第8行：YAML格式错误：键重复（duplicate key 'county#1'）",
        f"{COUNTY} row 8: YAML error: duplicate key 'county#1'",
    ),
    "clause twice in two texts": (
        COUNTY, "county#a1:", "county#2:",
        f"{COUNTY} = 'county#2'：条款编号重复", f"{COUNTY} = 'county#2': clause id stands twice",
    ),
    "out of order": (
        COUNTY, SECOND + "    county#2:", SECOND.replace("#1.1", "#3") + "    county#2:",
        f"{COUNTY} = 'county#2'：应按在文中的先后排列",
        f"{COUNTY} = 'county#2': out of order: clauses stand as in the document",
    ),
    "clause of another document": (
        COUNTY, "county#a1:", "city#a1:",
        f"{COUNTY} = 'city#a1'：条款编号应如 county#2.1",
        f"{COUNTY} = 'city#a1': a clause id is written as county#2.1",
    ),
    "clause without a number": (
        COUNTY, "county#a1:", "county#annex:",
        f"{COUNTY} = 'county#annex'：条款编号应如 county#2.1",
        f"{COUNTY} = 'county#annex': a clause id is written as county#2.1",
    ),
    "cited clause missing": (
        COUNTY, f"    {FIRST}\n", "",
        f"{COUNTY} = 'county#1'：clauses.yaml 有此条款，登记中没有",
        f"{COUNTY} = 'county#1': stands in clauses.yaml, not in the register",
    ),
    "citing rule not named": (
        COUNTY, FIRST, "county#1: {at: 一, kind: money, rules: [S5]}",
        f"{COUNTY} 「county#1 rules」 = 'F9'：此规则引用本条款，应列出",
        f"{COUNTY} column county#1 rules = 'F9': this rule cites the clause: name it",
    ),
    "cited clause declared away": (
        COUNTY, FIRST, "county#1: {at: 一, kind: money, declared: site}",
        f"{COUNTY} 「county#1 rules」 = 'F9'：此规则引用本条款，应列出",
        f"{COUNTY} column county#1 rules = 'F9': this rule cites the clause: name it",
    ),
    "neither rule nor reason": (
        COUNTY, "rules: [S5, F9], ", "",
        f"{COUNTY} = 'county#1.1'：须写明 rules（规则）或 declared（无规则的理由）之一",
        f"{COUNTY} = 'county#1.1': needs either rules, or declared: why there is none",
    ),
    "rule and reason": (
        COUNTY, "rules: [S5, F9], ", "rules: [S5, F9], declared: site, ",
        f"{COUNTY} = 'county#1.1'：须写明 rules（规则）或 declared（无规则的理由）之一",
        f"{COUNTY} = 'county#1.1': needs either rules, or declared: why there is none",
    ),
    "empty rules": (
        COUNTY, "[S5, F9]", "[]",
        f"{COUNTY} 「county#1.1 rules」：没有列出规则", f"{COUNTY} column county#1.1 rules: no rule is named",
    ),
    "rule twice": (
        COUNTY, "[S5, F9]", "[S5, S5]",
        f"{COUNTY} 「county#1.1 rules」 = 'S5'：重复列出", f"{COUNTY} column county#1.1 rules = 'S5': listed twice",
    ),
    "unknown rule": (
        COUNTY, "[S5, F9]", "[S6, F9]",
        f"{COUNTY} 「county#1.1 rules」 = 'S6'：未知的规则：不在 rules/，也不在 planned.yaml",
        f"{COUNTY} column county#1.1 rules = 'S6': unknown rule: neither in rules/ nor in planned.yaml",
    ),
    "unknown reason": (
        COUNTY, "declared: site", "declared: sight",
        f"{COUNTY} 「county#2 declared」 = 'sight'：应为 reasons.yaml 中的名称，或 zh 和 en 两项文本",
        f"{COUNTY} column county#2 declared = 'sight': must be a name of reasons.yaml, or the texts zh and en",
    ),
    "reason in one language": (
        COUNTY, "{zh: 分工, en: duties}", "{zh: 分工}",
        f"{COUNTY} 「county#a1 declared」 = \"{{'zh': '分工'}}\"：应为 reasons.yaml 中的名称，或 zh 和 en 两项文本",
        f"{COUNTY} column county#a1 declared = \"{{'zh': '分工'}}\": must be a name of reasons.yaml, or the texts zh and en",
    ),
    "reason nobody gives": (
        REASONS, "site:", "rain: {zh: 雨, en: rain}\nsite:",
        f"{REASONS} = 'rain'：没有条款使用此理由", f"{REASONS} = 'rain': no clause gives this reason",
    ),
    "reason without words": (
        REASONS, "{zh: 现场, en: on site}", "现场",
        f"{REASONS} = 'site'：应为zh 和 en 两项文本", f"{REASONS} = 'site': must be the texts zh and en",
    ),
    "no mapping of reasons": (
        REASONS, "site: {zh: 现场, en: on site}", "- site",
        f"{REASONS}：应为键值对", f"{REASONS}: must be a mapping of keys",
    ),
    "unknown kind": (
        COUNTY, "kind: timing", "kind: time",
        f"{COUNTY} 「county#1.1 kind」 = 'time'：应为：{'、'.join(KINDS)}",
        f"{COUNTY} column county#1.1 kind = 'time': must be one of: {', '.join(KINDS)}",
    ),
    "unknown mark": (
        COUNTY, "marks: [broken]", "marks: [torn]",
        f"{COUNTY} 「county#1.1 marks」 = 'torn'：应为：broken、masked、cut",
        f"{COUNTY} column county#1.1 marks = 'torn': must be one of: broken, masked, cut",
    ),
    "unknown status": (
        COUNTY, "status: secondary", "status: sure",
        f"{COUNTY} 「county#2 status」 = 'sure'：应为：verified、secondary、unverified、illustrative",
        f"{COUNTY} column county#2 status = 'sure': must be one of: verified, secondary, unverified, illustrative",
    ),
    "said twice": (
        COUNTY, FIRST, FIRST[:-1] + ", zh: 县}",
        f"{COUNTY} 「county#1 zh」：clauses.yaml 已有此条款的内容，此处不再写",
        f"{COUNTY} column county#1 zh: clauses.yaml says this already: not again here",
    ),
    "said nowhere": (
        COUNTY, ", en: together", "",
        f"{COUNTY} 「county#1.1 en」：缺少此键", f"{COUNTY} column county#1.1 en: this key is missing",
    ),
    "unknown key of a clause": (
        COUNTY, "marks: [broken]", "mark: broken",
        f"{COUNTY} 「county#1.1 mark」：未知的键；可用的键：at、declared、en、kind、marks、rules、status、zh",
        f"{COUNTY} column county#1.1 mark: unknown key; known keys: at, declared, en, kind, marks, rules, status, zh",
    ),
    "wrong shape of a clause": (
        COUNTY, "[S5, F9]", "S5",
        f"{COUNTY} 「county#1.1 rules」 = 'S5'：应为文本列表", f"{COUNTY} column county#1.1 rules = 'S5': must be a list of texts",
    ),
    "unknown key of a text": (
        COUNTY, "  left_out: {zh: 名单, en: names}", "  left_out: {zh: 名单, en: names}\n  note: x",
        f"{COUNTY} 「texts 2 note」：未知的键；可用的键：clauses、left_out、read、repeats、title",
        f"{COUNTY} column texts 2 note: unknown key; known keys: clauses, left_out, read, repeats, title",
    ),
    "text that says nothing": (
        CITY, "  repeats: county\n", "",
        f"{CITY} = 'texts 1'：须写明 clauses（条款）或 repeats（所重复的文件）之一",
        f"{CITY} = 'texts 1': needs either clauses, or the document it repeats",
    ),
    "text that repeats nobody": (
        CITY, "repeats: county", "repeats: nation",
        f"{CITY} 「repeats」 = 'nation'：应为另一份已登记的文件",
        f"{CITY} column repeats = 'nation': must be another document of the register",
    ),
    "text that repeats its own document": (
        CITY, "repeats: county", "repeats: city",
        f"{CITY} 「repeats」 = 'city'：应为另一份已登记的文件",
        f"{CITY} column repeats = 'city': must be another document of the register",
    ),
    "file of another document": (
        CITY, "document: city", "document: county",
        f"{CITY} 「document」 = 'county'：应为 city", f"{CITY} column document = 'county': must be city",
    ),
    "planned rule modelled by now": (
        PLANNED, "E2:", "F9:",
        f"{PLANNED} = 'F9'：规则已列入 rules/，请从此处删去",
        f"{PLANNED} = 'F9': the rule stands in rules/ by now: remove it here",
    ),
    "planned rule without an id": (
        PLANNED, "E2:", "e2:",
        f"{PLANNED} = 'e2'：规则编号应为一个大写字母加数字，如 F9",
        f"{PLANNED} = 'e2': a rule id is a capital letter and a number, such as F9",
    ),
    "planned rule without its ground": (
        PLANNED, ", why: {zh: 无列, en: no column}", "",
        f"{PLANNED} 「E2 why」：缺少此键", f"{PLANNED} column E2 why: this key is missing",
    ),
}  # fmt: skip


def register(folder: Path) -> Register:
    return load_register(load_policy(folder))


@pytest.mark.parametrize(("file", "old", "new", "zh", "en"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_located_and_told_in_both_languages(
    tmp_path: Path, file: str, old: str, new: str, zh: str, en: str
) -> None:
    write_register(tmp_path)
    edit(tmp_path / file, old, new)
    with pytest.raises(PolicyError) as caught:
        register(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [zh]
    assert texts(caught.value, "en", tmp_path) == [en]


def test_texts_that_are_no_list(tmp_path: Path) -> None:
    write_register(tmp_path)
    (tmp_path / CITY).write_text("document: city\ntexts: []\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        register(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [f"{CITY} 「texts」 = '[]'：应为非空列表"]
    assert texts(caught.value, "en", tmp_path) == [f"{CITY} column texts = '[]': must be a list, not empty"]


@pytest.mark.parametrize("file", [PLANNED, REASONS])
def test_missing_list(tmp_path: Path, file: str) -> None:
    (write_register(tmp_path) / file).unlink()
    with pytest.raises(PolicyError) as caught:
        register(tmp_path)
    assert texts(caught.value, "en", tmp_path) == [f"{file}: file not found"]


def test_no_document_at_all(tmp_path: Path) -> None:
    write_register(tmp_path)
    for file in (COUNTY, CITY):
        (tmp_path / file).unlink()
    (tmp_path / REASONS).write_text("{}\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        register(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["coverage：没有登记任何文件"]
    assert texts(caught.value, "en", tmp_path) == ["coverage: no document is registered"]


def test_all_mistakes_are_seen_at_once(tmp_path: Path) -> None:
    write_register(tmp_path)
    edit(tmp_path / COUNTY, "kind: timing", "kind: time")
    edit(tmp_path / COUNTY, "declared: site", "declared: sight")
    edit(tmp_path / CITY, "[D4]", "[D5]")
    with pytest.raises(PolicyError) as caught:
        register(tmp_path)
    assert [problem.where.value for problem in caught.value.problems] == ["D5", "time", "sight"]


def test_a_clause_says_what_clauses_yaml_or_the_register_says(tmp_path: Path) -> None:
    read = register(write_register(tmp_path))
    assert list(read.documents) == ["city", "county"]
    said = {clause.id: (clause.says.zh, clause.status) for clause in read.clauses()}
    assert said == {
        "city#1": ("市", "verified"),
        "county#1": ("县", "verified"),
        "county#1.1": ("同步", "verified"),
        "county#2": ("质量", "secondary"),
        "county#a1": ("职责", "verified"),
    }
    assert [clause.id for clause in read.clauses("city")] == ["city#1"]
    assert read.naming("F9") == ("county#1", "county#1.1")
    assert list(read.planned) == ["E2", "S5", "D4"]


def test_no_plan_depends_on_the_register(tmp_path: Path) -> None:
    library = load_policy(write_register(tmp_path))
    assert [path.relative_to(tmp_path).as_posix() for path in library.files()] == [
        "clauses.yaml", "documents.yaml", "parameters/utility/min_share.yaml", "programmes.yaml", "rules/F9.yaml",
    ]  # fmt: skip
    (tmp_path / COUNTY).write_text("broken: [", encoding="utf-8")
    assert load_policy(tmp_path).files() == library.files()


@pytest.mark.parametrize("file", ["F9.yaml", "nowhere.yaml", "county/more.yaml", "county.yml"])
def test_a_file_nothing_reads_is_an_error(tmp_path: Path, file: str) -> None:
    stray = write_register(tmp_path) / "coverage" / file
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("id: F9\n", encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [
        f"coverage/{file}：此文件不会被读取；可用的文件：documents.yaml、clauses.yaml、programmes.yaml、parameters/**.yaml、rules/<编号>.yaml、coverage/<文件编号>.yaml"
    ]
    assert texts(caught.value, "en", tmp_path) == [
        f"coverage/{file}: nothing reads this file: a policy folder has documents.yaml, clauses.yaml, programmes.yaml, parameters/**.yaml, rules/<id>.yaml and coverage/<document>.yaml"
    ]
