"""Cells as people type them: what is certain is read, what is not is refused."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiugai.inputs.cells import is_given, number_of, split_number, text_of, year_text
from jiugai.inputs.dictionary import Unreadable
from jiugai.inputs.sheets import Fault

READ = {
    "1234.5": ("1234.5", ""), "1,234.5": ("1234.5", ""), "１，２３４．５": ("1234.5", ""), " 9,800 ": ("9800", ""),
    "￥300,000": ("300000", ""), "¥ 12": ("12", ""), "+5": ("5", ""), "-5": ("-5", ""), "−5": ("-5", ""), "（12.5）": ("-12.5", ""),
    "105户": ("105", "户"), "1.2 万元": ("1.2", "万元"), "13000㎡": ("13000", "㎡"), "85％": ("85", "%"), "105左右": ("105", "左右"), "007": ("007", ""),
}  # fmt: skip
REFUSED = (
    "", "八十户", "约105", "1,23", "12,5", "1,2345", "1 234", "1e5", "1E5", "NaN", "inf", "1/2", "1-2", "1998/5/1",
 "1.2.3", "--5", "5-", "五", "10～20", ">5", "5.", ".5", "①", "10²", "½", "一百",
)  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_number_is_read(text: str) -> None:
    assert split_number(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        split_number(text)


@pytest.mark.parametrize("cell", [True, datetime.date(1998, 5, 1), datetime.time(1), Fault("#REF!", "坏", "bad")])
def test_cells_that_are_no_number(cell: object) -> None:
    with pytest.raises(Unreadable):
        split_number(cell)  # type: ignore[arg-type]


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_a_number_written_with_separators_is_itself(whole: int, decimals: int) -> None:
    value = f"{whole}.{'123456'[:decimals]}" if decimals else str(whole)
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    head, point, tail = digits.partition(".")
    assert split_number(f"{sign}{int(head):,}{point}{tail}") == (value, "")
    wide = str.maketrans("0123456789.-,", "０１２３４５６７８９．－，")
    assert split_number(f"{sign}{int(head):,}{point}{tail}".translate(wide)) == (value, "")


@given(st.decimals(0, 10**9, places=4))
def test_a_stored_number_is_read_as_shown(value: object) -> None:
    """What a workbook stores in binary comes back as the decimal that was typed (15 digits)."""
    assert float(number_of(float(value))) == float(value)  # type: ignore[arg-type]
    assert "e" not in number_of(float(value)).lower()  # type: ignore[arg-type]


YEARS = {
    "1998": "1998", "1998年": "1998", "１９９８": "1998", "1998年底": "1998", "1998年建成": "1998", "1998-05": "1998", "1998.5": "1998",
    "1998/05/01": "1998", "1998年5月": "1998", "1998年5月1日": "1998",
}  # fmt: skip


@pytest.mark.parametrize("text", YEARS)
def test_a_year_is_read(text: str) -> None:
    assert year_text(text) == YEARS[text]


@pytest.mark.parametrize(
    "text",
    [
        "98",
        "90年代",
        "1998年代",
        "1998-2000",
        "2000年前",
        "2000年以前",
        "36000",
        "不详",
        "1998、1999",
        "199",
        "199²",
        "199②",
        "1998-13",
        "1998-00",
        "1998.99",
        "1998年15月",
        "1998-05-33",
    ],
)
def test_no_certain_year(text: str) -> None:
    with pytest.raises(Unreadable):
        year_text(text)


def test_years_of_dates() -> None:
    assert year_text(datetime.date(1998, 5, 1)) == "1998"
    assert year_text(1998.0) == "1998"


@pytest.mark.parametrize("text", ["", "  ", "　", "-", "—", "——", "/", "无", "暂无", "N/A", "ｎａ"])
def test_not_given(text: str) -> None:
    assert not is_given(text)


def test_texts_keep_their_characters() -> None:
    assert text_of(" 步红花园 东区（㎡）\n①号楼\t") == "步红花园 东区（㎡） ①号楼"
    assert text_of(datetime.datetime(1998, 5, 1)) == "1998-05-01"  # noqa: DTZ001  cells know no time zone
    with pytest.raises(Unreadable):
        text_of(Fault("#REF!", "坏", "bad"))
