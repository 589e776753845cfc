"""`jiugai rules`: the catalogue as table and as CSV, as seen from a scenario or from national law."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
import yaml

from jiugai.errors import ScenarioError
from jiugai.policy import load_policy
from jiugai.policy.coverage import load_register
from jiugai.run.bundled import bundled_root, policy_folder
from jiugai.run.catalogue import COLUMNS, rules_text

GAOTAI = bundled_root() / "scenarios" / "gaotai.yaml"
CATALOGUE = load_policy(policy_folder())
#: rules whose figures or words only places give: out of force where none of them reaches
LOCAL = {"E3", "E7", "S3", "S4", "S7", "F4", "F9", "F14", "F10", "H2", "H3", "P3", "P4", "P5", "P6", "P7"}
#: of these, what gaotai does not borrow, or what is not about old communities
NOT_BORROWED = {"E7", "S4", "H2", "H3"}
HEATING = bundled_root() / "scenarios" / "clean-heating.yaml"


def table_line(text: str, rule: str) -> str:
    return next(line for line in text.splitlines() if line[2:].split()[0] == rule)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_gaotai_shows_the_share_of_the_utilities() -> None:
    text = rules_text(GAOTAI, None, "table", "zh")
    assert table_line(text, "F9") == "● F9   管线专营单位出资  [gaotai-2021#3.3]  utility.min_share = 3/10（已核）"
    assert {line[2:].split()[0] for line in text.splitlines() if line.startswith("○")} == NOT_BORROWED


def test_gaotai_before_its_own_plan_has_no_such_share() -> None:
    text = rules_text(GAOTAI, "2021-03-16", "table", "zh")
    assert table_line(text, "F9") == "○ F9   管线专营单位出资  [gaotai-2021#3.3]  utility.min_share = –（已核）"
    assert table_line(rules_text(GAOTAI, "2021-03-17", "table", "zh"), "F9").startswith("● F9 ")


def test_national_law_alone() -> None:
    text = rules_text(None, None, "table", "en")
    assert table_line(text, "F9") == (
        "○ F9   Money of the utilities  [gaotai-2021#3.3]  utility.min_share = – (verified)"
        "  (only: Renovation of old residential communities)"
    )
    off = {line[2:].split()[0] for line in text.splitlines() if line.startswith("○")}
    assert off == LOCAL
    assert all(line[0] in "●○·" for line in text.splitlines())


def test_nothing_but_assumptions_before_the_law() -> None:
    found = rows(rules_text(None, "1990-01-01", "csv", "en"))
    in_force = {row["rule"] for row in found if row["in_force"] == "yes"}
    own = {
        row["rule"] for row in found if any(clause.startswith(("model#", "user#")) for clause in row["clauses"].split())
    }
    assert in_force == own  # their clauses are older than any document
    assert "S9" in own


def test_csv_has_one_row_for_each_rule_and_parameter() -> None:
    text = rules_text(GAOTAI, None, "csv", "en")
    assert text.startswith(",".join(COLUMNS) + "\n")
    assert "\r" not in text
    found = rows(text)
    assert len({(row["rule"], row["parameter"]) for row in found}) == len(found)
    modelled = [row for row in found if row["modelled"] == "yes"]
    assert {row["rule"] for row in modelled} == set(CATALOGUE.rules)
    assert {row["rule"] for row in modelled if row["in_force"] != "yes"} == NOT_BORROWED
    share = next(row for row in found if row["rule"] == "F9")
    assert {key: share[key] for key in COLUMNS if key not in ("reason", "programmes")} == {
        "rule": "F9", "title": "Money of the utilities", "clauses": "gaotai-2021#3.3",
        "parameter": "utility.min_share", "value": "3/10", "unit": "ratio", "status": "verified",
        "in_force": "yes", "modelled": "yes", "where": "may_pay row",
    }  # fmt: skip
    assert "in principle" in share["reason"]
    assert share["programmes"] == "Renovation of old residential communities"


def test_a_case_of_heating_sees_its_own_rules() -> None:
    lines = {line[2:].split()[0]: line for line in rules_text(HEATING, None, "table", "zh").splitlines()}
    off = {rule for rule, line in lines.items() if line.startswith("○")}
    of_old_communities = "E1 E2 E3 E4 E5 E6 E7 E8 S1 S2 S3 S4 S5 S7 F1 F2 F3 F4 F9 F11 P1 P2 P3 P4 P7"
    assert off == {*of_old_communities.split(), "F14", "Q4"}  # the last two: no clause reaches it
    assert (
        lines["H3"]
        == "● H3   采暖季前建成  [speeches-2022#4.1.1 speeches-2022#h2.4]  heating.ready_by = 10 个月（未核）"
    )
    assert lines["E1"].endswith("（只用于城镇老旧小区改造）")
    assert "只用于" not in lines["H2"] + lines["F7"]


def test_rules_that_are_not_modelled_are_listed_with_their_clauses_and_the_reason() -> None:
    found = {row["rule"]: row for row in rows(rules_text(GAOTAI, None, "csv", "en")) if row["modelled"] == "no"}
    register = load_register(CATALOGUE)
    assert set(found) == set(register.planned)
    assert not set(found) & set(CATALOGUE.rules)
    for name, rule in register.planned.items():
        assert found[name]["reason"] == rule.why.en
        assert found[name]["clauses"] == " ".join(register.naming(name))
        assert found[name]["in_force"] == "no"
    told = [line for line in rules_text(GAOTAI, None, "table", "zh").splitlines() if line.startswith("·")]
    assert [line.split()[1] for line in told] == list(found)
    assert all("  未建模：" in line for line in told)


def test_a_policy_folder_without_a_register_lists_its_catalogue_alone(tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    shutil.copytree(policy_folder(), folder, ignore=shutil.ignore_patterns("coverage"))
    scenario = yaml.safe_load(GAOTAI.read_text("utf-8")) | {
        "policy": "policy", "case": str(GAOTAI.parents[1] / "data" / "cases" / "gaotai"),
    }  # fmt: skip
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(scenario, allow_unicode=True), "utf-8")
    found = rows(rules_text(tmp_path / "own.yaml", None, "csv", "zh"))
    assert {row["rule"] for row in found} == set(CATALOGUE.rules)


def test_table_and_csv_tell_the_same_rules() -> None:
    table = rules_text(GAOTAI, None, "table", "zh").splitlines()
    assert [line[2:].split()[0] for line in table] == [
        row["rule"] for row in rows(rules_text(GAOTAI, None, "csv", "zh"))
    ]


@pytest.mark.parametrize(
    ("as_of", "shape", "zh", "en"),
    [
        (None, "json", "「--format」 = 'json'：应为 table 或 csv", "column --format = 'json': must be table or csv"),
        (
            "31.12.2021", "csv",
            "「--as-of」 = '31.12.2021'：应为日期 YYYY-MM-DD", "column --as-of = '31.12.2021': must be YYYY-MM-DD",
        ),
    ],
)  # fmt: skip
def test_bad_option(as_of: str | None, shape: str, zh: str, en: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        rules_text(None, as_of, shape, "zh")
    assert [problem.text("zh") for problem in caught.value.problems] == [zh]
    assert [problem.text("en") for problem in caught.value.problems] == [en]
