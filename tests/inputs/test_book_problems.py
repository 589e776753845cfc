"""A case workbook with one mistake: one sentence with sheet, row and column, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from inputs.book_mistakes import MISTAKES
from jiugai.errors import DataError
from jiugai.inputs.case import load_case
from support.files import texts

_SHEETS = "基本情况、项目、小区、工程、技术路线、资金、资金额度、资金投向、补助标准、分配因素、出资约定、垫付上限、财政收支、实施能力、下达任务、存量债务、债务限额、承诺与已付、台账、来源、假设"
_WORKS = "工程编号、小区编号、专业、改造类别、工程部位(土建/线缆)、费用构成、造价阶段、造价、安全隐患、已具备、已用过中央补助、年净收益、收益使用已表决、收益来源、路线编号、电梯部数、来源编号"
_SITES = "小区编号、项目编号、小区名称、街道(镇)、社区、实施阶段、户数、楼栋数、建筑面积、建成年份、产权性质、居民同意率、居民参与率、计划征收拆迁、房屋危险等级、改造方案已表决通过、表决参与率、表决同意率、物业管理已书面约定、可研已批复、业主委员会已成立、维修资金制度已建立、历史遗留问题已解决、居民愿意出资、承诺缴纳物业费、补建续筹维修资金、配合拆除违法建设、设施缺失评分、一老一小需求评分、改造类型、片区、示范小区、县级购买服务年费用、购买服务起始、锁定改造类别、来源编号"

#: mistake → the sentence in Chinese, in English; the file name stands before both
SENTENCES = {
    "required sheet missing": (
        "：缺少工作表“资金”",
        ": sheet 资金 (funds) is missing",
    ),
    "case sheet missing": (
        "：缺少工作表“基本情况”",
        ": sheet 基本情况 (case) is missing",
    ),
    "unknown sheet near a known one": (
        f" 资金额度表：未知的工作表，是否为“资金额度”；可用：{_SHEETS}。自用的表请以“备注”开头命名，不会读入",
        " 资金额度表: unknown sheet; did you mean fund_years (资金额度)? A sheet of your own is left alone if its name begins with 备注",
    ),
    "unknown sheet": (
        f" 我的计算：未知的工作表；可用：{_SHEETS}。自用的表请以“备注”开头命名，不会读入",
        " 我的计算: unknown sheet. A sheet of your own is left alone if its name begins with 备注",
    ),
    "sheet twice, in two languages": (
        " works：与“工程”是同一个表，请只留一个",
        " works: is the same table as 工程: keep one",
    ),
    "no heading row": (
        " 债务限额：前30行里找不到表头；必填的列：年度、一般债务限额、专项债务限额",
        " 债务限额: no heading row in the first 30 rows; required columns: year, limit_general, limit_special",
    ),
    "unknown heading": (
        f" 工程 第1行 「颜色」：未知的列；可用的列：{_WORKS}",
        " 工程 row 1 column 颜色: unknown column",
    ),
    "unknown heading near a known one": (
        f" 小区 第1行 「建成年」：未知的列，是否为「建成年份」；可用的列：{_SITES}",
        " 小区 row 1 column 建成年: unknown column; did you mean built_year?",
    ),
    "heading twice": (
        " 工程 第1行 「造价(万元)」：列重复",
        " 工程 row 1 column 造价(万元): the column stands twice",
    ),
    "required heading missing": (
        " 工程 第1行 「造价」：缺少必填列（造价）",
        " 工程 row 1 column 造价: required column missing (cost)",
    ),
    "content without a heading": (
        " 工程 第3行 「G」 = '见备注'：此列没有表头：请补上表头，或删去内容",
        " 工程 row 3 column G = '见备注': this column has no heading: give it one, or clear the column",
    ),
    "heading is an error": (
        f" 工程 第1行 「#REF!」：未知的列；可用的列：{_WORKS}",
        " 工程 row 1 column #REF!: unknown column",
    ),
    "money without a unit": (
        " 工程 第1行 「造价」：没有单位：请在表头写明（元、万元或亿元），或在“基本情况”填金额单位",
        " 工程 row 1 column 造价: has no unit: write 元, 万元 or 亿元 into the heading, or give the money unit on the case sheet",
    ),
    "unknown unit": (
        " 工程 第1行 「造价(美元)」：单位“美元”不符；应如：元、万元、亿元",
        " 工程 row 1 column 造价(美元): unit '美元' does not fit; write it like: 元, 万元, 亿元",
    ),
    "unit of another kind": (
        " 小区 第1行 「建筑面积(万元)」：单位“万元”不符；应如：㎡、平方米、万㎡",
        " 小区 row 1 column 建筑面积(万元): unit '万元' does not fit; write it like: ㎡, 平方米, 万㎡",
    ),
    "unit of the cell": (
        " 工程 第3行 「造价(万元)」 = '40元'：单元格里的单位“元”与本列的单位不符",
        " 工程 row 3 column 造价(万元) = '40元': unit '元' of the cell is not that of the column",
    ),
    "error value": (
        " 工程 第3行 「造价(万元)」 = '#REF!'：单元格是错误值，请改正公式",
        " 工程 row 3 column 造价(万元) = '#REF!': the cell holds an error: mend its formula",
    ),
    "formula never calculated": (
        " 工程 第3行 「造价(万元)」 = '=20+20'：公式没有结果：请在Excel或WPS中打开并保存一次",
        " 工程 row 3 column 造价(万元) = '=20+20': the formula has no stored result: open and save the file once",
    ),
    "date as a number": (
        " 工程 第3行 「造价(万元)」 = '2021-05-01'：是日期，不是数字（可能被Excel自动改成了日期）",
        " 工程 row 3 column 造价(万元) = '2021-05-01': is a date, not a number (a spreadsheet may have turned it into one)",
    ),
    "flag as a number": (
        " 工程 第3行 「造价(万元)」 = 'True'：是“是/否”，不是数字",
        " 工程 row 3 column 造价(万元) = 'True': is yes or no, not a number",
    ),
    "words as a number": (
        " 工程 第3行 「造价(万元)」 = '约40'：不是一个确定的数字",
        " 工程 row 3 column 造价(万元) = '约40': is not one certain number",
    ),
    "range as a number": (
        " 小区 第2行 「户数」 = '100-120'：不是一个确定的数字",
        " 小区 row 2 column 户数 = '100-120': is not one certain number",
    ),
    "percentage as a number": (
        " 小区 第2行 「户数」 = '50%'：单元格里的单位“%”与本列的单位不符",
        " 小区 row 2 column 户数 = '50%': unit '%' of the cell is not that of the column",
    ),
    "not whole yuan": (
        " 工程 第3行 「造价(万元)」 = '40.00005'：不是整元",
        " 工程 row 3 column 造价(万元) = '40.00005': not a whole number of yuan",
    ),
    "not a whole number": (
        " 小区 第2行 「户数」 = '100.5'：不是整数",
        " 小区 row 2 column 户数 = '100.5': not a whole number",
    ),
    "share above one": (
        " 小区 第2行 「居民同意率」 = '90'：大于1：百分数请写成 85% 或 0.85",
        " 小区 row 2 column 居民同意率 = '90': above 1: write a percentage as 85% or 0.85",
    ),
    "year uncertain": (
        " 小区 第2行 「建成年份」 = '80年代'：不是一个确定的年份，应如 1998",
        " 小区 row 2 column 建成年份 = '80年代': is not one certain year such as 1998",
    ),
    "required cell blank": (
        " 工程 第3行 「造价(万元)」：不能为空（造价）",
        " 工程 row 3 column 造价(万元): must not be blank (cost)",
    ),
    "choice with a near one": (
        " 工程 第3行 「专业」 = '供水管网'：没有这个选项，是否为：供水",
        " 工程 row 3 column 专业 = '供水管网': no such choice; did you mean Water?",
    ),
    "choice with no near one": (
        " 工程 第3行 「改造类别」 = 'xyz'：没有这个选项，可选：基础类、完善类、提升类",
        " 工程 row 3 column 改造类别 = 'xyz': no such choice; choose one of: Basic, Improvement, Upgrade",
    ),
    "flag in other words": (
        " 工程 第3行 「安全隐患」 = '可能'：应为 是 或 否",
        " 工程 row 3 column 安全隐患 = '可能': must be yes or no",
    ),
    "id twice": (
        " 工程 第3行 「工程编号」 = 'a.water'：主键重复",
        " 工程 row 3 column 工程编号 = 'a.water': this key stands twice",
    ),
    "id in Chinese": (
        " 工程 第3行 「工程编号」 = '甲小区道路'：编号只能用英文字母、数字和 _ . -",
        " 工程 row 3 column 工程编号 = '甲小区道路': an id may hold only letters, digits and _ . -",
    ),
    "id is a fraction": (
        " 工程 第3行 「工程编号」 = '1.5'：编号应为文本：请把单元格设为文本后重填",
        " 工程 row 3 column 工程编号 = '1.5': an id must be text: format the cell as text and type it again",
    ),
    "id is a date": (
        " 工程 第3行 「工程编号」 = '2021-03-01'：编号应为文本：请把单元格设为文本后重填",
        " 工程 row 3 column 工程编号 = '2021-03-01': an id must be text: format the cell as text and type it again",
    ),
    "digits lost in a text": (
        " 小区 第2行 「小区名称」 = '1.23456789012346e+19'：超过15位的数字，末位已丢失：请把单元格设为文本后重填",
        " 小区 row 2 column 小区名称 = '1.23456789012346e+19': a number of more than 15 digits has lost its last ones: format the cell as text and type it again",
    ),
    "reference to nothing": (
        " 工程 第3行 「小区编号」 = 'c'：在“小区”表中找不到",
        " 工程 row 3 column 小区编号 = 'c': not found in sheet 小区",
    ),
    "kind unlike the channel": (
        " 资金 第2行 「资金类别」 = 'central'：渠道中央财政补助（central_fiscal）的资金类别应为中央补助（central）",
        " 资金 row 2 column 资金类别 = 'central': channel Central fiscal subsidy (central_fiscal) needs kind Central (central)",
    ),
    "envelope outside the plan": (
        " 资金额度 第9行 「年度」 = 'sport 2030'：不在规划期 2021—2022 内",
        " 资金额度 row 9 column 年度 = 'sport 2030': outside the plan years 2021-2022",
    ),
    "wrong total": (
        " 工程 第5行 「造价(万元)」 = '82.34'：合计与各行之和 82.3456 不符",
        " 工程 row 5 column 造价(万元) = '82.34': the total does not equal the sum of the rows, 82.3456",
    ),
    "total in another unit": (
        " 工程 第5行 「造价(万元)」 = '82.3456元'：单元格里的单位“元”与本列的单位不符",
        " 工程 row 5 column 造价(万元) = '82.3456元': unit '元' of the cell is not that of the column",
    ),
    "merged cells": (
        " 工程 第2行 「小区编号」：有合并单元格：请取消合并，每行都填",
        " 工程 row 2 column 小区编号: has merged cells: unmerge them and fill every row",
    ),
    "no communities": (
        " 小区：没有数据行",
        " 小区: has no rows",
    ),
    "case: item missing": (
        " 基本情况 「格式版本」：缺少此项",
        " 基本情况 column 格式版本: this is missing",
    ),
    "case: item blank": (
        " 基本情况 第5行 「市(州)」：不能为空",
        " 基本情况 row 5 column 市(州): must not be blank",
    ),
    "case: item unknown": (
        " 基本情况 第13行 = '规划年'：未知的项目，是否为「规划首年」",
        " 基本情况 row 13 = '规划年': unknown item; did you mean 规划首年?",
    ),
    "case: item twice": (
        " 基本情况 第13行 「规划首年」：此项写了两次",
        " 基本情况 row 13 column 规划首年: this stands twice",
    ),
    "case: unknown choice": (
        " 基本情况 第9行 「金额单位」 = '美元'：没有这个选项，可选：万元、元",
        " 基本情况 row 9 column 金额单位 = '美元': no such choice; choose one of: 10,000 yuan, yuan",
    ),
    "case: no year": (
        " 基本情况 第7行 「规划首年」 = '十四五'：不是一个确定的年份，应如 1998",
        " 基本情况 row 7 column 规划首年 = '十四五': is not one certain year such as 1998",
    ),
    "case: years reversed": (
        " 基本情况 第8行 「规划末年」 = '2019'：早于 first_year",
        " 基本情况 row 8 column 规划末年 = '2019': is before first_year",
    ),
    "case: another format": (
        " 基本情况 第1行 「格式版本」 = 'jiugai-case/9'：应为 jiugai-case/1",
        " 基本情况 row 1 column 格式版本 = 'jiugai-case/9': must be jiugai-case/1",
    ),
    "case: target with a unit": (
        " 基本情况 第12行 「公布目标:小区数」 = '24个'：应为整数，不带单位",
        " 基本情况 row 12 column 公布目标:小区数 = '24个': must be a whole number without a unit",
    ),
}  # fmt: skip


def test_every_mistake_has_its_sentence() -> None:
    assert set(SENTENCES) == set(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_located_and_told_in_both_languages(tmp_path: Path, mistake: str) -> None:
    path = MISTAKES[mistake]().save(tmp_path / "case.xlsx")
    with pytest.raises(DataError) as caught:
        load_case(path)
    zh, en = SENTENCES[mistake]
    assert texts(caught.value, "zh", tmp_path) == [f"case.xlsx{zh}"]
    assert texts(caught.value, "en", tmp_path) == [f"case.xlsx{en}"]
    assert caught.value.exit_code == 2
