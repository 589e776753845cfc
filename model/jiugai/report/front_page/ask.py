"""What page one asks to approve."""

from __future__ import annotations

from jiugai.money import wan_text
from jiugai.report.book import Book, households
from jiugai.report.facts import decisions
from jiugai.report.facts.left_out import left_out
from jiugai.report.formats import area_text
from jiugai.report.wording import say


def ask(book: Book) -> str:
    """What to approve."""
    lang, starts, running = book.lang, decisions.first_starts(book), decisions.continuing(book)
    if not book.chosen:
        return say("ask.nothing" if left_out(book) else "ask.nobody", lang, years=book.span)
    text = say(
        "ask", lang, years=book.span, count=len(book.chosen),
        households=f"{decisions.chosen_households(book):,}", area=area_text(decisions.floor_area(book)),
        total=wan_text(book.total),
    )  # fmt: skip
    if running:
        text += say("ask.continuing", lang, count=len(running), cost=wan_text(sum(site.cost for site in running)))
    key = "ask.first" if starts else "ask.no_start"
    text += say(
        "ask.end" if len(book.years) == 1 and len(starts) == len(book.chosen) else key, lang, year=book.first_year,
        count=len(starts), households=f"{households(starts):,}", cost=wan_text(sum(site.cost for site in starts)),
    )  # fmt: skip
    text += _targets(book)
    tasks = sum(decisions.declared_tasks(book).values())
    if tasks:
        started = sum(decisions.started_households(book).values())
        done = "ask.task_met" if started >= tasks else "ask.task_short"
        text += say(done, lang, tasks=f"{int(tasks):,}", started=f"{started:,}")
    return text


def _targets(book: Book) -> str:
    """Published aims of the case beside what the plan reaches."""
    lang, aims = book.lang, book.study.case.targets
    reached = decisions.reached(book)
    told = [
        say(
            f"target.{key}",
            lang,
            aim=f"{aim:,}",
            mark=say("target.met" if reached[key] >= aim else "target.short", lang),
        )
        for key, aim in aims.items()
    ]
    return say("targets", lang, list=say("list.comma", lang).join(told)) if told else ""
