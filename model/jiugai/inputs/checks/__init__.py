"""What no table can tell alone: references, years, funds and progress of a case, checked across its tables."""

from __future__ import annotations

from collections.abc import Mapping

from jiugai.errors import ProblemLog
from jiugai.inputs.actuals import with_payments
from jiugai.inputs.checks.arrivals import check_arrivals
from jiugai.inputs.checks.funds import check_funds
from jiugai.inputs.checks.ledger import check_ledger
from jiugai.inputs.checks.own_money import check_own_money
from jiugai.inputs.checks.progress import check_progress
from jiugai.inputs.checks.references import check_references
from jiugai.inputs.checks.routes import check_routes
from jiugai.inputs.checks.rows import check_debts, check_wishes, check_works, check_years
from jiugai.inputs.checks.standards import check_entitlements
from jiugai.inputs.header import Header
from jiugai.inputs.tables import Table


def check_tables(header: Header, tables: Mapping[str, Table], log: ProblemLog) -> None:
    """Add every contradiction between the tables of a case to `log`, with the row it stands in."""
    check_references(tables, log)
    check_years(header, tables, log)
    check_works(tables, log)
    check_routes(tables, log)
    check_debts(header, tables, log)
    check_wishes(header, tables, log)
    check_funds(tables, log)
    check_own_money(tables, log)
    check_entitlements(tables, log)
    check_arrivals(header, tables, log)
    check_ledger(header, tables, log)
    paid = with_payments(header.first_year, tables["commitments"], tables["ledger"])
    check_progress(header, {**tables, "commitments": paid}, log)
