"""Damaged folders, workbooks and lists: refused with a place, or read as exactly what they say; never a misread number."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jiugai.errors import DataError
from jiugai.inputs import dictionary as dictionary_module
from jiugai.inputs import folder as folder_module
from jiugai.inputs.book import cells as book_cells
from jiugai.intake.plain import headings as list_headings
from jiugai.intake.plain import read_listing
from jiugai.run.bundled import bundled_root
from support.mutations import CaseBook, CaseFolder, Misread, Mutation, PlainList, Tally, check, run
from support.mutations.source import HERE, READ

DATA = bundled_root() / "data"
CASES = DATA / "cases"
LISTS = {
    path.stem: path
    for path in [*sorted((DATA / "sources" / "lists").glob("*.csv")), DATA / "samples" / "plain_list.csv"]
}
SEED = 20210317


def _counts(tally: Tally, count: int) -> None:
    assert sum(tally.ends.values()) == count
    assert tally.ends[READ] > count / 10  # the damage is not always fatal …
    assert tally.ends[HERE] > count / 6  # … and mostly told where it is


@pytest.mark.parametrize(("name", "count"), [("tianchang", 50), ("jizhou", 30)])
def test_no_damaged_folder_is_misread(name: str, count: int, tmp_path: Path) -> None:
    _counts(run(CaseFolder.copy(CASES / name, tmp_path / "case"), count, SEED), count)


@pytest.mark.parametrize("name", ["tianchang", "jizhou"])
def test_no_damaged_workbook_is_misread(name: str, tmp_path: Path) -> None:
    _counts(run(CaseBook(CASES / name, tmp_path), 20, SEED), 20)


@pytest.mark.parametrize(("suffix", "count"), [(".csv", 40), (".xlsx", 15)])
@pytest.mark.parametrize("name", LISTS)
def test_no_damaged_list_is_misread(name: str, suffix: str, count: int, tmp_path: Path) -> None:
    _counts(run(PlainList(LISTS[name], tmp_path, suffix), count, SEED), count)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("tianchang2021", "计划投资(万元)", "计划投资(元)"),
        ("tianchang2021", "计划投资(万元)", "计划投资(亿元)"),
        ("jizhou2022", "建筑面积(㎡)", "建筑面积(万㎡)"),
        ("plain_list", "投资（万元）", "投资（元）"),
        ("plain_list", "建筑面积（㎡）", "建筑面积（万㎡）"),
    ],
)
def test_a_wrong_unit_makes_no_sense(name: str, old: str, new: str, tmp_path: Path) -> None:
    """Without any total: the magnitudes of the communities alone tell."""
    lines = LISTS[name].read_text("utf-8-sig").replace(old, new).splitlines(keepends=True)
    path = tmp_path / "list.csv"
    path.write_text("".join(line for line in lines if not line.startswith("合计")), "utf-8")
    with pytest.raises(DataError, match="makes no sense: check units") as told:
        read_listing(path)
    assert all(problem.where.row for problem in told.value.problems)


@pytest.mark.parametrize("unit", ["美元", "港元", "元/㎡", "万元/户"])
def test_a_unit_that_is_no_amount_is_refused(unit: str, tmp_path: Path) -> None:
    """Behind a word of a group that has a unit it is no remark."""
    path = tmp_path / "list.csv"
    path.write_text(LISTS["plain_list"].read_text("utf-8-sig").replace("完善类", f"完善类（{unit}）"), "utf-8")
    with pytest.raises(DataError, match="does not fit improvement works"):
        read_listing(path)


def test_a_total_in_another_kind_of_unit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LISTS["plain_list"].read_text("utf-8-sig").replace(",982,34,", ",982㎡,34,"), "utf-8")
    with pytest.raises(DataError, match="'m2' does not fit this column"):
        read_listing(path)


# --- the oracle itself ------------------------------------------------------------------------------------------------


def _folder(folder: Path) -> CaseFolder:
    folder.mkdir()
    return CaseFolder.copy(CASES / "tianchang", folder / "case")


def _put(source: CaseFolder, new: str) -> None:
    place = source.grids["works"][0].index("cost")
    check(source, *source.put("works", 1, place, new), Tally())


def test_the_oracle_sees_a_misread_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that drops separators is caught; the right one refuses."""
    source = _folder(tmp_path / "a")
    real = dictionary_module.Column.read
    with monkeypatch.context() as patch:
        patch.setattr(
            dictionary_module.Column, "read", lambda column, text, unit: real(column, text.replace(",", ""), unit)
        )
        with pytest.raises(Misread):
            _put(source, "1,234")
    _put(source, "1,234")


def test_the_oracle_sees_a_change_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = _folder(tmp_path / "a")
    real = folder_module.read_csv_table

    def meddling(path: Path, *rest: object) -> object:
        table = real(path, *rest)  # type: ignore[arg-type]
        if path.stem == "fiscal":
            table.frame["local_revenue"] += 1
        return table

    monkeypatch.setattr(folder_module, "read_csv_table", meddling)
    with pytest.raises(Misread, match="fiscal"):
        _put(source, source.grids["works"][1][source.grids["works"][0].index("cost")])


def _decimal_comma(cell: object) -> tuple[str, str]:
    """A reader that takes a comma for a decimal point, as some countries do."""
    return str(cell).replace(",", "."), ""


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (book_cells, lambda folder: CaseBook(CASES / "tianchang", folder)),
        (list_headings, lambda folder: PlainList(LISTS["tianchang2021"], folder)),
    ],
    ids=["workbook", "list"],
)
def test_the_oracle_sees_a_reader_with_another_comma(
    module: object,
    source: Callable[[Path], CaseBook | PlainList],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "split_number", _decimal_comma)
    made = source(tmp_path)
    sheet, heading, row = ("工程", "造价(万元) *", 3) if isinstance(made, CaseBook) else ("清单", "计划投资(万元)", 1)
    place = made.book.sheets[sheet][1 if isinstance(made, CaseBook) else 0].index(heading)
    old = made.book.sheets[sheet][row][place]
    made.book.sheets[sheet][row][place] = "418,5"
    damaged = made.book if isinstance(made, CaseBook) else (made.book, "utf-8")
    with pytest.raises(Misread):
        check(made, Mutation("cell", sheet, row + 1, heading, old, "418,5"), damaged, Tally())
