"""What was reached of the targets of T4 up to the day of the plan, by the ledger, and the score of it (绩效自评).

score = weight × min(1, done / target). Weights are a convention (`conventions.yaml`); what the ledger cannot tell is
left to fill in and not scored.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiugai.inputs.actuals import ACCEPTED, DONE, PAID, STARTED, happened
from jiugai.inputs.channels import PUBLIC_KINDS
from jiugai.report.book import Book, households
from jiugai.report.conventions import weight
from jiugai.report.facts.progress import months
from jiugai.report.facts.targets import Target, money_text, targets
from jiugai.report.formats import amount_text, percent_text

_WHOLE = Fraction(1)


@dataclass(frozen=True)
class Done:
    """How far an aim is reached: in words, and as a number in the measure of its target."""

    text: str
    amount: int | Fraction


@dataclass(frozen=True)
class Result:
    """A target with what was reached. `ratio`: done / target, None where it cannot be told; `why`: of what falls short.

    `why` is `running` (the plan is not over), `missed` (it is, and somebody has to say why), or "".
    """

    target: Target
    done: str
    ratio: Fraction | None
    weight: Fraction
    score: Fraction | None
    why: str


def results(book: Book) -> list[Result]:
    """The lines of T4 in their order; none where nothing has happened yet."""
    if not book.case_rows("ledger"):
        return []
    reached = _reached(book)
    return [_result(target, reached.get(target.name), book) for target in targets(book)]


def _result(target: Target, done: Done | None, book: Book) -> Result:
    points = weight(target.name)
    wanted = _WHOLE if target.name == "paid" else target.amount
    if done is None or not wanted:
        return Result(target, "" if done is None else done.text, None, points, None, "")
    ratio = Fraction(done.amount) / Fraction(wanted)
    if target.name == "finished":  # in time or not
        ratio = Fraction(done.amount <= wanted)
    running = book.study.scenario.as_of.isoformat() < f"{book.years[-1]}-12-31"
    why = "" if ratio >= 1 else "running" if running else "missed"
    return Result(target, done.text, ratio, points, points * min(_WHOLE, ratio), why)


def _reached(book: Book) -> dict[str, Done]:
    ledger = book.study.case.table("ledger")
    started, accepted = happened(ledger, STARTED), happened(ledger, ACCEPTED)
    finished = [site for site in book.chosen if site.id in accepted]
    insulated = [site for site in finished if "insulation" in site.trades]
    begun = [
        site
        for site in book.chosen
        if site.id in started and site.decision == "new" and site.start_year == book.first_year
    ]
    area = sum((site.floor_area for site in finished), Fraction(0))
    built = sum(row["amount"] for row in book.case_rows("ledger") if row["entry"] == DONE and _in_plan(row, book))
    found = {
        "communities": _count(len(finished), "community", book),
        "households": _count(households(finished), "household", book),
        "buildings": _count(sum(site.buildings for site in finished), "building", book),
        "area": _count(area, "m2", book),
        "starts": _count(len(begun), "community", book),
        "cost": Done(money_text(built, book), built),
        "hazard": _count(households(site for site in finished if site.hazard), "household", book),
        "insulated": _count(len(insulated), "community", book),
    }
    if book.chosen and len(finished) == len(book.chosen):
        last = max(int(accepted[site.id][:4]) for site in finished)
        found["finished"] = Done(str(last), last)
    progress = payment_progress(book)
    if progress is not None:
        found["paid"] = Done(percent_text(progress), progress)
    paid = [row for row in book.case_rows("ledger") if row["entry"] == PAID and _in_plan(row, book)]
    if total := sum(row["amount"] for row in paid):
        other = sum(row["amount"] for row in paid if book.funds[row["fund_id"]]["kind"] not in PUBLIC_KINDS)
        share = Fraction(other, total)
        found["other_money"] = Done(percent_text(share), share)
    return found


def payment_progress(book: Book) -> Fraction | None:
    """支出进度: paid from money that was allotted ÷ allotted less recalled, all up to now; None where nothing was."""
    found = months(book)
    if not found or not found[-1].allotted_so_far:
        return None
    return Fraction(found[-1].of_allotted, found[-1].allotted_so_far)


def _in_plan(row: dict[str, object], book: Book) -> bool:
    return int(str(row["date"])[:4]) >= book.first_year


def _count(amount: int | Fraction, unit: str, book: Book) -> Done:
    return Done(amount_text(amount, unit, book.lang), amount)
