"""Where a column of an official table comes from: the words a layout may use.

Of a community:

=================  =====================================================================================
`number`           the running number
`fill`             to be filled in: the form asks for it, and no plan knows it
`field NAME`       a fact of the community (`Site`), `project_code`, or `documents`: the document numbers that pay
                   for it, `notified`: the last day on which their money was allotted, `paid_to_date`
`paid COND …`      Σ funding.csv, `COND` = `name=a|b` over the fields of `Payment` and `advanced`
`spent year=Y`     Σ spending.csv; Y = `first`, `later` or `each` (one column a plan year)
`gap`              cost in plan years − Σ funding.csv
=================  =====================================================================================

In `paid`, too, a year may be `first`: the first plan year.

Of a plan year: `field NAME` of `FiscalYear` and `DebtYear`, `field district`: the county.
Of a performance target: `number`, `field NAME` of `Target`, in words; a value that no plan knows is to be filled in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction

from jiugai.inputs.actuals import ALLOTTED
from jiugai.labels import label
from jiugai.report.book import Book, Payment, Site
from jiugai.report.facts.conditions import conditions
from jiugai.report.facts.debts import DebtYear
from jiugai.report.facts.fiscal import FiscalYear
from jiugai.report.facts.progress import projects
from jiugai.report.facts.targets import Target
from jiugai.report.formats import Value, percent_text
from jiugai.report.tables.layout import Provider
from jiugai.report.wording import say

_SITE_FIELDS = {item.name for item in fields(Site)} | {"total"}
_PAYMENT_FIELDS = {item.name for item in fields(Payment)} | {"advanced"}
_YEAR_FIELDS = {item.name for kind in (FiscalYear, DebtYear) for item in fields(kind)} | {
    name for kind in (FiscalYear, DebtYear) for name, item in vars(kind).items() if isinstance(item, property)
}
_STATES = ("state", "fund_state")


def year_source(source: str, book: Book) -> Provider:
    verb, _, name = source.partition(" ")
    if verb == "field" and name == "district":
        return lambda _, __: book.place
    if verb == "field" and name in _STATES:
        return lambda _, year: say(f"capacity.state.{getattr(year, name)}", book.lang)
    if verb == "field" and name in _YEAR_FIELDS:
        return lambda _, year: getattr(year, name)
    raise ValueError(f"layout: unknown source {source!r}")


def target_source(source: str, book: Book) -> Provider:
    lang = book.lang
    worded: dict[str, Callable[[Target], Value]] = {
        "level": lambda target: say(f"target.level.{target.level}", lang),
        "kind": lambda target: say(f"target.kind.{target.kind}", lang),
        "name": lambda target: say(f"target.name.{target.name}", lang),
        "value": lambda target: target.value or say("fill_in", lang),
        "files": lambda target: target.files,
    }
    verb, _, name = source.partition(" ")
    if source == "number":
        return lambda number, _: number
    if verb == "field" and name in worded:
        provider = worded[name]
        return lambda _, target: provider(target)
    raise ValueError(f"layout: unknown source {source!r}")


def site_source(source: str, book: Book) -> Provider:
    verb, *words = source.split()
    if verb == "number" and not words:
        return lambda number, _: number
    if verb == "fill" and not words:
        return lambda _, __: say("fill_in", book.lang)
    if verb == "gap" and not words:
        paid = _by_community(book, {})
        return lambda _, site: site.cost - paid[site.id]
    if verb == "field" and len(words) == 1:
        return _field(words[0], book)
    if verb == "spent" and len(words) == 1 and words[0].startswith("year="):
        return _spent(words[0].removeprefix("year="), book)
    if verb == "paid":
        wanted = {}
        for word in words:
            name, _, choices = word.partition("=")
            if name not in _PAYMENT_FIELDS or not choices:
                raise ValueError(f"layout: unknown condition {word!r}")
            wanted[name] = {str(book.first_year) if choice == "first" else choice for choice in choices.split("|")}
        amounts = _by_community(book, wanted)
        return lambda _, site: amounts[site.id]
    raise ValueError(f"layout: unknown source {source!r}")


def _by_community(book: Book, conditions: dict[str, set[str]]) -> dict[str, int]:
    amounts: dict[str, int] = defaultdict(int)
    for payment in book.payments:
        if all(str(getattr(payment, name)) in choices for name, choices in conditions.items()):
            amounts[payment.community] += payment.yuan
    return amounts


def _spent(year: str, book: Book) -> Provider:
    if year == "first":
        wanted = {book.first_year}
    elif year == "later":
        wanted = set(book.years[1:])
    elif year.isdigit():
        wanted = {int(year)}
    else:
        raise ValueError(f"layout: unknown year {year!r}")
    return lambda _, site: sum(cost for at, cost in book.spending.get(site.id, {}).items() if at in wanted)


def _field(name: str, book: Book) -> Provider:
    lang = book.lang
    worded: dict[str, Callable[[Site], Value]] = {
        "district": lambda site: book.place,
        "tier": lambda site: label(f"tier.{site.tier}", lang) if site.tier else "",
        "decision": lambda site: label(f"decision.{site.decision}", lang),
        "trades": lambda site: label("punctuation.comma", lang).join(label(f"trade.{it}", lang) for it in site.trades),
        "schedule": lambda site: f"{site.start_year}—{site.end_year}",
        "documents": lambda site: _documents(site, book),
        "notified": lambda site: _notified(site, book),
        "conditions": lambda site: _conditions(site, book),
    }
    if name == "project_code":
        codes = {row["project_id"]: row["project_code"] or None for row in book.case_rows("projects")}
        return lambda _, site: codes.get(book.communities[site.id]["project_id"])
    if name == "paid_to_date":
        paid = {project.site.id: project.paid for project in projects(book)}
        return lambda _, site: paid[site.id]
    if name in worded:
        provider = worded[name]
        return lambda _, site: provider(site)
    if name not in _SITE_FIELDS:
        raise ValueError(f"layout: unknown field {name!r}")
    return lambda _, site: getattr(site, name)


def _notified(site: Site, book: Book) -> str:
    """The last day on which money of the funds that pay for a community was allotted."""
    funds = {payment.fund for payment in book.payments if payment.community == site.id}
    days = [row["date"] for row in book.case_rows("ledger") if row["entry"] == ALLOTTED and row["fund_id"] in funds]
    return max(days, default="")


def _conditions(site: Site, book: Book) -> str:
    """What must be had before the start, dated: nobody has next year's vote today."""
    lang = book.lang
    found = [
        say(f"condition.{item.key}", lang, asked=_percent(item.asked), rate=_percent(item.rate))
        for item in conditions(site, book)
    ]
    told = say("list.comma", lang).join(found)
    return say("condition.before", lang, year=site.start_year, conditions=told) if found else ""


def _percent(share: Fraction | None) -> str:
    return "" if share is None else percent_text(share)


def _documents(site: Site, book: Book) -> str:
    """Document numbers of the funds that pay for a community, each once."""
    funds = sorted({payment.fund for payment in book.payments if payment.community == site.id})
    numbers = [str(book.funds[fund]["document_no"] or "") for fund in funds]
    return label("punctuation.comma", book.lang).join(dict.fromkeys(number for number in numbers if number))
