"""Appraisal before the money is voted (事前绩效评估): six heads, each with what the plan shows and its ground.

The conclusion follows from the fiscal capacity: passed → supported, with conditions → supported in part, not passed →
not supported, not tested → put off until the budget is stated. The control number is what both county budgets give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from jiugai.inputs.channels import PUBLIC_KINDS
from jiugai.money import wan_text
from jiugai.report.book import Book, households
from jiugai.report.facts import decisions
from jiugai.report.facts.arrival import arrival_years
from jiugai.report.facts.clauses import cite
from jiugai.report.facts.conditions import conditions
from jiugai.report.facts.fiscal import capacity, fiscal_years
from jiugai.report.facts.targets import rate_text, targets
from jiugai.report.formats import percent_text, share_text
from jiugai.report.wording import say

HEADS = ("need", "economy", "aims", "feasible", "money", "conclusion")


@dataclass(frozen=True)
class Ground:
    """A line under a head: what is looked at (words `appraisal.…`), what the plan shows, where that stands."""

    head: str
    name: str
    fact: str
    basis: str


def appraisal(book: Book) -> list[Ground]:
    """The lines of the six heads; none where no community is in the plan."""
    if not book.chosen:
        return []
    return [*_need(book), *_economy(book), *_aims(book), *_feasible(book), *_money(book), *_conclusion(book)]


def _say(head: str, name: str, book: Book, basis: str, **values: object) -> Ground:
    return Ground(head, name, say(f"appraisal.{name}.fact", book.lang, **values), basis)


def _law(rule: str, book: Book, files: str) -> str:
    """The clause behind a line where its rule is in force, else the files."""
    return cite(book.study.clause(rule), book) if book.study.in_force(rule) else files


def _need(book: Book) -> Iterator[Ground]:
    waiting = [site for site in book.sites if site.decision != "completed"]
    hazards = [site for site in waiting if site.hazard]
    cured = [site for site in hazards if site.chosen]
    yield _say(
        "need", "waiting", book, _law("P1", book, "communities.csv"), sites=len(waiting), chosen=len(book.chosen),
        households=f"{households(waiting):,}", reached=f"{households(book.chosen):,}",
        share=share_text(households(book.chosen), households(waiting)),
    )  # fmt: skip
    yield _say(
        "need", "hazards", book, _law("S2", book, "works.csv"), sites=len(hazards), chosen=len(cured),
        households=f"{households(cured):,}",
    )  # fmt: skip
    built = sorted(site.built_year for site in book.chosen)
    years = "—".join(dict.fromkeys((str(built[0]), str(built[-1]))))
    yield _say("need", "age", book, _law("E1", book, "communities.csv"), years=years)


def _economy(book: Book) -> Iterator[Ground]:
    total, served = sum(site.total for site in book.chosen), households(book.chosen)
    area = decisions.floor_area(book)
    of_fees = {work for work, row in book.works.items() if row["cost_part"] == "other_fees"}
    fees = sum(row["cost_yuan"] for row in book.plan_rows("spending") if row["work_id"] in of_fees)
    public = book.paid(lambda payment: payment.kind in PUBLIC_KINDS)
    yield _say(
        "economy", "cost", book, "selection.csv, communities.csv", total=wan_text(total),
        area=rate_text(total, area, "m2", book), each=rate_text(total, served, "household", book),
    )  # fmt: skip
    yield _say("economy", "fees", book, "spending.csv, works.csv", share=share_text(fees, book.total))
    yield _say(
        "economy", "public", book, _law("F8", book, "funding.csv"), public=share_text(public, book.total),
        other=share_text(book.total - public, book.total),
    )  # fmt: skip


def _aims(book: Book) -> Iterator[Ground]:
    found = targets(book)
    stated = [target for target in found if target.value]
    yield _say(
        "aims", "targets", book, _law("P5", book, "T4"), count=len(found), stated=len(stated),
        blank=len(found) - len(stated),
    )  # fmt: skip
    reached = {
        "communities": Fraction(len(book.chosen)),
        "households": Fraction(households(book.chosen)),
        "floor_area_m2": decisions.floor_area(book),
    }
    told = [
        say("appraisal.aim", book.lang, aim=say(f"aim.{name}", book.lang), share=percent_text(reached[name] / aim))
        for name, aim in book.study.case.targets.items()
        if aim
    ]
    if told:
        yield _say("aims", "published", book, "case.yaml", list=say("list.comma", book.lang).join(told))


def _feasible(book: Book) -> Iterator[Ground]:
    starts = [site for site in book.chosen if site.decision == "new"]
    waiting = [site for site in starts if conditions(site, book)]
    first = decisions.first_starts(book)
    yield _say(
        "feasible", "starts", book, "selection.csv", continuing=len(decisions.continuing(book)), new=len(starts),
        first=len(first), year=book.first_year, last=max(site.end_year or book.first_year for site in book.chosen),
    )  # fmt: skip
    yield _say("feasible", "conditions", book, _law("E3", book, "communities.csv"), ready=len(starts) - len(waiting),
               waiting=len(waiting))  # fmt: skip
    busy = [row for row in book.plan_rows("constraints") if row["rule"] == "S10"]
    if busy:
        full = sum(row["binding"] for row in busy)
        yield _say("feasible", "capacity", book, _law("S10", book, "constraints.csv"), rows=len(busy), binding=full)


def _money(book: Book) -> Iterator[Ground]:
    gap = sum(site.cost for site in book.chosen) - book.total
    yield _say("money", "gap", book, _law("F7", book, "funding.csv"), total=wan_text(book.total), gap=wan_text(gap))
    checks = book.open.audit["clauses"]
    checked = sum(row["checked"] for row in checks)
    yield _say(
        "money", "audited", book, "audit.json", clauses=len(checks), checked=f"{checked:,}",
        failures=sum(len(row["failures"]) for row in checks), unchecked=len(book.open.audit["unchecked"]),
    )  # fmt: skip
    years = arrival_years(book)
    applied, total = sum(it.applied for it in years), sum(it.total for it in years)
    yield _say("money", "applied", book, "funds.csv", applied=wan_text(applied), share=share_text(applied, total))
    general, special = (decisions.channel_money(book, channel) for channel in ("general_bond", "special_bond"))
    yield _say(
        "money", "debt", book, _law("D1", book, "debt.csv"), general=wan_text(general), special=wan_text(special)
    )


def _conclusion(book: Book) -> Iterator[Ground]:
    found, years = capacity(book), fiscal_years(book)
    state = say(f"appraisal.state.{found.state}", book.lang)
    yield _say("conclusion", "verdict", book, _law("D8", book, "T9"), state=state)
    each = {it.year: it.taken + it.fund_taken for it in years}
    if each:
        told = [say("risk.year", book.lang, year=year, yuan=wan_text(yuan)) for year, yuan in each.items()]
        amounts = say("list.comma", book.lang).join(told)
        yield _say("conclusion", "control", book, "T9", total=wan_text(sum(each.values())), list=amounts)
