"""docs/rules.md, the book of rules, says what catalogue, code and examples say."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest

from jiugai.policy import load_policy
from support.case import ROOT
from support.golden import compare


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_rules", ROOT / "data/sources/make_rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_book_is_up_to_date(script: ModuleType) -> None:
    """Out of date: run `python data/sources/make_rules.py` and read what changed."""
    compare(ROOT / "docs" / "rules.md", script.rules_page(load_policy(ROOT / "data/policy")))


def test_the_book_has_a_chapter_for_every_rule(script: ModuleType) -> None:
    library = load_policy(ROOT / "data/policy")
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in library.rules.values():
        chapter = page.partition(f"\n## {rule.id} {rule.zh} {rule.en}\n")[2].partition("\n## ")[0]
        assert ("```text\n" in chapter) == rule.shapes_plan, f"{rule.id}: mathematics"
        assert "**Example 例**" in chapter, f"{rule.id}: no example"
        assert all(f"`{clause}`" in chapter for clause in rule.clauses), rule.id
        assert all(f"`{parameter}`" in chapter for parameter in rule.parameters), rule.id
