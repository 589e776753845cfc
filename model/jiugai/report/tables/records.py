"""The words of a layout whose rows are records of `facts`:

==============  ===========================================================================================
`number`        the running number
`field NAME`    a field or property of the record, or one of the words of its table
`… year=Y`      the same in a year, where the table knows it by year; `each`: a column for every plan year
`fill`          to be filled in (待填): the form asks for it, and no plan knows it
`stage NAME`    a field of the record; to be filled in where it has none
`fill NAME`     to be filled in where the record has NAME, blank where it has not
==============  ===========================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from jiugai.labels import label
from jiugai.report.book import Book
from jiugai.report.facts.accounts import FundAccount
from jiugai.report.facts.appraisal import Ground
from jiugai.report.facts.assets import Assets
from jiugai.report.facts.balance import CashYear
from jiugai.report.facts.contracts import Contract
from jiugai.report.facts.evaluation import Result
from jiugai.report.facts.findings import Finding
from jiugai.report.facts.options import Option
from jiugai.report.facts.pledged import LOAN, SPECIAL, Draw, Pledged, left_to_county
from jiugai.report.facts.stress import Stressed, stressed
from jiugai.report.formats import Value, cover_text
from jiugai.report.tables.debts import rate_text
from jiugai.report.tables.layout import Provider, Vocabulary
from jiugai.report.tables.stress import stress_case
from jiugai.report.wording import drawn, say

#: a record in words
Worded = Callable[[Any, Book], Value]


#: a record in a year
Yearly = Callable[[Any, int], Value]


def records(
    *kinds: type, words: Mapping[str, Worded] | None = None, yearly: Mapping[str, Yearly] | None = None
) -> Vocabulary:
    """The vocabulary of a table with a row for every one of `kinds`; `words` are fields that are told in words."""
    told, by_year = words or {}, yearly or {}
    names = {item.name for kind in kinds for item in fields(kind)} | {
        name for kind in kinds for name, item in vars(kind).items() if isinstance(item, property)
    }

    def source(text: str, book: Book) -> Provider:
        verb, _, name = text.partition(" ")
        name, _, year = name.partition(" year=")
        if text == "number":
            return lambda number, _: number
        if verb == "stage" and name in names:
            return lambda _, it: say("fill_in", book.lang) if getattr(it, name) is None else getattr(it, name)
        if text == "fill":
            return lambda _, __: say("fill_in", book.lang)
        if verb == "fill" and name in names:
            return lambda _, it: say("fill_in", book.lang) if getattr(it, name) else None
        if verb == "field" and name in by_year and year.isdigit():
            return lambda _, it: by_year[name](it, int(year))
        if verb == "field" and name in told:
            return lambda _, it: told[name](it, book)
        if verb == "field" and name in names:
            return lambda _, it: _plain(getattr(it, name))
        raise ValueError(f"layout: unknown source {text!r}")

    return source


def _plain(value: Any) -> Value:
    """A blank text is nothing to say."""
    return None if value == "" else value


account_source = records(
    FundAccount,
    words={
        "channel": lambda it, book: label(f"channel.{it.channel}", book.lang),
        "status": lambda it, book: label(f"status.{it.status}", book.lang),
    },
)
asset_source = records(
    Assets, words={"lifts": lambda it, book: it.lifts or (say("fill_in", book.lang) if it.has_lifts else None)}
)


def _vouchers(contract: Contract, book: Book) -> Value:
    return say("list.comma", book.lang).join(contract.vouchers) or say("fill_in", book.lang)


contract_source = records(Contract, words={"vouchers": _vouchers})
finding_source = records(Finding)
ground_source = records(Ground, words={"name": lambda it, book: say(f"appraisal.{it.name}", book.lang)})


def _why(result: Result, book: Book) -> Value:
    if result.why == "running":
        return drawn("why.running", book.lang, year=book.years[-1])
    return say("fill_in", book.lang) if result.why else None


result_source = records(
    Result,
    words={
        "level": lambda it, book: say(f"target.level.{it.target.level}", book.lang),
        "kind": lambda it, book: say(f"target.kind.{it.target.kind}", book.lang),
        "name": lambda it, book: say(f"target.name.{it.target.name}", book.lang),
        "target": lambda it, book: it.target.value or say("fill_in", book.lang),
        "done": lambda it, book: it.done or say("fill_in", book.lang),
        "why": _why,
    },
)


def _bonds(project: Pledged) -> Draw:
    """The first draw of special bonds: the terms are those of one fund."""
    return next(draw for draw in project.draws if draw.channel == SPECIAL)


bond_source = records(
    Pledged,
    words={
        "bond_name": lambda it, book: str(book.funds[_bonds(it).fund]["name"]),
        "kind": lambda it, book: label(f"channel.{SPECIAL}", book.lang),
        "owner": lambda it, book: next((site.owner for site in it.sites if site.owner), None),
        "special": lambda it, book: it.drawn(SPECIAL),
        "loan": lambda it, book: it.drawn(LOAN),
        "rate": lambda it, book: rate_text(_bonds(it).rate),
        "term": lambda it, book: _bonds(it).term,
        "repayment": lambda it, book: label(f"repayment.{_bonds(it).repayment}", book.lang),
        "coupons": lambda it, book: _bonds(it).coupons,
        "investment": lambda it, book: sum(it.cost.values()),
        "own_money": lambda it, book: sum(it.own.values()),
        "revenue_in_all": lambda it, book: stressed(it)[0].revenue,
        "service_in_all": lambda it, book: stressed(it)[0].service,
        "over_term": lambda it, book: cover_text(it.over_term),
        "lowest": lambda it, book: cover_text(stressed(it)[0].lowest),
        "county": lambda it, book: sum(left_to_county(it, book).values()),
    },
    yearly={"special": lambda it, year: it.drawn(SPECIAL, year)},
)


def _of_kind(kind: str) -> Worded:
    return lambda it, book: it.revenue.get(kind, 0)


cash_source = records(
    CashYear,
    Stressed,
    words={
        "year": lambda it, book: str(it.year),
        "cover": lambda it, book: cover_text(it.cover),
        "case": lambda it, book: stress_case(it.case, book.lang),
        "over_term": lambda it, book: cover_text(it.over_term),
        "lowest": lambda it, book: cover_text(it.lowest),
        **{kind: _of_kind(kind) for kind in ("parking", "charging", "care", "shop", "other")},
    },
)
option_source = records(Option)
