"""Numbers of headings: 一、（一）1. as official documents count in Chinese; 1, (1), 1. in English."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def numbered(level: int, number: int, text: str, lang: str) -> str:
    """`text` with the number of its level, from 0.

    >>> numbered(0, 12, "依据", "zh"), numbered(1, 1, "谁出钱", "zh"), numbered(0, 2, "Rules", "en")
    ('十二、依据', '（一）谁出钱', '2  Rules')
    """
    if lang == "zh" and level < 2:
        chinese = chinese_number(number)
        return f"{chinese}、{text}" if level == 0 else f"（{chinese}）{text}"
    return (f"{number}  {text}", f"({number}) {text}", f"{number}. {text}")[level]


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese.

    >>> chinese_number(7), chinese_number(10), chinese_number(21)
    ('七', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    front = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return front + (_DIGITS[ones] if ones or not tens else "")


def head_words(text: str) -> str:
    """The head of a paragraph as a heading: without the colon or the full stop at its end.

    >>> head_words("要当心的："), head_words("Mind: ")
    ('要当心的', 'Mind')
    """
    return text.rstrip(" ：:。.")
