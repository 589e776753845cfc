"""The supplied register covers the five source documents both ways, and docs/coverage.md says what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiugai.labels import label
from jiugai.policy import load_policy
from jiugai.policy.coverage import Register, coverage_page, load_register
from jiugai.policy.coverage.clauses import KINDS, MARKS, place_of
from jiugai.policy.documents import document_of
from jiugai.policy.library import Library
from policy.small_register import write_register
from support.golden import compare

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("gaotai-2021", "ankang-2021", "xuchang-2021-13", "mohurd-2021-50", "speeches-2022")


@pytest.fixture(scope="module")
def library() -> Library:
    return load_policy(ROOT / "data/policy")


@pytest.fixture(scope="module")
def register(library: Library) -> Register:
    return load_register(library)


def test_the_five_source_documents_are_registered(register: Register) -> None:
    assert tuple(register.documents) == DOCUMENTS
    assert all(any(register.clauses(document)) for document in DOCUMENTS)


def test_every_clause_a_rule_or_a_parameter_cites_is_registered(library: Library, register: Register) -> None:
    cited = {clause for rule in library.rules.values() for clause in rule.clauses}
    cited |= {clause for item in library.parameters.values() for value in item.values for clause in value.cite}
    ours = {clause for clause in cited if document_of(clause) in DOCUMENTS}
    assert len(ours) >= 25
    assert ours <= {clause.id for clause in register.clauses()}


def test_a_clause_names_every_rule_that_cites_it(library: Library, register: Register) -> None:
    named = {(clause.id, rule) for clause in register.clauses() for rule in clause.rules}
    citing = {(clause, rule.id) for rule in library.rules.values() for clause in rule.clauses}
    assert {(clause, rule) for clause, rule in citing if document_of(clause) in DOCUMENTS} <= named


def test_every_clause_has_rules_or_a_reason(library: Library, register: Register) -> None:
    for clause in register.clauses():
        assert bool(clause.rules) != (clause.declared is not None), clause.id
        assert set(clause.rules) <= {*library.rules, *register.planned}, clause.id


def test_ids_are_unique_and_stand_in_the_order_of_the_text(register: Register) -> None:
    ids = [clause.id for clause in register.clauses()]
    assert len(set(ids)) == len(ids)
    for document, texts in register.documents.items():
        for text in texts:
            places = [place_of(clause.id, document) for clause in text.clauses]
            assert None not in places
            assert places == sorted(places, key=lambda place: place or ())


def test_no_rule_is_planned_and_modelled(library: Library, register: Register) -> None:
    assert register.planned.keys().isdisjoint(library.rules)


@pytest.mark.parametrize(
    "key", [*(f"clause_kind.{kind}" for kind in KINDS), *(f"clause_mark.{mark}" for mark in MARKS)]
)
def test_kinds_and_marks_have_labels(key: str) -> None:
    assert label(key, "zh") != label(key, "en")


def test_every_kind_and_mark_is_in_use(register: Register) -> None:
    assert {clause.kind for clause in register.clauses()} == set(KINDS)
    assert {mark for clause in register.clauses() for mark in clause.marks} == set(MARKS)


def test_the_page_is_made_from_the_register(library: Library, register: Register) -> None:
    """`python data/sources/make_coverage.py` writes it."""
    compare(ROOT / "docs/coverage.md", coverage_page(library, register))


def test_the_page_of_a_small_register(tmp_path: Path) -> None:
    """What the summary says both ways, worked out by hand."""
    library = load_policy(write_register(tmp_path))
    lines = coverage_page(library, load_register(library)).splitlines()
    for line in (
        "| city | 1 | 0 | 1 | 0 |",
        "| county | 4 | 2 | 0 | 2 |",
        "| all 合计 | 5 | 2 | 1 | 2 |",
        "Without a clause in these documents 在这些文件中没有条款: none 无.",
        "| F9 | 专营单位<br>utilities | county #1 #1.1 | nation #1 |",
        "Known from other law, from practice or as a user's choice, without a clause here 依据其他法规、实践或使用者选择: E2.",
        "| S5 | 开挖<br>dig | county #1.1 | 未建<br>not yet |",
        "Clauses 条款: `county`.",
        "| `county#1.1` | 一 | 同步<br>together<br>(字符损坏 broken characters) | 时序<br>Timing | F9<br>not yet modelled 未建模: S5 |",
        "| `county#2` | 二 | 质量<br>quality<br>(secondary) | 质量安全<br>Quality | 现场<br>on site |",
    ):
        assert line in lines


def test_a_rule_without_a_clause_of_the_register_is_named(tmp_path: Path) -> None:
    write_register(tmp_path)
    rule = (tmp_path / "rules/F9.yaml").read_text(encoding="utf-8")
    elsewhere = rule.replace("id: F9", "id: X1").replace("[nation#1, county#1]", "[nation#1]")
    (tmp_path / "rules/X1.yaml").write_text(elsewhere, encoding="utf-8")
    library = load_policy(tmp_path)
    page = coverage_page(library, load_register(library))
    assert "Without a clause in these documents 在这些文件中没有条款: X1." in page.splitlines()


def test_a_choice_of_the_user_does_not_change_the_page(tmp_path: Path) -> None:
    """Whoever adds a rule of their own need not make the page of the law anew."""
    library = load_policy(write_register(tmp_path))
    before = coverage_page(library, load_register(library))
    rule = (tmp_path / "rules/F9.yaml").read_text(encoding="utf-8")
    own = "[{id: user#x, zh: 选, en: choice, status: illustrative}]"
    text = rule.replace("id: F9", "id: X1").replace("[nation#1, county#1]", own)
    (tmp_path / "rules/X1.yaml").write_text(text, encoding="utf-8")
    library = load_policy(tmp_path)
    assert "X1" in library.rules
    assert coverage_page(library, load_register(library)) == before
