"""Of the values that reach a case the most local wins, a borrowed one last; other places do not count."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from jiugai.errors import PolicyError
from jiugai.policy.documents import Jurisdiction
from jiugai.policy.library import bind, load_policy
from policy.small import GAOTAI, seen, write_policy
from support.files import edit, texts

BY_LEVEL = {
    "nation": '2021-05-01: {value: "0.1", cite: [nation#1]}',
    "province": '2021-04-01: {value: "0.2", cite: [province#1]}',
    "city": '2021-03-01: {value: "0.3", cite: [city#1]}',
    "county": '2021-02-01: {value: "0.4", cite: [county#1]}',
    "elsewhere": '2021-06-01: {value: "0.5", cite: [elsewhere#1]}',
}


@pytest.mark.parametrize(
    ("documents", "winner"),
    [
        ("nation province city county", "county#1"),
        ("nation province city", "city#1"),
        ("nation province", "province#1"),
        ("nation elsewhere", "nation#1"),
        ("elsewhere", "elsewhere#1"),
        ("nation province city county elsewhere", "county#1"),
    ],
)
def test_the_most_local_place_wins_over_later_dates(tmp_path: Path, documents: str, winner: str) -> None:
    """Every nearer value carries the earlier date, so that only the place can decide."""
    policy = seen(tmp_path, [BY_LEVEL[name] for name in documents.split()], borrow=("elsewhere",))
    assert policy.citation("utility.min_share", 2021) == winner


def test_within_one_place_the_latest_date_wins(tmp_path: Path) -> None:
    later = '2021-08-01: {value: "0.45", cite: [county#1]}'
    assert seen(tmp_path, [later, BY_LEVEL["county"]]).value("utility.min_share", 2021) == Fraction(9, 20)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (GAOTAI, "0.4"),
        (("甘肃省", "张掖市", "临泽县"), "0.3"),
        (("甘肃省", "酒泉市", "敦煌市"), "0.2"),
        (("安徽省", "滁州市", "天长市"), "0.1"),
        (("河南省", "许昌市", "禹州市"), "0.5"),
        ((), "0.1"),
    ],
)
def test_a_document_counts_where_its_place_covers_the_case(tmp_path: Path, place: tuple[str, ...], value: str) -> None:
    assert seen(tmp_path, list(BY_LEVEL.values()), place=place).value("utility.min_share", 2021) == Fraction(value)


def test_a_document_of_another_place_is_not_applied(tmp_path: Path) -> None:
    policy = seen(tmp_path, [BY_LEVEL["elsewhere"]])
    assert policy.value("utility.min_share", 2021) is None
    assert policy.citation("utility.min_share", 2021) == ""


def test_a_borrowed_document_applies_and_is_known_as_borrowed(tmp_path: Path) -> None:
    policy = seen(tmp_path, [BY_LEVEL["elsewhere"]], borrow=("elsewhere",))
    assert policy.value("utility.min_share", 2021) == Fraction(1, 2)
    assert policy.borrowed("elsewhere#1")
    assert not policy.borrowed("county#1")
    assert not policy.borrowed("model#anything")


def test_borrowing_ones_own_document_changes_nothing(tmp_path: Path) -> None:
    policy = seen(tmp_path, list(BY_LEVEL.values()), borrow=("county",))
    assert policy.citation("utility.min_share", 2021) == "county#1"
    assert not policy.borrowed("county#1")


def test_a_borrowed_document_too_must_be_known_by_as_of(tmp_path: Path) -> None:
    policy = seen(tmp_path, ['2020-01-01: {value: "0.5", cite: [elsewhere#1]}'], "2021-10-19", borrow=("elsewhere",))
    assert policy.value("utility.min_share", 2021) is None


def test_the_models_own_clause_is_as_near_as_a_national_one(tmp_path: Path) -> None:
    write_policy(tmp_path)
    own = "model#own: {zh: 模型, en: model, status: illustrative}\nprovince#1:"
    edit(tmp_path / "clauses.yaml", "province#1:", own)
    lines = '  2021-06-01: {value: "0.6", cite: [model#own]}\n  2021-01-01: {value: "0.2", cite: [province#1]}'
    path = tmp_path / "parameters/utility/min_share.yaml"
    edit(path, '  2020-07-10: {value: "0.10", cite: [nation#1]}', lines)
    library = load_policy(tmp_path)
    as_of = seen(tmp_path / "other").seen_from.as_of
    near = bind(library, Jurisdiction(GAOTAI, (), as_of), {}, tmp_path)
    far = bind(library, Jurisdiction(("安徽省", "滁州市", "天长市"), (), as_of), {}, tmp_path)
    assert near.citation("utility.min_share", 2021) == "province#1"
    assert far.citation("utility.min_share", 2021) == "model#own"


def test_rules_are_in_force_where_a_clause_reaches(tmp_path: Path) -> None:
    write_policy(tmp_path)
    edit(tmp_path / "rules/F9.yaml", "[nation#1, county#1]", "[elsewhere#1]")
    library = load_policy(tmp_path)
    as_of = seen(tmp_path / "other").seen_from.as_of
    assert not bind(library, Jurisdiction(GAOTAI, (), as_of), {}, tmp_path).in_force("F9")
    borrowed = bind(library, Jurisdiction(GAOTAI, ("elsewhere",), as_of), {}, tmp_path)
    assert borrowed.in_force("F9")
    assert borrowed.clauses("F9") == ("elsewhere#1",)


def test_a_rule_the_catalogue_switches_off_is_not_in_force(tmp_path: Path) -> None:
    write_policy(tmp_path)
    edit(tmp_path / "rules/F9.yaml", "in_force: true", "in_force: false")
    library = load_policy(tmp_path)
    as_of = seen(tmp_path / "other").seen_from.as_of
    assert not bind(library, Jurisdiction(GAOTAI, (), as_of), {}, tmp_path).in_force("F9")


def test_an_unknown_borrowed_document_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        seen(tmp_path, borrow=("nowhere",))
    root = tmp_path.parent
    assert texts(caught.value, "zh", root) == [
        f"{tmp_path.name} 「borrow」 = 'nowhere'：未知的文件编号，见 documents.yaml"
    ]
    assert texts(caught.value, "en", root) == [
        f"{tmp_path.name} column borrow = 'nowhere': unknown document id, see documents.yaml"
    ]
