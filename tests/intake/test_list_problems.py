"""Lists that cannot be read: every kind with its sentences, located, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.lists import PLAIN, read_text, write_book, write_list
from jiugai.errors import DataError
from jiugai.intake.plain import Options, build_case, read_listing
from support.files import texts

#: kind → (text replaced in PLAIN, replacement, problems in Chinese, in English)
KINDS: dict[str, tuple[str, str, list[str], list[str]]] = {
    "no unit of money": (
        "计划投资（万元）", "计划投资",
        ["list.csv 第1行 「计划投资」：没有单位，请在表头写明：万元 / 元 / 亿元"],
        ["list.csv row 1 column 计划投资: has no unit: write one into the heading: 万元 (10,000 yuan), 元 (yuan) or 亿元"],
    ),
    "no unit of area": (
        "建筑面积（㎡）", "建筑面积",
        ["list.csv 第1行 「建筑面积」：没有单位，请在表头写明：㎡ / 万㎡"],
        ["list.csv row 1 column 建筑面积: has no unit: write one into the heading: ㎡ or 万㎡"],
    ),
    "unit of another kind": (
        "建筑面积（㎡）", "建筑面积（万元）",
        ["list.csv 第1行 「建筑面积（万元）」：单位“万元”与「建筑面积」不符"],
        ["list.csv row 1 column 建筑面积（万元）: unit '万元' does not fit floor area"],
    ),
    "two units": (
        "计划投资（万元）", "计划投资（万元/元）",
        ["list.csv 第1行 「计划投资（万元/元）」：写了两个单位"], ["list.csv row 1 column 计划投资（万元/元）: has two units"],
    ),
    "two columns for one thing": (
        "楼栋数", "总户数",
        ["list.csv 第1行 「总户数」：与「户数」是同一内容（户数），请只留一列"],
        ["list.csv row 1 column 总户数: is the same as '户数' (households): keep one"],
    ),
    "words for a number": (
        "100,3,", "八十户,3,",
        ["list.csv 第2行 「户数」 = '八十户'：不是一个确定的数字"], ["list.csv row 2 column 户数 = '八十户': is not one certain number"],
    ),
    "about": (
        "100,3,", "约100,3,",
        ["list.csv 第2行 「户数」 = '约100'：不是一个确定的数字"], ["list.csv row 2 column 户数 = '约100': is not one certain number"],
    ),
    "two numbers": (
        "100,3,", "100-120,3,",
        ["list.csv 第2行 「户数」 = '100-120'：不是一个确定的数字"],
        ["list.csv row 2 column 户数 = '100-120': is not one certain number"],
    ),
    "separators out of place": (
        "8000,1990", '"80,00",1990',
        ["list.csv 第2行 「建筑面积（㎡）」 = '80,00'：不是一个确定的数字"],
        ["list.csv row 2 column 建筑面积（㎡） = '80,00': is not one certain number"],
    ),
    "an exponent": (
        "8000,1990", "8e3,1990",
        ["list.csv 第2行 「建筑面积（㎡）」 = '8e3'：不是一个确定的数字"],
        ["list.csv row 2 column 建筑面积（㎡） = '8e3': is not one certain number"],
    ),
    "a date for a number": (
        "100,3,", "100,2021-3-1,",
        ["list.csv 第2行 「楼栋数」 = '2021-3-1'：是日期，不是数字（可能被Excel自动改成了日期）"],
        ["list.csv row 2 column 楼栋数 = '2021-3-1': is a date, not a number (a spreadsheet may have turned it into one)"],
    ),
    "a fraction of a household": (
        "100,3,", "100.5,3,",
        ["list.csv 第2行 「户数」 = '100.5'：应为不小于1的整数"], ["list.csv row 2 column 户数 = '100.5': must be a whole number of at least 1"],
    ),
    "no household": (
        "100,3,", "0,3,",
        ["list.csv 第2行 「户数」 = '0'：应为不小于1的整数"], ["list.csv row 2 column 户数 = '0': must be a whole number of at least 1"],
    ),
    "negative": (
        ",250", ",-250",
        ["list.csv 第2行 「计划投资（万元）」 = '-250'：不得为负"], ["list.csv row 2 column 计划投资（万元） = '-250': must not be negative"],
    ),
    "negative in brackets": (
        ",250", ",(250)",
        ["list.csv 第2行 「计划投资（万元）」 = '(250)'：不得为负"], ["list.csv row 2 column 计划投资（万元） = '(250)': must not be negative"],
    ),
    "no area": (
        "8000,1990", "0,1990",
        ["list.csv 第2行 「建筑面积（㎡）」 = '0'：不得为零"], ["list.csv row 2 column 建筑面积（㎡） = '0': must not be zero"],
    ),
    "unit in a cell of another kind": (
        "100,3,", "100㎡,3,",
        ["list.csv 第2行 「户数」 = '100㎡'：单位“m2”与此列不符"], ["list.csv row 2 column 户数 = '100㎡': unit 'm2' does not fit this column"],
    ),
    "far too much": (
        ",250", ",250000000",
        ["list.csv 第2行 「计划投资（万元）」 = '250000000'：数值过大，请检查单位"],
        ["list.csv row 2 column 计划投资（万元） = '250000000': is too large: check the unit"],
    ),
    "a decade for a year": (
        "1990,2021", "90年代,2021",
        ["list.csv 第2行 「建成年份」 = '90年代'：不是一个确定的年份，应如 1998"],
        ["list.csv row 2 column 建成年份 = '90年代': is not one certain year such as 1998"],
    ),
    "before a year": (
        "1990,2021", "2000年前,2021",
        ["list.csv 第2行 「建成年份」 = '2000年前'：不是一个确定的年份，应如 1998"],
        ["list.csv row 2 column 建成年份 = '2000年前': is not one certain year such as 1998"],
    ),
    "no year of this world": (
        "1990,2021", "1090,2021",
        ["list.csv 第2行 「建成年份」 = '1090'：不是年份"], ["list.csv row 2 column 建成年份 = '1090': is no year"],
    ),
    "no name": (
        "1,甲小区", "1,",
        ["list.csv 第2行 「小区名称」：没有小区名称；若不是小区，请删除此行"],
        ["list.csv row 2 column 小区名称: has no name; delete the row if it is no community"],
    ),
    "a community twice": (
        "2,乙小区", "2,甲小区",
        ["list.csv 第3行 「小区名称」 = '甲小区'：与第2行是同一个小区"], ["list.csv row 3 column 小区名称 = '甲小区': is the community of row 2 again"],
    ),
    "yuan under a heading of 万元": (
        ",250", ",2500000",
        ["list.csv 第2行 = '甲小区'：每平方米投资3,125,000.00元，不合常理：请检查单位和数字",
         "list.csv 第2行 = '甲小区'：每户投资250,000,000.00元，不合常理：请检查单位和数字"],
        ["list.csv row 2 = '甲小区': 3,125,000.00 yuan a m2 makes no sense: check units and figures",
         "list.csv row 2 = '甲小区': 250,000,000.00 yuan a household makes no sense: check units and figures"],
    ),
    "万㎡ under a heading of ㎡": (
        "8000,1990", "0.8,1990",
        ["list.csv 第2行 = '甲小区'：每户建筑面积0.01㎡，不合常理：请检查单位和数字",
         "list.csv 第2行 = '甲小区'：每平方米投资3,125,000.00元，不合常理：请检查单位和数字"],
        ["list.csv row 2 = '甲小区': 0.01 m2 a household makes no sense: check units and figures",
         "list.csv row 2 = '甲小区': 3,125,000.00 yuan a m2 makes no sense: check units and figures"],
    ),
    "costs nothing": (
        ",250", ",0",
        ["list.csv 第2行 = '甲小区'：投资为零；不知道请留空"], ["list.csv row 2 = '甲小区': costs nothing; leave unknown blank"],
    ),
    "a total that does not add up": (
        "乙小区,50,2,4000.5,1985,2021,120.5", "乙小区,50,2,4000.5,1985,2021,120.5\n合计,,151,5,12000.5,,,370.5",
        ["list.csv 第4行 「户数」 = '151'：合计与各行之和 150 不符"],
        ["list.csv row 4 column 户数 = '151': the total does not equal the sum of the rows, 150"],
    ),
    "a total of another number of communities": (
        "乙小区,50,2,4000.5,1985,2021,120.5", "乙小区,50,2,4000.5,1985,2021,120.5\n合计3个小区,,150",
        ["list.csv 第4行 = '合计3个小区'：上面是2个小区"], ["list.csv row 4 = '合计3个小区': there are 2 communities above"],
    ),
    "no heading": (
        "序号,小区名称,户数,楼栋数", "a,b,c,d",
        [("list.csv：找不到表头：前30行里没有一行同时写有小区名称和别的内容。可识别的列：小区名称、县(市、区)、街道(镇)、社区、产权性质、户数、"
         "楼栋数、建筑面积、建成年份、计划年度、年份、居民同意率、总投资、基础类投资、完善类投资、提升类投资、标段(打包项目)、标段总投资")],
        [("list.csv: no heading found: no row of the first 30 names the community and one thing more. Known columns: community, place, "
         "street, neighbourhood, property type, households, buildings, floor area, year of completion, plan year, year, consent, "
         "investment, basic works, improvement works, upgrade works, lot, investment of the lot")],
    ),
    "unbalanced quotes": (
        "1,甲小区", '1,"甲小区',
        ["list.csv 第2行：CSV格式错误：引号没有成对，其后的内容都被并入一格"], ["list.csv row 2: CSV error: a quote is left open: all that follows is in one cell"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_problem_is_told_where_it_stands(tmp_path: Path, kind: str) -> None:
    old, new, zh, en = KINDS[kind]
    assert PLAIN.count(old) == 1
    with pytest.raises(DataError) as caught:
        read_text(tmp_path, PLAIN.replace(old, new))
    assert texts(caught.value, "zh", tmp_path) == zh
    assert texts(caught.value, "en", tmp_path) == en


#: whole lists: kind → (text, problems in Chinese, in English)
LISTS: dict[str, tuple[str, list[str], list[str]]] = {
    "only a heading": (
        "小区名称,户数\n", ["list.csv 第2行：表头之下没有小区"], ["list.csv row 2: there is no community below the heading"],
    ),
    "a share above one": (
        "小区名称,户数,同意率\n甲,10,85\n",
        ["list.csv 第2行 「同意率」 = '85'：大于1：若是百分数请写成“85%”"],
        ["list.csv row 2 column 同意率 = '85': is above 1: if it is a percentage write 85%"],
    ),
    "a fraction under percent": (
        "小区名称,户数,同意率(%)\n甲,10,0.85\n",
        ["list.csv 第2行 「同意率(%)」 = '0.85'：列名是百分数而数值不大于1：请写成“85%”"],
        ["list.csv row 2 column 同意率(%) = '0.85': is at most 1 under a percent heading: write 85%"],
    ),
    "more than all": (
        "小区名称,户数,同意率\n甲,10,120%\n",
        ["list.csv 第2行 「同意率」 = '120%'：超过100%"], ["list.csv row 2 column 同意率 = '120%': is above 100 %"],
    ),
    "tiers and total differ": (
        "小区名称,户数,总投资(元),基础类(元)\n甲,10,300000,200000\n",
        ["list.csv 第2行 = '甲'：总投资 300,000 元，各类之和 200,000 元，不符"],
        ["list.csv row 2 = '甲': total 300,000 yuan, tiers 200,000 yuan: they differ"],
    ),
    "which year": (
        "小区名称,户数,年份\n甲,10,1990\n乙,10,2021\n",
        ["list.csv 第1行 「年份」：分不清是建成年份还是计划年度，请改列名"],
        ["list.csv row 1 column 年份: built year or plan year? Rename the heading"],
    ),
    "two investments of one lot": (
        "小区名称,户数,标段,标段总投资(万元)\n甲,10,一标,30\n乙,10,一标,40\n",
        ["list.csv 第3行 「invest_lot」 = '一标'：同一标段写了不同的总投资（没有标段名称的行视为同一标段）"],
        ["list.csv row 3 column invest_lot = '一标': one lot has different investments (rows without a lot name are one lot)"],
    ),
    "a lot cheaper than its communities": (
        "小区名称,户数,投资(万元),标段总投资(万元)\n甲,10,30,40\n乙,10,20,40\n",
        ["list.csv 第2行 = ''：各小区投资之和超过标段总投资".replace(" = ''", "")],
        ["list.csv row 2: the communities of the lot cost more than the lot"],
    ),
    "utf-16": ("", ["list.csv：是UTF-16编码（“Unicode文本”），请另存为“CSV UTF-8”"], ["list.csv: is UTF-16 (Unicode text): save it as CSV UTF-8"]),
    "no text": ("小区名称,户数\n甲,1\0\n", ["list.csv 第2行：含有空字节（可能是UTF-16编码），请另存为“CSV UTF-8”"], ["list.csv row 2: holds a zero byte (UTF-16?): save it as CSV UTF-8"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_refused_with_a_sentence(tmp_path: Path, kind: str) -> None:
    text, zh, en = LISTS[kind]
    path = write_list(tmp_path, text or "小区名称,户数\n甲,1\n", "utf-8" if text else "utf-16")
    with pytest.raises(DataError) as caught:
        read_listing(path)
    assert texts(caught.value, "zh", tmp_path) == zh
    assert texts(caught.value, "en", tmp_path) == en


def test_neither_utf8_nor_gbk(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("小区名称,户数\n".encode() + b"\xff\xff\xff,1\n")
    with pytest.raises(DataError) as caught:
        read_listing(path)
    assert texts(caught.value, "zh", tmp_path) == ["list.csv：既不是UTF-8也不是GBK编码"]
    assert texts(caught.value, "en", tmp_path) == ["list.csv: neither UTF-8 nor GBK"]


@pytest.mark.parametrize(
    ("name", "content", "zh", "en"),
    [
        ("a.xls", b"", "a.xls：不支持“.xls”文件：请在Excel或WPS中另存为 .xlsx（或CSV）", "a.xls: .xls is not supported: save it as .xlsx (or CSV)"),
        ("a.pdf", b"", "a.pdf：不支持“.pdf”文件：请在Excel或WPS中另存为 .xlsx（或CSV）", "a.pdf: .pdf is not supported: save it as .xlsx (or CSV)"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", "a.xlsx：内容不是.xlsx（已加密，或是旧版.xls改名？）", "a.xlsx: is no .xlsx file inside (encrypted, or an old .xls renamed?)"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind(tmp_path: Path, name: str, content: bytes, zh: str, en: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_listing(tmp_path / name)
    assert texts(caught.value, "zh", tmp_path) == [zh]
    assert texts(caught.value, "en", tmp_path) == [en]


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name, zh in (
        ("none.csv", "none.csv：找不到文件"),
        ("folder.csv", "folder.csv：无法读取：这是文件夹，不是文件"),
    ):
        with pytest.raises(DataError) as caught:
            read_listing(tmp_path / name)
        assert texts(caught.value, "zh", tmp_path) == [zh]


def test_a_broken_workbook(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["小区名称", "户数"], ["甲", 10]])
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(DataError) as caught:
        read_listing(path)
    (text,) = texts(caught.value, "en", tmp_path)
    assert text.startswith("a.xlsx: cannot be read: ")


def test_errors_and_formulas_without_result(tmp_path: Path) -> None:
    def touch(book: object, page: object) -> None:
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]

    path = write_book(tmp_path / "a.xlsx", [["小区名称", "户数"], ["甲", ""], ["乙", 10]], touch)
    with pytest.raises(DataError) as caught:
        read_listing(path)
    assert texts(caught.value, "zh", tmp_path) == ["a.xlsx 清单 第2行 「户数」 = '#DIV/0!'：单元格是错误值，请改正公式"]
    assert texts(caught.value, "en", tmp_path) == [
        "a.xlsx 清单 row 2 column 户数 = '#DIV/0!': the cell holds an error: mend its formula"
    ]

    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    for row in (["小区名称", "户数"], ["甲", "=5+5"]):
        page.append(row)
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(DataError) as caught:
        read_listing(tmp_path / "b.xlsx")
    assert texts(caught.value, "zh", tmp_path) == [
        "b.xlsx Sheet 第2行 「户数」 = '=5+5'：公式没有结果：请在Excel或WPS中打开并保存一次"
    ]


def test_a_number_merged_over_rows_is_nobodys(tmp_path: Path) -> None:
    def touch(book: object, page: object) -> None:
        page.merge_range(1, 2, 2, 2, 300)  # type: ignore[attr-defined]

    path = write_book(
        tmp_path / "a.xlsx", [["小区名称", "户数", "投资（万元）"], ["甲", 10, ""], ["乙", 10, ""]], touch
    )
    with pytest.raises(DataError) as caught:
        read_listing(path)
    assert texts(caught.value, "zh", tmp_path) == [
        "a.xlsx 清单 第2行 「投资（万元）」 = '300.0'：合并了第2—3行的数字，不知归哪个小区：请拆开；几个小区共用的投资请用列名「标段总投资」"
    ]


def test_two_lists_in_one_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for name in ("2021", "2022"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["小区名称", "户数"])
            page.write_row(1, 0, ["甲", 10])
    with pytest.raises(DataError) as caught:
        read_listing(tmp_path / "a.xlsx")
    assert texts(caught.value, "zh", tmp_path) == ["a.xlsx：有几个工作表像清单：2021、2022。请用 --sheet 指定一个"]
    assert read_listing(tmp_path / "a.xlsx", "2022").sheet.name == "2022"
    with pytest.raises(DataError) as caught:
        read_listing(tmp_path / "a.xlsx", "2023")
    assert texts(caught.value, "en", tmp_path) == ["a.xlsx = '2023': no such sheet; there are: 2021、2022"]


def test_neither_households_nor_area(tmp_path: Path) -> None:
    listing = read_text(tmp_path, "小区名称,户数,计划年度\n甲,,2021\n乙,10,2021\n")
    with pytest.raises(DataError) as caught:
        build_case(listing, tmp_path / "list.csv", Options())
    assert texts(caught.value, "zh", tmp_path) == ["list.csv 第2行 = '甲'：户数和建筑面积至少要填一项"]
    assert texts(caught.value, "en", tmp_path) == ["list.csv row 2 = '甲': give households or floor area, or both"]


def test_no_plan_year(tmp_path: Path) -> None:
    listing = read_text(tmp_path, "小区名称,户数\n甲,10\n")
    with pytest.raises(DataError) as caught:
        build_case(listing, tmp_path / "list.csv", Options())
    assert texts(caught.value, "zh", tmp_path) == [
        "list.csv：清单没有计划年度：请加一列“计划年度”，或用 --first-year 2026 指明规划首年"
    ]
