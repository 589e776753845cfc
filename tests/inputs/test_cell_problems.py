"""A cell, row or header that cannot be read: one problem with file, row and column, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.small import write_small
from jiugai.errors import DataError
from jiugai.inputs.case import load_case
from support.files import edit, texts

ROAD = "a.road,a,road,basic,40,"
SITE = "a,,甲小区,proposed,100,3,8000,1990,0.9"


def test_problems_of_all_tables_come_together(tmp_path: Path) -> None:
    write_small(tmp_path)
    edit(tmp_path / "works.csv", ROAD, "a.road,a,road,better,x,maybe")
    edit(tmp_path / "fiscal.csv", "2022,10000", "2022,x")
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    found = [(Path(p.where.file).name, p.where.row, p.where.column) for p in caught.value.problems]
    assert sorted(found) == [
        ("fiscal.csv", 3, "local_revenue"), ("works.csv", 3, "cost"), ("works.csv", 3, "hazard"), ("works.csv", 3, "tier"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n", "\ufeff"])
def test_empty_file(tmp_path: Path, text: str) -> None:
    (write_small(tmp_path) / "sources.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["sources.csv：空文件，至少要有表头"]
    assert texts(caught.value, "en", tmp_path) == ["sources.csv: empty file: a header is needed"]


def test_file_saved_as_gbk(tmp_path: Path) -> None:
    path = write_small(tmp_path) / "communities.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == ["communities.csv：不是UTF-8编码（可能是GBK），请另存为UTF-8"]
    assert texts(caught.value, "en", tmp_path) == ["communities.csv: not UTF-8 (GBK?): save it as UTF-8"]


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("communities", SITE, SITE.replace(",100,", f",{10**20},")),
        ("communities", SITE, SITE.replace(",3,", f",{10**20},")),
        ("communities", SITE, SITE.replace(",8000,", f",{'9' * 400},")),
    ],
    ids=["households", "buildings", "floor area"],
)
def test_a_number_beyond_all_measure_is_a_located_problem(tmp_path: Path, table: str, old: str, new: str) -> None:
    edit(write_small(tmp_path) / f"{table}.csv", old, new)
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert [problem.where.row for problem in caught.value.problems] == [2]
