"""Scenarios that descend: what a child takes from its root, what combining gives, and old → new."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.bad_inputs import HEAD, family, write_all
from inputs.small_book import small_book
from jiugai.errors import ScenarioError
from jiugai.inputs.study import Study, load_study
from jiugai.run.bundled import policy_folder
from jiugai.run.provenance import input_hashes, overrides


def read(path: Path) -> Study:
    return load_study(path, policy_folder())


def child(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_all(tmp_path)
    family(tmp_path, "extends: share.yaml\noverrides: {as_of: 2022-12-31}")
    return tmp_path


def changes(study: Study) -> list[tuple[object, ...]]:
    return [(row["path"], row["old"], row["new"], row["cells"], row["file"]) for row in overrides(study)]


def test_a_child_is_its_root_but_for_what_it_says(folder: Path) -> None:
    root, study = read(folder / "root.yaml"), read(folder / "study.yaml")
    assert (study.scenario.name, study.scenario.baseline, root.scenario.baseline) == ("study", False, True)
    assert study.scenario.objectives == root.scenario.objectives
    assert study.scenario.as_of.isoformat() == "2022-12-31"
    assert study.scenario.lang == "zh"  # of the root
    assert str(study.param("utility.min_share", 2021)) == "1/2"  # of its parent
    assert study.case.path == root.case.path


def test_every_file_of_the_descent_is_an_input(folder: Path) -> None:
    names = [row["path"] for row in input_hashes(read(folder / "study.yaml"))]
    assert names[:4] == ["study.yaml", "root.yaml", "share.yaml", "case/case.yaml"]


def test_old_is_what_the_root_says_and_each_file_answers_for_its_own(folder: Path) -> None:
    """The root pins a parameter, the child sets it anew: both are told."""
    assert changes(read(folder / "study.yaml")) == [
        ("as_of", "2021-12-31", "2022-12-31", 1, "study.yaml"),
        ("policy.utility.min_share", "0.3", "0.4", 1, "root.yaml"),
        ("policy.utility.min_share", "0.4", "0.5", 1, "share.yaml"),
    ]


def test_the_order_of_combining_means_nothing(folder: Path) -> None:
    child(folder, "late", "extends: share.yaml\noverrides: {case.debt_tier: orange, case.communities.a.name: 丙小区}")
    found, names = [], ["share.yaml", "county.yaml", "late.yaml"]
    for number, listed in enumerate((names, names[::-1])):
        study = read(child(folder, f"all{number}", f"combine: [{', '.join(listed)}]"))
        hashes = [row for row in input_hashes(study) if not row["path"].startswith("all")]
        tables = {name: frame.to_csv() for name, frame in study.case.tables.items()}
        found.append((changes(study), hashes, tables, study.case.debt_tier, study.policy.overrides))
    assert found[0] == found[1]
    assert [path for path, *_ in found[0][0]] == [
        "case.communities.a.name", "case.debt_tier", "case.fund_years.county.2021.envelope",
        "policy.utility.min_share", "policy.utility.min_share",
    ]  # fmt: skip


def test_a_parent_that_two_share_counts_once(folder: Path) -> None:
    child(folder, "one", "extends: share.yaml\noverrides: {case.debt_tier: red}")
    child(folder, "two", 'extends: share.yaml\noverrides: {discount_rate: "0.05"}')
    study = read(child(folder, "both", "combine: [one.yaml, two.yaml]\noverrides: {effort.nodes: 9}\nlang: en"))
    assert [row[0] for row in changes(study)] == [
        "case.debt_tier", "discount_rate", "effort.nodes", "policy.utility.min_share", "policy.utility.min_share",
    ]  # fmt: skip
    assert (study.scenario.effort.nodes, study.scenario.lang) == (9, "en")


def test_objectives_and_weights(folder: Path) -> None:
    text = (
        'extends: root.yaml\noverrides:\n  objectives.tie_break.gap: "0.5"\n  objectives.score.tolerance: 3\n'
        "  need_weights.age: 25\n  need_weights.care: 15\n  soft_weights.Q3: 4\n  tier_weights.basic: 9\n"
    )
    study = read(child(folder, "asked", text))
    assert [(row[0], row[1], row[2]) for row in changes(study)][:6] == [
        ("need_weights.age", "20", "25"),
        ("need_weights.care", "20", "15"),
        ("objectives.score.tolerance", "5", "3"),
        ("objectives.tie_break.gap", "0.001", "0.5"),  # the effort's, where it had none of its own
        ("soft_weights.Q3", "1", "4"),  # that of the file of the rule
        ("tier_weights.basic", "3", "9"),
    ]
    assert [(o.name, o.gap, str(o.tolerance)) for o in study.scenario.objectives] == [
        ("hazard_households", None, "0"), ("score", 0.01, "3"), ("tie_break", 0.5, "0"),
    ]  # fmt: skip
    study = read(child(folder, "order", 'extends: root.yaml\noverrides: {objectives: [{name: score, gap: "0.1"}]}'))
    told = "hazard_households, score (tolerance 5, gap 0.01, nodes 50), tie_break"
    assert changes(study)[0][:3] == ("objectives", told, "score (gap 0.1)")


def test_a_rule_is_switched_off(folder: Path) -> None:
    study = read(child(folder, "off", "extends: root.yaml\noverrides: {policy.rules.F9.in_force: no}"))
    assert not study.in_force("F9")
    assert ("policy.rules.F9.in_force", "yes", "no", 1, "off.yaml") in changes(study)


def test_values_that_differ_by_year_are_told_by_year(folder: Path) -> None:
    """The scheme of 2021 asks for a share of utilities; the root of this child pins nothing."""
    text = (folder / "root.yaml").read_text(encoding="utf-8")
    (folder / "bare.yaml").write_text(text.replace('overrides: {policy.utility.min_share: "0.40"}\n', ""), "utf-8")
    study = read(child(folder, "built", 'extends: bare.yaml\noverrides: {policy.eligibility.built_by: "2005"}'))
    assert changes(study) == [("policy.eligibility.built_by", "2000", "2005", 1, "built.yaml")]


def test_the_case_may_be_a_workbook(tmp_path: Path) -> None:
    """A changed cell and a problem that it brings, as with a folder of CSV files."""
    write_all(tmp_path)
    small_book().save(tmp_path / "case.xlsx")
    root = family(tmp_path, "extends: root.yaml\noverrides: {case.fund_years.county.*.envelope: {plus: 5}}")
    (tmp_path / "root.yaml").write_text(
        (tmp_path / "root.yaml").read_text("utf-8").replace("case: case", "case: case.xlsx"), "utf-8"
    )
    assert ("case.fund_years.county.*.envelope", "600000", "650000", 2, "study.yaml") in changes(read(root))
    bad = child(tmp_path, "bad", "extends: root.yaml\noverrides: {case.funds.sport.kind: bank}")
    with pytest.raises(ScenarioError) as caught:
        read(bad)
    assert [(p.where.file, p.where.column) for p in caught.value.problems] == [(str(bad), "case.funds.sport.kind")]
