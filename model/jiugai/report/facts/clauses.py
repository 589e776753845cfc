"""How a clause is cited: document number (or title) and, where its wording was read, its place in the document."""

from __future__ import annotations

from jiugai.policy.documents import OWN_PREFIXES, document_of
from jiugai.report.book import Book
from jiugai.report.wording import say

_DIGITS = "〇一二三四五六七八九"
_LAW_WORDS = ("法", "法典", "条例", "办法", "规定")


def chinese_number(number: int) -> str:
    """1 … 99 in Chinese.

    >>> chinese_number(5), chinese_number(12), chinese_number(30)
    ('五', '十二', '三十')
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones or not tens else "")


def place_in_document(title: str, place: str) -> str:
    """The place of a clause as people write it: articles in laws, parts in notices.

    >>> place_in_document("预算法", "35.2"), place_in_document("通知", "1.5"), place_in_document("讲话", "2.4.2")
    ('第35条第2款', '一(五)', '二(四)2')
    >>> place_in_document("民法典", "278.1")
    '第278条第1款'
    """
    numbers = [int(part) for part in place.split(".")]
    if title.partition("(")[0].endswith(_LAW_WORDS):
        return f"第{numbers[0]}条第{numbers[1]}款"
    head, *rest = numbers
    text = chinese_number(head)
    if rest:
        text += f"({chinese_number(rest[0])})"
    return text + "".join(str(number) for number in rest[1:])


def half_width(place: str) -> str:
    """A place as the register writes it, in the brackets of the citations.

    >>> half_width("一（七）"), half_width("二（二）二是")
    ('一(七)', '二(二)二是')
    """
    return place.replace("（", "(").replace("）", ")").replace(" ", "")


def cite(clause: str, book: Book) -> str:
    """A clause id as a citation; 参照 before a document of another place."""
    if not clause:
        return ""
    library, lang = book.study.policy.library, book.lang
    document, _, place = clause.partition("#")
    if document_of(clause) in OWN_PREFIXES:
        return say(f"cite.{document}", lang)
    if clause not in library.clauses:
        return clause
    entry = library.documents[document]
    short = entry.title.partition("(")[0]
    name = f"《{short}》" if short.endswith("法") or not entry.number else entry.number
    told = library.clauses[clause]
    if told["status"] == "verified":
        where = place_in_document(entry.title, place) if "at" not in told else half_width(told["at"])
        name += where if lang == "zh" else f" {place}"
    return say("cite.borrowed", lang, document=name) if book.study.policy.borrowed(clause) else name


def clause_says(clause: str, book: Book) -> str:
    entry = book.study.policy.library.clauses.get(clause)
    return "" if entry is None else str(entry[book.lang])
