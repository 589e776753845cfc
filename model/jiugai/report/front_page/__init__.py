"""Page one: the recommendation in the words of the meeting, every number from a table behind it."""

from __future__ import annotations

from html import escape

from jiugai.report.book import Book
from jiugai.report.figures.strip import strip_html
from jiugai.report.front_page.ask import ask
from jiugai.report.front_page.mind import mind
from jiugai.report.front_page.numbers import key_numbers, payers_table, who_pays
from jiugai.report.front_page.paragraphs import paragraphs
from jiugai.report.grid import Html
from jiugai.report.tables.plain import basis_line
from jiugai.report.wording import say

__all__ = ["page_one", "payers_table", "title"]


def title(book: Book) -> str:
    scenario, lang = book.study.scenario, book.lang
    variant = say("title.baseline", lang) if scenario.baseline else str(scenario.title[lang])
    programme = book.study.policy.library.programmes[book.study.case.programme][lang]
    return say(
        "title", lang, place=book.place, years=book.span, programme=programme, variant=variant,
        scenario=scenario.title[lang],
    )  # fmt: skip


def page_one(book: Book) -> Html:
    """The recommendation, who pays, what first and why, the county's burden, what is left out, what to mind."""
    lang = book.lang
    parts = [
        f'<section class="page-one" id="s{{section.one}}"><h1>{escape(title(book))}</h1>',
        f'<p class="basis">{escape(basis_line(book))}</p>',
        f'<p class="ask"><b>{escape(say("ask.head", lang))}</b>{escape(ask(book))}</p>',
        key_numbers(book),
        strip_html(book),
        who_pays(book),
    ]
    parts += [f"<p><b>{escape(say(f'{key}.head', lang))}</b>{escape(text)}</p>" for key, text in paragraphs(book)]
    points = "".join(f"<li>{escape(text)}</li>" for text in mind(book))
    if points:
        parts.append(f'<p class="mind"><b>{escape(say("mind.head", lang))}</b></p><ol class="mind">{points}</ol>')
    parts.append(f'<p class="disclaimer">{escape(say("disclaimer.one", lang))}</p></section>')
    return Html("".join(parts))
