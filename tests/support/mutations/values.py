"""What a damaged cell may hold: other texts, slips of the hand, and what only a workbook's cell can be."""

from __future__ import annotations

import datetime
import random
from typing import Any

from support.workbook import Formula, Percent

#: for cells of a CSV file
TEXTS = (
    "", " ", "0", "-0", "-1", "0.5", "1e9", "1E5", "nan", "NaN", "inf", "-inf", "None", "NULL", "yes", "NO", "*", "１２", "٣",
    "1,2", "1，234", "12%", "¥12", "12元", "+7", "7.", ".7", "007", "7.0", "7.50", "1_000", "0x1f", "1/3", "=1+1", "#N/A", "'7",
    '"', "'", "\n", "a\nb", "\r", "\0", "\u2028", "\u200b7", "7\u00a0", "\u30007\u3000", "\ufeff7", "2021", "2021.0", "2021-12-31",
    "99999999999999999999", "9" * 400, "0." + "3" * 60, "0.00001", "tc01", "TC01", "central", "Central", "loan", "debt", "own",
    "general_bond", "in_progress", "completed", "upgrade", "天" * 50, "true", "1", "-", "\\", "a b", "；", "🏚",
)  # fmt: skip

#: as people type numbers, years, shares and gaps into lists and workbooks
TYPED = (
    "", "  ", "0", "-5", "(5)", "（5）", "-0", "+12", "１２０", "１２．５", "1,234", "1，234", "12,34", "1,2345", "1,234,567.5", ",5", "5,",
    "1.234,5", "1 234", "12 元", "12元", "12万元", "12 万", "0.5亿元", "12户", "12栋", "120㎡", "1.2万㎡", "120平方米", "12美元", "12kg",
    "￥120", "¥1,200", "$12", "85%", "８５％", "0.85", "85", "850%", "-3%", "百分之八十", "1e5", "1E3", "1e-2", "12e", "约120", "120左右",
    "120-150", "120~150", "≥120", "120+", "12.5.3", "1..5", ".5", "5.", "1/2", "½", "①", "10²", "199²", "12③", "一百二十", "十二",
    "—", "——", "/", "无", "-", "待定", "n/a", "见备注", "#REF!", "=12", "'12", "1990", "1990年", "1990年代", "1990年底", "80年代",
    "1990-05", "1990-13", "1990.5", "1990.99", "1990.00", "1990/5/1", "1990-05-33", "1990年5月", "1990年15月", "90", "199O", "2021年",
    "2021-2022", "21年", "19900", "是", "否", "有", "√", "×", "TRUE", "no", "可能", "全部", "供水", "基础类", "提升类", "已下达", "一般债务",
    "12\n", "1\n2", "12\u00a0", "\u200b12", "1\u200b2", "12\ufeff", "٣", "१२", "9" * 30, "0." + "3" * 40, "0.00001", "1000000000001",
    "合计", "小计", "※", "※ 说明", "甲小区", "tc01", "TC01", "xq-01", "xq 01", "🏚12", "12（估算）", "12(估算)", "(12", "12)", "−12", "–12",
)  # fmt: skip

#: what only the cell of a workbook can be
NATIVE: tuple[Any, ...] = (
    True, False, 0, -1, 1, 7.5, 0.1 + 0.2, 1e300, -1e-300, 1e15, 123456789012345678.0, 1990, 1990.5, 1990.99, 85, 0.85, 1200,
    Percent(0.85), Percent(0.5), Percent(8.5), Percent(-0.1), Percent(0.123456789), Formula("=6+6", 12), Formula("=6+6"),
    Formula("=1/0", "#DIV/0!"), Formula("=#REF!", "#REF!"), Formula('="a"', "12元"),
    datetime.date(1990, 5, 1), datetime.date(2021, 1, 1), datetime.datetime(2021, 1, 1, 12, 30),  # noqa: DTZ001  a sheet knows no zone
)  # fmt: skip


def text(numbers: random.Random, old: str, known: tuple[str, ...] = TEXTS) -> str:
    """Another text, or the old one slightly changed."""
    return numbers.choice(known) if numbers.random() < 0.7 else slip(numbers, old)


def native(numbers: random.Random, old: Any) -> Any:
    """Another cell of a workbook: half as often one that no text can be, a number also slightly changed."""
    if numbers.random() < 0.35:
        return numbers.choice(NATIVE)
    if isinstance(old, int | float) and not isinstance(old, bool) and numbers.random() < 0.4:
        return numbers.choice(
            (old * 10_000, old / 10_000, -old, old + 0.5, Percent(old), f"{old:g}", f"{old:,.2f}", f"{old}元")
        )
    return text(numbers, f"{old}", TYPED)


def slip(numbers: random.Random, old: str) -> str:
    """A slip of the hand: a character dropped, doubled, exchanged or put in."""
    at = numbers.randrange(len(old) + 1)
    sign = numbers.choice("0123456789.,-%eE ＿０．\u00a0\tx甲")
    return numbers.choice(
        (old[:at] + sign + old[at:], old[:at] + old[at + 1 :], old[:at] + sign + old[at + 1 :], old * 2)
    )
