"""A value exists once its document is dated by `as_of`; it applies to year t from its own date, up to t-12-31."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from policy.small import seen

NATION = '2020-07-10: {value: "0.10", cite: [nation#1]}'
COUNTY = '2021-03-17: {value: "0.30", cite: [county#1]}'


@pytest.mark.parametrize(
    ("as_of", "value", "clause"),
    [
        ("2020-07-09", None, ""),
        ("2020-07-10", Fraction(1, 10), "nation#1"),
        ("2021-03-16", Fraction(1, 10), "nation#1"),
        ("2021-03-17", Fraction(3, 10), "county#1"),
    ],
)
def test_as_of_hides_a_later_document(tmp_path: Path, as_of: str, value: Fraction | None, clause: str) -> None:
    policy = seen(tmp_path, [NATION, COUNTY], as_of)
    assert policy.value("utility.min_share", 2025) == value
    assert policy.citation("utility.min_share", 2025) == clause


@pytest.mark.parametrize(
    ("date", "year", "applies"),
    [("2022-12-31", 2022, True), ("2023-01-01", 2022, False), ("2023-01-01", 2023, True), ("2022-01-01", 2021, False)],
)
def test_value_applies_from_the_year_of_its_date(tmp_path: Path, date: str, year: int, applies: bool) -> None:
    policy = seen(tmp_path, [NATION, f'{date}: {{value: "0.40", cite: [nation#1]}}'])
    assert policy.value("utility.min_share", year) == (Fraction(2, 5) if applies else Fraction(1, 10))


def test_own_date_may_lie_after_as_of(tmp_path: Path) -> None:
    """A document of 2021 may already say what holds from 2024 on."""
    policy = seen(tmp_path, [NATION, '2024-01-01: {value: "0.50", cite: [nation#1]}'], as_of="2021-12-31")
    assert [policy.value("utility.min_share", year) for year in (2023, 2024)] == [Fraction(1, 10), Fraction(1, 2)]


def test_null_ends_validity(tmp_path: Path) -> None:
    policy = seen(tmp_path, [NATION, "2022-06-30: {value: null, cite: [nation#1]}"])
    assert [policy.value("utility.min_share", year) for year in (2021, 2022, 2030)] == [Fraction(1, 10), None, None]
    assert policy.citation("utility.min_share", 2022) == "nation#1"


def test_a_value_after_null_holds_again(tmp_path: Path) -> None:
    ended = "2022-06-30: {value: null, cite: [nation#1]}"
    policy = seen(tmp_path, [NATION, ended, '2024-06-30: {value: "0.20", cite: [nation#1]}'])
    assert [policy.value("utility.min_share", year) for year in (2023, 2024)] == [None, Fraction(1, 5)]


def test_nothing_before_the_first_date(tmp_path: Path) -> None:
    policy = seen(tmp_path)
    assert policy.value("utility.min_share", 2019) is None
    assert policy.citation("utility.min_share", 2019) == ""


def test_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    later = '2021-06-01: {value: "0.20", cite: [nation#1]}'
    forward, backward = seen(tmp_path / "a", [NATION, later]), seen(tmp_path / "b", [later, NATION])
    for year in (2019, 2020, 2021):
        assert forward.value("utility.min_share", year) == backward.value("utility.min_share", year)
    assert backward.value("utility.min_share", 2021) == Fraction(1, 5)


def test_values_are_exact(tmp_path: Path) -> None:
    policy = seen(tmp_path, ['2020-07-10: {value: "2/3", cite: [nation#1]}'])
    assert policy.value("utility.min_share", 2021) == Fraction(2, 3)


def test_rule_is_in_force_once_a_clause_is_known(tmp_path: Path) -> None:
    assert not seen(tmp_path, as_of="2020-07-09").in_force("F9")
    assert seen(tmp_path / "b", as_of="2020-07-10").in_force("F9")


def test_clauses_of_a_rule_the_nearest_first(tmp_path: Path) -> None:
    policy = seen(tmp_path)
    assert policy.clauses("F9") == ("county#1", "nation#1")
    assert policy.clause("F9") == "county#1"
    early = seen(tmp_path / "b", as_of="2021-01-01")
    assert early.clauses("F9") == ("nation#1",)
    assert early.seen_from.as_of == datetime.date(2021, 1, 1)
    assert seen(tmp_path / "c", as_of="2020-01-01").clause("F9") == ""
