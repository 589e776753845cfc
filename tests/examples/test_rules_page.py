"""docs/rules.md, the book of rules, says what catalogue, code and examples say."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from jiugai.policy import load_policy
from support.case import ROOT
from support.example import PLENTY, tables_of
from support.golden import compare


@pytest.fixture(scope="module")
def script() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "data/sources"))
        return importlib.import_module("make_rules")


def test_the_book_is_up_to_date(script: ModuleType) -> None:
    """Out of date: run `python data/sources/make_rules.py` and read what changed."""
    compare(ROOT / "docs" / "rules.md", script.rules_page(load_policy(ROOT / "data/policy")))


def test_the_book_has_a_chapter_for_every_rule(script: ModuleType) -> None:
    library = load_policy(ROOT / "data/policy")
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in library.rules.values():
        chapter = page.partition(f"\n## {rule.id} {rule.zh} {rule.en}\n")[2].partition("\n## ")[0]
        assert ("```text\n" in chapter) == rule.shapes_plan, f"{rule.id}: mathematics"
        assert "**例 Example**" in chapter, f"{rule.id}: no example"
        assert all(f"`{clause}`" in chapter for clause in rule.clauses), rule.id
        assert all(f"`{parameter}`" in chapter for parameter in rule.parameters), rule.id


def test_the_common_case_is_the_one_the_page_tells(script: ModuleType) -> None:
    """What an example leaves out is told once, at the head of the page."""
    common = tables_of({}, (2021, 2021))
    (a, b), (road_a, road_b), (grant,) = common["communities"], common["works"], common["fund_years"]
    assert {key: a[key] for key in a if key not in ("community_id", "name")} == {
        key: b[key] for key in b if key not in ("community_id", "name")
    }
    zh, en = script.HEAD.split("What each rule says")
    for text in (
        f"{a['households']} 户",
        f"{a['floor_area_m2']:,} 平方米",
        f"{a['built_year']} 年",
        f"{100 * float(a['consent_rate']):.0f}%",
    ):
        assert text in zh, text
    for amount in (road_a["cost"], road_b["cost"], PLENTY):
        assert f"{amount:,} 元" in zh.replace("\n", " ")
        assert f"{amount:,}" in en
    assert (grant["envelope"], road_a["tier"], road_a["trade"]) == (PLENTY, "basic", "road")


def test_everything_of_an_example_has_a_chinese_name(script: ModuleType) -> None:
    """A table, column or key without one would be English alone: the generator refuses it."""
    words = importlib.import_module("rules_example")
    assert words.chinese("funding") == "逐笔资金"
    with pytest.raises(KeyError, match="nothing_of_the_kind"):
        words.chinese("nothing_of_the_kind")


def test_every_chinese_name_is_used(script: ModuleType) -> None:
    """What no example shows any more leaves `rules_words.csv`."""
    words = (ROOT / "data/sources/rules_words.csv").read_text(encoding="utf-8").splitlines()[1:]
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    unused = [line for line in words if not all(part in page for part in line.split(","))]
    assert unused == []
