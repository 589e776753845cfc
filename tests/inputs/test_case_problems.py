"""Tables that read well but contradict each other, and a wrong case.yaml: located problems in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.small import write_small
from jiugai.errors import DataError
from jiugai.inputs.case import load_case
from support.files import edit, texts

BOND = "bond,一般债券,local,county,general,general_bond,debt,pooled,applied,0.03,5,1,bullet,县政府"
BANK = "bank,贷款,bank,none,,loan,debt,own,applied,0.05,10,2,equal_instalment,停车公司"

# file, text replaced, its replacement, problem in Chinese, problem in English
MISTAKES = {
    "reference to no community": (
        "works.csv", "a.road,a,", "a.road,c,",
        "第3行 「community_id」 = 'c'：在 communities.csv 中找不到",
        "row 3 column community_id = 'c': not found in communities.csv",
    ),
    "reference to no fund": (
        "fund_years.csv", "central,2021", "nobody,2021\ncentral,2021".replace("2021\n", "2021,1\n"),
        "第2行 「fund_id」 = 'nobody'：在 funds.csv 中找不到", "row 2 column fund_id = 'nobody': not found in funds.csv",
    ),
    "reference to no source": (
        "fiscal.csv",
        "three_guarantees\n2021,10000,5000,9000\n2022,10000,5000,9000",
        "three_guarantees,source_id\n2021,10000,5000,9000,s1\n2022,10000,5000,9000,s2",
        "第3行 「source_id」 = 's2'：在 sources.csv 中找不到", "row 3 column source_id = 's2': not found in sources.csv",
    ),
    "fiscal year missing": (
        "fiscal.csv", "2022,10000,5000,9000\n", "",
        "「year」 = '2022'：缺少该年", "column year = '2022': year missing",
    ),
    "envelope before the plan": (
        "fund_years.csv", "sport,2021,5", "sport,2020,5",
        "第5行 「year」 = 'sport 2020'：不在规划期 2021—2022 内",
        "row 5 column year = 'sport 2020': outside the plan years 2021-2022",
    ),
    "envelope after the plan": (
        "fund_years.csv", "county,2022,60", "county,2023,60",
        "第4行 「year」 = 'county 2023'：不在规划期 2021—2022 内",
        "row 4 column year = 'county 2023': outside the plan years 2021-2022",
    ),
    "work that costs nothing": (
        "works.csv", "basic,40,", "basic,0,",
        "第3行 「cost」 = 'a.road'：造价为零，请填造价或删除此行",
        "row 3 column cost = 'a.road': costs nothing: give its cost or delete the row",
    ),
    "kind unlike the channel": (
        "funds.csv", "central,中央,central,", "central,中央,provincial,",
        "第2行 「kind」 = 'central'：渠道 central_fiscal 的资金类别应为 ('central',)",
        "row 2 column kind = 'central': central_fiscal needs kind ('central',)",
    ),
    "level unlike the kind": (
        "funds.csv", "county,县级,local,county,", "county,县级,local,province,",
        "第3行 「level」 = 'county'：资金类别与级次不符", "row 3 column level = 'county': kind and level do not fit",
    ),
    "county money without a budget": (
        "funds.csv", "county,general,county_budget", "county,,county_budget",
        "第3行 「budget」 = 'county'：县级资金须写明预算类型", "row 3 column budget = 'county': county money needs its budget",
    ),
    "sector fund without trades": (
        "fund_rules.csv", "sport,sport", "sport,*",
        "第4行 「fund_id」 = 'sport'：部门专项资金须在 fund_rules 中写明专业",
        "row 4 column fund_id = 'sport': a sector fund must name its trades",
    ),
    "grant called debt": (
        "funds.csv", "central_fiscal,grant", "central_fiscal,debt",
        "第2行 「instrument」 = 'central'：只有一般债券和贷款是债务",
        "row 2 column instrument = 'central': only general bonds and loans are debt",
    ),
    "bond called grant": (
        "funds.csv", "general_bond,debt", "general_bond,grant",
        "第6行 「instrument」 = 'bond'：只有一般债券和贷款是债务",
        "row 6 column instrument = 'bond': only general bonds and loans are debt",
    ),
    "debt without a rate": (
        "funds.csv", "applied,0.03,", "applied,,",
        "第6行 「rate」 = 'bond'：债务须填利率、期限、还本方式和借款主体",
        "row 6 column rate = 'bond': debt needs rate, term, repayment and borrower",
    ),
    "debt without a borrower": (
        "funds.csv", "bullet,县政府", "bullet,",
        "第6行 「rate」 = 'bond'：债务须填利率、期限、还本方式和借款主体",
        "row 6 column rate = 'bond': debt needs rate, term, repayment and borrower",
    ),
    "grace as long as the term": (
        "funds.csv", "0.03,5,1,", "0.03,5,5,",
        "第6行 「grace_years」 = 'bond'：宽限期应短于期限",
        "row 6 column grace_years = 'bond': grace must be shorter than the term",
    ),
    "two loan funds": (
        "funds.csv", BANK, f"{BANK}\n{BANK.replace('bank,贷款', 'bank2,贷款二')}",
        "第8行 「channel」 = 'bank2'：收益只能质押一次：只能有一个贷款渠道",
        "row 8 column channel = 'bank2': revenue is pledged once: one loan fund only",
    ),
    "residents pooled": (
        "funds.csv", "resident,own,own", "resident,own,pooled",
        "第5行 「scope」 = 'home'：居民资金和贷款为项目自有，其余为统筹",
        "row 5 column scope = 'home': resident money and loans are own, all others pooled",
    ),
    "pooled fund without an envelope": (
        "fund_years.csv", "sport,2021,5\n", "",
        "第4行 「fund_id」 = 'sport'：没有额度（fund_years 或 fund_entitlements）",
        "row 4 column fund_id = 'sport': has no envelope",
    ),
    "bond with an envelope": (
        "fund_years.csv", "sport,2021,5", "sport,2021,5\nbond,2021,5",
        "第6行 「fund_id」 = 'bond'：一般债券的额度是 fiscal 的新增限额，不另设额度",
        "row 6 column fund_id = 'bond': bonds follow the quota of fiscal.csv: no envelope",
    ),
    "own money with an envelope": (
        "fund_years.csv", "sport,2021,5", "sport,2021,5\nhome,2021,5",
        "第5行 「fund_id」 = 'home'：项目自有资金不设统筹额度", "row 5 column fund_id = 'home': own money takes no pooled envelope",
    ),
    "in progress without a project": (
        "communities.csv", "b,p1,", "b,,",
        "第3行 「project_id」 = 'b'：在建小区须有项目及计划年度",
        "row 3 column project_id = 'b': a community in progress needs a project with its plan year",
    ),
    "commitments above the cost": (
        "commitments.csv", "2021,20,", "2021,20.0001,",
        "第2行 「work_id」 = 'b.roof'：已付与承诺之和超过造价",
        "row 2 column work_id = 'b.roof': paid and committed exceed the cost",
    ),
    "commitment of a proposed community": (
        "commitments.csv", "b.roof,county,2021,20,", "b.roof,county,2021,20,\na.road,county,2021,1,",
        "第4行 「work_id」 = 'a.road'：尚未实施的小区不应有已付或承诺",
        "row 4 column work_id = 'a.road': a proposed community cannot have commitments",
    ),
    "paid in a plan year": (
        "commitments.csv", "b.roof,county,2021,20,", "b.roof,county,2021,,20",
        "第3行 「year」 = 'b.roof 2021'：规划期前填已付，规划期内填承诺",
        "row 3 column year = 'b.roof 2021': paid belongs to years before the plan, committed to plan years",
    ),
    "committed before the plan": (
        "commitments.csv", "b.roof,county,2020,,10", "b.roof,county,2020,10,",
        "第2行 「year」 = 'b.roof 2020'：规划期前填已付，规划期内填承诺",
        "row 2 column year = 'b.roof 2020': paid belongs to years before the plan, committed to plan years",
    ),
    "another format": (
        "case.yaml", "jiugai-case/1", "jiugai-case/2",
        "「format」 = 'jiugai-case/2'：应为 jiugai-case/1", "column format = 'jiugai-case/2': must be jiugai-case/1",
    ),
    "title in one language": (
        "case.yaml", "{zh: 试例, en: test case}", "{zh: 试例}",
        "「title」：应有 zh 和 en 两项", "column title: needs zh and en",
    ),
    "place as text": (
        "case.yaml", "[甘肃省, 张掖市, 高台县]", "高台县",
        "「place」：应为 [省, 市, 县]", "column place: must be [province, city, county]",
    ),
    "no year": (
        "case.yaml", "first_year: 2021", "first_year: soon",
        "「first_year」 = 'soon'：应为年份", "column first_year = 'soon': must be a year",
    ),
    "years reversed": (
        "case.yaml", "last_year: 2022", "last_year: 2020",
        "「last_year」 = '2020'：早于 first_year", "column last_year = '2020': is before first_year",
    ),
    "unknown money unit": (
        "case.yaml", "wan_yuan", "fen",
        "「money_unit」 = 'fen'：应为 wan_yuan 或 yuan", "column money_unit = 'fen': must be wan_yuan or yuan",
    ),
    "unknown basis": (
        "case.yaml", "basis: illustrative", "basis: guessed",
        "「basis」：应为 real、mixed 或 illustrative", "column basis: must be real, mixed or illustrative",
    ),
    "target that is no number": (
        "case.yaml", "{communities: 2}", "{communities: many}",
        "「targets」：应为整数", "column targets: must be whole numbers",
    ),
    "unknown target": (
        "case.yaml", "{communities: 2}", "{people: 2}",
        "「people」：未知的键；可用的键：communities、floor_area_m2、households",
        "column people: unknown key; known keys: communities, floor_area_m2, households",
    ),
    "borrow as text": (
        "case.yaml", "[xuchang-2021-13]", "xuchang-2021-13",
        "「borrow」：应为文件编号列表", "column borrow: must be a list of document ids",
    ),
    "unknown key": (
        "case.yaml", "basis: illustrative", "basis: illustrative\ncolour: red",
        "「colour」：未知的键；可用的键：basis、borrow、first_year、format、last_year、money_unit、note、place、targets、title",
        ("column colour: unknown key; known keys: "
        "basis, borrow, first_year, format, last_year, money_unit, note, place, targets, title"),
    ),
    "missing key": (
        "case.yaml", "basis: illustrative\n", "", "「basis」：缺少此键", "column basis: this key is missing",
    ),
    "duplicate key": (
        "case.yaml", "basis: illustrative", "basis: illustrative\nbasis: real",
        "第9行：YAML格式错误：duplicate key 'basis'", "row 9: YAML error: duplicate key 'basis'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "zh", "en"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_located_and_told_in_both_languages(
    tmp_path: Path, file: str, old: str, new: str, zh: str, en: str
) -> None:
    """The row is that of the spreadsheet; what is missing altogether has none."""
    where = "funds.csv" if file in ("fund_rules.csv", "fund_years.csv") and _is_about_funds(en) else file
    edit(write_small(tmp_path) / file, old, new)
    with pytest.raises(DataError) as caught:
        load_case(tmp_path)
    assert texts(caught.value, "zh", tmp_path) == [f"{where} {zh}"]
    assert texts(caught.value, "en", tmp_path) == [f"{where} {en}"]


def _is_about_funds(en: str) -> bool:
    """Envelopes and trades are missed or superfluous in the eyes of the fund, whose line is in funds.csv."""
    return " column fund_id" in en and "not found" not in en


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
