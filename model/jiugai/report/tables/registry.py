"""The official tables there are: what a row of each is, how its columns are looked up, how it is laid out.

T1–T3 and T15 have a line a community, T4 a line a target, T9 and T10 a line a year, T11 a line a fund, T12 a line a
scenario.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jiugai.report.book import Book, Site
from jiugai.report.facts.accounts import fund_accounts
from jiugai.report.facts.appraisal import appraisal
from jiugai.report.facts.assets import assets
from jiugai.report.facts.balance import bond_projects, cash_years
from jiugai.report.facts.contracts import contracts, settlements
from jiugai.report.facts.debts import debt_years
from jiugai.report.facts.evaluation import results
from jiugai.report.facts.findings import findings
from jiugai.report.facts.fiscal import fiscal_years
from jiugai.report.facts.options import options
from jiugai.report.facts.stress import stressed
from jiugai.report.facts.targets import targets
from jiugai.report.tables.layout import Vocabulary
from jiugai.report.tables.notes import cash_note, debt_notes, score_note
from jiugai.report.tables.records import (
    account_source,
    asset_source,
    bond_source,
    cash_source,
    contract_source,
    finding_source,
    ground_source,
    option_source,
    result_source,
)
from jiugai.report.tables.stress import shifts_note
from jiugai.report.tables.vocabulary import site_source, target_source, year_source
from jiugai.report.wording import drawn


def _silent(_: Book) -> Iterator[str]:
    yield from ()


#: a record → the heading under which it stands
Heads = Callable[[Any, Book], str]


@dataclass(frozen=True)
class Sheet:
    """A sheet with rows of its own: the part of the layout that it shows, what its title is about, notes of its own."""

    part: int
    subjects: Sequence[Any]
    about: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Official:
    """An official table: what its rows are, how they are looked up, the files behind it, how it is laid out.

    `phases`: rows in 续建 / first starts / later starts with subtotals. `heads`: runs of rows under headings. `split`:
    every part is a sheet of its own, not only where one sheet would be too wide; `sheets`: so, with rows of its own
    (`subjects` are then of no use). `landscape`: printed on landscape pages. `told`: further notes. `added`:
    the rows add up to a total.
    """

    subjects: Callable[[Book], Sequence[Any]]
    vocabulary: Vocabulary
    files: str
    phases: bool = False
    split: bool = False
    landscape: bool = True
    told: Callable[[Book], Iterator[str]] = _silent
    added: bool = True
    heads: Heads | None = None
    sheets: Callable[[Book], list[Sheet]] | None = None


def _cash_flows(book: Book) -> list[Sheet]:
    """T7: a sheet of years for each project with special bonds, then all of them under stress."""
    projects = bond_projects(book)
    if not projects:
        return []
    sheets = [Sheet(1, cash_years(project, book), project.name, (cash_note(project, book),)) for project in projects]
    return [*sheets, Sheet(2, [line for project in projects for line in stressed(project)], notes=(shifts_note(book),))]


def _chosen(book: Book) -> Sequence[Site]:
    return book.chosen


_CONTRACTS = "works.csv, commitments.csv, ledger.csv"
_ACCOUNTS = "funds.csv, accounts.csv, funding.csv, ledger.csv, commitments.csv"

OFFICIAL = {
    "T1": Official(_chosen, site_source, "communities.csv, works.csv, projects.csv, selection.csv, spending.csv"),
    "T2": Official(_chosen, site_source, "selection.csv, funding.csv, funds.csv"),
    "T3": Official(_chosen, site_source, "selection.csv, spending.csv, funding.csv", phases=True),
    "T4": Official(targets, target_source, "selection.csv, spending.csv, funding.csv, works.csv", landscape=False),
    "T5": Official(
        results,
        result_source,
        "ledger.csv, selection.csv, communities.csv",
        landscape=False,
        told=score_note,
    ),
    "T6": Official(bond_projects, bond_source, "debt.csv, funds.csv, funding.csv, works.csv", split=True),
    "T7": Official(
        bond_projects, cash_source, "debt.csv, funding.csv, works.csv, funds.csv", landscape=True, sheets=_cash_flows
    ),
    "T8": Official(
        appraisal,
        ground_source,
        "selection.csv, funding.csv, fiscal.csv, audit.json, works.csv",
        landscape=False,
        heads=lambda it, book: drawn(f"appraisal.head.{it.head}", book.lang),
    ),
    "T9": Official(fiscal_years, year_source, "fiscal.csv, debt.csv, funding.csv", split=True, landscape=False),
    "T10": Official(
        debt_years, year_source, "debt_limits.csv, debts.csv, debt.csv", split=True, landscape=False, told=debt_notes
    ),
    "T11": Official(fund_accounts, account_source, _ACCOUNTS),
    "T12": Official(options, option_source, "scenarios.csv, objectives.csv", added=False),
    "T13": Official(settlements, contract_source, _CONTRACTS),
    "T14": Official(contracts, contract_source, _CONTRACTS),
    "T15": Official(assets, asset_source, "selection.csv, spending.csv, works.csv, ledger.csv"),
    "T16": Official(
        findings, finding_source, "indicators.csv, due.csv, communities.csv, ledger.csv, audit.json", landscape=False
    ),
}
