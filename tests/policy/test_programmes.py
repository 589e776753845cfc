"""A rule that speaks of some programmes is in force for cases of these alone; without a case, wherever it may be."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from jiugai.errors import PolicyError
from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import Policy, bind, load_policy
from policy.small import GAOTAI, write_policy
from support.files import edit

AS_OF = datetime.date(2021, 12, 31)


def of(folder: Path, programme: str, *borrow: str) -> Policy:
    seen_from = Jurisdiction(GAOTAI, borrow, AS_OF, programme)
    return bind(load_policy(folder), seen_from, {}, folder / "study.yaml", folder / "case.yaml")


def test_a_rule_of_every_programme(tmp_path: Path) -> None:
    write_policy(tmp_path)
    assert all(of(tmp_path, programme).in_force("F9") for programme in ("old", "heat", ""))


def test_a_rule_of_one_programme(tmp_path: Path) -> None:
    edit(write_policy(tmp_path) / "rules/F9.yaml", "in_force: true", "programmes: [heat]\nin_force: true")
    assert {name: of(tmp_path, name).in_force("F9") for name in ("old", "heat", "")} == {
        "old": False,
        "heat": True,
        "": True,
    }
    assert of(tmp_path, "old").clauses("F9"), "its clause reaches the case all the same"


def test_a_rule_of_two_programmes(tmp_path: Path) -> None:
    edit(write_policy(tmp_path) / "rules/F9.yaml", "in_force: true", "programmes: [heat, old]\nin_force: true")
    assert of(tmp_path, "old").in_force("F9")


def test_a_document_of_one_programme(tmp_path: Path) -> None:
    """Rule and value rest on the county's document: a case of another programme does not see it, unless it borrows it."""
    edit(write_policy(tmp_path) / "documents.yaml", "高台县], address", "高台县], programmes: [old], address")
    edit(tmp_path / "documents.yaml", "place: [], address", "place: [], programmes: [old], address")
    edit(tmp_path / "parameters/utility/min_share.yaml", "nation#1", "county#1")
    assert of(tmp_path, "old").clauses("F9") == ("county#1", "nation#1")
    assert of(tmp_path, "").in_force("F9")
    assert not of(tmp_path, "heat").in_force("F9")
    assert of(tmp_path, "heat").value("utility.min_share", 2021) is None
    borrowed = of(tmp_path, "heat", "county")
    assert borrowed.clauses("F9") == ("county#1",)
    assert borrowed.borrowed("county#1")
    assert borrowed.value("utility.min_share", 2021) is not None


def test_a_case_of_an_unknown_programme(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        of(write_policy(tmp_path), "roads")
    problem = caught.value.problems[0]
    assert (problem.where.file, problem.where.column, problem.where.value) == (
        str(tmp_path / "case.yaml"),
        "programme",
        "roads",
    )
    assert (problem.zh, problem.en) == ("未知的工作类别，可用：old、heat", "unknown programme; known: old, heat")
