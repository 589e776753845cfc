"""Cells as people type them → the plain text the column dictionary reads; what is not certain is refused, not guessed.

Numbers may carry full-width digits, thousands separators, a currency sign or their unit; `—`, `/` and 无 stand for "not
given". Dates are told apart from numbers, percentages from shares.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from decimal import Decimal

from jiugai.inputs.dictionary import Unreadable
from jiugai.inputs.sheets import Cell, Fault

NOT_GIVEN = frozenset(
    {"-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "不详", "未知", "待定", "n/a", "na", "null", "none"}
)

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_UNIT = re.compile(
    r"(?P<number>[^%㎡元\u4e00-\u9fffA-Za-z]*[\d.])\s*(?P<unit>%|[㎡\u4e00-\u9fffA-Za-z][㎡\u4e00-\u9fffA-Za-z0-9²]*)"
)
_YEAR = re.compile(r"(?P<year>\d{4})(?:\.0+|\s*年?\s*(?:底|末|建|建成|竣工)?)")
_DATE = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*(?:[-/.月]\s*(?P<day>\d{1,2})?\s*日?)?(?:\s+0{1,2}:00(:00)?)?"
)
_CURRENCY = re.compile(r"^[¥￥\s]+")
_EXPONENT = re.compile(r"[eE]\d+")
_SPACE = re.compile(r"\s+")
#: full-width forms only: the wider NFKC would read 10² as 102 and ① as 1
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥", 0x2212: "-"}

_A_DATE = Unreadable(
    "是日期，不是数字（可能被Excel自动改成了日期）",
    "is a date, not a number (a spreadsheet may have turned it into one)",
)


def text_of(cell: Cell) -> str:
    """A cell as one line of text, its characters unchanged; raises `Unreadable` for a `Fault`.

    >>> text_of(" 幸福\\n小区 "), text_of(105.0), text_of(0.1 + 0.2), text_of(True)
    ('幸福 小区', '105', '0.3', 'yes')
    """
    if isinstance(cell, Fault):
        raise Unreadable(cell.zh, cell.en)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return number_of(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        cell = cell.date()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return _SPACE.sub(" ", "".join(sign for sign in cell if sign.isprintable() or sign.isspace())).strip()


def number_of(value: float) -> str:
    """A number of a workbook as it is shown: at most 15 digits, no exponent.

    >>> number_of(12345678.9), number_of(1e15), number_of(7.0)
    ('12345678.9', '1000000000000000', '7')
    """
    return f"{Decimal(f'{value:.15g}').normalize():f}"


def folded(text: str) -> str:
    """Full-width letters, digits and signs as ordinary ones, in lower case, without spaces.

    >>> folded("１２３．５ ㎡（Ａ）")
    '123.5m2(a)'
    """
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


def is_given(cell: Cell) -> bool:
    """Whether anything stands in the cell; a dash, a slash or 无 says that nothing does."""
    return isinstance(cell, Fault) or (text_of(cell) != "" and folded(text_of(cell)) not in NOT_GIVEN)


def split_number(cell: Cell) -> tuple[str, str]:
    """(plain decimal text, unit written behind it or ""); raises `Unreadable` for anything that is no one number.

    >>> split_number("１,２３４．５"), split_number("￥300,000 元"), split_number("85%"), split_number(418.0)
    (('1234.5', ''), ('300000', '元'), ('85', '%'), ('418', ''))
    """
    if isinstance(cell, bool):
        raise Unreadable("是“是/否”，不是数字", "is yes or no, not a number")
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        raise _A_DATE
    text = text_of(cell).translate(_HALF_WIDTH).strip()
    if _DATE.fullmatch(text) and not _NUMBER.fullmatch(text):
        raise _A_DATE
    unit = ""
    found = _UNIT.fullmatch(_CURRENCY.sub("", text))
    if found is not None:
        text, unit = found["number"], found["unit"]
    if _EXPONENT.fullmatch(unit):
        raise Unreadable("不是一个确定的数字", "is not one certain number")
    text = _CURRENCY.sub("", text).strip()
    if text.startswith("(") and text.endswith(")"):  # accounting: (12.5) is -12.5
        text = "-" + text[1:-1].strip()
    if not _NUMBER.fullmatch(text):
        raise Unreadable("不是一个确定的数字", "is not one certain number")
    return text.replace(",", "").lstrip("+"), unit


def year_text(cell: Cell) -> str:
    """The year of a year, a date or a month; raises `Unreadable` where it is not one certain year.

    >>> year_text(1998.0), year_text("１９９８年"), year_text("1998-05"), year_text(datetime.date(1998, 5, 1))
    ('1998', '1998', '1998', '1998')
    """
    if isinstance(cell, datetime.date):
        return str(cell.year)
    text = text_of(cell).translate(_HALF_WIDTH).strip()
    found = _YEAR.fullmatch(text)
    if found is None:
        found = _DATE.fullmatch(text)
        if found is None or not _in_a_year(found["month"], found["day"]):
            raise Unreadable("不是一个确定的年份，应如 1998", "is not one certain year such as 1998")
    return found["year"]


def date_text(cell: Cell) -> str:
    """The day of a date as 2021-06-30; raises `Unreadable` where it is not one certain day.

    >>> date_text(datetime.date(2021, 6, 30)), date_text("2021年6月30日"), date_text("2021/6/30")
    ('2021-06-30', '2021-06-30', '2021-06-30')
    """
    text = text_of(cell).translate(_HALF_WIDTH).strip()
    found = _DATE.fullmatch(text)
    try:
        if found is None or found["day"] is None:
            raise ValueError(text)
        return datetime.date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        raise Unreadable("不是一个确定的日期，应如 2021-06-30", "is not one certain day such as 2021-06-30") from None


def _in_a_year(month: str, day: str | None) -> bool:
    """Whether there is such a month and day: 1998-13 is a slip of the hand, not a date of 1998."""
    return 1 <= int(month) <= 12 and (day is None or 1 <= int(day) <= 31)
