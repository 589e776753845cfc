"""The ledger of projects by list (项目台账), and the progress by month (月度进度表)."""

from __future__ import annotations

from itertools import groupby

from jiugai.report.book import Book
from jiugai.report.facts.progress import months, projects
from jiugai.report.formats import DASH, Value, share_text
from jiugai.report.grid import Grid, Row
from jiugai.report.tables.duties import asked_for
from jiugai.report.tables.plain import column, origin, plain_table
from jiugai.report.wording import say

_PROJECT = (
    ("community", "name"), ("households", "int"), ("start", "text"), ("investment", "wan"), ("paid_to_date", "wan"),
    ("paid_share", "value"), ("started_on", "date"), ("accepted_on", "date"),
)  # fmt: skip
_MONTH = (
    ("month", "text"), ("starts", "int"), ("acceptances", "int"), ("done", "wan"), ("done_so_far", "stock"),
    ("paid_out", "wan"), ("paid_so_far", "stock"), ("allotted_so_far", "stock"), ("payment_progress", "value"),
)  # fmt: skip


def project_ledger_table(book: Book) -> list[Grid]:
    """Communities by list: finished, under way, starting, planned, waiting, not ready; where a rule asks for it."""
    if not asked_for("project_ledger", book):
        return []
    rows: list[Row] = []
    households = investment = paid = 0
    for kept_in, group in groupby(projects(book), key=lambda project: project.kept_in):
        members = list(group)
        heading = say(f"project_ledger.{kept_in}", book.lang, count=len(members))
        rows.append(Row((heading, *[None] * (len(_PROJECT) - 1)), "group"))
        for it in members:
            site = it.site
            households, investment, paid = households + site.households, investment + it.investment, paid + it.paid
            share = share_text(it.paid, it.investment) if it.paid else DASH
            begins = str(site.start_year or DASH)
            rows.append(
                Row((site.name, site.households, begins, it.investment, it.paid, share, it.started, it.accepted))
            )
    total = (say("project_ledger.total", book.lang), households, None, investment, paid, share_text(paid, investment))
    rows.append(Row((*total, None, None), "total"))
    columns = [column(key, shape, book.lang) for key, shape in _PROJECT]
    notes = [say("project_ledger.note", book.lang)]
    notes.append(origin("selection.csv, communities.csv, works.csv, commitments.csv, ledger.csv", book))
    return [Grid("project_ledger", say("project_ledger.title", book.lang), columns, rows, notes, dense=True)]


def monthly_table(book: Book) -> list[Grid]:
    """Starts, acceptances, works done and money paid by month, where a rule asks for it and there is a ledger."""
    if not asked_for("monthly", book):
        return []
    lines: list[tuple[Value, ...]] = [
        (
            it.month, it.started, it.accepted, it.done, it.done_so_far, it.paid, it.paid_so_far, it.allotted_so_far,
            share_text(it.of_allotted, it.allotted_so_far),
        )
        for it in months(book)
    ]  # fmt: skip
    total = ("starts", "acceptances", "done", "paid_out")
    return plain_table("monthly", _MONTH, lines, "ledger.csv", book, say("monthly.note", book.lang), total=total)
