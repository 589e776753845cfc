"""What an inspector would find today (审计整改台账): what does not hold, is missing, lapses, is late or unchecked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from jiugai.inputs.actuals import ALLOTTED, PAID
from jiugai.money import wan_text
from jiugai.report.book import Book
from jiugai.report.facts.arrival import taken_back
from jiugai.report.facts.clauses import cite
from jiugai.report.facts.conditions import RULES, lacking
from jiugai.report.facts.contracts import contracts
from jiugai.report.indicator_words import broken_words
from jiugai.report.naming import listed, named
from jiugai.report.wording import drawn, say


@dataclass(frozen=True)
class Finding:
    """A problem in words, the clause it is held against, and the day or year by which it must be mended ("": none)."""

    problem: str
    clause: str
    deadline: str = ""


def findings(book: Book) -> list[Finding]:
    """The findings in the order of weight; none where there is nothing to find."""
    return [*_limits(book), *_warnings(book), *_lapses(book), *_conditions(book), *_arrears(book), *_unchecked(book)]


def _limits(book: Book) -> Iterator[Finding]:
    for row in book.plan_rows("indicators"):
        if row["kind"] == "limit" and not row["ok"]:
            over = wan_text(row["value"] - (row["limit"] or 0))
            told = say("finding.limit", book.lang, year=row["year"], over=over)
            yield Finding(told, cite(row["clause"], book), str(row["year"]))


def _warnings(book: Book) -> Iterator[Finding]:
    clauses = {row["indicator"]: row["clause"] for row in book.plan_rows("indicators")}
    for indicator, sentence in broken_words(book):
        yield Finding(sentence.strip(), cite(clauses[indicator], book))


def _lapses(book: Book) -> Iterator[Finding]:
    for year, yuan in taken_back(book).items():
        told = say("finding.lapse", book.lang, year=year, yuan=wan_text(yuan))
        yield Finding(told, cite(book.study.clause("F15"), book), f"{year}-12-31")


def _conditions(book: Book) -> Iterator[Finding]:
    for rule in RULES:
        short = lacking(rule, book)
        if short:
            told = drawn(f"mind.{rule}", book.lang, count=len(short), names=named(short, book)).strip()
            first = min(site.start_year or book.first_year for site in short)
            yield Finding(told, cite(book.study.clause(rule), book), str(first))


def _arrears(book: Book) -> Iterator[Finding]:
    """Works done and not paid; local money that came in less than was planned, in plan years that are over."""
    owed = [it for it in contracts(book) if it.owed]
    if owed:
        names = listed([it.name for it in owed], len(owed), book)
        yuan = wan_text(sum(it.owed or 0 for it in owed))
        yield Finding(say("finding.owed", book.lang, count=len(owed), yuan=yuan, names=names), "")
    short = local_short(book)
    if short:
        told = [say("risk.year", book.lang, year=year, yuan=wan_text(yuan)) for year, yuan in short.items()]
        amounts = say("list.comma", book.lang).join(told)
        yield Finding(say("finding.local", book.lang, amounts=amounts), cite(book.study.clause("D8"), book))


def local_short(book: Book) -> dict[int, int]:
    """Plan year that is over → county and city grants planned less what came of them by the ledger, fund by fund.

    What came: what was allotted or what was paid, whichever is more. None without a ledger.
    """
    ledger = book.case_rows("ledger")
    planned: dict[tuple[int, str], int] = defaultdict(int)
    for payment in book.payments if ledger else ():
        if payment.level in ("county", "city") and payment.instrument == "grant":
            planned[payment.cash_year, payment.fund] += payment.yuan
    came: dict[tuple[str, int, str], int] = defaultdict(int)
    for row in ledger:
        came[row["entry"], int(row["date"][:4]), row["fund_id"] or ""] += row["amount"] or 0
    short: dict[int, int] = defaultdict(int)
    for (year, fund), yuan in planned.items():
        if year < book.study.scenario.as_of.year:
            short[year] += max(0, yuan - max(came[entry, year, fund] for entry in (ALLOTTED, PAID)))
    return {year: yuan for year, yuan in sorted(short.items()) if yuan}


def _unchecked(book: Book) -> Iterator[Finding]:
    entries = book.study.policy.library.rules
    for row in book.open.audit["unchecked"]:
        entry = entries[row["rule"]]
        told = say("finding.unchecked", book.lang, rule=f"{row['rule']} {getattr(entry, book.lang)}")
        yield Finding(told, cite(row["clause"], book))
