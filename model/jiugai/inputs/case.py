"""A case: the facts of one place, read from a folder or a workbook and checked across its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from jiugai.errors import DataError, Locator, Problem, ProblemLog
from jiugai.inputs.actuals import with_payments
from jiugai.inputs.checks import check_tables
from jiugai.inputs.folder import read_folder
from jiugai.inputs.header import Header
from jiugai.inputs.override import Change, Override
from jiugai.inputs.overrides import Stated, check_changed, with_overrides
from jiugai.inputs.tables import Assumption, Table

PIPELINE_TRADES = ("water", "drainage", "power", "telecom", "gas", "heat")
TIERS = ("basic", "improvement", "upgrade")
#: a level of the place that is not known; documents of that level then do not apply
NOT_GIVEN = "未填"


@dataclass(frozen=True)
class Case:
    """The facts of a place. Money is whole yuan, ratios are exact fractions, rows are sorted by key.

    `path`: the folder or workbook; `tables`: the tables, payments of the ledger joined to `commitments`; `read`: the
    tables as they stand in the files and as the scenario changed them, with the places of their rows; `notes`: what the
    user should know of the reading, such as hidden rows; `changes`: what the scenario changed, `set_by`: its overrides
    of the header by key.
    """

    path: Path
    title: dict[str, str]
    place: tuple[str, ...]
    first_year: int
    last_year: int
    borrow: tuple[str, ...]
    programme: str
    targets: dict[str, int]
    debt_tier: str
    basis: str
    money_unit: str
    tables: dict[str, pd.DataFrame]
    assumptions: tuple[Assumption, ...]
    read: dict[str, Table]
    read_from: tuple[Path, ...]
    notes: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()
    set_by: Mapping[str, Override] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))

    def table(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def as_stated(self, name: str) -> pd.DataFrame:
        """A table as it stands in the files and as the scenario changed it, the ledger not joined."""
        return self.read[name].frame

    def where(self, table: str, column: str = "", value: object = "") -> Locator:
        """The place of a table, for a message."""
        origin = self.read[table].where
        return Locator(origin.file, origin.sheet, column=column, value=str(value))

    def header_file(self) -> Path:
        """The file that holds the header: `case.yaml`, or the workbook itself."""
        return self.read_from[0]

    def files(self) -> list[Path]:
        """The files the case was read from, in a stable order."""
        return list(self.read_from)


@dataclass(frozen=True)
class CaseTables:
    """A case as it was read: header and tables with the places of their rows, before it becomes a `Case`."""

    path: Path
    header: Header
    tables: dict[str, Table]
    files: tuple[Path, ...]
    notes: tuple[Problem, ...] = ()


def read_case(path: Path) -> CaseTables:
    """Read and check a case folder or workbook. Raises `DataError` with every problem found."""
    if path.is_file() or path.suffix.lower() in (".xlsx", ".xlsm"):
        from jiugai.inputs.book import read_book

        book = read_book(path)
        read = CaseTables(path, book.header, book.tables, (path,), tuple(book.notes))
    else:
        header, tables, files = read_folder(path)
        read = CaseTables(path, header, tables, tuple(files))
    log = ProblemLog(DataError)
    check_tables(read.header, read.tables, log)
    log.finish()
    return read


def load_case(path: Path, overrides: Sequence[Sequence[Override]] = ()) -> Case:
    """The validated case in a folder or workbook, with the overrides of a scenario laid over it, layer by layer.

    Raises `DataError` with every problem found in the files, `ScenarioError` with those that the overrides bring.
    """
    read = read_case(path)
    stated, changes = Stated(read.header, read.tables, {}), []
    for layer in filter(None, overrides):
        stated, told = with_overrides(stated, layer)
        check_changed(stated, layer)
        changes += told
    header, tables = stated.header, stated.tables
    paid = with_payments(header.first_year, tables["commitments"], tables["ledger"])
    return Case(
        path=path,
        title=header.title,
        place=header.place,
        first_year=header.first_year,
        last_year=header.last_year,
        borrow=header.borrow,
        programme=header.programme,
        targets=header.targets,
        debt_tier=header.debt_tier,
        basis=header.basis,
        money_unit=header.money_unit,
        tables={name: table.frame for name, table in {**tables, "commitments": paid}.items()},
        assumptions=tuple(assumption for table in tables.values() for assumption in table.assumptions),
        read=dict(tables),
        read_from=read.files,
        notes=read.notes,
        changes=tuple(changes),
        set_by=stated.set_by,
    )
