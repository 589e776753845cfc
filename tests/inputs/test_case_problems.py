"""Tables that read well but contradict each other, and a wrong case.yaml: located problems in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.small import write_small
from jiugai.errors import DataError
from jiugai.inputs.case import load_case
from support.files import edit, texts


@pytest.mark.parametrize("table", ["communities", "works", "funds", "fund_years", "fiscal"])
def test_required_table_missing(tmp_path: Path, table: str) -> None:
    (write_small(tmp_path) / f"{table}.csv").unlink()
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [f"{table}.csv：缺少此表"]
    assert texts(caught.value, "en", tmp_path) == [f"{table}.csv: this table is missing"]


def test_unknown_table(tmp_path: Path) -> None:
    (write_small(tmp_path) / "work.csv").write_text("work_id\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["work.csv：未知的表，请删除或改名"]
    assert texts(caught.value, "en", tmp_path) == ["work.csv: unknown table: remove or rename it"]


@pytest.mark.parametrize("table", ["projects", "debts", "debt_limits", "fund_entitlements", "sources"])
def test_optional_table_left_out(tmp_path: Path, table: str) -> None:
    write_small(tmp_path)
    (tmp_path / f"{table}.csv").unlink(missing_ok=True)
    if table == "projects":
        edit(tmp_path / "communities.csv", "b,p1,乙小区,in_progress", "b,,乙小区,completed")
    assert load_case(tmp_path).table(table).empty


def test_no_case_at_all(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["case.yaml：找不到文件"]
    assert texts(caught.value, "en", tmp_path) == ["case.yaml: file not found"]


@pytest.mark.parametrize("borrow", ["[[xuchang-2021-13]]", "[{a: b}]", "[5]"])
def test_borrow_holds_document_ids(tmp_path: Path, borrow: str) -> None:
    edit(write_small(tmp_path) / "case.yaml", "[xuchang-2021-13]", borrow)
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "en", tmp_path) == ["case.yaml column borrow: must be a list of document ids"]


@pytest.mark.parametrize("place", ["[甘肃省]", "[甘肃省, 张掖市, 高台县, 城关镇]"])
def test_place_is_province_city_county(tmp_path: Path, place: str) -> None:
    edit(write_small(tmp_path) / "case.yaml", "[甘肃省, 张掖市, 高台县]", place)
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "en", tmp_path) == ["case.yaml column place: must be [province, city, county]"]


def test_debt_that_matured_before_the_plan_has_no_balance(tmp_path: Path) -> None:
    """It would pay interest for ever and never fall due."""
    edit(write_small(tmp_path) / "debts.csv", "bullet,2023", "bullet,2020")
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert [problem.where.column for problem in caught.value.problems] == ["maturity_year"]


def test_money_of_a_window_that_was_not_granted(tmp_path: Path) -> None:
    write_small(tmp_path)
    edit(
        tmp_path / "projects.csv",
        "locked_on\np1,2020,2020-03-01",
        "locked_on,window_granted\np1,2020,2020-03-01,investment",
    )
    edit(tmp_path / "commitments.csv", "b.roof,county,2020,,10", "b.roof,central,2020,,10")
    edit(tmp_path / "ledger.csv", "paid,county", "paid,central")
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [
        "commitments.csv 第2行 「fund_id」 = 'b.roof central'：项目表写明没有争取到这一口中央资金，不应有它的已付或承诺，请核实"
    ]
    assert texts(caught.value, "en", tmp_path) == [
        (
            "commitments.csv row 2 column fund_id = 'b.roof central':"
            " the project was not granted this window of central money: it cannot have paid or promised; check"
        )
    ]
